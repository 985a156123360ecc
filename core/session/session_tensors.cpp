// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_tensors.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/files/tensor_type.h"
#include "core/session/session.h"
#include "core/session/what_if_tensors.h"

#include "core/base/in_quotes.h"

namespace headlight {

namespace {

constexpr char repair[] = "The file is damaged or was made by another program; save it again, or use another copy.";
constexpr std::size_t mostMethodTensors = 1024; // of a few methods for 64 targets each
constexpr std::string_view attributionPrefix = "attribution.";
constexpr std::string_view attributionParts[] = {"attention",  "tokens", "hidden",   "input",
                                                 "embeddings", "word",   "position", "segment"};

void visitAttribution(const std::string& prefix, Attribution& attribution, const TensorVisitor& visit)
{
    visit(prefix + "attention", "LHSS", attribution.attention);
    visit(prefix + "tokens", "LS", attribution.tokens);
    visit(prefix + "hidden", "LSD", attribution.hidden);
    visit(prefix + "input", "S", attribution.input);
    visit(prefix + "embeddings", "S", attribution.embeddings);
    visit(prefix + "word", "S", attribution.word);
    visit(prefix + "position", "S", attribution.position);
    visit(prefix + "segment", "S", attribution.segment);
}

void visitNorms(Norms& norms, const TensorVisitor& visit)
{
    visit("norms.f", "LHS", norms.f);
    visit("norms.alpha_f", "LHSS", norms.alphaF);
    visit("norms.sum_alpha_f", "LSS", norms.sumAlphaF);
    visit("norms.residual", "LSS", norms.residual);
    visit("norms.output", "LSS", norms.output);
    visit("norms.mixing_ratio", "L3S", norms.mixingRatio);
}

std::string shapeText(const Shape& shape)
{
    std::string text;
    for (const std::int64_t size : shape)
        text += std::to_string(size) + ',';
    if (!text.empty())
        text.pop_back();
    return '[' + text + ']';
}

/// The target of a tensor's name "attribution.TARGET.PART".
std::optional<std::string> targetOf(const std::string& name)
{
    const std::size_t dot = name.rfind('.');
    if (!name.starts_with(attributionPrefix) || dot <= attributionPrefix.size())
        return {};
    const std::string part = name.substr(dot + 1);
    for (const std::string_view known : attributionParts)
        if (part == known)
            return name.substr(attributionPrefix.size(), dot - attributionPrefix.size());
    return {};
}

/// Reads the tensors of one file, and remembers the first problem and what was read.
class TensorReader {
public:
    TensorReader(const SafetensorsFile& file, ShapeSizes& sizes) : m_file(file), m_sizes(sizes) {}

    void read(const std::string& name, std::string_view letters, Array& place);
    void read(const std::string& name, std::string_view letters, std::vector<std::int64_t>& place);
    const std::optional<Error>& problem() const { return m_problem; }
    const std::set<std::string>& names() const { return m_names; }

private:
    bool accept(const std::string& name, std::string_view letters);
    template <typename Values>
    void keep(const std::string& name, Result<Values> values, Values& place);

