// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/session_names.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace headlight::ui {

QString suggestedSessionName(const AnalysisResult& result)
{
    static const QRegularExpression notWords(QStringLiteral("[^\\w]+"), QRegularExpression::UseUnicodePropertiesOption);
    QString name =
        QString::fromStdString(result.input.leadText()).toLower().replace(notWords, QStringLiteral("-")).left(40);
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    return (name.isEmpty() ? QStringLiteral("session") : name) + QStringLiteral(".headlight");
}

QString freeName(const QDir& folder, const QString& name, const QStringList& taken)
{
    const QFileInfo wanted(name);
    QString file = folder.filePath(name);
    for (int i = 2; QFileInfo::exists(file) || taken.contains(file); ++i)
        file = folder.filePath(QStringLiteral("%1-%2.%3").arg(wanted.completeBaseName()).arg(i).arg(wanted.suffix()));
    return file;
}

} // namespace headlight::ui
