// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/key_filter.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>

namespace headlight::ui {

namespace {

bool isArrow(int key)
{
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right;
}

bool usesArrows(const QObject* widget)
{
    return qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractItemView*>(widget) ||
           qobject_cast<const QAbstractSlider*>(widget) || qobject_cast<const QTabBar*>(widget);
}

/// Whether `widget` is a text field that has nothing to undo (or redo).
bool isAtItsEnd(const QObject* widget, bool undo)
{
    if (const auto* spin = qobject_cast<const QAbstractSpinBox*>(widget))
        widget = spin->findChild<QLineEdit*>();
    if (const auto* line = qobject_cast<const QLineEdit*>(widget))
        return undo ? !line->isUndoAvailable() : !line->isRedoAvailable();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget))
        return undo ? !text->document()->isUndoAvailable() : !text->document()->isRedoAvailable();
    return false;
}

} // namespace

KeyFilter::KeyFilter(QObject* parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool KeyFilter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    auto* key = static_cast<QKeyEvent*>(event);
    if (isArrow(key->key()) && usesArrows(watched)) {
        key->accept();
        return true;
    }
    const bool undo = key->matches(QKeySequence::Undo);
    if ((undo || key->matches(QKeySequence::Redo)) && isAtItsEnd(watched, undo)) {
        key->ignore();
        return true;
    }
    return false;
}

} // namespace headlight::ui
