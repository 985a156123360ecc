// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/model_panel.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QKeyEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/panels/error_bar.h"
#include "ui/panels/labels.h"
#include "ui/panels/two_line_delegate.h"
#include "ui/state/prediction_text.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

/// Keys and the wheel open the list rather than step through it: each step would load a model, and the last one would
/// ask for a folder.
class ListBox : public QComboBox {
protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
            showPopup();
        else
            QComboBox::keyPressEvent(event);
    }
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

constexpr int detailRole = Qt::UserRole;
constexpr int listWidth = 460; // pixels: most reasons fit

/// A model's name, and below it what it is or why it cannot be used; what is no model has one line.
class ModelDelegate : public TwoLineDelegate {
public:
    using TwoLineDelegate::TwoLineDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (isSeparator(index))
            return {80, 5};
        return isModel(index) ? TwoLineDelegate::sizeHint(option, index)
                              : QSize(80, TwoLineDelegate::heightOf(option.fontMetrics) * 2 / 3);
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem shown = option;
        shown.state.setFlag(QStyle::State_MouseOver, option.state.testFlag(QStyle::State_Selected));
        shown.state.setFlag(QStyle::State_HasFocus, false);
        if (isSeparator(index))
            painter->fillRect(QRect(option.rect.left(), option.rect.center().y(), option.rect.width(), 1),
                              coloursOf(option.palette).line);
        else if (isModel(index))
            TwoLineDelegate::paint(painter, shown, index);
        else
            QStyledItemDelegate::paint(painter, option, index);
    }

protected:
    TwoLines linesOf(const QModelIndex& index) const override
    {
        return {index.data().toString(), index.data(detailRole).toString(), {}, false};
    }

private:
    static bool isModel(const QModelIndex& index) { return index.data(detailRole).isValid(); }
    /// As QComboBox marks them.
    static bool isSeparator(const QModelIndex& index)
    {
        return index.data(Qt::AccessibleDescriptionRole).toString() == QLatin1String("separator");
    }
};

QString sizeText(std::uintmax_t bytes)
{
    return QLocale::c().formattedDataSize(static_cast<qint64>(bytes), 0, QLocale::DataSizeSIFormat);
}

QString describe(const FoundModel& model)
{
    if (!model.problem.empty())
        return QString::fromStdString(model.problem);
    const QString layers =
        model.layers == 1 ? ModelPanel::tr("1 layer") : ModelPanel::tr("%1 layers").arg(model.layers);
    const QString heads = model.heads == 1 ? ModelPanel::tr("1 head") : ModelPanel::tr("%1 heads").arg(model.heads);
    const QString sizes = ModelPanel::tr("%1 × %2, %3").arg(layers, heads, sizeText(model.bytes));
    return model.task == TaskKind::QuestionAnswering ? sizes
                                                     : ModelPanel::tr("%1. It %2.").arg(sizes, taskText(model.task));
}

/// The second line in the list.
QString detail(const FoundModel& model)
{
    const QString text = describe(model);
    const QString architecture = QString::fromStdString(model.architecture);
    if (!model.problem.empty())
        return ModelPanel::tr("Cannot be used: %1").arg(text);
    return model.task == TaskKind::QuestionAnswering ? QStringLiteral("%1, %2").arg(text, architecture) : text;
}

/// All that is known of it, for the list's tooltip.
QString hint(const FoundModel& model)
{
    QStringList lines{describe(model), QString::fromStdString(model.architecture)};
    if (model.parameters > 0)
        lines.append(ModelPanel::tr("%1 million parameters in %2")
                         .arg(static_cast<double>(model.parameters) / 1e6, 0, 'f', 1)
                         .arg(QString::fromStdString(model.precision)));
    if (!model.names.empty())
        lines.append(ModelPanel::tr("Names of its tensors: %1").arg(QString::fromStdString(model.names)));
    lines.append(QString::fromStdString(model.note));
    lines.append(QString::fromStdString(model.folder.string()));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

ModelPanel::ModelPanel(QWidget* parent)
    : QWidget(parent),
      m_combo(new ListBox),
      m_detail(roleLabel("quiet")),
      m_errorBar(new ErrorBar)
{
    m_combo->setAccessibleName(tr("Model"));
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(12);
    m_detail->setWordWrap(true);
    m_combo->setItemDelegate(new ModelDelegate(m_combo));
    m_combo->view()->setMinimumWidth(listWidth);
    connect(m_combo, &QComboBox::activated, this, &ModelPanel::choose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(roleLabel("heading", tr("Model")));
    column->addWidget(m_combo);
    column->addWidget(m_detail);
    column->addWidget(m_errorBar);
    fill();
}

void ModelPanel::setModels(const std::vector<FoundModel>& models)
{
    m_models = models;
    setCurrent(m_current);
}

void ModelPanel::setCurrent(const std::filesystem::path& folder)
{
    m_current = folder;
    if (!folder.empty() && rowOf(folder) < 0)
        m_models.push_back(describeModel(folder));
    fill();
}

int ModelPanel::rowOf(const std::filesystem::path& folder) const
{
    for (std::size_t row = 0; row < m_models.size(); ++row)
        if (m_models[row].folder == folder)
            return static_cast<int>(row);
    return -1;
}

void ModelPanel::fill()
{
    const QSignalBlocker quiet(m_combo);
    m_combo->clear();
    for (const FoundModel& model : m_models) {
        m_combo->addItem(QString::fromStdString(model.name));
        m_combo->setItemData(m_combo->count() - 1, hint(model), Qt::ToolTipRole);
        m_combo->setItemData(m_combo->count() - 1, detail(model), detailRole);
    }
    m_combo->insertSeparator(m_combo->count());
    m_combo->addItem(tr("Open a model folder…"));
    const int row = rowOf(m_current);
    m_combo->setCurrentIndex(row);
    m_combo->setPlaceholderText(tr("Choose a model"));
    m_detail->setText(row < 0 ? QString() : describe(m_models[static_cast<std::size_t>(row)]));
    m_detail->setVisible(row >= 0);
}

void ModelPanel::choose(int row)
{
    const bool known = row < static_cast<int>(m_models.size());
    const std::filesystem::path folder =
        known ? m_models[static_cast<std::size_t>(row)].folder : std::filesystem::path();
    if (!known)
        m_combo->setCurrentIndex(rowOf(m_current));
    if (!known)
        emit folderWanted();
    else if (folder != m_current)
        emit chosen(folder);
}

} // namespace headlight::ui
