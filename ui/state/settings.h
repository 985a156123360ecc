// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QStringList>

namespace headlight::ui {

/// What the program remembers between runs.
class Settings {
public:
    QString modelFolder() const; ///< the last one opened; empty: the demo model
    void setModelFolder(const QString& folder);
    QStringList recentFiles() const; ///< newest first
    void addRecentFile(const QString& file);
    QString question() const { return m_settings.value("question").toString(); }
    QString context() const { return m_settings.value("context").toString(); }
    void setInput(const QString& question, const QString& context);
    /// How quick runs were on this machine (core/analysis/cost.h); 0: none was measured.
    double rate() const { return m_settings.value("rate").toDouble(); }
    void setRate(double rate) { m_settings.setValue("rate", rate); }
    QByteArray bytes(const QString& key) const { return m_settings.value(key).toByteArray(); }
    void setBytes(const QString& key, const QByteArray& bytes) { m_settings.setValue(key, bytes); }

private:
    QSettings m_settings;
};

} // namespace headlight::ui
