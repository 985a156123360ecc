// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/export_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFontComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include "figures/journals.h"

namespace headlight::ui {
namespace {

const QString ownFont = QStringLiteral("DejaVu Sans"); // which files have where nothing else is chosen
constexpr int captionLines = 4;
constexpr int fieldWidth = 230;
constexpr double sameWidth = 0.01; // mm

QComboBox* choices(const QString& name, const QList<std::pair<QString, QVariant>>& items, const QVariant& chosen)
{
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    for (const auto& [text, value] : items)
        box->addItem(text, value);
    box->setCurrentIndex(box->findData(chosen));
    return box;
}

QDoubleSpinBox* number(const QString& name, double least, double most, double value, const QString& unit)
{
    auto* box = new QDoubleSpinBox;
    box->setAccessibleName(name);
    box->setDecimals(1);
    box->setRange(least, most);
    box->setValue(value);
    box->setSuffix(unit);
    box->setKeyboardTracking(false);
    return box;
}

QCheckBox* check(const QString& text, bool checked)
{
    auto* box = new QCheckBox(text);
    box->setChecked(checked);
    return box;
}

} // namespace

ExportForm::ExportForm(ExportModel* model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_form(new QFormLayout(this))
{
    m_form->setContentsMargins({});
    m_form->setVerticalSpacing(6);
    m_form->setHorizontalSpacing(12);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addFile();
    addSize();
    addTexts();
    addScale();
    addPanels();
    showJournal();
    showWhatApplies();
    connect(model, &ExportModel::changed, this, &ExportForm::showWhatApplies);
}

void ExportForm::addPair(const QString& label, QWidget* first, QWidget* second)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(first, 1);
    row->addWidget(second);
    m_form->addRow(label, row);
    static_cast<QLabel*>(m_form->labelForField(row))->setBuddy(first);
}

void ExportForm::addFile()
{
    const ExportSettings& settings = m_model->settings();
    m_format = choices(tr("Format"),
                       {{tr("Picture (PNG)"), "png"},
                        {tr("Drawing (SVG)"), "svg"},
                        {tr("Document (PDF)"), "pdf"},
                        {tr("Numbers (CSV)"), "csv"},
                        {tr("Numbers (NPY)"), "npy"}},
                       settings.format);
    m_resolution = choices(tr("Resolution"),
                           {{tr("1×, for the screen"), 96},
                            {tr("2×, for sharp screens"), 192},
                            {tr("300 dpi, for print"), 300},
                            {tr("600 dpi, for print"), 600}},
                           settings.look.dpi);
    m_transparent = check(tr("Transparent"), settings.look.transparent);
    m_transparent->setToolTip(tr("Nothing is drawn behind the figure"));
    m_guard = check(tr("&Guard formulas"), settings.guardFormulas);
    m_guard->setToolTip(
        tr("Tokens that a spreadsheet would compute, such as =1+1, get an apostrophe before them; without, they read "
           "back as they are"));
    addPair(tr("&Format"), m_format, m_guard);
    addPair(tr("&Resolution"), m_resolution, m_transparent);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportForm::edit);
    connect(m_resolution, &QComboBox::currentIndexChanged, this, &ExportForm::edit);
    connect(m_transparent, &QCheckBox::toggled, this, &ExportForm::edit);
    connect(m_guard, &QCheckBox::toggled, this, &ExportForm::edit);
}

void ExportForm::addSize()
{
    const FigureLook& look = m_model->settings().look;
    m_journal = new QComboBox;
    m_journal->setAccessibleName(tr("Journal"));
    m_journal->addItem(tr("Other width"), 0.0);
    for (const JournalWidth& width : journalWidths())
        m_journal->addItem(width.name, width.mm);
    m_width = number(tr("Width"), narrowestFigure, widestFigure, look.widthMm, tr(" mm"));
    m_font = new QFontComboBox;
    m_font->setAccessibleName(tr("Font"));
    m_font->setCurrentFont(QFont(look.font.isEmpty() ? ownFont : look.font));
    m_font->setMinimumContentsLength(8);
    m_font->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_fontSize = number(tr("Font size"), smallestFigureText, largestFigureText, look.fontPoints, tr(" pt"));
    m_fontSize->setSingleStep(0.5);
    m_fontSize->setToolTip(
        tr("Of tokens and ticks; where not all tokens have room, a smaller size names more of them"));
    m_theme = choices(tr("Theme"), {{tr("Light"), int(Theme::Light)}, {tr("Dark"), int(Theme::Dark)}}, int(look.theme));
    addPair(tr("&Width"), m_journal, m_width);
    addPair(tr("F&ont"), m_font, m_fontSize);
    m_form->addRow(tr("&Theme"), m_theme);
    connect(m_journal, &QComboBox::activated, this, &ExportForm::chooseJournal);
    connect(m_width, &QDoubleSpinBox::valueChanged, this, &ExportForm::edit);
    connect(m_font, &QFontComboBox::currentFontChanged, this, &ExportForm::edit);
    connect(m_fontSize, &QDoubleSpinBox::valueChanged, this, &ExportForm::edit);
    connect(m_theme, &QComboBox::currentIndexChanged, this, &ExportForm::edit);
}

