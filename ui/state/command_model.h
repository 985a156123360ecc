// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "ui/state/command.h"
#include "ui/state/fuzzy_match.h"

namespace headlight::ui {

/// The commands that answer what was typed, the best first; all of them, in their order, where nothing was.
class CommandModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { GroupRole = Qt::UserRole, KeysRole, PositionsRole };
    using QAbstractListModel::QAbstractListModel;

    void setCommands(Commands commands);
    /// Matches titles, and the groups before them: "layer 3" finds the fourth layer.
    void setTyped(const QString& typed);
    void run(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// PositionsRole: the letters of the title that were found, a QList<int>.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Found {
        int command;
        FuzzyMatch match;
    };

    void match();

    Commands m_commands;
    QString m_typed;
    std::vector<Found> m_found;
};

} // namespace headlight::ui
