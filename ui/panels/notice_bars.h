// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <functional>
#include <map>

class QVBoxLayout;

namespace headlight::ui {

/// Something to know, and what can be done about it.
struct Notice {
    struct Action {
        QString label;
        std::function<void()> act; ///< may replace or clear the notice
    };
    QString text;
    std::vector<Action> actions;
};

/// Notices above what they are about, one of a kind at a time; they wait, and are never in the way.
class NoticeBars : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBars(QWidget* parent = nullptr);

    /// Shows `notice` in place of the one of its kind.
    void show(const QString& kind, const Notice& notice);
    void clear(const QString& kind);
    /// The text of the notice of this kind; empty where there is none.
    QString text(const QString& kind) const;
    /// Does what the link of that label does. For tests.
    bool trigger(const QString& kind, const QString& label) const;

private:
    QFrame* makeBar(const QString& kind, const Notice& notice);

    QVBoxLayout* m_column;
    std::map<QString, QFrame*> m_bars;
};

} // namespace headlight::ui
