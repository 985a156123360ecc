// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include "figures/figure_data.h"
#include "figures/importance.h"

namespace headlight::ui {

class Selection;

/// Running text whose words are shaded by a value: colours diverge from zero to the largest magnitude. Words are told
/// to the selection under the pointer, and marked where it names them. Links between words are drawn as arcs.
class ShadedText : public QWidget {
    Q_OBJECT
public:
    explicit ShadedText(Selection* selection, QWidget* parent = nullptr);

    /// `values`, [1,E], one for each label; null: no shading. `colours` is the colour map's name.
    void setWords(const AxisLabels& labels, const Array& values, const QString& colours);
    /// Arcs between tokens, the first one strongest.
    void setLinks(const QList<Link>& links, const QString& colours);

    /// Where the word of `token` stands; empty for none.
    QRect wordRect(int token) const;
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return true; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void tokenClicked(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QList<QRect> rectsFor(int width) const;
    int entryAt(const QPoint& pixel) const;
    void drawMarks(QPainter& painter) const;
    void drawLinks(QPainter& painter) const;
    QString hint(int entry) const;

    Selection* m_selection;
    AxisLabels m_labels;
    Array m_values;
    QString m_colours;
    QString m_linkColours;
    QList<Link> m_links;
    QList<QRect> m_rects; ///< one an entry
};

} // namespace headlight::ui
