// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/session_list_model.h"

#include <QDir>
#include <QIcon>

#include "figures/token_text.h"

namespace headlight::ui {

namespace {

QString hint(const SessionCard& card)
{
    QStringList lines{QFileInfo(card.file).fileName(), card.question, card.answer, card.model,
                      card.changed.toString(QStringLiteral("yyyy-MM-dd hh:mm"))};
    lines.removeAll(QString());
    return plainHint(lines.join(QLatin1Char('\n')));
}

QString title(const SessionCard& card)
{
    return card.question.isEmpty() ? QFileInfo(card.file).completeBaseName() : card.question;
}

} // namespace

SessionListModel::SessionListModel(QObject* parent)
    : QAbstractListModel(parent), m_jobs(std::make_unique<BackgroundJobs>())
{
}

SessionListModel::~SessionListModel()
{
    m_jobs.reset(); // before the cards that it fills
}

void SessionListModel::setFolder(const QString& folder, Theme theme, const QColor& zero)
{
    beginResetModel();
    ++m_asked;
    m_folder = folder;
    m_theme = theme;
    m_zero = zero;
    m_cards.clear();
    m_next = 0;
    const QDir::Filters files = QDir::Files | QDir::Readable;
    for (const QFileInfo& file : QDir(folder).entryInfoList({QStringLiteral("*.headlight")}, files, QDir::Time)) {
        SessionCard card;
        card.file = file.absoluteFilePath();
        card.changed = file.lastModified();
        m_cards.push_back(std::move(card));
    }
    endResetModel();
    readNext();
}

/// One at a time, so that little waits when another folder is chosen, and large files are in memory one by one.
void SessionListModel::readNext()
{
    if (!isReading())
        return emit finished();
    m_jobs->run(
        this, [file = m_cards[m_next].file, theme = m_theme, zero = m_zero] { return readCard(file, theme, zero); },
        [this, asked = m_asked](SessionCard card) {
            if (asked == m_asked)
                take(std::move(card));
        });
}

void SessionListModel::take(SessionCard card)
{
    const QModelIndex changed = index(static_cast<int>(m_next));
    m_cards[m_next++] = std::move(card);
    emit dataChanged(changed, changed);
    readNext();
}

int SessionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cards.size());
}

QVariant SessionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SessionCard& card = m_cards[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return title(card);
    case Qt::DecorationRole: return card.thumbnail.isNull() ? QVariant() : QVariant(card.thumbnail);
    case Qt::ToolTipRole:
        return card.problem.isEmpty() ? hint(card)
                                      : plainHint(QFileInfo(card.file).fileName() + QLatin1Char('\n') + card.problem);
    case FileRole: return card.file;
    case ProblemRole: return card.problem;
    case ReadRole: return card.read;
    default: return {};
    }
}

} // namespace headlight::ui
