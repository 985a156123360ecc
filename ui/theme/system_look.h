// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariant>
#include <optional>

#include "figures/theme.h"

class QDBusVariant;

namespace headlight::ui {

/// What the desktop says of its look through its portal (org.freedesktop.appearance), now and whenever it changes.
/// A desktop without a portal says nothing.
class SystemLook : public QObject {
    Q_OBJECT
public:
    static SystemLook& instance();

    const std::optional<Theme>& theme() const { return m_theme; }
    bool highContrast() const { return m_highContrast; }
    /// Takes what the portal says: color-scheme (1: dark, 2: light) or contrast (1: high).
    void take(const QString& key, const QVariant& value);

signals:
    void changed();

private slots:
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    SystemLook();
    void ask(const QString& key);

    std::optional<Theme> m_theme;
    bool m_highContrast = false;
};

} // namespace headlight::ui
