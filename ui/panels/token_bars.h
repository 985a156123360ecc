// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QRegion>
#include <QWidget>
#include <vector>

namespace headlight::ui {

/// One value a token as small bars around a zero line, tokens below; signed values in the diverging colours.
class TokenBars : public QWidget {
    Q_OBJECT
public:
    explicit TokenBars(QWidget* parent = nullptr);

    /// As they are, and for eyes.
    void setTokens(const QStringList& tokens, const QStringList& shown);
    void setValues(std::vector<float> values, bool isSigned);
    void setMarked(int token);
    int tokenAt(int x) const; ///< -1 beside the bars
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void clicked(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    double pitch() const;
    void paintBars(QPainter& painter) const;
    int labelCount() const;
    int labelStep() const; ///< tokens from one label to the next
    double labelCentre(int token) const;
    QRegion roomOfMarked() const;
    QPixmap labels() const;
    void paintLabel(QPainter& painter, int token) const;
    void paintLabels(QPainter& painter);

    QStringList m_tokens;
    QStringList m_texts; ///< as they are shown
    std::vector<float> m_values;
    bool m_signed = true;
    int m_marked = -1;
    QPixmap m_labels; ///< all but the marked one's; null: to be drawn again
};

} // namespace headlight::ui
