// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/words_page.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include "figures/measure.h"
#include "figures/summaries.h"
#include "ui/panels/labels.h"
#include "ui/state/selection.h"
#include "ui/state/words_model.h"
#include "ui/views/flow_row.h"
#include "ui/views/menu_button.h"
#include "ui/views/shaded_text.h"

namespace headlight::ui {
namespace {

constexpr int pictureScale = 2;
constexpr int margin = 12;
constexpr int blockGap = 14;
constexpr int linkCount = 24;

} // namespace

WordsPage::WordsPage(Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_sources(new MenuButton(tr("What shades the words"))),
      m_links(new QCheckBox(tr("Links of the pinned head"))),
      m_parts(linkButton(tr("Compute positions and segments"))),
      m_words(new WordsModel(this)),
      m_sorted(new QSortFilterProxyModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, 2, margin, 4);
    makeControls(column);
    auto* columns = new QSplitter;
    columns->addWidget(makeTexts());
    columns->addWidget(makeTable());
    columns->setStretchFactor(0, 1);
    columns->setStretchFactor(1, 1);
    columns->setSizes({1, 1});
    columns->setChildrenCollapsible(false);
    column->addWidget(columns, 1);
    connect(selection, &Selection::layerChanged, this, &WordsPage::refresh);
    connect(selection, &Selection::displayChanged, this, &WordsPage::refresh);
    connect(selection, &Selection::pinnedChanged, this, &WordsPage::followPinned);
    connect(selection, &Selection::measureChanged, this, &WordsPage::showLinks);
}

void WordsPage::makeControls(QVBoxLayout* column)
{
    auto* row = new FlowRow;
    row->setSpacing(14);
    row->addWidget(m_sources);
    row->addWidget(m_links);
    row->addGap();
    row->addWidget(m_parts);
    column->addLayout(row);
    m_links->setToolTip(tr(
        "The strongest cells of the pinned head's map, as arcs from the word that looks to the one that is looked at"));
    m_parts->setToolTip(tr("Run again with integrated gradients of words, positions and segments"));
    connect(m_links, &QCheckBox::toggled, this, &WordsPage::showLinks);
    connect(m_parts, &QToolButton::clicked, this, &WordsPage::embeddingsRequested);
}

QWidget* WordsPage::makeTexts()
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    auto* texts = new QWidget;
    texts->setAutoFillBackground(false);
    m_column = new QVBoxLayout(texts);
    m_column->setContentsMargins(0, 4, margin, 4);
    m_column->setSpacing(4);
    m_column->addStretch(1);
    area->setWidget(texts);
    m_blocks.append(addBlock());
    return area;
}

QTreeView* WordsPage::makeTable()
{
    m_sorted->setSourceModel(m_words);
    m_sorted->setSortRole(WordsModel::MagnitudeRole);
    m_table = new QTreeView;
    m_table->setModel(m_sorted);
    m_table->setObjectName("words");
    m_table->setAccessibleName(tr("Words by what they contributed"));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(WordsModel::FirstValue, Qt::DescendingOrder);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(m_table, &QTreeView::clicked, this,
            [this](const QModelIndex& index) { pin(m_words->token(m_sorted->mapToSource(index).row())); });
    connect(m_table, &QTreeView::activated, this,
            [this](const QModelIndex& index) { pin(m_words->token(m_sorted->mapToSource(index).row())); });
    return m_table;
}

WordsPage::Block WordsPage::addBlock()
{
    const Block block{roleLabel("heading"), new ShadedText(m_selection)};
    m_column->insertWidget(m_column->count() - 1, block.heading);
    m_column->insertWidget(m_column->count() - 1, block.text);
    m_column->insertSpacing(m_column->count() - 1, blockGap);
    connect(block.text, &ShadedText::tokenClicked, this, &WordsPage::pin);
    return block;
}

void WordsPage::setResult(const ResultPtr& result)
{
    m_result = result;
    refresh();
}

void WordsPage::setModelOpen(bool open)
{
    m_modelOpen = open;
    updateControls();
}

QList<ShadedText*> WordsPage::texts() const
{
    QList<ShadedText*> list;
    for (const Block& block : m_blocks)
        if (!block.text->isHidden())
            list.append(block.text);
    return list;
}

KeptFields WordsPage::keptFields()
{
    return {keptText(
                &ViewState::wordsSource, [this] { return nameOf(m_source); },
                [this](const QString& name) {
                    m_source = importanceSourceNamed(name).value_or(ImportanceSource::Input);
                    refresh();
                }),
            keptMember(
                &ViewState::wordsLinks, [this] { return m_links->isChecked(); },
                [this](bool shown) {
                    m_links->setChecked(shown);
                    refresh();
                })};
}

