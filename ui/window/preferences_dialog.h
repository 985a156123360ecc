// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;

namespace headlight::ui {

class PreferencesModel;
struct Preferences;

/// The preferences; each holds at once.
class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    explicit PreferencesDialog(PreferencesModel* model, QWidget* parent = nullptr);

private:
    QComboBox* addChoice(const QString& label, const QList<std::pair<QString, QVariant>>& items);
    QSpinBox* addNumber(const QString& label, int least, int most, const QString& unit);
    void addRow(const QString& label, QWidget* field, const QString& hint);
    void addLook();
    void addNumbers();
    void showAll(const Preferences& preferences);
    Preferences shown() const;
    void edit();

    PreferencesModel* m_model;
    QFormLayout* m_form;
    QComboBox* m_theme;
    QCheckBox* m_contrast;
    QSpinBox* m_font;
    QComboBox* m_first;
    QComboBox* m_sequential;
    QComboBox* m_diverging;
    QComboBox* m_preset;
    QSpinBox* m_threads;
    QSpinBox* m_memory;
    bool m_showing = false;
};

} // namespace headlight::ui
