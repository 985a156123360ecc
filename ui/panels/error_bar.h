// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/base/error.h"

class QLabel;

namespace headlight::ui {

/// An error beside what caused it, with what to do about it. Hidden while there is none; never in the way.
class ErrorBar : public QFrame {
    Q_OBJECT
public:
    explicit ErrorBar(QWidget* parent = nullptr);

    void showError(const Error& error);
    void clear();
    const QString& text() const { return m_text; }

private:
    QLabel* m_label;
    QString m_text;
};

} // namespace headlight::ui
