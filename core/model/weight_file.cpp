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

bool isTorchName(const fs::path& file)
{
    return file.extension() == ".bin";
}

/// Adds up what the names and the types of a file's tensors say.
class Summing {
public:
    void addName(const std::string& name)
    {
        const std::string canonical = canonicalTensorName(name, &m_summary.names);
        m_summary.answersQuestions = m_summary.answersQuestions || canonical == "qa_outputs.weight";
    }

    void addNumbers(TensorType type, std::uint64_t count)
    {
        if (!isFloat(type))
            return;
        m_summary.parameters += count;
        m_counts[type] += count;
    }

    WeightSummary take()
    {
        const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
        const auto most = std::max_element(m_counts.begin(), m_counts.end(), fewer);
        m_summary.precision = m_summary.parameters > 0 ? name(most->first) : "";
        return std::move(m_summary);
    }

private:
    WeightSummary m_summary;
    std::map<TensorType, std::uint64_t> m_counts;
};

WeightSummary summaryOf(const SafetensorsHeader& header)
{
    Summing sum;
    for (const auto& [name, entry] : header.tensors) {
        sum.addName(name);
        sum.addNumbers(entry.type, elementCount(entry.shape));
    }
    return sum.take();
}

/// Storages, as tensors may share one. What describes more than the file can hold says nothing.
WeightSummary summaryOf(const TorchContents& outline, std::uint64_t fileSize)
{
    Summing sum;
    std::uint64_t bytes = 0;
    for (const TorchStorage& storage : outline.storages) {
        if (storage.count < 0 || static_cast<std::uint64_t>(storage.count) > fileSize ||
            (bytes += storage.byteCount()) > fileSize)
            return {};
        sum.addNumbers(storage.type, static_cast<std::uint64_t>(storage.count));
    }
    for (const auto& [name, tensor] : outline.tensors)
        sum.addName(name);
    return sum.take();
}

Result<WeightSummary> summariseTorch(const fs::path& path)
{
    auto file = RegularFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    std::vector<std::byte> first;
    if (auto read = file->append(first, std::min(outlineSize, file->size()), {}, {}); !read)
        return tl::unexpected(read.error());
    if (auto known = checkTorchStart(first, file->name()); !known)
        return tl::unexpected(known.error());
    const std::optional<TorchContents> outline = torchOutline(first, file->name());
    return outline ? summaryOf(*outline, file->size()) : WeightSummary();
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
