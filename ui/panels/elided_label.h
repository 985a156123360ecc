// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace headlight::ui {

/// A quiet line that gives way where the room is narrow: it is cut, and its tooltip says the rest.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(int mostWidth, QWidget* parent = nullptr);

    void setWholeText(const QString& text, const QString& hint);
    const QString& wholeText() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showText();
    int widthOfText() const;

    int m_mostWidth;
    QString m_text;
};

} // namespace headlight::ui
