// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/measure.h"

#include <QCoreApplication>
#include <algorithm>

#include "figures/token_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Measure)
};

/// Another program's attributions may be of any method: `isConductance` says whether ours are meant.
Measure targetMeasure(const QString& id, bool isConductance)
{
    const auto measure = [&](const QString& label, const QString& scalar) {
        return Measure{
            id,
            label,
            isConductance
                ? Text::tr("How much each attention weight moved %1: layer conductance of the attention.").arg(scalar)
                : Text::tr("The attribution to %1, as the session holds it.").arg(scalar),
            Text::tr("attribution to %1").arg(scalar),
            true,
            false};
    };
    if (id == "start")
        return measure(Text::tr("To start"), Text::tr("the start logit"));
    if (id == "end")
        return measure(Text::tr("To end"), Text::tr("the end logit"));
    if (id == "span")
        return measure(Text::tr("To span"), Text::tr("the span's logits"));
    if (id == "contrast")
        return measure(Text::tr("To contrast"), Text::tr("the lead over the next best span"));
    if (id == "no_answer")
        return measure(Text::tr("To answering"), Text::tr("the lead over no answer"));
    return measure(Text::tr("To %1").arg(shownToken(id)), Text::tr("the target “%1”").arg(shownToken(id)));
}

/// The targets that a run will give, by name.
QStringList targetsAsked(const Target& target)
{
    switch (target.kind) {
    case TargetKind::Span: return {"span"};
    case TargetKind::Contrast: return {"contrast"};
    case TargetKind::NoAnswer: return {"no_answer"};
    default: return {"start", "end"};
    }
}

QStringList targetsHeld(const AnalysisResult& result)
{
    QStringList names;
    for (const auto& [name, attribution] : result.attributions)
        names.append(QString::fromStdString(name));
    // A map sorts "end" before "start"; readers expect the order of the text.
    std::sort(names.begin(), names.end(), std::greater<>());
    return names;
}

QStringList targets(const AnalysisResult* result)
{
    if (!result)
        return targetsAsked({});
    const QStringList held = targetsHeld(*result);
    return held.isEmpty() ? targetsAsked(result->options.completed().target) : held;
}

QList<Measure> describedMeasures(const AnalysisResult* result)
{
    QList<Measure> list;
    list.append({"attention", Text::tr("Attention"),
                 Text::tr("The attention weights α, after the softmax; each row sums to 1."), Text::tr("attention"),
                 false, false});
    for (const QString& target : targets(result))
        list.append(targetMeasure(target, !result || !result->attribution(target.toStdString()) ||
                                              result->isConductance(target.toStdString())));
    list.append({"alpha-f", QStringLiteral("‖αf(x)‖"),
                 Text::tr("The norm of what a head moves from one token to another (Kobayashi et al. 2020)."),
                 Text::tr("‖αf(x)‖"), false, false});
    list.append({"sum-alpha-f", QStringLiteral("‖Σαf(x)‖"),
                 Text::tr("The norm of what all heads of a layer together move (Kobayashi et al. 2020)."),
                 Text::tr("‖Σαf(x)‖"), false, false});
    list.append(
        {"f", QStringLiteral("‖f(x)‖"),
         Text::tr("The norm of each token's transformed vector, before attention weighs it (Kobayashi et al. 2020)."),
         Text::tr("‖f(x)‖"), false, false});
    return list;
}

bool holds(const AnalysisResult& result, const QString& id)
{
    if (id == "f")
        return !result.norms.f.isNull();
    if (id == "sum-alpha-f")
        return !result.norms.sumAlphaF.isNull();
    return !headMaps(result, id).isNull();
}

} // namespace

QList<Measure> measures(const AnalysisResult* result)
{
    QList<Measure> list = describedMeasures(result);
    for (Measure& measure : list)
        measure.available = result && holds(*result, measure.id);
    return list;
}

Measure measureNamed(const AnalysisResult* result, const QString& id)
{
    for (const Measure& measure : measures(result)) {
        if (measure.id == id)
            return measure;
    }
    return {};
}

Array headMaps(const AnalysisResult& result, const QString& id)
{
    if (id == "attention")
        return result.attention;
    if (id == "alpha-f")
        return result.norms.alphaF;
    const Attribution* attribution = result.attribution(id.toStdString());
    return attribution ? attribution->attention : Array();
}

} // namespace headlight::ui
