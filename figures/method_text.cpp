// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/method_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <iterator>

#include "figures/target_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Method)
};

/// In those of a target, %1 is the target's label or what is explained.
struct Description {
    const char* method;
    const char* label;
    const char* unit;
    const char* text;
    bool ofTarget = false;
};

constexpr Description throughTheLayers[] = {
    {"rollout", QT_TRANSLATE_NOOP("Method", "Rollout"), QT_TRANSLATE_NOOP("Method", "attention rollout"),
     QT_TRANSLATE_NOOP("Method", "How much of each input token reaches a token of this layer's output, by attention "
                                 "alone (Abnar & Zuidema 2020). Blind to values, to signs and to the target.")},
    {"flow", QT_TRANSLATE_NOOP("Method", "Flow"), QT_TRANSLATE_NOOP("Method", "share of the attention flow"),
     QT_TRANSLATE_NOOP("Method", "The maximum flow from a token of this layer's output to each input token, with "
                                 "attention as capacities, as shares of its row (Abnar & Zuidema 2020). It saturates: "
                                 "in deep layers all rows look alike.")},
    {"chefer", QT_TRANSLATE_NOOP("Method", "%1 (Chefer)"), QT_TRANSLATE_NOOP("Method", "relevance (Chefer) to %1"),
     QT_TRANSLATE_NOOP("Method", "Rollout weighted by the gradients of %1, after each layer (Chefer et al. 2021). What "
                                 "speaks against it is cut off at zero."),
     true},
    {"decompx", QT_TRANSLATE_NOOP("Method", "DecompX"), QT_TRANSLATE_NOOP("Method", "‖part‖ (DecompX)"),
     QT_TRANSLATE_NOOP("Method", "The norm of the part of each token's state that comes from each input token "
                                 "(Modarressi et al. 2023). Parts can be large and cancel.")},
    {"attattr", QT_TRANSLATE_NOOP("Method", "%1 (AttAttr)"), QT_TRANSLATE_NOOP("Method", "AttAttr to %1"),
     QT_TRANSLATE_NOOP("Method", "What each attention weight adds to %1 as this layer's attention grows from zero (Hao "
                                 "et al. 2021). Sums of different layers do not add up."),
     true},
    {"attattr-m20", QT_TRANSLATE_NOOP("Method", "%1 (AttAttr, 20 steps)"),
     QT_TRANSLATE_NOOP("Method", "AttAttr to %1, 20 steps"),
     QT_TRANSLATE_NOOP("Method", "The same of %1 in 20 steps, as its authors' code has it (Hao et al. 2021): several "
                                 "per cent off."),
     true},
};

constexpr Description contributions[] = {
    {"alti", QT_TRANSLATE_NOOP("Method", "ALTI"), QT_TRANSLATE_NOOP("Method", "contribution (ALTI)"),
     QT_TRANSLATE_NOOP("Method", "How close what each token gives comes to the attention block's output, as shares of "
                                 "a row (Ferrando et al. 2022). Leaves the feed-forward block out; blind to the "
                                 "target.")},
    {"alti-rollout", QT_TRANSLATE_NOOP("Method", "ALTI rollout"), QT_TRANSLATE_NOOP("Method", "rollout of ALTI"),
     QT_TRANSLATE_NOOP("Method", "ALTI's contributions multiplied through the layers: how much of each input token "
                                 "reaches a token of this layer's output (Ferrando et al. 2022).")},
    {"globenc", QT_TRANSLATE_NOOP("Method", "GlobEnc"), QT_TRANSLATE_NOOP("Method", "norm (GlobEnc)"),
     QT_TRANSLATE_NOOP("Method", "The norm of what each token gives to each one through both normalisations of the "
                                 "layer (Modarressi et al. 2022). Leaves the feed-forward block out; blind to the "
                                 "target.")},
    {"globenc-rollout", QT_TRANSLATE_NOOP("Method", "GlobEnc rollout"),
     QT_TRANSLATE_NOOP("Method", "rollout of GlobEnc"),
     QT_TRANSLATE_NOOP("Method", "GlobEnc's norms multiplied through the layers, then each row as shares (Modarressi "
                                 "et al. 2022).")},
    {"value-zeroing", QT_TRANSLATE_NOOP("Method", "Value zeroing"),
     QT_TRANSLATE_NOOP("Method", "share (value zeroing)"),
     QT_TRANSLATE_NOOP("Method", "How far a token's output turns when another token's value is zero in this layer, as "
                                 "shares of a row (Mohebbi et al. 2023). The feed-forward block is in it; blind to the "
                                 "target.")},
    {"value-zeroing-rollout", QT_TRANSLATE_NOOP("Method", "Zeroing rollout"),
     QT_TRANSLATE_NOOP("Method", "rollout of value zeroing"),
     QT_TRANSLATE_NOOP("Method", "Value zeroing multiplied through the layers: how much of each input token reaches a "
                                 "token of this layer's output (Mohebbi et al. 2023).")},
};

const Description* describing(const std::string& method, bool ofTarget)
{
    const auto wanted = [&](const Description& each) { return method == each.method && ofTarget == each.ofTarget; };
    const auto found = std::find_if(std::begin(throughTheLayers), std::end(throughTheLayers), wanted);
    if (found != std::end(throughTheLayers))
        return found;
    const auto other = std::find_if(std::begin(contributions), std::end(contributions), wanted);
    return other == std::end(contributions) ? nullptr : other;
}

} // namespace

std::optional<MethodText> methodMeasureText(const AnalysisResult* result, const QString& id)
{
    const QString target = id.section(QLatin1Char('.'), 1);
    const Description* found = describing(id.section(QLatin1Char('.'), 0, 0).toStdString(), !target.isEmpty());
    if (!found)
        return {};
    if (!found->ofTarget)
        return MethodText{Text::tr(found->label), Text::tr(found->unit), Text::tr(found->text)};
    const TargetText text = targetText(result, target);
    return MethodText{Text::tr(found->label).arg(text.label), Text::tr(found->unit).arg(text.scalar),
                      Text::tr(found->text).arg(text.scalar)};
}

} // namespace headlight::ui
