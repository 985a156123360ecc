// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weight_file.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/files/regular_file.h"
#include "core/files/safetensors_header.h"
#include "core/files/tensor_type.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

bool isTorchName(const fs::path& file)
{
    return file.extension() == ".bin";
}

/// Adds up what the types of a file's tensors say.
class Summing {
public:
    void addTensor(const std::string& name, TensorType type, const Shape& shape)
    {
        m_summary.tensors.emplace(name, TensorOutline{type, shape});
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
        sum.addTensor(name, entry.type, entry.shape);
        sum.addNumbers(entry.type, elementCount(entry.shape));
    }
    return sum.take();
}

/// Storages, as tensors may share one; only those of tensors that are read, as a training program keeps more. What
/// describes more than the file can hold says nothing.
WeightSummary summaryOf(const TorchContents& outline, std::uint64_t fileSize)
{
    Summing sum;
    std::set<std::size_t> used;
    for (const auto& [name, tensor] : outline.tensors) {
        sum.addTensor(name, tensor.type, tensor.shape);
        used.insert(tensor.storage);
    }
    std::uint64_t bytes = 0;
    for (const std::size_t place : used) {
        const TorchStorage& storage = outline.storages[place];
        if (storage.count < 0 || static_cast<std::uint64_t>(storage.count) > fileSize ||
            (bytes += storage.byteCount()) > fileSize)
            return {};
        sum.addNumbers(storage.type, static_cast<std::uint64_t>(storage.count));
    }
    return sum.take();
}

/// Where the first look does not hold the whole description, as many bytes as the longest can have.
Result<WeightSummary> summariseTorch(const fs::path& path)
{
    auto file = RegularFile::open(path);
    if (!file)
        return Failure(file.error());
    std::vector<std::byte> first;
    Result<TorchContents> outline;
    for (const std::uint64_t look : {outlineSize, longestOutline}) {
        const std::uint64_t size = std::min(look, file->size());
        if (auto read = file->append(first, size - first.size(), {}, {}); !read)
            return Failure(read.error());
        outline = torchOutline(first, file->name());
        if (outline || size == file->size())
            break;
    }
    return outline ? Result<WeightSummary>(summaryOf(*outline, file->size())) : Failure(outline.error());
}

} // namespace

Result<WeightFile> WeightFile::read(const fs::path& path, const Job& job, std::uint64_t largest)
{
    if (isTorchName(path)) {
        auto file = TorchFile::read(path, job);
        return file ? Result<WeightFile>(WeightFile(std::move(*file))) : Failure(file.error());
    }
    auto file = SafetensorsFile::read(path, job, largest);
    return file ? Result<WeightFile>(WeightFile(std::move(*file))) : Failure(file.error());
}

Result<WeightSummary> WeightFile::summarise(const fs::path& path)
{
    if (isTorchName(path))
        return summariseTorch(path);
    const auto header = readSafetensorsHeader(path);
    return header ? Result<WeightSummary>(summaryOf(*header)) : Failure(header.error());
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

TensorType WeightFile::type(const std::string& name) const
{
    return std::visit([&name](const auto& file) { return file.tensors().at(name).type; }, m_file);
}

std::optional<FileRows> WeightFile::rows(const std::string& name) const
{
    const auto* const file = std::get_if<SafetensorsFile>(&m_file);
    return file != nullptr ? file->rows(name) : std::nullopt;
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
