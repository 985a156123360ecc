// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/choices_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <algorithm>

#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "figures/token_text.h"
#include "ui/panels/labels.h"
#include "ui/state/prediction_text.h"

namespace headlight::ui {

namespace {

constexpr std::size_t mostChoices = 40;

/// Buttons take ampersands for shortcuts.
QString withoutShortcut(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString nameOf(const AnalysisResult& result, const Choice& choice)
{
    return result.model.task == TaskKind::MaskedWords ? wordText(choice.text, result.input)
                                                      : isolated(QString::fromStdString(choice.text));
}

/// What the target of an attribution is made of, where it is one score: a class; a token and its label or word.
bool names(const AnalysisResult& result, const std::vector<std::int64_t>& positions, std::int64_t token,
           std::int64_t column)
{
    if (result.model.task == TaskKind::Classification)
        return positions == std::vector<std::int64_t>{column};
    return positions == std::vector<std::int64_t>{token, column};
}

/// The first token that an attribution is of; -1 of a class.
std::int64_t explainedToken(const AnalysisResult& result)
{
    for (const auto& [target, attribution] : result.attributions)
        if (result.model.task != TaskKind::Classification && attribution.positions && attribution.positions->size() > 1)
            return attribution.positions->front();
    return -1;
}

} // namespace

ChoicesLine::ChoicesLine(QWidget* parent)
    : QWidget(parent),
      m_subject(roleLabel("quiet")),
      m_places(new QHBoxLayout),
      m_lead(linkButton(tr("Lead over the runner-up"))),
      m_more(linkButton(tr("More ▾")))
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_lead->setToolTip(tr("Explain by how much the first is ahead of the second"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_places->setSpacing(6);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_subject);
    row->addLayout(m_places);
    row->addWidget(m_more);
    row->addWidget(m_lead);
    row->addStretch(1);
    connect(m_lead, &QToolButton::clicked, this, [this] { emit explanationWanted(Target{TargetKind::Contrast}); });
    fill();
}

const RowPrediction* ChoicesLine::row() const
{
    const bool held = m_result && m_result->prediction && m_row < m_result->prediction->rows.size();
    return held ? &m_result->prediction->rows[m_row] : nullptr;
}

std::int64_t ChoicesLine::token() const
{
    return row() ? row()->token : -1;
}

/// Stages of one run share what their rows say; which of it is explained comes later.
void ChoicesLine::setResult(const ResultPtr& result)
{
    const std::int64_t before = m_result && result && m_result->generation == result->generation ? token() : -1;
    m_result = result;
    m_row = 0;
    if (!result || !result->prediction)
        return fill();
    const std::int64_t explained = explainedToken(*result);
    showToken(explained >= 0 ? explained : before);
}

void ChoicesLine::showToken(std::int64_t token)
{
    if (m_result && m_result->prediction) {
        const auto& rows = m_result->prediction->rows;
        const auto found =
            std::find_if(rows.begin(), rows.end(), [token](const RowPrediction& r) { return r.token == token; });
        if (found != rows.end())
            m_row = static_cast<std::size_t>(found - rows.begin());
    }
    fill();
}

bool ChoicesLine::isExplained(const Choice& choice) const
{
    const auto isIt = [&](const auto& held) {
        return held.second.positions && names(*m_result, *held.second.positions, token(), choice.column);
    };
    return std::any_of(m_result->attributions.begin(), m_result->attributions.end(), isIt);
}

Target ChoicesLine::targetOf(const Choice& choice) const
{
    const bool ofText = m_result->model.task == TaskKind::Classification;
    return {TargetKind::Chosen, 0, 0, {{ofText ? -1 : token(), choice.text}}};
}

void ChoicesLine::addChoice(const Choice& choice)
{
    const QString text = tr("%1  %2").arg(nameOf(*m_result, choice), probabilityText(choice.probability));
    auto* button = new QToolButton;
    button->setObjectName("choice");
    button->setText(withoutShortcut(text));
    button->setCheckable(true);
    button->setChecked(isExplained(choice));
    button->setToolTip(plainHint(tr("Explain %1").arg(nameOf(*m_result, choice))));
    const Target target = targetOf(choice);
    const auto explain = [this, target, button] {
        button->setChecked(true); // until the run says what is explained
        emit explanationWanted(target);
    };
    connect(button, &QToolButton::clicked, this, explain);
    m_places->addWidget(button);
    m_buttons.append(button);
    m_more->menu()->addAction(withoutShortcut(text), this, [this, target] { emit explanationWanted(target); });
}

void ChoicesLine::fill()
{
    for (QToolButton* button : m_buttons)
        delete button;
    m_buttons.clear();
    m_more->menu()->clear();
    const RowPrediction* shown = row();
    const bool ofToken = shown && m_result->model.task != TaskKind::Classification;
    const auto index = static_cast<std::size_t>(std::max<std::int64_t>(token(), 0));
    m_subject->setText(
        ofToken && index < m_result->input.tokens.size()
            ? tr("%1 (%2):").arg(shownToken(readTokens(m_result->input)[static_cast<qsizetype>(index)])).arg(index)
            : QString());
    m_subject->setVisible(ofToken);
    for (std::size_t i = 0; shown && i < std::min(shown->choices.size(), mostChoices); ++i)
        addChoice(shown->choices[i]);
    // The lead is that of the text's class, the most probable label or the first mask: it belongs to no other row.
    m_lead->setVisible(shown && shown->choices.size() > 1 && (!ofToken || m_result->prediction->rows.size() == 1));
    fitButtons();
}

void ChoicesLine::fitButtons()
{
    int room = width() - (m_subject->isHidden() ? 0 : m_subject->sizeHint().width() + 8) -
               (m_lead->isHidden() ? 0 : m_lead->sizeHint().width() + 8);
    int needed = 0;
    for (const QToolButton* button : m_buttons)
        needed += button->sizeHint().width() + m_places->spacing();
    const bool all = needed <= room;
    room -= all ? 0 : m_more->sizeHint().width() + 8;
    for (QToolButton* button : m_buttons) {
        room -= button->sizeHint().width() + m_places->spacing();
        button->setVisible(all || room >= 0 || button == m_buttons.front());
    }
    m_more->setVisible(!all);
}

void ChoicesLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitButtons();
}

void ChoicesLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitButtons();
}

} // namespace headlight::ui
