// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/state/export_model.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFontComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;

namespace headlight::ui {

/// The fields of an export. What is edited holds at once.
class ExportForm : public QWidget {
    Q_OBJECT
public:
    explicit ExportForm(ExportModel* model, QWidget* parent = nullptr);

    /// What the figure says of itself, shown where nothing else is written.
    void setOwnTexts(const QString& title, const QString& caption);

private:
    void addFile();
    void addSize();
    void addTexts();
    void addScale();
    void addPanels();
    QLineEdit* addNumbers(const QString& label, const QString& text, bool one,
                          void (ExportModel::*set)(const QString&));
    void addPair(const QString& label, QWidget* first, QWidget* second);
    void edit();
    void chooseJournal();
    void showJournal();
    void showWhatApplies();

    ExportModel* m_model;
    QFormLayout* m_form;
    QComboBox* m_format;
    QComboBox* m_resolution;
    QCheckBox* m_transparent;
    QCheckBox* m_guard;
    QComboBox* m_journal;
    QDoubleSpinBox* m_width;
    QFontComboBox* m_font;
    QDoubleSpinBox* m_fontSize;
    QComboBox* m_theme;
    QCheckBox* m_titleShown;
    QLineEdit* m_title;
    QCheckBox* m_captionShown;
    QPlainTextEdit* m_caption;
    QCheckBox* m_colourBar;
    QComboBox* m_range;
    QComboBox* m_first;
    QLineEdit* m_layers = nullptr;
    QLineEdit* m_heads = nullptr;
    QCheckBox* m_part;
};

} // namespace headlight::ui
