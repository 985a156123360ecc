// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/interruption.h"
#include "core/base/error.h"

namespace headlight::cli {

/// Rows under a header, as text: columns of numbers stand right.
struct Table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// In columns, a line a row.
std::string alignedText(const Table& table);
/// By RFC 4180 with line feeds.
std::string csvText(const Table& table);
/// Writes `table` to `file` as csv, whole or not at all; not interrupted once it has begun.
Result<void> writeCsv(const Table& table, const std::string& file, Interruption& interruption);

/// Four digits.
std::string numberText(double number);

} // namespace headlight::cli
