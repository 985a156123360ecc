// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/checkpoint.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <functional>

#include "core/base/in_quotes.h"
#include "core/model/bert_tensors.h"
#include "core/model/weight_file.h"
#include "core/model/weight_files.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr double readingShare = 0.7; // of the time a file takes; the rest is conversion
constexpr auto mismatch = "config.json and the weights do not belong together; download both again.";
constexpr auto step = "Loading weights";

std::string describe(const Shape& shape)
{
    std::string text;
    for (const std::int64_t n : shape)
        text.append(text.empty() ? "[" : ", ").append(std::to_string(n));
    return text.empty() ? "[]" : text.append("]");
}

/// Such values are no reason to refuse a model: where they matter, they are what its user looks for.
std::string notFiniteText(const Array& values, const std::string& where)
{
    const auto all = values.values();
    const auto count = std::count_if(all.begin(), all.end(), [](float value) { return !std::isfinite(value); });
    if (count == 0)
        return {};
    return where + ": " + std::to_string(count) + (count == 1 ? " value is" : " values are") +
           " NaN or infinite; whatever depends on that may be so too.";
}

/// Collects tensors file by file and holds them against what the configuration calls for.
class CheckpointReader {
public:
    CheckpointReader(const ModelConfig& config, WeightFiles weights, const Job& job)
        : m_expected(bertTensors(config)),
          m_head(config.head == ModelHead::Other ? std::map<std::string, Shape>() : questionAnsweringTensors(config)),
          m_headIsNeeded(config.head == ModelHead::QuestionAnswering),
          m_weights(std::move(weights)),
          m_job(job)
    {
    }

    Result<Checkpoint> read();

private:
    Result<void> readFile(const fs::path& path);
    Result<void> readTensor(const WeightFile& file, const std::string& name);
    /// The shape that a tensor must have; null if it is not read.
    const Shape* expectedShape(const std::string& canonicalName) const;
    Result<void> checkPositions(const WeightFile& file, const std::string& name, const std::string& where) const;
    Result<void> checkIndex(const WeightFile& file, const fs::path& path) const;
    Result<void> checkComplete() const;
    /// Progress of the file that is being read, as part of all files.
    void progress(double fractionOfFile) const;

    std::map<std::string, Shape> m_expected;
    std::map<std::string, Shape> m_head; ///< of question answering, where the model may have it
    bool m_headIsNeeded;
    WeightFiles m_weights;
    const Job& m_job;
    std::size_t m_filesRead = 0;
    Checkpoint m_checkpoint;
};

void CheckpointReader::progress(double fractionOfFile) const
{
    m_job.progress(step,
                   (static_cast<double>(m_filesRead) + fractionOfFile) / static_cast<double>(m_weights.files.size()));
}

Result<Checkpoint> CheckpointReader::read()
{
    for (const fs::path& path : m_weights.files) {
        if (auto read = readFile(path); !read)
            return tl::unexpected(read.error());
        ++m_filesRead;
    }
    if (auto complete = checkComplete(); !complete)
        return tl::unexpected(complete.error());
    m_job.progress(step, 1);
    m_checkpoint.files = m_weights.files;
    return std::move(m_checkpoint);
}

Result<void> CheckpointReader::readFile(const fs::path& path)
{
    const Job reading{m_job.stop, [this](const Progress& p) { progress(readingShare * p.fraction); }};
    const auto file = WeightFile::read(path, reading);
    if (!file)
        return tl::unexpected(file.error());
    if (auto indexed = checkIndex(*file, path); !indexed)
        return indexed;
    std::size_t done = 0;
    const std::vector<std::string> names = file->names();
    for (const std::string& name : names) {
        if (m_job.stopped())
            return cancelled();
        if (auto read = readTensor(*file, name); !read)
            return read;
        const double converted = static_cast<double>(++done) / static_cast<double>(names.size());
        progress(readingShare + (1 - readingShare) * converted);
    }
    return {};
}

