// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/command_model.h"

#include <algorithm>

namespace headlight::ui {

namespace {

/// A title that has it all says more than one that needs its group.
constexpr int titleAlone = 4;

std::optional<FuzzyMatch> matchOf(const QString& typed, const Command& command)
{
    if (auto title = fuzzyMatch(typed, command.title)) {
        title->score += titleAlone;
        return title;
    }
    const QString prefix = command.group + QLatin1Char(' ');
    auto whole = fuzzyMatch(typed, prefix + command.title);
    if (!whole)
        return {};
    QList<int> inTitle;
    for (const int position : whole->positions)
        if (position >= prefix.size())
            inTitle.append(position - static_cast<int>(prefix.size()));
    whole->positions = inTitle;
    return whole;
}

} // namespace

void CommandModel::setCommands(Commands commands)
{
    m_commands = std::move(commands);
    match();
}

void CommandModel::setTyped(const QString& typed)
{
    m_typed = typed;
    match();
}

void CommandModel::match()
{
    beginResetModel();
    m_found.clear();
    for (int index = 0; index < m_commands.size(); ++index)
        if (auto found = matchOf(m_typed, m_commands[index]))
            m_found.push_back({index, std::move(*found)});
    const auto better = [this](const Found& a, const Found& b) {
        const auto length = [this](const Found& each) { return m_commands[each.command].title.size(); };
        return a.match.score != b.match.score ? a.match.score > b.match.score : length(a) < length(b);
    };
    if (!m_typed.trimmed().isEmpty())
        std::stable_sort(m_found.begin(), m_found.end(), better);
    endResetModel();
}

void CommandModel::run(int row) const
{
    if (row < 0 || row >= rowCount())
        return;
    const auto action = m_commands[m_found[static_cast<std::size_t>(row)].command].run; // it may change the commands
    action();
}

int CommandModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant CommandModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Found& found = m_found[static_cast<std::size_t>(index.row())];
    const Command& command = m_commands[found.command];
    switch (role) {
    case Qt::DisplayRole: return command.title;
    case Qt::AccessibleTextRole: return QStringLiteral("%1: %2").arg(command.group, command.title);
    case GroupRole: return command.group;
    case KeysRole: return command.keys;
    case PositionsRole: return QVariant::fromValue(found.match.positions);
    default: return {};
    }
}

} // namespace headlight::ui
