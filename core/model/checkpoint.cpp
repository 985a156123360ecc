// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/checkpoint.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>

#include "core/base/in_quotes.h"
#include "core/model/tensor_plan.h"
#include "core/model/weight_files.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr double readingShare = 0.7; // of the time a file takes; the rest is conversion
constexpr auto step = "Loading weights";

/// Such values are no reason to refuse a model: where they matter, they are what its user looks for.
std::ptrdiff_t notFiniteIn(std::span<const float> values)
{
    return std::count_if(values.begin(), values.end(), [](float value) { return !std::isfinite(value); });
}

std::string notFiniteText(std::ptrdiff_t count, const std::string& where)
{
    if (count == 0)
        return {};
    return where + ": " + std::to_string(count) + (count == 1 ? " value is" : " values are") +
           " NaN or infinite; whatever depends on that may be so too.";
}

/// The names of all tensors in several files, as their first bytes give them.
std::vector<std::string> namesIn(const WeightFiles& weights)
{
    std::vector<std::string> names;
    for (const auto& [tensor, file] : weights.shards)
        names.push_back(tensor);
    for (std::size_t i = 0; names.empty() && weights.shards.empty() && i < weights.files.size(); ++i) {
        const auto summary = WeightFile::summarise(weights.files[i]);
        for (const auto& [tensor, outline] : summary ? summary->tensors : std::map<std::string, TensorOutline>())
            names.push_back(tensor);
    }
    return names;
}

/// Collects tensors file by file and holds them against what the configuration calls for.
class CheckpointReader {
public:
    CheckpointReader(const ModelConfig& config, WeightFiles weights, const Job& job, std::uint64_t largestInMemory)
        : m_config(config),
          m_weights(std::move(weights)),
          m_job(job),
          m_largestInMemory(largestInMemory)
    {
    }

    Result<Checkpoint> read();

private:
    Result<void> readFile(const fs::path& path);
    Result<void> makePlan(const WeightFile& file);
    Result<void> readTensors(const WeightFile& file);
    Result<void> readTensor(const WeightFile& file, const std::string& name);
    bool isReadByRows(const std::string& canonical) const;
    Result<void> takeRows(const FileRows& rows, const std::string& where);
    Result<void> checkPositions(const WeightFile& file, const std::string& name, const std::string& where) const;
    Result<void> checkIndex(const WeightFile& file, const fs::path& path) const;
    /// Progress of the file that is being read, as part of all files.
    void progress(double fractionOfFile) const;

    const ModelConfig& m_config;
    std::optional<TensorPlan> m_plan; ///< made with the first file
    WeightFiles m_weights;
    const Job& m_job;
    const std::uint64_t m_largestInMemory; ///< bytes of a matrix
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
            return Failure(read.error());
        ++m_filesRead;
    }
    if (auto complete = m_plan->checkComplete(m_weights.files.front().string()); !complete)
        return Failure(complete.error());
    m_job.progress(step, 1);
    m_checkpoint.files = m_weights.files;
    return std::move(m_checkpoint);
}

Result<void> CheckpointReader::readFile(const fs::path& path)
{
    const Job reading{m_job.stop, [this](const Progress& p) { progress(readingShare * p.fraction); }};
    const auto file = WeightFile::read(path, reading, m_largestInMemory);
    if (!file)
        return Failure(file.error());
    if (auto indexed = checkIndex(*file, path); !indexed)
        return indexed;
    if (auto planned = makePlan(*file); !planned)
        return planned;
    return readTensors(*file);
}

Result<void> CheckpointReader::makePlan(const WeightFile& file)
{
    if (m_plan)
        return {};
    auto plan =
        TensorPlan::make(m_config, m_weights.files.size() > 1 ? namesIn(m_weights) : file.names(), file.fileName());
    if (!plan)
        return Failure(plan.error());
    m_plan = std::move(*plan);
    return {};
}

Result<void> CheckpointReader::readTensors(const WeightFile& file)
{
    std::size_t done = 0;
    const std::vector<std::string> names = file.names();
    for (const std::string& name : names) {
        if (m_job.stopped())
            return cancelled();
        if (auto read = readTensor(file, name); !read)
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

/// Positions are counted from 0 here; a file that counts otherwise would give other numbers than its own program.
Result<void> CheckpointReader::checkPositions(const WeightFile& file, const std::string& name,
                                              const std::string& where) const
{
    if (!name.ends_with("embeddings.position_ids"))
        return {};
    const auto ids = file.integers(name);
    for (std::size_t i = 0; ids && i < ids->size(); ++i) {
        if ((*ids)[i] != static_cast<std::int64_t>(i))
            return inputError("Positions are not counted 0, 1, 2 ..., as in the model's family", where,
                              "Choose a model with the usual positions.");
    }
    return {};
}

Result<void> CheckpointReader::readTensor(const WeightFile& file, const std::string& name)
{
    const std::string where = file.fileName() + ", tensor " + inQuotes(name);
    const auto canonical = m_plan->place(name, file.shape(name), file.type(name), where);
    if (!canonical)
        return Failure(canonical.error());
    if (canonical->empty())
        return checkPositions(file, name, where);
    if (const auto rows = file.rows(name); rows && isReadByRows(*canonical))
        return takeRows(*rows, where);
    auto values = file.floats(name, m_job);
    if (!values)
        return Failure(values.error());
    if (m_checkpoint.notFinite.empty()) // the first tensor will do
        m_checkpoint.notFinite = notFiniteText(notFiniteIn(values->values()), where);
    m_checkpoint.tensors.emplace(*canonical, std::move(*values));
    return {};
}

/// A head of masked words multiplies by the whole table.
bool CheckpointReader::isReadByRows(const std::string& canonical) const
{
    return canonical == wordEmbeddings && m_plan->headTask() != TaskKind::MaskedWords;
}

Result<void> CheckpointReader::takeRows(const FileRows& rows, const std::string& where)
{
    std::ptrdiff_t count = 0;
    if (auto read = rows.forEach(m_job, [&count](std::span<const float> some) { count += notFiniteIn(some); }); !read)
        return read;
    if (m_checkpoint.notFinite.empty())
        m_checkpoint.notFinite = notFiniteText(count, where);
    m_checkpoint.words = rows;
    return {};
}

} // namespace

TaskKind Checkpoint::task() const
{
    if (tensors.contains("qa_outputs.weight"))
        return TaskKind::QuestionAnswering;
    if (tensors.contains("classification.output.weight"))
        return TaskKind::Classification;
    if (tensors.contains("token_labels.weight"))
        return TaskKind::TokenLabels;
    return tensors.contains("masked_words.dense.weight") ? TaskKind::MaskedWords : TaskKind::None;
}

Result<Checkpoint> readCheckpoint(const fs::path& folder, const ModelConfig& config, const Job& job,
                                  std::uint64_t largestInMemory)
try {
    auto weights = findWeightFiles(folder);
    if (!weights)
        return Failure(weights.error());
    return CheckpointReader(config, std::move(*weights), job, largestInMemory).read();
} catch (const std::exception& error) {
    return inputError(std::string("Cannot read the weights: ") + error.what(), folder.string());
}

} // namespace headlight
