// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QActionGroup;
class QLineEdit;
class QMenu;

namespace headlight::ui {

class MenuButton;

/// Chooses how values become colours: the range (all values, each map's own, a percentile, two fixed ends that are
/// typed in), whether it is logarithmic, and the colour map.
class ScaleBox : public QWidget {
    Q_OBJECT
public:
    explicit ScaleBox(QWidget* parent = nullptr);

    /// Shows `range`, as parseRange() reads it.
    void setRange(const QString& range);
    /// What the fixed ends start from: those that are drawn now.
    void setDrawnEnds(double low, double high);
    /// Shows the colour map in use, among those for signed or for other measures.
    void setColours(const QString& colours, bool isSigned);

signals:
    void rangeChosen(const QString& range);
    void coloursChosen(const QString& colours);

private:
    void makeMenu();
    void chooseRule(const QString& rule);
    void chooseLogarithmic(bool logarithmic);
    void acceptEnds();
    QString withScale(const QString& rule, bool logarithmic) const;
    QString ruleText(const QString& rule) const;

    MenuButton* m_button;
    QLineEdit* m_ends;
    QMenu* m_colours;
    QActionGroup* m_rules = nullptr;
    QActionGroup* m_maps = nullptr;
    QAction* m_logarithmic = nullptr;
    QString m_rule; ///< without " log"
    QString m_drawnEnds;
    bool m_isLogarithmic = false;
    bool m_isSigned = false;
};

} // namespace headlight::ui
