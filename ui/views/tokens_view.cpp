// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tokens_view.h"

#include <QStackedWidget>

#include "figures/map_figures.h"
#include "ui/state/selection.h"
#include "ui/views/flow_row.h"
#include "ui/views/layer_strip.h"
#include "ui/views/segmented_bar.h"
#include "ui/views/words_page.h"

namespace headlight::ui {
namespace {

const QString mapsFace = QStringLiteral("maps");
const QString wordsFace = QStringLiteral("words");

} // namespace

TokensView::TokensView(Selection* selection, QWidget* parent)
    : FigureView(selection, "tokens",
                 tr("What every token contributes, layer by layer, stands here once a question was run."), parent),
      m_faces(new SegmentedBar),
      m_layers(new LayerStrip),
      m_words(new WordsPage(selection))
{
    controls()->insertWidget(0, m_faces);
    controls()->insertWidget(1, m_layers, 1);
    pages()->addWidget(m_words);
    connect(m_layers, &LayerStrip::chosen, selection, &Selection::setLayer);
    connect(m_faces, &SegmentedBar::chosen, this, [this](const QString& face) { showWords(face == wordsFace); });
    connect(m_words, &WordsPage::embeddingsRequested, this, &View::embeddingsRequested);
    m_faces->setAccessibleName(tr("Maps or words"));
}

void TokensView::setResult(const ResultPtr& result)
{
    m_words->setResult(result);
    FigureView::setResult(result);
}

void TokensView::setOpenModel(const ModelIdentity& model)
{
    m_words->setModelOpen(true);
    FigureView::setOpenModel(model);
}

void TokensView::showWords(bool shown)
{
    if (shown == m_wordsShown)
        return;
    m_wordsShown = shown;
    refresh();
}

KeptFields TokensView::keptFields()
{
    const KeptFields page{keptText(
        &ViewState::tokensPage, [this] { return m_wordsShown ? wordsFace : mapsFace; },
        [this](const QString& face) { showWords(face == wordsFace); })};
    return m_words->keptFields() + page + FigureView::keptFields();
}

QImage TokensView::ownPicture() const
{
    return m_wordsShown && result() ? m_words->picture() : QImage();
}

QString TokensView::figureName() const
{
    return m_wordsShown ? wordsFace : id();
}

QString TokensView::wordsSource() const
{
    return m_wordsShown ? nameOf(m_words->source()) : QString();
}

QRectF TokensView::partInSight() const
{
    return m_wordsShown ? QRectF(0, 0, 1, 1) : FigureView::partInSight();
}

QWidget* TokensView::otherPage() const
{
    return m_wordsShown ? m_words : nullptr;
}

void TokensView::updateControls()
{
    FigureView::updateControls();
    const QList<Measure> faces{{mapsFace, tr("Layers"), tr("The attributions of every layer, as maps"), {}},
                               {wordsFace, tr("Words"), tr("The text shaded, and the table of all words"), {}}};
    m_faces->setMeasures(faces, m_wordsShown ? wordsFace : mapsFace);
    m_layers->setEnabled(result() != nullptr);
    m_layers->setLayer(selection()->layer(), selection()->layerCount(), selection()->display().firstNumber);
    m_layers->setMaps(result(), nearestMeasure(layersId, result().get(), "attention"));
}

} // namespace headlight::ui
