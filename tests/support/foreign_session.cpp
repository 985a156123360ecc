// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/foreign_session.h"

#include <QtGlobal>
#include <cmath>

#include "core/files/safetensors.h"

namespace headlight::test {
namespace {

constexpr std::int64_t layers = 2;
constexpr std::int64_t heads = 3;
constexpr std::int64_t tokens = 6;
constexpr std::int64_t hiddenSize = 4;

Shape shapeOf(const std::string& tensor)
{
    const std::string part = tensor.substr(tensor.rfind('.') + 1);
    if (part == "f")
        return {layers, heads, tokens};
    if (part == "sum_alpha_f")
        return {layers, tokens, tokens};
    if (part == "tokens")
        return {layers, tokens};
    if (part == "hidden")
        return {layers, tokens, hiddenSize};
    return part == "attention" || part == "alpha_f" ? Shape{layers, heads, tokens, tokens} : Shape{tokens};
}

Array valuesOf(const std::string& tensor)
{
    const Shape shape = shapeOf(tensor);
    std::vector<float> values(elementCount(shape));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::abs(std::sin(1 + 0.7F * static_cast<float>(i)));
    return Array(shape, std::move(values));
}

} // namespace

const std::vector<std::string> foreignTensors = {"attention",
                                                 "attribution.start.attention",
                                                 "attribution.start.tokens",
                                                 "attribution.start.hidden",
                                                 "attribution.start.input",
                                                 "norms.f",
                                                 "norms.alpha_f",
                                                 "norms.sum_alpha_f",
                                                 "logits.start"};

void writeForeign(const std::filesystem::path& file, const std::vector<std::string>& tensors, const std::string& text)
{
    SafetensorsWriter writer;
    writer.setMetadata("headlight.format", "1");
    writer.setMetadata("headlight.session", text);
    for (const std::string& tensor : tensors)
        writer.add(tensor, valuesOf(tensor));
    if (const Result<void> written = writer.write(file); !written)
        qFatal("%s", written.error().text().c_str());
}

Session foreignSession(const std::filesystem::path& file, const std::vector<std::string>& tensors)
{
    writeForeign(file, tensors);
    Result<Session> session = readSession(file);
    if (!session)
        qFatal("%s", session.error().text().c_str());
    return *session;
}

} // namespace headlight::test
