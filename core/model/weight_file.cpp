// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weight_file.h"

#include <algorithm>
#include <map>

#include "core/files/regular_file.h"
#include "core/files/safetensors_header.h"
#include "core/files/tensor_type.h"
#include "core/model/bert_tensors.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t firstLook = 512;

bool isTorchName(const fs::path& file)
{
    return file.extension() == ".bin";
}

WeightSummary summaryOf(const SafetensorsHeader& header)
{
    WeightSummary summary;
    std::map<TensorType, std::uint64_t> counts;
    for (const auto& [name, entry] : header.tensors) {
        if (isFloat(entry.type))
            counts[entry.type] += elementCount(entry.shape);
        summary.answersQuestions = summary.answersQuestions || canonicalTensorName(name) == "qa_outputs.weight";
    }
    std::uint64_t most = 0;
    for (const auto& [type, count] : counts) {
        summary.parameters += count;
        if (count > most)
            summary.precision = name(type);
        most = std::max(most, count);
    }
    return summary;
}

Result<WeightSummary> summariseTorch(const fs::path& path)
{
    auto file = RegularFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    std::vector<std::byte> first;
    if (auto read = file->append(first, std::min(firstLook, file->size()), {}, {}); !read)
        return tl::unexpected(read.error());
    if (auto known = checkTorchStart(first, file->name()); !known)
        return tl::unexpected(known.error());
    return WeightSummary{};
}

} // namespace

Result<WeightFile> WeightFile::read(const fs::path& path, const Job& job)
{
    if (isTorchName(path)) {
        auto file = TorchFile::read(path, job);
        return file ? Result<WeightFile>(WeightFile(std::move(*file))) : tl::unexpected(file.error());
    }
    auto file = SafetensorsFile::read(path, job);
    return file ? Result<WeightFile>(WeightFile(std::move(*file))) : tl::unexpected(file.error());
}

Result<WeightSummary> WeightFile::summarise(const fs::path& path)
{
    if (isTorchName(path))
        return summariseTorch(path);
    const auto header = readSafetensorsHeader(path);
    return header ? Result<WeightSummary>(summaryOf(*header)) : tl::unexpected(header.error());
}

std::vector<std::string> WeightFile::names() const
{
    return std::visit(
        [](const auto& file) {
            std::vector<std::string> names;
            for (const auto& [name, tensor] : file.tensors())
                names.push_back(name);
            return names;
        },
        m_file);
}

bool WeightFile::contains(const std::string& name) const
{
    return std::visit([&name](const auto& file) { return file.contains(name); }, m_file);
}

const Shape& WeightFile::shape(const std::string& name) const
{
    return std::visit([&name](const auto& file) -> const Shape& { return file.tensors().at(name).shape; }, m_file);
}

Result<Array> WeightFile::floats(const std::string& name, const Job& job) const
{
    return std::visit([&](const auto& file) { return file.floats(name, job); }, m_file);
}

Result<std::vector<std::int64_t>> WeightFile::integers(const std::string& name) const
{
    return std::visit([&name](const auto& file) { return file.integers(name); }, m_file);
}

const std::string& WeightFile::fileName() const
{
    return std::visit([](const auto& file) -> const std::string& { return file.fileName(); }, m_file);
}

} // namespace headlight
