// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>

#include "core/session/view_state.h"

namespace headlight {

/// How a field is read: a value of another type is refused, as it is for the rest of a session.
struct Strict {};
/// A value that makes no sense is the default; no session is refused for that.
struct Lenient {};
/// An integer between these two; others are refused.
struct Between {
    int least = 0;
    int most = std::numeric_limits<std::int32_t>::max();
};
/// What an index counts in the result: one beyond it falls back to the least.
enum class IndexOf { Layers, Heads, Tokens };
struct Index {
    IndexOf of;
    int least = -1; ///< -1: none chosen
};

/// Everything that sessions keep of the screen, a line each: its key under `view`, its member, and how it is read.
/// Writing, reading and confining to a result go through this list alone. `State` is ViewState, const or not.
template <typename State, typename Each>
void eachViewField(State& view, const Each& each)
{
    each("view", view.view, Strict());
    each("open_views", view.openViews, Strict());
    each("measure", view.measure, Strict());
    each("layer", view.layer, Index{IndexOf::Layers, 0});
    each("head", view.head, Index{IndexOf::Heads});
    each("from_token", view.fromToken, Index{IndexOf::Tokens});
    each("to_token", view.toToken, Index{IndexOf::Tokens});
    each("range", view.range, Strict());
    each("colours", view.colours, Strict());
    each("notes", view.notes, Strict());
    each("measure_colours", view.measureColours, Strict());
    each("sequential", view.sequential, Strict());
    each("diverging", view.diverging, Strict());
    each("special", view.special, Strict());
    each("words", view.words, Strict());
    each("summary", view.summary, Strict());
    each("first_number", view.firstNumber, Between{0, 1});
    each("compare_measure", view.compareMeasure, Strict());
    each("compare_mode", view.compareMode, Strict());
    each("compare_agreement", view.compareAgreement, Strict());
    each("compare_strongest", view.compareStrongest, Between());
    each("blocks_signed", view.blocksSigned, Strict());
    each("compared", view.compared, Lenient());
    each("head_enlarged", view.headEnlarged, Lenient());
    each("tokens_page", view.tokensPage, Lenient());
    each("words_source", view.wordsSource, Lenient());
    each("words_links", view.wordsLinks, Lenient());
    each("what_if_kind", view.whatIfKind, Lenient());
    each("what_if_quantity", view.whatIfQuantity, Lenient());
    each("what_if_set", view.whatIfSet, Strict());
    each("what_if_sets", view.whatIfSets, Strict());
    each("zoom", view.zoom, Lenient());
    each("scroll", view.scroll, Lenient());
    each("arrangement", view.arrangement, Lenient());
}

} // namespace headlight
