// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/browse_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/panels/labels.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr QSize firstSize(820, 560);
constexpr int margin = 10;
constexpr int textLines = 3;

/// As much of `text` as fits `place` in lines; what is left out is said by dots.
QString fitted(QString text, const QFontMetrics& metrics, const QRect& place)
{
    const QRect lines(0, 0, place.width(), textLines * metrics.lineSpacing());
    const auto fits = [&](const QString& each) {
        return metrics.boundingRect(lines, Qt::AlignHCenter | Qt::TextWordWrap, each).height() <= lines.height();
    };
    if (fits(text))
        return text;
    while (text.contains(QLatin1Char(' ')) && !fits(text + QChar(0x2026)))
        text.truncate(text.lastIndexOf(QLatin1Char(' ')));
    return text + QChar(0x2026);
}

/// A thumbnail with up to three lines below it: the question, or in its place why the file cannot be opened.
class CardDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {thumbnailSide + 3 * margin, thumbnailSide + 3 * margin + textLines * option.fontMetrics.lineSpacing()};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colours& colours = coloursOf(option.palette);
        const QRect card = option.rect.adjusted(2, 2, -2, -2);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        if (chosen || option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(card, chosen ? colours.chosen : colours.recess);
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(colours.accent);
            painter->drawRect(card.adjusted(0, 0, -1, -1));
        }
        const QRect place(card.center().x() - thumbnailSide / 2, card.top() + margin, thumbnailSide, thumbnailSide);
        paintThumbnail(painter, place, index, colours);
        paintText(painter,
                  QRect(card.left() + margin / 2, place.bottom() + margin / 2, card.width() - margin,
                        card.bottom() - place.bottom() - margin / 2),
                  index, colours);
    }

private:
    static void paintThumbnail(QPainter* painter, const QRect& place, const QModelIndex& index, const Colours& colours)
    {
        const auto thumbnail = index.data(Qt::DecorationRole).value<QImage>();
        if (!thumbnail.isNull())
            return painter->drawImage(place, thumbnail);
        painter->setPen(colours.line);
        painter->drawRect(place.adjusted(0, 0, -1, -1));
        painter->setPen(colours.quiet);
        const bool read = index.data(SessionListModel::ReadRole).toBool();
        const bool sound = index.data(SessionListModel::ProblemRole).toString().isEmpty();
        const QString text = !read   ? BrowseDialog::tr("reading…")
                             : sound ? BrowseDialog::tr("no map")
                                     : BrowseDialog::tr("cannot be opened");
        painter->drawText(place, Qt::AlignCenter, text);
    }

    static void paintText(QPainter* painter, const QRect& place, const QModelIndex& index, const Colours& colours)
    {
        const QString problem = index.data(SessionListModel::ProblemRole).toString();
        painter->setPen(problem.isEmpty() ? colours.text : colours.error);
        const QString shown = fitted(index.data(Qt::DisplayRole).toString(), painter->fontMetrics(), place);
        painter->drawText(place, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, shown);
    }
};

} // namespace

BrowseDialog::BrowseDialog(const QString& folder, QWidget* parent)
    : QDialog(parent),
      m_list(new QListView),
      m_path(new QLabel),
      m_state(roleLabel("quiet")),
      m_open(new QPushButton(tr("&Open")))
{
    setWindowTitle(tr("Sessions in a folder"));
    resize(firstSize);
    makeList();
    auto* column = new QVBoxLayout(this);
    column->addWidget(makeHead());
    column->addWidget(m_list, 1);
    column->addWidget(makeFoot());
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &BrowseDialog::showState);
    connect(&m_model, &SessionListModel::finished, this, &BrowseDialog::showState);
    setFolder(folder);
    m_list->setFocus();
}

QWidget* BrowseDialog::makeHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    auto* other = new QPushButton(tr("Other &folder…"));
    other->setAutoDefault(false);
    connect(other, &QPushButton::clicked, this, &BrowseDialog::chooseFolder);
    m_path->setTextFormat(Qt::PlainText);
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_path, 1);
    row->addWidget(other);
    return head;
}

void BrowseDialog::makeList()
{
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CardDelegate(m_list));
    m_list->setAccessibleName(tr("Sessions"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(m_list, &QListView::activated, this, &BrowseDialog::open);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &BrowseDialog::showState);
}

QWidget* BrowseDialog::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    auto* close = new QPushButton(tr("Close"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, [this] { open(m_list->currentIndex()); });
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_state, 1);
    row->addWidget(m_open);
    row->addWidget(close);
    return foot;
}

void BrowseDialog::setFolder(const QString& folder)
{
    m_path->setText(QDir::toNativeSeparators(folder));
    m_model.setFolder(folder, themeOf(palette()), coloursOf(palette()).recess);
    m_list->setCurrentIndex(m_model.index(0));
    showState();
}

void BrowseDialog::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("A folder of sessions"), m_model.folder());
    if (!folder.isEmpty())
        setFolder(folder);
}

void BrowseDialog::showState()
{
    const QModelIndex current = m_list->currentIndex();
    const QString problem = current.data(SessionListModel::ProblemRole).toString();
    const int count = m_model.rowCount();
    const QString sum = count == 0   ? tr("There are no .headlight files in this folder.")
                        : count == 1 ? tr("1 session")
                                     : tr("%1 sessions").arg(count);
    m_state->setText(current.isValid() ? QFileInfo(current.data(SessionListModel::FileRole).toString()).fileName()
                                       : sum);
    m_open->setEnabled(current.isValid() && problem.isEmpty());
}

void BrowseDialog::open(const QModelIndex& index)
{
    if (!index.isValid() || !index.data(SessionListModel::ProblemRole).toString().isEmpty())
        return;
    emit fileChosen(index.data(SessionListModel::FileRole).toString());
    accept();
}

} // namespace headlight::ui
