// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/data/ablation.h"

namespace headlight {

/// How segment ids are given: up to and including the first [SEP] (huggingface), or for indices <= the number of
/// question tokens (tutorial), as the Captum tutorials do.
enum class Segments { Huggingface, Tutorial };
/// What replaces the question's and the context's tokens in the reference input.
enum class Baseline { Pad, Mask, Zero };
/// The quadrature of the conductance integral: the definition (Chebyshev points), or Captum's differences.
enum class Rule { Exact, Captum };
/// The scalar that is explained.
enum class TargetKind { Predicted, Max, Span, Contrast, NoAnswer, Positions, Chosen };
enum class Preset { Accurate, Tutorial };
enum class Device { Cpu, Cuda };

/// A score that is asked for by name.
struct ChosenScore {
    std::int64_t token = -1; ///< a label's token, a mask's position; -1: the class of the text
    std::string choice;      ///< the class, label or word, or its number
    bool operator==(const ChosenScore&) const = default;
};

struct Target {
    TargetKind kind = TargetKind::Predicted;
    std::int64_t start = 0; ///< token index, for Positions
    std::int64_t end = 0;   ///< token index, for Positions
    std::vector<ChosenScore> chosen = {}; ///< for Chosen, at least one: each is a target of its own
    bool operator==(const Target&) const = default;
};

/// Every option of an analysis; a default-constructed value is the preset `accurate`.
struct Options {
    Preset preset = Preset::Accurate;
    Segments segments = Segments::Huggingface;
    Baseline baseline = Baseline::Pad;
    Target target;
    Rule rule = Rule::Exact;
    int steps = 50;          ///< of rule captum
    double tolerance = 0.01; ///< of rule exact: estimated elementwise error, relative to each map's largest magnitude
    int maxPoints = 513;     ///< of rule exact; rounded down to 2^k + 1
    bool measureError = false; ///< of rule captum: how far it is off, against rule exact
    bool hidden = false;     ///< keep the [L,S,D] attributions
    bool embeddings = false; ///< integrated gradients on embeddings
    int maxLength = 384;     ///< tokens of a window
    int stride = 128;        ///< context tokens by which windows overlap; the default gives way to a short window
    int window = -1;         ///< the window to analyse; -1: the one with the best answer
    int threads = 0;         ///< 0: as many as there are cores
    std::int64_t memoryMiB = 0; ///< 0: a quarter of what is free, at most 2048
    Device device = Device::Cpu;
    Ablation ablation; ///< the run that is analysed is one without these
    std::vector<std::string> methods = {}; ///< of the table of methods, beside what is always computed
    bool operator==(const Options&) const = default;
};

/// The options that a result was made with, as far as it states them: one of another program may say little or nothing.
struct StatedOptions {
    std::optional<Preset> preset;
    std::optional<Segments> segments;
    std::optional<Baseline> baseline;
    std::optional<Target> target;
    std::optional<Rule> rule;
    std::optional<int> steps;
    std::optional<double> tolerance;
    std::optional<int> maxPoints;
    std::optional<bool> measureError;
    std::optional<bool> hidden;
    std::optional<bool> embeddings;
    std::optional<int> maxLength;
    std::optional<int> stride;
    std::optional<int> window;
    std::optional<int> threads;
    std::optional<std::int64_t> memoryMiB;
    std::optional<Device> device;
    std::optional<Ablation> ablation;
    std::optional<std::vector<std::string>> methods;

    StatedOptions() = default;
    /// A run states every option.
    StatedOptions(const Options& all);
    /// To run with: what is not stated is as the preset has it.
    Options completed() const;
    bool operator==(const StatedOptions&) const = default;
};

/// The options of a preset.
Options presetOptions(Preset preset);

/// Nothing, or why these options contradict each other. Cheap; called before any work.
Result<void> checkOptions(const Options& options);

// The words of the command line and of sessions.
std::string_view name(Segments value);
std::string_view name(Baseline value);
std::string_view name(Rule value);
std::string_view name(Preset value);
std::string_view name(Device value);
std::string targetName(const Target& target);
/// The same of each target where several are chosen.
std::vector<std::string> targetNames(const Target& target);
std::optional<Segments> segmentsNamed(std::string_view name);
std::optional<Baseline> baselineNamed(std::string_view name);
std::optional<Rule> ruleNamed(std::string_view name);
std::optional<Preset> presetNamed(std::string_view name);
std::optional<Device> deviceNamed(std::string_view name);
/// predicted, max, span, contrast, no-answer, or START,END; else CLASS, TOKEN,LABEL or POSITION,WORD, which the model's
/// task must know. Nothing for an empty name.
std::optional<Target> targetNamed(std::string_view name);
/// Several names, each of a chosen score; one may be any.
std::optional<Target> targetNamed(const std::vector<std::string>& names);

} // namespace headlight
