// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scale_box.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolTip>

#include "figures/colour_map.h"
#include "figures/colour_range.h"
#include "ui/views/menu_button.h"

namespace headlight::ui {
namespace {

const QString fixedRule = QStringLiteral("fixed");
const QString logarithmic = QStringLiteral(" log");
constexpr int endsWidth = 92;

} // namespace

ScaleBox::ScaleBox(QWidget* parent)
    : QWidget(parent),
      m_button(new MenuButton(tr("Colour scale"))),
      m_ends(new QLineEdit),
      m_colours(new QMenu(tr("Colours"), this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_ends);
    layout->addWidget(m_button);
    m_button->setToolTip(tr("What the ends of the colour bar are, and the colours between them"));
    m_ends->setAccessibleName(tr("Ends of the colour range"));
    m_ends->setPlaceholderText(tr("low, high"));
    m_ends->setFixedWidth(endsWidth);
    m_ends->hide();
    connect(m_ends, &QLineEdit::editingFinished, this, &ScaleBox::acceptEnds);
    makeMenu();
}

void ScaleBox::makeMenu()
{
    QMenu* menu = m_button->menu();
    menu->addSection(tr("Range of the colours"));
    m_rules = MenuButton::addChoices(menu,
                                     {{"shared", tr("All values of all maps")},
                                      {"panel", tr("Each map's own")},
                                      {"99.5", tr("99.5 % of the magnitudes")},
                                      {"99", tr("99 % of the magnitudes")},
                                      {"95", tr("95 % of the magnitudes")},
                                      {fixedRule, tr("Fixed ends…")}},
                                     [this](const QString& rule) { chooseRule(rule); });
    menu->addSeparator();
    m_logarithmic = menu->addAction(tr("Logarithmic"));
    m_logarithmic->setCheckable(true);
    m_logarithmic->setToolTip(tr("Values under a thousandth of the largest are drawn as zero"));
    connect(m_logarithmic, &QAction::triggered, this, &ScaleBox::chooseLogarithmic);
    menu->addMenu(m_colours);
}

QString ScaleBox::ruleText(const QString& rule) const
{
    if (rule == "shared")
        return tr("Full range");
    if (rule == "panel")
        return tr("Each map");
    return rule.contains(',') ? tr("Fixed") : tr("%1 %").arg(rule);
}

void ScaleBox::setRange(const QString& range)
{
    m_isLogarithmic = range.endsWith(logarithmic);
    m_rule = m_isLogarithmic ? range.chopped(logarithmic.size()) : range;
    const bool fixed = m_rule.contains(',');
    MenuButton::mark(m_rules, fixed ? fixedRule : m_rule);
    m_logarithmic->setChecked(m_isLogarithmic);
    m_button->setChoiceText(m_isLogarithmic ? tr("%1, log").arg(ruleText(m_rule)) : ruleText(m_rule));
    m_ends->setVisible(fixed);
    if (fixed && !m_ends->hasFocus())
        m_ends->setText(m_rule);
}

void ScaleBox::setDrawnEnds(double low, double high)
{
    m_drawnEnds = QStringLiteral("%1,%2").arg(low, 0, 'g', 3).arg(high, 0, 'g', 3);
}

void ScaleBox::setColours(const QString& colours, bool isSigned)
{
    if (!m_maps || isSigned != m_isSigned) {
        m_colours->clear();
        MenuButton::Choices choices;
        for (const QString& name : isSigned ? ColourMap::divergingNames() : ColourMap::sequentialNames())
            choices.append({name, name});
        delete m_maps;
        m_maps = MenuButton::addChoices(m_colours, choices, [this](const QString& name) { emit coloursChosen(name); });
        m_isSigned = isSigned;
    }
    MenuButton::mark(m_maps, colours);
}

QString ScaleBox::withScale(const QString& rule, bool isLogarithmic) const
{
    return isLogarithmic ? rule + logarithmic : rule;
}

void ScaleBox::chooseRule(const QString& rule)
{
    emit rangeChosen(withScale(rule == fixedRule ? m_drawnEnds : rule, m_isLogarithmic));
    if (rule == fixedRule)
        m_ends->setFocus();
}

void ScaleBox::chooseLogarithmic(bool isLogarithmic)
{
    emit rangeChosen(withScale(m_rule, isLogarithmic));
}

void ScaleBox::acceptEnds()
{
    const QString ends = m_ends->text().remove(' ');
    if (ends.contains(',') && parseRange(ends))
        emit rangeChosen(withScale(ends, m_isLogarithmic));
    else
        QToolTip::showText(m_ends->mapToGlobal(QPoint(0, m_ends->height())),
                           tr("Two numbers, the lower first: -0.1, 0.1"), m_ends);
}

} // namespace headlight::ui
