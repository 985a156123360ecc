// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files_testing.h"

#include <QFile>
#include <cstring>

#include "tests/support/mutations.h"

namespace headlight::testing {

std::filesystem::path toPath(const QString& name)
{
    return QFile::encodeName(name).toStdString();
}

QByteArray readAll(const std::filesystem::path& file)
{
    QFile opened(QString::fromStdString(file.string()));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

void writeAll(const std::filesystem::path& file, const QByteArray& contents)
{
    QFile opened(QString::fromStdString(file.string()));
    if (!opened.open(QIODevice::WriteOnly) || opened.write(contents) != contents.size())
        qFatal("cannot write %s", file.c_str());
}

std::vector<std::byte> toBytes(const QByteArray& contents)
{
    const auto bytes = std::as_bytes(std::span(contents.constData(), static_cast<std::size_t>(contents.size())));
    return {bytes.begin(), bytes.end()};
}

QByteArray safetensorsBytes(const QByteArray& header, const QByteArray& data)
{
    const quint64 size = static_cast<quint64>(header.size());
    QByteArray prefix(sizeof size, '\0');
    std::memcpy(prefix.data(), &size, sizeof size);
    return prefix + header + data;
}

QByteArray mutated(const QByteArray& contents, unsigned seed)
{
    return QByteArray::fromStdString(mutated(contents.toStdString(), seed));
}

} // namespace headlight::testing
