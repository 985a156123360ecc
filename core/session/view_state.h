// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace headlight {

/// A part of a rectangle, as fractions of its width and height.
struct ViewPart {
    double left = 0;
    double top = 0;
    double right = 1;
    double bottom = 1;
    bool operator==(const ViewPart&) const = default;
};

/// Views that share a place as tabs.
struct ViewGroup {
    std::vector<std::string> views; ///< in the order of their tabs
    std::string front;              ///< the one that is seen
    ViewPart place;                 ///< of the room that all views have; windows of their own may reach beyond it
    bool floating = false;          ///< in a window of its own
    bool operator==(const ViewGroup&) const = default;
};

/// The session whose result stands beside this one in view compare.
struct ComparedSession {
    std::string file; ///< in the folder of this session or below, relative to it; empty: it is no such file
    std::string name; ///< for people; empty: nothing was chosen
    bool operator==(const ComparedSession&) const = default;
};

/// What was on screen. Every field has a default, so that files without it open.
struct ViewState {
    std::string view = "heads"; ///< the front view, as the command line names it
    std::vector<std::string> openViews;
    std::string measure = "attention"; ///< attention, start, end, alpha-f, sum-alpha-f, f
    int layer = 0;
    int head = -1;      ///< -1: none chosen
    int fromToken = -1; ///< -1: none chosen
    int toToken = -1;
    std::string range = "99.5"; ///< shared, panel, a percentile, or LOW,HIGH
    std::string colours;        ///< of every figure; empty: each measure's
    std::string notes;
    std::map<std::string, std::string> measureColours; ///< where a measure has other colours than the default
    std::string sequential;                            ///< the default of unsigned measures; empty: the program's
    std::string diverging;                             ///< that of signed ones
    std::string special = "shown";                     ///< special tokens: shown, out-of-range, last, hidden
    bool words = false;                                ///< wordpieces are merged to words
    std::string summary = "norm";                      ///< of a layer's heads: norm, mean, maximum
    int firstNumber = 0;                               ///< of layers and heads on screen
    std::string compareMeasure;                        ///< B of view compare; empty: another than A
    std::string compareMode = "board";                 ///< board, side, difference, scatter
    std::string compareAgreement = "spearman";         ///< pearson, spearman, strongest
    int compareStrongest = 0;                          ///< cells that "strongest" takes; 0: as many as tokens
    bool blocksSigned = false;                         ///< view blocks sums values, not magnitudes
    ComparedSession compared;                          ///< whose B is
    bool headEnlarged = false;                         ///< view heads shows the chosen head alone
    std::string tokensPage = "maps";                   ///< of view tokens: maps, words
    std::string wordsSource = "input";   ///< of its words: input, layer, embeddings, word, position, segment
    bool wordsLinks = false;             ///< with the strongest links of the chosen head
    std::string whatIfKind = "zero";     ///< of the board of view what-if: zero, mean, patch
    std::string whatIfQuantity;          ///< of that: a target, "probability"; empty: the first target there is
    std::string whatIfSet;               ///< the parts that are switched off, as --ablate names them; empty: none
    std::map<std::string, std::string> whatIfSets; ///< name → such parts
    std::map<std::string, ViewPart> zoom; ///< view → what is in sight of each of its panels, where that is not all
    std::map<std::string, double> scroll; ///< view → how far it is scrolled, of 0 to 1
    std::vector<ViewGroup> arrangement;  ///< of the open views; empty: not known
};

} // namespace headlight
