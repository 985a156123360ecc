// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QToolButton>

namespace headlight::ui {

/// A label whose look the style sheet gives by its role: heading, quiet, wrong, title.
QLabel* roleLabel(const char* role, const QString& text = {}, QWidget* parent = nullptr);
/// Changes a label's role.
void setRole(QLabel* label, const char* role);
/// Makes a button look like a link.
void lookLikeLink(QToolButton* button);
/// A button that looks like one.
QToolButton* linkButton(const QString& text, QWidget* parent = nullptr);

} // namespace headlight::ui
