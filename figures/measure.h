// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include "core/measures/measure_table.h"

namespace headlight::ui {

/// A measure of the table as people read it, and whether it is there yet.
struct Measure {
    QString id;          ///< as on the command line: attention, start, end, alpha-f, sum-alpha-f, f
    QString label;       ///< "To start", "‖αf(x)‖"
    QString description; ///< one sentence, for tooltips
    QString unit;        ///< what stands beside the colour bar: "attribution to the start logit"
    bool isSigned = false;
    bool available = false; ///< the result holds it
    MeasureKind kind = {};
};

/// All measures of `result` in the order of their buttons: attention, the targets, the norms, and those of methods that
/// it holds. Before attributions are
/// there, the targets are those that its options ask for. A null result gives those of the default options.
QList<Measure> measures(const AnalysisResult* result);
/// The measure called `id`; its id is empty if there is none.
Measure measureNamed(const AnalysisResult* result, const QString& id);
/// Those of `shapes`, first those of the first shape.
QList<Measure> measuresOfShapes(const std::vector<MeasureShape>& shapes, const AnalysisResult* result);
/// The kind of measure that `id` names, a target's where it names no other.
MeasureKind kindOf(const QString& id);

/// The values of `id` for each head, [L,H,S,S]; null if `id` has none or they are not there.
Array headMaps(const AnalysisResult& result, const QString& id);

} // namespace headlight::ui
