// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files_testing.h"

#include <QFile>
#include <cstring>
#include <random>

namespace headlight::testing {
namespace {

constexpr std::string_view tellingBytes("\0\"{}[]:,-0129e.\\ \n\x7f\x80\xc3\xed\xff", 24);

class Mutator {
public:
    Mutator(QByteArray contents, unsigned seed) : m_contents(std::move(contents)), m_random(seed) {}

    QByteArray run()
    {
        const unsigned changes = 1 + below(4);
        for (unsigned i = 0; i < changes && !m_contents.isEmpty(); ++i)
            change();
        return m_contents;
    }

private:
    unsigned below(qsizetype limit) { return static_cast<unsigned>(m_random() % static_cast<unsigned>(limit)); }

    /// Half of the places lie near the start, where headers are.
    qsizetype place()
    {
        const qsizetype size = m_contents.size();
        return below(below(2) == 0 ? size : std::min<qsizetype>(size, 64));
    }

    void change()
    {
        const qsizetype at = place();
        const qsizetype length = 1 + below(std::min<qsizetype>(16, m_contents.size()));
        switch (below(6)) {
        case 0: m_contents[at] = static_cast<char>(m_contents[at] ^ (1 << below(8))); break;
        case 1: m_contents[at] = tellingBytes[below(static_cast<qsizetype>(tellingBytes.size()))]; break;
        case 2: m_contents.remove(at, length); break;
        case 3: m_contents.insert(at, m_contents.mid(place(), length)); break;
        case 4: m_contents.truncate(at); break;
        default: m_contents.insert(at, QByteArray(length, tellingBytes[below(24)])); break;
        }
    }

    QByteArray m_contents;
    std::mt19937 m_random;
};

} // namespace

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

QByteArray mutated(QByteArray contents, unsigned seed)
{
    return Mutator(std::move(contents), seed).run();
}

} // namespace headlight::testing
