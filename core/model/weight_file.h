// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "core/files/safetensors.h"
#include "core/files/torch_bin/torch_file.h"
#include "core/model/bert_tensors.h"

namespace headlight {

/// What can be said of a file of weights without reading them.
struct WeightSummary {
    std::uint64_t parameters = 0;  ///< numbers in float tensors; 0 where it is not known
    std::string precision;         ///< "F32", "F16" ...: that of most of them; empty where it is not known
    NameChanges names;             ///< what reading the file would do to its tensors' names; likewise
    bool answersQuestions = false; ///< whether there is a question-answering head; only where parameters are known
};

/// One file of weights, in memory: safetensors, or a pytorch_model.bin.
class WeightFile {
public:
    /// The format is that of the file's name: *.bin, else safetensors.
    static Result<WeightFile> read(const std::filesystem::path& file, const Job& job);
    /// Looks at the first bytes alone. An error says that this is no file of weights at all.
    static Result<WeightSummary> summarise(const std::filesystem::path& file);

    std::vector<std::string> names() const;
    bool contains(const std::string& name) const;
    /// Of a tensor that the file contains.
    const Shape& shape(const std::string& name) const;
    Result<Array> floats(const std::string& name, const Job& job) const;
    Result<std::vector<std::int64_t>> integers(const std::string& name) const;
    const std::string& fileName() const;

private:
    using Format = std::variant<SafetensorsFile, TorchFile>;
    explicit WeightFile(Format file) : m_file(std::move(file)) {}

    Format m_file;
};

} // namespace headlight
