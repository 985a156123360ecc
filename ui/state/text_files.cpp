// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/text_files.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include "core/base/decoded_text.h"
#include "core/files/atomic_file.h"
#include "ui/state/file_paths.h"

namespace headlight::ui {

namespace {

constexpr qint64 firstLook = 1024; // bytes
constexpr std::uint64_t largestText = std::uint64_t{64} << 20U;

bool hasSuffix(const QString& file, const QStringList& suffixes)
{
    return suffixes.contains(QFileInfo(file).suffix().toLower());
}

/// Pipes and devices are not waited for.
bool beginsAsText(const QString& path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) &&
           looksLikeText(file.read(firstLook).toStdString());
}

} // namespace

bool holdsQuestions(const QString& file)
{
    static const QStringList suffixes{QStringLiteral("json"), QStringLiteral("jsonl"), QStringLiteral("ndjson"),
                                      QStringLiteral("csv"),  QStringLiteral("tsv"),   QStringLiteral("txt")};
    return hasSuffix(file, suffixes) || beginsAsText(file);
}

bool holdsContext(const QString& file)
{
    static const QStringList others{QStringLiteral("json"), QStringLiteral("jsonl"), QStringLiteral("ndjson"),
                                    QStringLiteral("csv"),  QStringLiteral("tsv"),   QStringLiteral("headlight")};
    return !hasSuffix(file, others) && beginsAsText(file);
}

Result<QString> readTextFile(const QString& file)
{
    const Result<std::vector<std::byte>> bytes = readFile(pathOf(file), largestText);
    if (!bytes)
        return Failure(bytes.error());
    const Result<std::string> text =
        decodedText(std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()), pathOf(file).string());
    return text ? Result<QString>(QString::fromStdString(*text)) : Failure(text.error());
}

} // namespace headlight::ui
