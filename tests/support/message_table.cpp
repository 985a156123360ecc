// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/message_table.h"

#include <QStringList>
#include <algorithm>

#include "tests/support/files_testing.h"

namespace headlight::testing {

QMap<QString, QString> messageTable(const std::filesystem::path& file)
{
    QMap<QString, QString> table;
    QString name;
    for (const QString& line : QString::fromUtf8(readAll(file)).split('\n')) {
        if (line.startsWith('[') && line.endsWith(']'))
            name = line.mid(1, line.size() - 2);
        else if (!line.isEmpty())
            table[name] += table[name].isEmpty() ? line : '\n' + line;
    }
    return table;
}

QString withoutFolder(QString text, const std::filesystem::path& folder)
{
    return text.replace(QString::fromStdString(folder.string()), "FOLDER");
}

QString flawOf(const QString& message)
{
    if (!message.endsWith('.') && !message.endsWith('"'))
        return "it is no sentence";
    if (message.size() > 1200)
        return "it is too long to read";
    if (std::any_of(message.begin(), message.end(),
                    [](QChar c) { return c != '\n' && c.category() == QChar::Other_Control; }))
        return "it holds control characters";
    return message.count(". ") + message.count(".\n") == 0 ? "it says what is wrong, but not what to do" : QString();
}

} // namespace headlight::testing
