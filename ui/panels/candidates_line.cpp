// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/candidates_line.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeView>

#include "core/tasks/answer.h"
#include "figures/head_note.h"
#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "ui/panels/labels.h"
#include "ui/state/candidates_model.h"

namespace headlight::ui {

namespace {

/// Where no places are known, by their texts.
bool areSame(const AnswerSpan& a, const AnswerSpan& b)
{
    const bool placed = a.characters != TextRange() || b.characters != TextRange();
    return placed ? a.characters == b.characters : a.text == b.text;
}

/// The best candidate that is not the answer itself, which overlapping windows both may hold; null if there is none.
const AnswerSpan* rivalOf(const AnalysisResult& result)
{
    for (const AnswerSpan& span : result.candidates)
        if (!result.answer || !areSame(span, *result.answer))
            return &span;
    return nullptr;
}

QString rivalsText(const AnalysisResult& result)
{
    const AnswerSpan* next = rivalOf(result);
    if (!next)
        return {};
    return CandidatesLine::tr("or “%1” %2")
        .arg(isolated(QString::fromStdString(next->text).simplified()), probabilityText(next->probability))
        .trimmed();
}

/// As far as they are known.
QString probabilitiesText(const AnalysisResult& result)
{
    const QString answer = result.answer ? probabilityText(result.answer->probability) : QString();
    const QString none = probabilityText(shownNoAnswerProbability(result));
    if (answer.isEmpty())
        return none.isEmpty() ? QString() : CandidatesLine::tr("probability of no answer %1").arg(none);
    if (none.isEmpty())
        return CandidatesLine::tr("probability %1").arg(answer);
    const QString text = prefersNoAnswer(result) ? CandidatesLine::tr("probability %1; no answer is more probable: %2")
                                                 : CandidatesLine::tr("probability %1, no answer %2");
    return text.arg(answer, none);
}

} // namespace

CandidatesLine::CandidatesLine(CandidatesModel* candidates, QWidget* parent)
    : QWidget(parent),
      m_candidates(candidates),
      m_probability(roleLabel("quiet")),
      m_rivals(linkButton({}))
{
    m_rivals->setToolTip(tr("All candidates"));
    m_rivals->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(m_rivals, &QToolButton::clicked, this, &CandidatesLine::showList);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_probability);
    row->addWidget(m_rivals);
    row->addStretch(1);
    setResult({});
}

void CandidatesLine::setResult(const ResultPtr& result)
{
    // Candidates of other windows come before the answer of the one to show.
    const bool answered =
        result && (result->answer || !result->candidates.empty()) && result->stage >= Stage::Attention;
    const bool headless = result && !result->model.hasHead();
    m_probability->setText(headless ? withoutHeadText() : answered ? probabilitiesText(*result) : QString());
    m_rivalText = answered ? rivalsText(*result) : QString();
    showTexts();
}

void CandidatesLine::showTexts()
{
    const int room = width() - m_probability->sizeHint().width() - 60;
    m_rivals->setVisible(!m_rivalText.isEmpty());
    const QString text = elided(m_rivals->fontMetrics(), m_rivalText, std::max(80, room), Qt::ElideMiddle);
    m_rivals->setText(QString(text).replace(QLatin1Char('&'), QStringLiteral("&&")) + QStringLiteral(" ▾"));
    m_rivals->setAccessibleName(m_rivalText);
}

void CandidatesLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showTexts();
}

void CandidatesLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        showTexts();
}

QFrame* CandidatesLine::makeList()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setObjectName("list");
    popup->setFrameShape(QFrame::StyledPanel);
    auto* table = new QTreeView;
    table->setModel(m_candidates);
    table->setRootIsDecorated(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setAccessibleName(tr("Candidates"));
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(CandidatesModel::Text, QHeaderView::Stretch);
    for (const int column : {CandidatesModel::Probability, CandidatesModel::Window})
        table->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
        if (row.isValid())
            emit spanLookedAt(m_candidates->span(row.row()).characters);
    });
    auto* layout = new QHBoxLayout(popup);
    layout->setContentsMargins(1, 1, 6, 1);
    layout->addWidget(table);
    return popup;
}

void CandidatesLine::showList()
{
    if (!m_list)
        m_list = makeList();
    m_list->findChild<QTreeView*>()->setColumnHidden(CandidatesModel::Window, !m_candidates->hasWindows());
    const int rowHeight = fontMetrics().lineSpacing() + 6;
    m_list->resize(std::clamp(width(), 320, 560), rowHeight * (std::min(m_candidates->rowCount(), 12) + 2));
    m_list->move(mapToGlobal(QPoint(0, height())));
    m_list->show();
}

} // namespace headlight::ui
