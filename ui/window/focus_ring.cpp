// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/focus_ring.h"

#include <QApplication>
#include <QFocusEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>

#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int thickness = 2;

class Ring : public QWidget {
public:
    explicit Ring(QWidget* target) : QWidget(target)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        setGeometry(target->rect());
        show();
        raise();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(coloursOf(palette()).accent, thickness));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
};

bool byKeyboard(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
}

bool hasCaret(const QWidget* widget)
{
    const auto* text = qobject_cast<const QPlainTextEdit*>(widget);
    return qobject_cast<const QLineEdit*>(widget) || (text && !text->isReadOnly());
}

} // namespace

FocusRing::FocusRing(QObject* parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

FocusRing::~FocusRing()
{
    remove();
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::Resize && m_ring && watched == m_ring->parentWidget())
        m_ring->resize(m_ring->parentWidget()->size());
    if (!watched->isWidgetType() || (type != QEvent::FocusIn && type != QEvent::FocusOut))
        return false;
    remove();
    auto* widget = static_cast<QWidget*>(watched);
    const bool gained = type == QEvent::FocusIn && byKeyboard(static_cast<QFocusEvent*>(event)->reason());
    if (gained && !hasCaret(widget))
        surround(widget);
    return false;
}

void FocusRing::surround(QWidget* target)
{
    m_ring = new Ring(target);
}

void FocusRing::remove()
{
    delete m_ring;
}

} // namespace headlight::ui
