// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include "core/data/analysis_result.h"
#include "figures/display.h"
#include "figures/figure_data.h"
#include "figures/importance_source.h"
#include "figures/view_choices.h"

namespace headlight::ui {

/// What of the attributions a figure shows, and says how exact it is.
enum class ShownPart {
    Nothing,
    Attention, ///< of the heads, for one target
    Tokens,    ///< the hidden output summed over its units, for all targets
    Hidden,    ///< the units themselves
};

/// The boards of single ablations, as far as they are known.
using Boards = std::map<AblationKind, AblationBoard>;

/// What to show. viewRequest() begins one.
struct FigureRequest {
    QString view;    ///< one of viewNames()
    QString measure; ///< of a view that has none it is not read; in view distribution: one target alone, or empty
    int layer = 0;
    int head = -1;  ///< in view heads: this one alone; in view compare: the first where none is given
    int token = -1; ///< of view distribution; -1: where the answer starts
    RangeRule range;
    QString colours; ///< empty: those of `display`
    Display display;
    ViewChoices choices;
    std::optional<ImportanceSource> source; ///< of view words; empty: the first that there is
    ResultPtr other;           ///< in view compare: whose measure B is; null: of the same result
    Array board; ///< in view compare: the heads' agreement where it is known, NaN where not yet; else null
    bool boardGrowing = false; ///< more of it is to come
    std::shared_ptr<const Boards> ablations; ///< in view what-if: as they fill; null: those of the result
    std::optional<double> probabilityBefore; ///< likewise, of what the unchanged run predicts; empty: by the result
    ShownPart shows = ShownPart::Attention; ///< as the table of views has it, as the next one
    bool showsOneLayer = false;             ///< of the attributions those of `layer` alone
};

/// A figure, or the sentence that says why there is none.
using Figure = tl::expected<FigureData, QString>;
using Missing = tl::unexpected<QString>;

} // namespace headlight::ui