    const SafetensorsFile& m_file;
    ShapeSizes& m_sizes;
    std::set<std::string> m_names;
    std::optional<Error> m_problem;
};

/// Whether the tensor is there with the right shape.
bool TensorReader::accept(const std::string& name, std::string_view letters)
{
    const auto entry = m_file.tensors().find(name);
    if (m_problem || entry == m_file.tensors().end())
        return false;
    const std::string expected = m_sizes.text(letters);
    if (m_sizes.accept(entry->second.shape, letters))
        return true;
    m_problem = Error{ErrorKind::Input,
                      "The shape is " + shapeText(entry->second.shape) +
                          ", but the session's tokens and model call for " + expected,
                      m_file.fileName() + ", tensor " + inQuotes(name), repair};
    return false;
}

template <typename Values>
void TensorReader::keep(const std::string& name, Result<Values> values, Values& place)
{
    if (!values) {
        m_problem = values.error();
        m_problem->remedy = m_problem->remedy.empty() ? repair : m_problem->remedy;
        return;
    }
    place = std::move(*values);
    m_names.insert(name);
}

void TensorReader::read(const std::string& name, std::string_view letters, Array& place)
{
    if (accept(name, letters))
        keep(name, m_file.floats(name), place);
}

void TensorReader::read(const std::string& name, std::string_view letters, std::vector<std::int64_t>& place)
{
    if (accept(name, letters))
        keep(name, m_file.integers(name), place);
}

ShapeSizes sizesOf(const AnalysisResult& result)
{
    ShapeSizes sizes;
    sizes.fix('S', static_cast<std::int64_t>(result.input.tokens.size()));
    sizes.fix('L', result.model.layers);
    if (result.model.layers > 0)
        sizes.fix('P', result.model.layers + 1);
    sizes.fix('H', result.model.heads);
    sizes.fix('D', result.model.hiddenSize);
    return sizes;
}

void readIds(TensorReader& reader, Input& input)
{
    reader.read("input_ids", "S", input.inputIds);
    reader.read("segment_ids", "S", input.segmentIds);
    reader.read("baseline_ids", "S", input.baselineIds);
    for (auto* ids : {&input.inputIds, &input.segmentIds, &input.baselineIds})
        ids->resize(input.tokens.size(), -1);
}

/// float16 ends at 65504: what lies beyond would become infinite.
bool fitsHalf(const Array& values)
{
    constexpr float most = 65504;
    const auto fits = [](float value) { return !std::isfinite(value) || std::abs(value) <= most; };
    return std::all_of(values.values().begin(), values.values().end(), fits);
}

/// The largest difference of a map's values, relative to its largest magnitude.
double roundingOfMap(std::span<const float> values)
{
    std::vector<float> rounded(values.size());
    convertToFloat(TensorType::F16, convertToHalf(values), rounded);
    double largest = 0;
    double difference = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]))
            continue;
        largest = std::max(largest, std::abs(double(values[i])));
        difference = std::max(difference, std::abs(double(values[i]) - double(rounded[i])));
    }
    return largest > 0 ? difference / largest : 0;
}

/// Maps are the last two axes.
double roundingOf(const Array& values)
{
    const Shape& shape = values.shape();
    const auto cells = static_cast<std::size_t>(shape[shape.size() - 1] * shape[shape.size() - 2]);
    double largest = 0;
    for (std::size_t first = 0; cells > 0 && first + cells <= values.size(); first += cells)
        largest = std::max(largest, roundingOfMap(values.values().subspan(first, cells)));
    return largest;
}

/// The scores of other tasks: [C], [S,C], or those at each mask, [V] at a single one.
std::string_view lettersOfScores(const AnalysisResult& result)
{
    if (result.model.task == TaskKind::TokenLabels)
        return "SC";
    if (result.model.task == TaskKind::Classification)
        return "C";
    return result.prediction && result.prediction->rows.size() > 1 ? "MV" : "V";
}

Array asMatrix(const Array& row)
{
    const auto values = row.values();
    return {{1, row.dimension(0)}, {values.begin(), values.end()}};
}

/// Question answering keeps a vector for each column, as the tutorials have them; other tasks the matrix, or its one
/// row.
void visitScores(AnalysisResult& result, const TensorVisitor& visit)
{
    if (result.model.task == TaskKind::QuestionAnswering || !result.model.hasHead()) {
        Array start = columnOf(result.scores, StartColumn);
        Array end = columnOf(result.scores, EndColumn);
        visit("logits.start", "S", start);
        visit("logits.end", "S", end);
        result.scores = scoresOf(start, end);
        return;
    }
    const std::string_view letters = lettersOfScores(result);
    const bool isRow = letters.size() == 1;
    Array values = isRow && !result.scores.isNull() ? result.scores.values[0] : result.scores.values;
    visit("logits", letters, values);
    result.scores.values = isRow && !values.isNull() ? asMatrix(values) : values;
}

/// Writes integers under their shape, which the sizes of `result` tell.
void addIntegers(SafetensorsWriter& writer, const AnalysisResult& result, const std::string& name,
                 std::string_view letters, const std::vector<std::int64_t>& values)
{
    if (values.empty())
        return;
    const ShapeSizes sizes = sizesOf(result);
    Shape shape;
    for (const char letter : letters)
        shape.push_back(sizes.size(letter));
    writer.add(name, shape, values);
}

} // namespace

bool mayBeHalf(std::string_view name)
{
    return name == "attention" || name.starts_with("norms.");
}

void visitTensors(AnalysisResult& result, const TensorVisitor& visit)
{
    visitScores(result, visit);
    visit("attention", "LHSS", result.attention);
    for (auto& [target, attribution] : result.attributions)
        visitAttribution(std::string(attributionPrefix) + target + '.', attribution, visit);
    visitNorms(result.norms, visit);
    for (auto& [name, values] : result.methods)
        visit(name, methodLetters(name), values);
    visitWhatIf(result, lettersOfScores(result), {visit, {}});
}

