// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace headlight::testing {

std::filesystem::path toPath(const QString& name);
QByteArray readAll(const std::filesystem::path& file);
void writeAll(const std::filesystem::path& file, const QByteArray& contents);
std::vector<std::byte> toBytes(const QByteArray& contents);

/// The bytes of a safetensors file: its header's length, the header, the data.
QByteArray safetensorsBytes(const QByteArray& header, const QByteArray& data = {});

/// One of many deterministic damages of `contents` (mutations.h).
QByteArray mutated(const QByteArray& contents, unsigned seed);

/// The message of a failed result, else an empty text.
template <typename T>
QString messageOf(const Result<T>& result)
{
    return result ? QString() : QString::fromStdString(result.error().text());
}

} // namespace headlight::testing
