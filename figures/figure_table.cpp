// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/figure_table.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>

namespace headlight::ui {
namespace {

constexpr std::size_t npyAlignment = 64; // of the header, as NumPy writes it
constexpr std::string_view npyMagic("\x93NUMPY\x01\x00", 8);

/// Between the fields, and what is done to their texts.
struct Format {
    char separator;
    Formulas formulas;
};

bool isFormula(const std::string& text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string quoted(const QString& field, const Format& format)
{
    std::string text = field.toStdString();
    if (format.formulas == Formulas::Guarded && isFormula(text))
        text.insert(text.begin(), '\'');
    if (text.find(format.separator) == std::string::npos && text.find_first_of("\"\r\n") == std::string::npos)
        return text;
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

/// The shortest text that reads back to the same value.
template <typename Number>
std::string number(Number value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string rowName(Axis axis)
{
    switch (axis) {
    case Axis::Layer: return "layer";
    case Axis::Head: return "head";
    default: return "token";
    }
}

std::string headerLine(const FigureData& figure, const Panel& panel, const Format& format)
{
    std::string line;
    for (const QString& key : figure.keyNames)
        line += key.toStdString() + format.separator;
    line += rowName(panel.rows.axis);
    for (int column = 0; column < panel.columnCount(); ++column)
        line += format.separator + quoted(panel.columns.texts.value(column), format);
    return line + '\n';
}

void appendRow(std::string& text, const FigureData& figure, const Panel& panel, int row, const Format& format)
{
    for (int key = 0; key < figure.keyNames.size(); ++key)
        text += quoted(panel.keys.value(key), format) + format.separator;
    text += quoted(panel.rows.texts.value(row), format);
    const Array values = panel.values[row];
    for (const float value : values.values())
        text += format.separator + number(value);
    text += '\n';
}

std::string npyShape(const Shape& shape)
{
    std::string text = "(";
    for (const std::int64_t dimension : shape)
        text += std::to_string(dimension) + ", ";
    if (shape.size() > 1)
        text.resize(text.size() - 2);
    return text + ')';
}

std::string npyHeader(const Shape& shape)
{
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + npyShape(shape) + ", }";
    const std::size_t before = npyMagic.size() + 2;
    const std::size_t padding = npyAlignment - (before + header.size() + 1) % npyAlignment;
    header.append(padding % npyAlignment, ' ');
    return header + '\n';
}

void append(std::vector<std::byte>& bytes, std::string_view text)
{
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    bytes.insert(bytes.end(), data, data + text.size());
}

void append(std::vector<std::byte>& bytes, float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<std::byte>(bits >> shift & 0xffU));
}

std::string joined(const QStringList& fields, const Format& format)
{
    std::string line;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0)
            line += format.separator;
        line += quoted(fields[i], format);
    }
    return line;
}

std::string tableText(const FigureTable& table, const Format& format)
{
    std::string text = joined(table.header, format) + '\n';
    for (const FigureTable::Row& row : table.rows) {
        text += joined(row.keys, format);
        for (const double value : row.values)
            text += format.separator + number(value);
        text += '\n';
    }
    return text;
}

void append(std::vector<std::byte>& bytes, const Array& values)
{
    for (const float value : values.values())
        append(bytes, value);
}

std::string separatedText(const FigureData& figure, const Format& format)
{
    if (figure.table)
        return tableText(*figure.table, format);
    const QList<Panel> maps = figure.tabled();
    std::string text = headerLine(figure, maps.first(), format);
    for (const Panel& panel : maps) {
        for (int row = 0; row < panel.rowCount(); ++row)
            appendRow(text, figure, panel, row, format);
    }
    return text;
}

} // namespace

std::string csvText(const FigureData& figure, Formulas formulas)
{
    return separatedText(figure, {',', formulas});
}

std::string tsvText(const FigureData& figure, Formulas formulas)
{
    return separatedText(figure, {'\t', formulas});
}

std::vector<std::byte> npyBytes(const FigureData& figure)
{
    const std::string header = npyHeader(figure.shape);
    std::vector<std::byte> bytes;
    bytes.reserve(npyMagic.size() + 2 + header.size() + 4 * elementCount(figure.shape));
    append(bytes, npyMagic);
    bytes.push_back(static_cast<std::byte>(header.size() & 0xffU));
    bytes.push_back(static_cast<std::byte>(header.size() >> 8));
    append(bytes, header);
    if (figure.table)
        append(bytes, figure.table->array);
    for (const Panel& panel : figure.tabled())
        append(bytes, panel.values);
    return bytes;
}

} // namespace headlight::ui
