// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/data/analysis_result.h"
#include "core/files/safetensors.h"

namespace headlight {

/// Calls `visit` with each tensor of floats that a session may hold: its name, its shape in letters ("LHSS"; a digit
/// stands for itself, P for L + 1), and its place in `result`. Attributions and ablations are those that `result`
/// names.
using TensorVisitor = std::function<void(const std::string& name, std::string_view letters, Array& place)>;
void visitTensors(AnalysisResult& result, const TensorVisitor& visit);

/// The targets whose attributions `file` holds.
std::set<std::string> targetsOf(const SafetensorsFile& file);

/// The sizes behind the letters of shapes; a size is unknown until something fixes it.
class ShapeSizes {
public:
    void fix(char letter, std::int64_t size);
    std::int64_t size(char letter) const;
    /// Whether `shape` agrees with `letters`; fixes the letters that were unknown.
    bool accept(const Shape& shape, std::string_view letters);
    /// The shape as known so far: "[6,12,26,26]", with the letter where the size is unknown.
    std::string text(std::string_view letters) const;

private:
    std::map<char, std::int64_t> m_sizes;
};

/// The tensors of token ids, which Headlight writes and can do without: a file of another program may lack them.
inline constexpr std::string_view idTensors[] = {"input_ids", "segment_ids", "baseline_ids"};

/// Whether float16 keeps this tensor well enough to be an option for it: attention and norms.
bool mayBeHalf(std::string_view name);

/// Reads the tensors of `file` into `result`, whose tokens and targets are known, and checks every shape. Gives the
/// names of the tensors that it read. Ids that are missing are -1.
Result<std::set<std::string>> readTensors(const SafetensorsFile& file, AnalysisResult& result);

/// Adds the tensors of `result` that were computed, without the ids that are named in `missing`; with `half`, attention
/// and norms as float16.
void addTensors(SafetensorsWriter& writer, const AnalysisResult& result, const std::set<std::string>& missing,
                bool half);

} // namespace headlight
