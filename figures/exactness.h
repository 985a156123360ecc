// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/analysis_result.h"
#include "figures/figure_request.h"
#include "figures/percent_text.h"

namespace headlight::ui {

/// How far the attributions that a figure shows can be trusted, in words. Empty where it shows none.
struct Exactness {
    QString text;            ///< "Exact, 129 points, estimated error 0.13 %. Not complete: ..."
    QString brief;           ///< the same in fewer words
    QString details;         ///< the same, with what has no room on one line
    QString subject;         ///< "Layer conductance", what `text` is said of; empty where it is not known what they are
    bool measurable = false; ///< the error is not known, and could be measured against rule exact
};

/// Of what `request` shows of `result`: the error of its layer where it shows that alone, of the worst one elsewhere.
/// `running`: its run still goes on.
Exactness exactnessOf(const AnalysisResult& result, const FigureRequest& request, bool running = false);

/// Of integrated gradients, whose error has no estimate: "Integrated gradients, 33 points; Σ − (F(x) − F(x′)) = start
/// −0.002 (0.05 %)." Empty for ImportanceSource::Layer, and where nothing is stated.
QString gradientsText(const AnalysisResult& result, ImportanceSource source);

/// Whether F(x) − F(x′) is 0 to the rounding of the logits, so that nothing is a share of it.
bool isRounding(const AnalysisResult& result, double difference);
/// That the input equals its baseline, so that all attributions are 0.
QString noPathText();

/// "Exact, 33 points, estimated error 0.4 %": rule, points, and `error`, a share; negative where it is not known. Of
/// what the result does not state, nothing is said.
QString methodText(const AnalysisResult& result, double error);
/// "The winning token changes along the path: start 5 times, end once."; empty where no target moved.
QString movedText(const AnalysisResult& result);

} // namespace headlight::ui