Result<void> CheckpointReader::checkIndex(const WeightFile& file, const fs::path& path) const
{
    for (const auto& [tensor, shard] : m_weights.shards) {
        if (shard == path.filename() && !file.contains(tensor))
            return inputError("The index places the tensor " + inQuotes(tensor) + " in this file, but it is not there",
                              file.fileName(), "Download the index and its shards again.");
    }
    return {};
}

const Shape* CheckpointReader::expectedShape(const std::string& canonicalName) const
{
    for (const auto* tensors : {&m_expected, &m_head}) {
        if (const auto found = tensors->find(canonicalName); found != tensors->end())
            return &found->second;
    }
    return nullptr;
}

/// Positions are counted from 0 here; a file that counts otherwise would give other numbers than its own program.
Result<void> CheckpointReader::checkPositions(const WeightFile& file, const std::string& name,
                                              const std::string& where) const
{
    if (!name.ends_with("embeddings.position_ids"))
        return {};
    const auto ids = file.integers(name);
    for (std::size_t i = 0; ids && i < ids->size(); ++i) {
        if ((*ids)[i] != static_cast<std::int64_t>(i))
            return inputError("Positions are not counted 0, 1, 2 ..., as BERT's are", where,
                              "Choose a model with BERT's positions.");
    }
    return {};
}

Result<void> CheckpointReader::readTensor(const WeightFile& file, const std::string& name)
{
    const std::string canonical = canonicalTensorName(name);
    const std::string where = file.fileName() + ", tensor " + inQuotes(name);
    const Shape* const expected = expectedShape(canonical);
    if (expected == nullptr) {
        if (isIgnoredTensor(canonical))
            return checkPositions(file, name, where);
        return inputError("config.json does not call for this tensor", where, mismatch);
    }
    if (m_checkpoint.tensors.contains(canonical))
        return inputError("The tensor " + inQuotes(canonical) + " is there twice, under this name and another", where,
                          "Remove one of the two, or download the weights again.");
    const Shape& found = file.shape(name);
    if (found != *expected)
        return inputError("Expected shape " + describe(*expected) + " by config.json, found " + describe(found), where,
                          mismatch);
    auto values = file.floats(name, m_job);
    if (!values)
        return tl::unexpected(values.error());
    if (m_checkpoint.notFinite.empty()) // the first tensor will do
        m_checkpoint.notFinite = notFiniteText(*values, where);
    m_checkpoint.tensors.emplace(canonical, std::move(*values));
    return {};
}

Result<void> CheckpointReader::checkComplete() const
{
    const std::string where = m_weights.files.front().string();
    const auto isMissing = [this](const auto& tensor) { return !m_checkpoint.tensors.contains(tensor.first); };
    const auto headless = std::find_if(m_head.begin(), m_head.end(), isMissing);
    // Where the configuration does not say, half a head is a damaged one, and none is a model without.
    const bool hasHead = std::any_of(m_head.begin(), m_head.end(), std::not_fn(isMissing));
    if (headless != m_head.end() && (m_headIsNeeded || hasHead))
        return inputError("The weights have no question-answering head: " + inQuotes(headless->first) + " is missing",
                          where,
                          "Choose a model that was fine-tuned for question answering; a random head means nothing.");
    for (const auto& [name, shape] : m_expected) {
        if (m_checkpoint.tensors.contains(name))
            continue;
        return inputError("The tensor " + inQuotes(name) + " of shape " + describe(shape) + " is missing", where,
                          mismatch);
    }
    return {};
}

} // namespace

Result<Checkpoint> readCheckpoint(const fs::path& folder, const ModelConfig& config, const Job& job)
try {
    auto weights = findWeightFiles(folder);
    if (!weights)
        return tl::unexpected(weights.error());
    return CheckpointReader(config, std::move(*weights), job).read();
} catch (const std::exception& error) {
    return inputError(std::string("Cannot read the weights: ") + error.what(), folder.string());
}

} // namespace headlight
