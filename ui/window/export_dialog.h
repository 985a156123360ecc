// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/jobs/export_run.h"
#include "ui/state/export_model.h"

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace headlight::ui {

class ErrorBar;
class ExportForm;
class ExportPreview;

/// Asks how the view in front is to be exported, shows what will come of it, and writes it: one file, or a set of all
/// layers and heads. The window goes on meanwhile.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// Takes the model. `title`: the view's; `name`: of files, without suffix.
    ExportDialog(ExportModel* model, const QString& title, const QString& name, QWidget* parent = nullptr);

    ExportModel* model() const { return m_model; }
    ExportPreview* preview() const { return m_preview; }
    ErrorBar* errors() const { return m_errors; }
    bool isRunning() const { return m_run.isRunning(); }

    /// Writes the view to `file`; a suffix of another format chooses that one.
    void exportTo(const QString& file);
    /// Writes the set to a new folder in `parent`.
    void exportSetTo(const QString& parent);

    void done(int result) override;

signals:
    /// A file or a folder is there.
    void written(const QString& path);

private:
    void connectAll();
    QWidget* makeLeft();
    QWidget* makeSet();
    QWidget* makeFoot();
    void editSet();
    void chooseFile();
    void chooseFolder();
    void begin(const QString& path);
    void showProgress(int done, int all, const QString& file);
    void showFailure(const headlight::Error& error);
    void showState();
    void showNote();

    ExportModel* m_model;
    QString m_name;
    QString m_writing; ///< the file or folder under way
    ExportForm* m_form;
    ExportPreview* m_preview;
    ErrorBar* m_errors;
    QCheckBox* m_sheet;
    QCheckBox* m_layers;
    QCheckBox* m_heads;
    QLabel* m_state;
    QProgressBar* m_bar;
    QDialogButtonBox* m_buttons;
    QPushButton* m_export;
    QPushButton* m_all;
    ExportRun m_run;
};

} // namespace headlight::ui
