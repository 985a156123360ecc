// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/figures/export.h"

class QComboBox;
class QFormLayout;

namespace headlight::ui {

/// Asks how the view in front is to be exported.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(const QString& viewTitle, Theme theme, QWidget* parent = nullptr);

    /// Format, resolution and theme; the rest is left to the session's view state.
    ExportOptions options() const;
    QComboBox* formatBox() const { return m_format; }
    QComboBox* resolutionBox() const { return m_resolution; }

private:
    void showWhatApplies();

    QComboBox* m_format;
    QComboBox* m_resolution;
    QComboBox* m_theme;
    QFormLayout* m_form;
};

} // namespace headlight::ui
