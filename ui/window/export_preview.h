// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTimer>

#include "core/base/error.h"
#include "figures/figure_data.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/export_model.h"

namespace headlight::ui {

/// Shows what will be exported, drawn by the code that draws the file: the picture at the size of the place, or the
/// first lines of the numbers. Follows the model a moment after it changes.
class ExportPreview : public QLabel {
    Q_OBJECT
public:
    explicit ExportPreview(ExportModel* model, QWidget* parent = nullptr);

    /// Why there is nothing to export; empty while there is.
    QString problem() const { return m_problem; }
    QString ownTitle() const { return m_ownTitle; } ///< what the figure says where nothing else is written
    QString ownCaption() const { return m_ownCaption; }

    /// What of the picture the fonts cannot show; empty for nothing.
    QString note() const { return m_note; }

signals:
    void shown();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void take(const Result<FigureData>& figure, const ExportOptions& options);
    void showPicture(const FigureData& figure, ExportOptions options);
    void showNumbers(const FigureData& figure, const ExportOptions& options);
    void refuse(const QString& problem);

    ExportModel* m_model;
    QTimer m_soon;
    QString m_problem;
    QString m_note;
    QString m_ownTitle;
    QString m_ownCaption;
    quint64 m_asked = 0; ///< so that the newest wins
    BackgroundJobs m_jobs; ///< last: its destructor waits
};

} // namespace headlight::ui