std::set<std::string> targetsOf(const SafetensorsFile& file)
{
    std::set<std::string> targets;
    for (const auto& [name, entry] : file.tensors())
        if (const std::optional<std::string> target = targetOf(name))
            targets.insert(*target);
    return targets;
}

void ShapeSizes::fix(char letter, std::int64_t size)
{
    if (size > 0)
        m_sizes[letter] = size;
}

std::int64_t ShapeSizes::size(char letter) const
{
    if (std::isdigit(static_cast<unsigned char>(letter)))
        return letter - '0';
    const auto found = m_sizes.find(letter);
    return found == m_sizes.end() ? 0 : found->second;
}

bool ShapeSizes::accept(const Shape& shape, std::string_view letters)
{
    if (shape.size() != letters.size())
        return false;
    for (std::size_t axis = 0; axis < letters.size(); ++axis) {
        if (shape[axis] < 1 || (size(letters[axis]) > 0 && size(letters[axis]) != shape[axis]))
            return false;
        fix(letters[axis], shape[axis]);
    }
    return true;
}

std::string ShapeSizes::text(std::string_view letters) const
{
    std::string text;
    for (const char letter : letters)
        text += (size(letter) > 0 ? std::to_string(size(letter)) : std::string(1, letter)) + ',';
    if (!text.empty())
        text.pop_back();
    return '[' + text + ']';
}

Result<std::set<std::string>> readTensors(const SafetensorsFile& file, AnalysisResult& result)
{
    ShapeSizes sizes = sizesOf(result);
    TensorReader reader(file, sizes);
    readIds(reader, result.input);
    for (const auto& [name, entry] : file.tensors())
        if (!methodLetters(name).empty())
            result.methods[name];
    if (result.methods.size() > mostMethodTensors)
        return inputError("The file holds " + std::to_string(result.methods.size()) + " tensors of methods; at most " +
                              std::to_string(mostMethodTensors) + " are expected",
                          file.fileName(), repair);
    nameWhatIf(file, result.whatIf);
    visitTensors(result, [&](const std::string& name, std::string_view letters, Array& place) {
        reader.read(name, letters, place);
    });
    visitWhatIf(result, lettersOfScores(result), {{}, [&](const auto& name, std::string_view letters, auto& place) {
                                                      reader.read(name, letters, place);
                                                  }});
    if (reader.problem())
        return Failure(*reader.problem());
    if (Result<void> ok = checkWhatIf(result, file.fileName()); !ok)
        return Failure(ok.error());
    result.model.layers = static_cast<int>(sizes.size('L'));
    result.model.heads = static_cast<int>(sizes.size('H'));
    result.model.hiddenSize = static_cast<int>(sizes.size('D'));
    return reader.names();
}

void addTensors(SafetensorsWriter& writer, const AnalysisResult& result, const std::set<std::string>& missing,
                bool half)
{
    const std::vector<std::int64_t>* ids[] = {&result.input.inputIds, &result.input.segmentIds,
                                              &result.input.baselineIds};
    for (std::size_t i = 0; i < std::size(ids); ++i)
        if (const std::string name(idTensors[i]); !missing.contains(name))
            writer.add(name, {result.input.length()}, *ids[i]);
    AnalysisResult copy = result; // arrays share their values, so this is cheap
    visitTensors(copy, [&](const std::string& name, std::string_view, Array& values) {
        if (values.isNull())
            return;
        if (half && mayBeHalf(name) && fitsHalf(values))
            writer.add(name, TensorType::F16, values.shape(), convertToHalf(values.values()));
        else
            writer.add(name, values);
    });
    visitWhatIf(copy, lettersOfScores(result),
                {{}, [&](const auto& name, std::string_view letters, const auto& values) {
                     addIntegers(writer, result, name, letters, values);
                 }});
}

double roundingToHalf(const AnalysisResult& result)
{
    AnalysisResult copy = result;
    double largest = 0;
    visitTensors(copy, [&](const std::string& name, std::string_view, const Array& values) {
        if (!values.isNull() && mayBeHalf(name) && fitsHalf(values))
            largest = std::max(largest, roundingOf(values));
    });
    return largest;
}

} // namespace headlight
