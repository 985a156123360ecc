// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/export_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace headlight::ui {

ExportDialog::ExportDialog(const QString& viewTitle, Theme theme, QWidget* parent)
    : QDialog(parent),
      m_format(new QComboBox),
      m_resolution(new QComboBox),
      m_theme(new QComboBox),
      m_form(new QFormLayout(this))
{
    setWindowTitle(tr("Export “%1”").arg(viewTitle));
    const std::pair<QString, QString> formats[] = {{tr("Picture (PNG)"), "png"},
                                                   {tr("Drawing (SVG)"), "svg"},
                                                   {tr("Document (PDF)"), "pdf"},
                                                   {tr("Numbers (CSV)"), "csv"},
                                                   {tr("Numbers (NPY)"), "npy"}};
    for (const auto& [text, format] : formats)
        m_format->addItem(text, format);
    const std::pair<QString, int> resolutions[] = {
        {tr("1×, for the screen"), 96}, {tr("2×, for sharp screens"), 192}, {tr("300 dpi, for print"), 300}};
    for (const auto& [text, dpi] : resolutions)
        m_resolution->addItem(text, dpi);
    m_resolution->setCurrentIndex(1);
    m_theme->addItem(tr("Light"));
    m_theme->addItem(tr("Dark"));
    m_theme->setCurrentIndex(theme == Theme::Dark ? 1 : 0);
    m_form->addRow(tr("Format"), m_format);
    m_form->addRow(tr("Resolution"), m_resolution);
    m_form->addRow(tr("Theme"), m_theme);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Save)->setText(tr("Export…"));
    m_form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showWhatApplies);
}

void ExportDialog::showWhatApplies()
{
    const QString format = m_format->currentData().toString();
    const bool numbers = format == QLatin1String("csv") || format == QLatin1String("npy");
    m_resolution->setEnabled(format == QLatin1String("png"));
    m_theme->setEnabled(!numbers);
}

ExportOptions ExportDialog::options() const
{
    ExportOptions options;
    options.format = m_format->currentData().toString();
    options.dpi = m_resolution->currentData().toInt();
    options.theme = m_theme->currentIndex() == 1 ? Theme::Dark : Theme::Light;
    return options;
}

} // namespace headlight::ui
