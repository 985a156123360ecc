// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/view_choices.h"

#include "figures/choice_names.h"
#include "figures/kept_choices.h"

namespace headlight::ui {

namespace {

/// As in display.cpp.
template <typename Kept, typename State, typename Pair>
void eachChoice(Kept& choices, State& view, const Pair& pair)
{
    pair(choices.measureB, view.compareMeasure);
    pair(choices.mode, view.compareMode, compareModeNames());
    pair(choices.agreement, view.compareAgreement, agreementNames());
    pair(choices.strongest, view.compareStrongest);
    pair(choices.signedBlocks, view.blocksSigned);
    pair(choices.ablation, view.whatIfKind, ablationKindNames());
    pair(choices.quantity, view.whatIfQuantity);
    pair(choices.ablated, view.whatIfSet);
    pair(choices.ablatedSets, view.whatIfSets);
}

} // namespace

ViewChoices viewChoicesOf(const ViewState& view)
{
    ViewChoices choices;
    eachChoice(choices, view, TakeChoice());
    return choices;
}

void keepViewChoices(const ViewChoices& choices, ViewState& view)
{
    eachChoice(choices, view, KeepChoice());
}

QStringList compareModeNames()
{
    return {"board", "side", "difference", "scatter"};
}

QString nameOf(CompareMode mode)
{
    return compareModeNames()[static_cast<int>(mode)];
}

std::optional<CompareMode> compareModeNamed(const QString& name)
{
    return choiceNamed<CompareMode>(compareModeNames(), name);
}

QStringList agreementNames()
{
    return {"pearson", "spearman", "strongest"};
}

QString nameOf(Agreement agreement)
{
    return agreementNames()[static_cast<int>(agreement)];
}

std::optional<Agreement> agreementNamed(const QString& name)
{
    return choiceNamed<Agreement>(agreementNames(), name);
}

QStringList ablationKindNames()
{
    QStringList names;
    for (const AblationKind kind : ablationKinds) {
        const std::string_view word = name(kind);
        names.append(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
    }
    return names;
}

} // namespace headlight::ui
