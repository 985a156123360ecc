// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QToolButton>
#include <functional>
#include <utility>

class QActionGroup;

namespace headlight::ui {

/// A button that says what is chosen, over a menu of the choices.
class MenuButton : public QToolButton {
    Q_OBJECT
public:
    using Choices = QList<std::pair<QString, QString>>; ///< an id, and its text

    explicit MenuButton(const QString& name, QWidget* parent = nullptr);

    /// Adds choices that exclude each other to `menu`; a choice by hand calls `chosen` with its id.
    static QActionGroup* addChoices(QMenu* menu, const Choices& choices, const std::function<void(QString)>& chosen);
    /// Marks the choice `id`; none, where there is no such one.
    static void mark(const QActionGroup* group, const QString& id);
    /// The text of the button; an arrow is added.
    void setChoiceText(const QString& text);
};

} // namespace headlight::ui
