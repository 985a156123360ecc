// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QPoint>
#include <QRect>
#include <memory>
#include <string>

namespace headlight::test {

/// A person before an X display: moves the pointer, presses buttons and keys (through the XTest extension, which
/// programs cannot tell from a real mouse and keyboard), and sees the pixels of the screen. Knows nothing of the
/// program.
class XUser {
public:
    /// `display` as in DISPLAY; empty: that of DISPLAY. Without a connection all else does nothing.
    explicit XUser(const std::string& display = {});
    ~XUser();
    XUser(const XUser&) = delete;
    XUser& operator=(const XUser&) = delete;

    bool isConnected() const;
    bool awaitWindowManager(int milliseconds);

    void moveTo(const QPoint& place); ///< of the screen, as all places here
    void press(int button = 1);
    void release(int button = 1);
    void click(const QPoint& place, int button = 1);
    /// Up by positive steps; the pointer stays where it is.
    void turnWheel(int steps);
    /// In steps, as a hand does.
    void drag(const QPoint& from, const QPoint& to);
    /// Keys by their X keysym (XK_Return, 'a'): the last is struck while those before it are held.
    void strike(const QList<quint32>& keys);
    /// Returns once the server has done all that was asked for.
    void sync();

    /// What is on the screen, without the pointer.
    QImage look(const QRect& part);
    /// The place of the largest window that a program of this class (WM_CLASS) shows; empty for none.
    QRect windowOf(const QByteArray& programClass);

private:
    struct Connection;

    std::unique_ptr<Connection> m_x;
};

} // namespace headlight::test
