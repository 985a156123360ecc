// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/distribution_view.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include "figures/distribution_figure.h"
#include "ui/state/missing_units.h"
#include "ui/state/selection.h"
#include "ui/views/flow_row.h"

namespace headlight::ui {
namespace {

constexpr int tokenBoxCharacters = 16;

QStringList tokenNames(const ResultPtr& result)
{
    QStringList names;
    for (int token = 0; result && token < int(result->input.tokens.size()); ++token)
        names.append(tokenName(*result, token));
    return names;
}

} // namespace

DistributionView::DistributionView(Selection* selection, QWidget* parent)
    : FigureView(selection, "distribution", missingUnits(nullptr, nullptr).message, parent),
      m_tokens(new QComboBox),
      m_action(new QPushButton)
{
    setScaleShown(false);
    makeTokenBox();
    makeAction();
    connect(selection, &Selection::pinnedChanged, this, &DistributionView::followToken);
}

void DistributionView::makeTokenBox()
{
    auto* label = new QLabel(tr("Token"));
    label->setBuddy(m_tokens);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_tokens->setAccessibleName(tr("Token"));
    m_tokens->setToolTip(tr("The token whose hidden units are shown; a click on a token above chooses one too"));
    m_tokens->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_tokens->setMinimumContentsLength(tokenBoxCharacters);
    controls()->insertWidget(0, label);
    controls()->insertWidget(1, m_tokens);
    connect(m_tokens, &QComboBox::activated, this, &DistributionView::chooseToken);
}

void DistributionView::makeAction()
{
    m_action->setObjectName("keepHidden");
    m_action->setAccessibleName(tr("Compute what is missing"));
    m_action->hide();
    addBelowMessage(m_action);
    connect(m_action, &QPushButton::clicked, this, &View::hiddenUnitsRequested);
}

void DistributionView::setOpenModel(const ModelIdentity& model)
{
    m_open = model;
    FigureView::setOpenModel(model);
    refresh();
}

int DistributionView::token() const
{
    return result() ? distributionToken(*result(), selection()->pinned().from) : -1;
}

void DistributionView::chooseToken(int token)
{
    Cell cell = selection()->pinned();
    cell.from = token;
    selection()->pin(cell);
}

/// Layers and heads are followed elsewhere; only another token is another figure.
void DistributionView::followToken()
{
    if (token() != m_shown)
        refresh();
}

FigureRequest DistributionView::request() const
{
    FigureRequest request = FigureView::request();
    request.measure.clear(); // all targets
    request.token = token();
    return request;
}

void DistributionView::fillTokens()
{
    const QStringList names = tokenNames(result());
    QStringList before;
    for (int i = 0; i < m_tokens->count(); ++i)
        before.append(m_tokens->itemText(i));
    if (names == before)
        return;
    m_tokens->clear();
    m_tokens->addItems(names);
}

void DistributionView::updateControls()
{
    FigureView::updateControls();
    m_shown = token();
    const QSignalBlocker quiet(m_tokens);
    fillTokens();
    m_tokens->setEnabled(m_tokens->count() > 0);
    m_tokens->setCurrentIndex(m_shown);
}

QString DistributionView::emptyText(const QString& reason)
{
    const bool held = result() && !distributionTargets(*result(), token()).isEmpty();
    const MissingUnits missing = missingUnits(result().get(), m_open ? &*m_open : nullptr);
    m_action->setText(missing.action);
    m_action->setVisible(!held && !missing.action.isEmpty());
    return held ? reason : missing.message;
}

} // namespace headlight::ui
