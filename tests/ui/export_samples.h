// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sample_boards.h"
#include "tests/support/sample_result.h"
#include "ui/export/export.h"

namespace headlight::test {

/// A session that every view has data for, on screen at layer 1 with the attribution to the start logit.
inline Session sampleSession()
{
    Session session;
    AnalysisResult result = *sampleResult({3, 4, 12, Stage::Complete, true});
    result.whatIf.ablations = sampleBoards(3, 4);
    session.result = std::make_shared<const AnalysisResult>(std::move(result));
    session.view.measure = "start";
    session.view.layer = 1;
    session.view.compareMode = "scatter";
    return session;
}

inline ui::ExportOptions optionsFor(const QString& view, const QString& format)
{
    ui::ExportOptions options;
    options.view = view;
    options.format = format;
    return options;
}

} // namespace headlight::test
