// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/measure.h"

#include <QCoreApplication>

#include "core/measures/method_measures.h"
#include "figures/method_text.h"
#include "figures/target_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Measure)
};

/// What is said of a measure that is no target's.
struct Description {
    const char* id;
    const char* label;
    const char* unit;
    const char* text;
};

constexpr Description descriptions[] = {
    {"attention", QT_TRANSLATE_NOOP("Measure", "Attention"), QT_TRANSLATE_NOOP("Measure", "attention"),
     QT_TRANSLATE_NOOP("Measure", "The attention weights α, after the softmax; each row sums to 1.")},
    {"alpha-f", "‖αf(x)‖", "‖αf(x)‖",
     QT_TRANSLATE_NOOP("Measure", "The norm of what a head moves from one token to another (Kobayashi et al. 2020).")},
    {"sum-alpha-f", "‖Σαf(x)‖", "‖Σαf(x)‖",
     QT_TRANSLATE_NOOP("Measure", "The norm of what all heads of a layer together move (Kobayashi et al. 2020).")},
    {"f", "‖f(x)‖", "‖f(x)‖",
     QT_TRANSLATE_NOOP(
         "Measure",
         "The norm of each token's transformed vector, before attention weighs it (Kobayashi et al. 2020).")},
};

Measure measureOf(const MeasureKind& kind, const QString& label, const QString& description, const QString& unit)
{
    return {QString::fromStdString(kind.id), label, description, unit, kind.isSigned, false, kind};
}

/// Another program's attributions may be of any method: only of conductance it is said what they are.
Measure targetMeasure(const AnalysisResult* result, const MeasureKind& kind)
{
    const TargetText text = targetText(result, QString::fromStdString(kind.id));
    const bool isConductance = !result || !result->attribution(kind.id) || result->isConductance(kind.id);
    const QString description =
        isConductance
            ? Text::tr("How much each attention weight moved %1: layer conductance of the attention.").arg(text.scalar)
            : Text::tr("The attribution to %1, as the session holds it.").arg(text.scalar);
    return measureOf(kind, text.label, description, Text::tr("attribution to %1").arg(text.scalar));
}

Measure described(const AnalysisResult* result, const MeasureKind& kind)
{
    for (const Description& each : descriptions)
        if (kind.id == each.id)
            return measureOf(kind, Text::tr(each.label), Text::tr(each.text), Text::tr(each.unit));
    if (kind.isTarget)
        return targetMeasure(result, kind);
    if (const auto text = methodMeasureText(result, QString::fromStdString(kind.id)))
        return measureOf(kind, text->label, text->description, text->unit);
    const QString name = QString::fromStdString(kind.id); // a measure that has no words yet
    return measureOf(kind, name, {}, name);
}

} // namespace

QList<Measure> measures(const AnalysisResult* result)
{
    QList<Measure> list;
    for (const MeasureKind& kind :
         measureKinds(result ? targetsOf(*result) : targetsAsked({}, TaskKind::QuestionAnswering))) {
        list.append(described(result, kind));
        list.last().available = result && !valuesOf(kind, *result).isNull();
    }
    for (const MeasureKind& kind : result ? methodMeasures(*result) : std::vector<MeasureKind>()) {
        list.append(described(result, kind));
        list.last().available = true;
    }
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

QList<Measure> measuresOfShapes(const std::vector<MeasureShape>& shapes, const AnalysisResult* result)
{
    QList<Measure> list;
    for (const MeasureShape shape : shapes)
        for (const Measure& measure : measures(result))
            if (measure.kind.shape == shape)
                list.append(measure);
    return list;
}

MeasureKind kindOf(const QString& id)
{
    return measureKind(id.toStdString());
}

Array headMaps(const AnalysisResult& result, const QString& id)
{
    const MeasureKind kind = kindOf(id);
    return kind.shape == MeasureShape::HeadMaps ? valuesOf(kind, result) : Array();
}

} // namespace headlight::ui
