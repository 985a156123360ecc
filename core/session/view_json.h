// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/analysis_result.h"
#include "core/files/json_reader.h"
#include "core/session/view_state.h"

namespace headlight {

/// The key `view` of a session.
Json viewJson(const ViewState& view);
/// The reverse. What says where things stood on screen (zoom, scroll, arrangement) is left out where it makes no sense;
/// no session is refused for that.
void readView(JsonReader& reader, ViewState& view);
/// View state that points outside the result falls back to its defaults: a picture can still be shown.
void confineView(ViewState& view, const AnalysisResult& result);

} // namespace headlight
