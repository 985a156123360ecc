// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/input_parts.h"
#include "core/files/safetensors.h"
#include "core/session/session.h"
#include "tests/support/files_testing.h"
#include "tests/support/sample_result.h"

namespace headlight::test {

namespace fs = std::filesystem;
using Json = nlohmann::json;

inline constexpr int layers = 2;
inline constexpr int heads = 3;
inline constexpr int tokens = 11;
inline constexpr int hiddenSize = 6;

inline Array counted(const Shape& shape, float first)
{
    std::vector<float> values(elementCount(shape));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = first + static_cast<float>(i) / 7;
    return Array(shape, std::move(values));
}

inline void fill(Attribution& attribution, float first)
{
    attribution.hidden = counted({layers, tokens, hiddenSize}, first);
    attribution.input = counted({tokens}, first + 1);
    attribution.embeddings = counted({tokens}, first + 2);
    attribution.word = counted({tokens}, first + 3);
    attribution.position = counted({tokens}, first + 4);
    attribution.segment = counted({tokens}, first + 5);
    attribution.difference = first + 0.1;
    attribution.embeddingsDelta = first + 0.2;
    attribution.partsDelta = first + 0.3;
    attribution.deltas = {first + 0.4, first + 0.5};
    attribution.tokensError = {0.01, 0.02};
    attribution.attentionError = {0.03, 0.04};
    attribution.moved = {0.25, 0.5};
}

inline void fillRun(AnalysisResult& result)
{
    result.model.hiddenSize = hiddenSize;
    result.model.sha256 = std::string(64, 'a');
    result.model.configJson = R"({"layer_norm_eps":1e-12,"model_type":"bert"})";
    result.options = presetOptions(Preset::Tutorial);
    result.options.baseline = Baseline::Mask;
    result.options.steps = 77;
    result.options.threads = 3;
    result.options.memoryMiB = 1234;
    result.options.embeddings = true;
    result.points = 78;
    result.toleranceMet = false;
    result.timings = {{"Loading weights", 0.25}, {"Attribution", 1.5}, {"Attribution", 2.5}};
}

/// A result in which every field that a session keeps differs from its default.
inline AnalysisResult fullResult()
{
    AnalysisResult result = *sampleResult({layers, heads, tokens, Stage::Complete});
    setText(result.input, Role::Context, "naïve 😀 \"quoted\"\n" + result.input.mainText());
    fillRun(result);
    float first = 0;
    for (auto& [target, attribution] : result.attributions)
        fill(attribution, first += 10);
    result.attributions["end"].positions->clear(); // as target `max` leaves them
    result.norms.residual = counted({layers, tokens, tokens}, 5);
    result.norms.output = counted({layers, tokens, tokens}, 6);
    result.norms.mixingRatio = counted({layers, 3, tokens}, 7);
    return result;
}

inline ViewState fullView()
{
    ViewState view{"tokens",
                   {"tokens", "heads"},
                   "start",
                   1,
                   2,
                   3,
                   4,
                   "-1,1",
                   "cividis",
                   "a note",
                   {{"start", "purple-green"}},
                   "magma",
                   "purple-green",
                   "hidden",
                   true,
                   "mean",
                   1,
                   "end",
                   "scatter",
                   "strongest",
                   40,
                   true};
    view.compared = {"others/b.headlight", "who? · nobody"};
    view.headEnlarged = true;
    view.tokensPage = "words";
    view.wordsSource = "layer";
    view.wordsLinks = true;
    view.whatIfKind = "patch";
    view.whatIfQuantity = "probability";
    view.whatIfSet = "1.2,mean:0.mlp";
    view.whatIfSets = {{"late", "2.*"}};
    view.zoom = {{"heads", {0.25, 0, 0.5, 0.125}}};
    view.scroll = {{"layers", 0.75}};
    view.arrangement = {{{"tokens", "layers"}, "layers", {0, 0, 0.5, 1}, false},
                        {{"heads"}, "heads", {-1, 0.5, 1.5, 2}, true}};
    return view;
}

inline Session fullSession()
{
    return {std::make_shared<AnalysisResult>(fullResult()), fullView(), nullptr, {{"the humans", "l’humanité"}}};
}

inline bool same(const Array& a, const Array& b)
{
    return a.isNull() == b.isNull() && a.shape() == b.shape() &&
           (a.size() == 0 || std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0);
}

/// A session file taken apart, so that a test can damage one part of it.
struct Parts {
    Json session;
    std::map<std::string, std::string> metadata;
    std::map<std::string, std::pair<TensorType, Shape>> shapes;
    std::map<std::string, std::vector<std::byte>> tensors;

    void resize(const std::string& name, const Shape& shape)
    {
        shapes[name] = {TensorType::F32, shape};
        tensors[name] = std::vector<std::byte>(elementCount(shape) * sizeof(float));
    }
};

inline Parts takeApart(const fs::path& path)
{
    const SafetensorsFile file = SafetensorsFile::read(path).value();
    Parts parts;
    parts.metadata = file.metadata();
    parts.session = Json::parse(file.metadata().at("headlight.session"));
    for (const auto& [name, entry] : file.tensors()) {
        parts.shapes[name] = {entry.type, entry.shape};
        parts.tensors[name] = {file.bytes(entry).begin(), file.bytes(entry).end()};
    }
    return parts;
}

inline void putTogether(const Parts& parts, const fs::path& path)
{
    SafetensorsWriter writer;
    for (const auto& [key, value] : parts.metadata)
        writer.setMetadata(key, value);
    if (!parts.session.is_null())
        writer.setMetadata("headlight.session", parts.session.dump());
    for (const auto& [name, bytes] : parts.tensors)
        writer.add(name, parts.shapes.at(name).first, parts.shapes.at(name).second, bytes);
    if (!writer.write(path))
        qFatal("cannot write the test's file");
}

/// A file for each test function, and what is done with it.
class SessionFixture {
public:
    void makeFolder()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = testing::toPath(m_folder->filePath("run.headlight"));
    }

    Session reopened(const Session& session) const
    {
        const Result<void> written = writeSession(session, m_file);
        if (!written)
            qFatal("%s", written.error().text().c_str());
        Result<Session> read = readSession(m_file);
        if (!read)
            qFatal("%s", read.error().text().c_str());
        return *read;
    }

    Parts fullParts() const
    {
        reopened(fullSession());
        return takeApart(m_file);
    }

    QString messageFor(const Parts& parts) const
    {
        putTogether(parts, m_file);
        return testing::messageOf(readSession(m_file));
    }

protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_file;
};

} // namespace headlight::test