void ExportForm::addTexts()
{
    const ExportSettings& settings = m_model->settings();
    m_titleShown = check(tr("T&itle"), settings.title);
    m_title = new QLineEdit;
    m_title->setAccessibleName(tr("Title"));
    m_captionShown = check(tr("&Caption"), settings.caption);
    m_caption = new QPlainTextEdit;
    m_caption->setAccessibleName(tr("Caption"));
    m_caption->setTabChangesFocus(true);
    m_caption->setFixedHeight(captionLines * fontMetrics().height() + 12);
    m_form->addRow(m_titleShown, m_title);
    m_form->addRow(m_captionShown, m_caption);
    connect(m_titleShown, &QCheckBox::toggled, this, &ExportForm::edit);
    connect(m_captionShown, &QCheckBox::toggled, this, &ExportForm::edit);
    connect(m_title, &QLineEdit::textEdited, m_model, &ExportModel::setTitle);
    connect(m_caption, &QPlainTextEdit::textChanged, m_model,
            [this] { m_model->setCaption(m_caption->toPlainText().simplified()); });
}

void ExportForm::addScale()
{
    m_colourBar = check(tr("Colour &bar"), m_model->settings().colourBar);
    m_range = new QComboBox;
    m_range->setAccessibleName(tr("Range"));
    m_range->setEditable(true);
    m_range->setToolTip(
        tr("shared, panel, a percentile such as 99.5, or LOW,HIGH; with “ log” behind it on a logarithmic scale"));
    QStringList ranges = {QString::fromStdString(m_model->session().view.range), "shared", "panel", "99.5"};
    ranges.removeDuplicates();
    m_range->addItems(ranges);
    m_range->setCurrentIndex(0);
    addPair(tr("R&ange"), m_range, m_colourBar);
    connect(m_colourBar, &QCheckBox::toggled, this, &ExportForm::edit);
    connect(m_range, &QComboBox::currentTextChanged, m_model, &ExportModel::setRange);
}

QLineEdit* ExportForm::addNumbers(const QString& label, const QString& text, bool one,
                                  void (ExportModel::*set)(const QString&))
{
    auto* field = new QLineEdit(text);
    field->setAccessibleName(QString(label).remove('&'));
    field->setPlaceholderText(one ? tr("as on screen") : tr("all, or such as 0-3,7"));
    m_form->addRow(label, field);
    connect(field, &QLineEdit::textEdited, m_model, set);
    return field;
}

void ExportForm::addPanels()
{
    m_first = choices(tr("Numbering"), {{tr("from 0"), 0}, {tr("from 1"), 1}}, m_model->firstNumber());
    m_form->addRow(tr("&Numbering"), m_first);
    if (m_model->hasLayers())
        m_layers = addNumbers(m_model->takesOneLayer() ? tr("&Layer") : tr("&Layers"), m_model->layers(),
                              m_model->takesOneLayer(), &ExportModel::setLayers);
    if (m_model->hasHeads())
        m_heads = addNumbers(m_model->takesOneHead() ? tr("&Head") : tr("&Heads"), m_model->heads(),
                             m_model->takesOneHead(), &ExportModel::setHeads);
    m_part = check(tr("Only the &part in sight"), m_model->showsPart());
    m_part->setVisible(m_model->isZoomed());
    m_form->addRow(QString(), m_part);
    connect(m_part, &QCheckBox::toggled, m_model, &ExportModel::setShowsPart);
    connect(m_first, &QComboBox::currentIndexChanged, m_model, [this](int index) {
        m_model->setFirstNumber(index);
        if (m_layers)
            m_layers->setText(m_model->layers());
        if (m_heads)
            m_heads->setText(m_model->heads());
    });
}

void ExportForm::setOwnTexts(const QString& title, const QString& caption)
{
    m_title->setPlaceholderText(title);
    m_caption->setPlaceholderText(caption);
    m_caption->viewport()->update(); // Qt 6.4 does so only where there was none before, and not always then
}

void ExportForm::edit()
{
    ExportSettings settings = m_model->settings();
    settings.format = m_format->currentData().toString();
    settings.look.theme = static_cast<Theme>(m_theme->currentData().toInt());
    settings.look.widthMm = m_width->value();
    if (m_resolution->currentIndex() >= 0)
        settings.look.dpi = m_resolution->currentData().toInt();
    const QString family = m_font->currentFont().family();
    settings.look.font = family == ownFont ? QString() : family;
    settings.look.fontPoints = m_fontSize->value();
    settings.look.transparent = m_transparent->isChecked();
    settings.title = m_titleShown->isChecked();
    settings.caption = m_captionShown->isChecked();
    settings.colourBar = m_colourBar->isChecked();
    settings.guardFormulas = m_guard->isChecked();
    m_model->setSettings(settings);
    showJournal();
}

void ExportForm::chooseJournal()
{
    if (m_journal->currentData().toDouble() > 0)
        m_width->setValue(m_journal->currentData().toDouble());
}

void ExportForm::showJournal()
{
    int found = 0;
    for (int row = 1; row < m_journal->count(); ++row) // the one that was chosen, where several are as wide
        if (std::abs(m_journal->itemData(row).toDouble() - m_width->value()) < sameWidth &&
            (found == 0 || row == m_journal->currentIndex()))
            found = row;
    m_journal->setCurrentIndex(found);
}

void ExportForm::showWhatApplies()
{
    const bool picture = m_model->isPicture();
    m_resolution->setEnabled(m_model->settings().format == QLatin1String("png"));
    m_guard->setEnabled(m_model->settings().format == QLatin1String("csv"));
    for (QWidget* field :
         std::initializer_list<QWidget*>{m_transparent, m_journal, m_width, m_font, m_fontSize, m_theme, m_titleShown,
                                         m_captionShown, m_colourBar, m_range, m_part})
        field->setEnabled(picture);
    m_title->setEnabled(picture && m_titleShown->isChecked());
    m_caption->setEnabled(picture && m_captionShown->isChecked());
}

} // namespace headlight::ui