QImage WordsPage::picture() const
{
    QWidget* column = m_column->parentWidget();
    QImage image(column->size() * pictureScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(pictureScale);
    image.fill(palette().color(QPalette::Window));
    column->render(&image, {}, {}, QWidget::DrawChildren);
    return image;
}

void WordsPage::refresh()
{
    m_stale = true;
    if (isVisible())
        fill();
}

void WordsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        fill();
}

void WordsPage::fill()
{
    m_stale = false;
    const QList<ImportanceSource> held = m_result ? importanceSources(*m_result) : QList<ImportanceSource>();
    if (!held.isEmpty() && !held.contains(m_source))
        m_source = held.first();
    updateControls();
    m_words->setResult(m_result, m_source, m_selection->layer(), m_selection->display());
    showBlocks();
    showLinks();
}

void WordsPage::updateControls()
{
    const QList<ImportanceSource> held = m_result ? importanceSources(*m_result) : QList<ImportanceSource>();
    m_sources->menu()->clear();
    for (const ImportanceSource source : held) {
        QAction* action = m_sources->menu()->addAction(
            sourceText(source, m_result.get(), m_selection->layer(), m_selection->display()), this, [this, source] {
                m_source = source;
                refresh();
            });
        action->setToolTip(sourceHint(source, m_result.get()));
        action->setCheckable(true);
        action->setChecked(source == m_source);
    }
    m_sources->setChoiceText(sourceText(m_source, m_result.get(), m_selection->layer(), m_selection->display()));
    m_sources->setToolTip(sourceHint(m_source, m_result.get()));
    m_sources->setEnabled(!held.isEmpty());
    m_parts->setVisible(m_result && m_modelOpen && m_result->stage == Stage::Complete &&
                        !held.contains(ImportanceSource::Position));
}

void WordsPage::showBlocks()
{
    const QList<Importance> shown =
        m_result ? importanceOf(*m_result, m_source, m_selection->layer()) : QList<Importance>();
    while (m_blocks.size() < shown.size() + 1)
        m_blocks.append(addBlock());
    for (int i = 1; i < m_blocks.size(); ++i) {
        m_blocks[i].heading->setVisible(i <= shown.size());
        m_blocks[i].text->setVisible(i <= shown.size());
        if (i <= shown.size())
            showImportance(m_blocks[i], shown[i - 1]);
    }
}

void WordsPage::showImportance(const Block& block, const Importance& importance)
{
    const TokenAxis axis(m_result->input, m_selection->display());
    block.heading->setText(headingText(importance));
    block.text->setAccessibleName(block.heading->text());
    block.text->setWords(axis.labels(Axis::To), axis.columns(asRow(importance.values), Merge::Sum),
                         m_selection->display().coloursOf("tokens", true));
}

void WordsPage::showLinks()
{
    const Block& block = m_blocks.first();
    const Cell& pinned = m_selection->pinned();
    const Measure measure = measureNamed(m_result.get(), m_selection->measure());
    const Array maps = m_result ? headMaps(*m_result, measure.id) : Array();
    const bool shown = m_links->isChecked() && !maps.isNull() && pinned.head >= 0;
    block.heading->setVisible(shown);
    block.text->setVisible(shown);
    if (!shown)
        return;
    const int first = m_selection->display().firstNumber;
    block.heading->setText(tr("Layer %1, head %2: strongest links, %3")
                               .arg(pinned.layer + first)
                               .arg(pinned.head + first)
                               .arg(measure.unit));
    block.text->setAccessibleName(block.heading->text());
    block.text->setWords(TokenAxis(m_result->input, m_selection->display()).labels(Axis::To), {}, {});
    block.text->setLinks(strongestLinks(maps[pinned.layer][pinned.head], m_result->input, linkCount),
                         m_selection->display().coloursOf(measure.id, true));
}

void WordsPage::pin(int token)
{
    Cell cell = m_selection->pinned();
    cell.from = token;
    m_selection->pin(cell);
}

void WordsPage::followPinned()
{
    if (m_stale || !isVisible())
        return refresh();
    showLinks();
    const int row = m_words->rowOf(m_selection->pinned().from);
    if (row >= 0 && row < m_words->rowCount())
        m_table->setCurrentIndex(m_sorted->mapFromSource(m_words->index(row, 0)));
}

} // namespace headlight::ui
