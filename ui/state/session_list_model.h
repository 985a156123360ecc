// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <memory>

#include "ui/jobs/background_jobs.h"
#include "ui/state/session_card.h"

namespace headlight::ui {

/// The session files of a folder, newest first. They are listed at once and read one after the other in the background;
/// another folder, or the end of this object, stops that.
class SessionListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { FileRole = Qt::UserRole, ProblemRole, ReadRole };
    explicit SessionListModel(QObject* parent = nullptr);
    ~SessionListModel() override;

    void setFolder(const QString& folder, Theme theme, const QColor& zero);
    const QString& folder() const { return m_folder; }
    bool isReading() const { return m_next < m_cards.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

signals:
    void finished();

private:
    void readNext();
    void take(SessionCard card);

    QString m_folder;
    Theme m_theme = Theme::Light;
    QColor m_zero;
    std::vector<SessionCard> m_cards;
    std::size_t m_next = 0; ///< the card that is read
    int m_asked = 0;        ///< counts folders, so that cards of an older one are dropped
    std::unique_ptr<BackgroundJobs> m_jobs;
};

} // namespace headlight::ui
