// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QTimer>
#include <QWidget>
#include <cstdint>
#include <vector>

#include "core/data/analysis_result.h"
#include "ui/jobs/background_jobs.h"

namespace headlight::ui {

/// A row of small maps, one a layer, of which one is chosen.
class LayerStrip : public QWidget {
    Q_OBJECT
public:
    explicit LayerStrip(QWidget* parent = nullptr);

    /// `first` is the number of the first layer.
    void setLayer(int layer, int count, int first);
    /// Draws each layer's L2 norm over heads of `measure`, in the background: nothing waits for it.
    void setMaps(const ResultPtr& result, const QString& measure);

    /// Whether maps are still to come.
    bool isDrawing() const { return m_drawing; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QRect thumbnailRect(int layer) const;

signals:
    void chosen(int layer);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drawNext();
    void take(const QImage& map, std::uint64_t asked);
    int labelWidth() const;
    int pitch() const; ///< of the thumbnails, in pixels
    int layerAt(const QPoint& pixel) const;

    int m_count = 0;
    int m_current = 0;
    int m_first = 0;
    ResultPtr m_result;
    QString m_measure;
    std::vector<QImage> m_maps; ///< as far as drawn
    bool m_drawing = false;
    std::uint64_t m_asked = 0;
    QTimer m_rest;        ///< the figure itself comes first
    BackgroundJobs m_jobs; ///< last: its destructor waits before the rest goes
};

} // namespace headlight::ui
