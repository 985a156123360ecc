// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/view_choices.h"

#include "figures/choice_names.h"

namespace headlight::ui {

ViewChoices viewChoicesOf(const ViewState& view)
{
    const ViewChoices standard;
    ViewChoices choices;
    choices.measureB = QString::fromStdString(view.compareMeasure);
    choices.mode = compareModeNamed(QString::fromStdString(view.compareMode)).value_or(standard.mode);
    choices.agreement = agreementNamed(QString::fromStdString(view.compareAgreement)).value_or(standard.agreement);
    choices.strongest = view.compareStrongest;
    choices.signedBlocks = view.blocksSigned;
    return choices;
}

void keepViewChoices(const ViewChoices& choices, ViewState& view)
{
    view.compareMeasure = choices.measureB.toStdString();
    view.compareMode = nameOf(choices.mode).toStdString();
    view.compareAgreement = nameOf(choices.agreement).toStdString();
    view.compareStrongest = choices.strongest;
    view.blocksSigned = choices.signedBlocks;
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

} // namespace headlight::ui
