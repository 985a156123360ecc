// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace headlight::cli {

struct AnalyzeArguments {
    std::string model; ///< empty: the demo model
    std::optional<std::string> question;
    std::optional<std::string> context;
    std::optional<std::string> text; ///< of a model that answers no questions
    std::optional<std::string> pair; ///< its second text
    std::optional<std::string> contextFile; ///< "-": standard input
    std::string output;
    bool json = false;
    // What was given explicitly wins over the preset.
    std::string preset = "accurate";
    std::optional<std::string> segments;
    std::optional<std::string> baseline;
    std::vector<std::string> targets;
    std::optional<std::string> rule;
    std::optional<int> steps;
    std::optional<double> tolerance;
    std::optional<int> maxPoints;
    bool hidden = false;
    std::vector<std::string> methods; ///< of the table of methods, or "all"
    bool half = false; ///< attention and norms as float16
    bool embeddings = false;
    bool measureError = false;
    std::optional<int> maxLength;
    std::optional<int> stride;
    std::optional<int> window;
    std::optional<int> threads;
    std::optional<std::int64_t> memory; ///< MiB
    std::optional<std::string> device;
    std::optional<std::string> ablate; ///< of analyze: parts whose changed run is analysed
};

/// Of the texts and options that analyze takes, those that a forward pass knows.
struct AblateArguments {
    AnalyzeArguments input;
    std::optional<std::string> heads; ///< none: the board of all
    std::optional<std::string> kind;  ///< zero, mean, patch or all; none: zero, or what `heads` says
    std::string csv;                  ///< a file; empty: none
};

/// The texts, with the options of analyze, or a session in their place.
struct BenchArguments {
    AnalyzeArguments input;
    std::string session;      ///< empty: the texts are analysed
    std::string fill = "all"; ///< pad, mask
    bool keepAnswer = false;
    bool sanity = false; ///< the other test: weights drawn anew
    std::uint64_t seed = 1;
    std::string csv; ///< a file; empty: none
};

struct PatchArguments {
    AnalyzeArguments input;
    AnalyzeArguments other; ///< what is not given is as in `input`
    std::string csv;
};

struct TokenizeArguments {
    std::string model; ///< empty: the demo model
};

struct ShowArguments {
    std::string file;
    bool json = false;
};

/// Empty texts and -1: as the session's view state says.
struct ExportArguments {
    std::string file;
    std::string output;
    std::string view;
    std::string format; ///< empty: the output's suffix
    std::string measure;
    int layer = -1;
    int head = -1;
    int token = -1;
    std::string range;
    std::string colours;
    std::string special; ///< empty: as the session says
    std::string tokens;  ///< "pieces", "words"
    std::string summary;
    int firstNumber = -1;
    std::string other;    ///< the session of measure B; empty: the same
    std::string source;
    std::string measureB;
    std::string mode;     ///< board, side, difference, scatter
    std::string agreement;
    int strongest = -1;
    bool signedBlocks = false;
    std::string theme = "light";
    double width = 180; ///< mm
    int dpi = 192;
    std::string font;
    double fontSize = 8; ///< points
    bool transparent = false;
    bool noColourBar = false;
    bool guardFormulas = false;
    std::string layers; ///< "0-3,7"; empty: all
    std::string heads;
    std::string zoom; ///< LEFT,TOP,WIDTH,HEIGHT; empty: everything
    std::optional<std::string> title;   ///< "none": no title
    std::optional<std::string> caption; ///< likewise
    std::string all; ///< a new folder, for a set instead of one file
    std::vector<std::string> set = {"sheet", "layers", "heads"};
};

struct ModelsArguments {};

/// What the command line asks for, or the exit status where it has been answered already (--help, wrong usage).
using Command = std::variant<int, AnalyzeArguments, AblateArguments, PatchArguments, BenchArguments, TokenizeArguments,
                             ShowArguments, ExportArguments, ModelsArguments>;

/// Parses the command line. Prints help and the version on standard output, wrong usage on standard error.
Command parseArguments(int argc, char** argv);

} // namespace headlight::cli
