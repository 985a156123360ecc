// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/base/job.h"
#include "core/data/analysis_result.h"

class QLabel;
class QProgressBar;

namespace headlight::ui {

/// The bottom line: how exact the picture is; while work runs, what it does, how far it is and how long it will take.
class RunStatus : public QWidget {
    Q_OBJECT
public:
    explicit RunStatus(QWidget* parent = nullptr);

    void setBusy(bool busy);
    void showProgress(const Progress& progress);
    void setResult(const ResultPtr& result);
    QString text() const;

private:
    QLabel* m_label;
    QProgressBar* m_bar;
    QLabel* m_remaining;
    QString m_quality;
};

/// "Exact, 33 points, estimated error 0.4 %. Completeness gap: start 0.02 %, end 0.05 %. 0.4 s"
QString qualityText(const AnalysisResult& result);

} // namespace headlight::ui
