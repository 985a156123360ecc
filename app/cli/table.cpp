// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include <algorithm>
#include <cstdio>
#include <span>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"
#include "core/files/atomic_file.h"

namespace headlight::cli {

namespace {

bool isNumber(const std::string& text)
{
    return !text.empty() && text.find_first_not_of("+-.0123456789e") == std::string::npos;
}

/// With spaces, before a number or behind a text.
std::string padded(const std::string& text, std::int64_t width)
{
    const std::string spaces(static_cast<std::size_t>(std::max<std::int64_t>(0, width - codePointCount(text))), ' ');
    return isNumber(text) ? spaces + text : text + spaces;
}

std::vector<std::int64_t> widthsOf(const Table& table)
{
    std::vector<std::int64_t> widths;
    for (std::size_t column = 0; column < table.header.size(); ++column) {
        widths.push_back(codePointCount(table.header[column]));
        for (const std::vector<std::string>& row : table.rows)
            widths.back() = std::max(widths.back(), codePointCount(row[column]));
    }
    return widths;
}

std::string lineOf(const std::vector<std::string>& row, const std::vector<std::int64_t>& widths)
{
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column)
        line += (column > 0 ? "  " : "") + padded(inOneLine(row[column]), widths[column]);
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string field = "\"";
    for (const char character : text)
        field += character == '"' ? "\"\"" : std::string(1, character);
    return field + '"';
}

std::string csvLine(const std::vector<std::string>& row)
{
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column)
        line += (column > 0 ? "," : "") + csvField(row[column]);
    return line + '\n';
}

} // namespace

std::string alignedText(const Table& table)
{
    const std::vector<std::int64_t> widths = widthsOf(table);
    std::string text = lineOf(table.header, widths);
    for (const std::vector<std::string>& row : table.rows)
        text += '\n' + lineOf(row, widths);
    return text;
}

std::string csvText(const Table& table)
{
    std::string text = csvLine(table.header);
    for (const std::vector<std::string>& row : table.rows)
        text += csvLine(row);
    return text;
}

Result<void> writeCsv(const Table& table, const std::string& file, Interruption& interruption)
{
    const std::string text = csvText(table);
    const std::unique_lock lock = interruption.whileWriting();
    if (interruption.token().stop_requested())
        return cancelled();
    return writeFile(file, std::as_bytes(std::span(text.data(), text.size())));
}

std::string numberText(double number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", number);
    return text;
}

} // namespace headlight::cli
