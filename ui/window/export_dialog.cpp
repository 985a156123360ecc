// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/export_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGroupBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QVBoxLayout>

#include "figures/token_text.h"
#include "ui/panels/error_bar.h"
#include "ui/window/export_form.h"
#include "ui/window/export_preview.h"

namespace headlight::ui {
namespace {

constexpr QSize firstSize(1020, 640);
constexpr int leftWidth = 350;
const QString folderKey = QStringLiteral("export/folder");

std::filesystem::path pathOf(const QString& file)
{
    return QFile::encodeName(file).toStdString();
}

void rememberFolder(const QString& folder)
{
    QSettings().setValue(folderKey, folder);
}

} // namespace

ExportDialog::ExportDialog(ExportModel* model, const QString& title, const QString& name, QWidget* parent)
    : QDialog(parent),
      m_model(model),
      m_name(name),
      m_form(new ExportForm(model)),
      m_preview(new ExportPreview(model)),
      m_errors(new ErrorBar),
      m_run(model->session())
{
    model->setParent(this);
    setWindowTitle(tr("Export “%1”").arg(title));
    auto* column = new QVBoxLayout(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(makeLeft());
    row->addWidget(m_preview, 1);
    column->addLayout(row, 1);
    column->addWidget(m_errors);
    column->addWidget(makeFoot());
    connectAll();
    showState();
    resize(firstSize);
}

void ExportDialog::connectAll()
{
    connect(m_preview, &ExportPreview::shown, this, &ExportDialog::showState);
    connect(m_preview, &ExportPreview::shown, this, &ExportDialog::showNote);
    connect(m_model, &ExportModel::changed, m_errors, &ErrorBar::clear);
    connect(m_model, &ExportModel::changed, m_state, &QLabel::clear);
    connect(&m_run, &ExportRun::progressed, this, &ExportDialog::showProgress);
    connect(&m_run, &ExportRun::succeeded, this, [this] {
        emit written(m_writing);
        accept();
    });
    connect(&m_run, &ExportRun::failed, this, &ExportDialog::showFailure);
}

QWidget* ExportDialog::makeLeft()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(10);
    column->addWidget(m_form);
    column->addWidget(makeSet());
    column->addStretch(1);
    auto* area = new QScrollArea; // small screens
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    page->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false); // the dialog's ground
    area->setFixedWidth(
        std::max(leftWidth, page->minimumSizeHint().width() + area->verticalScrollBar()->sizeHint().width()));
    return area;
}

QWidget* ExportDialog::makeSet()
{
    const SetChoice& set = m_model->settings().set;
    auto* box = new QGroupBox(tr("Export all, on one scale"));
    auto* row = new QHBoxLayout(box);
    m_sheet = new QCheckBox(tr("Contact &sheet"));
    m_layers = new QCheckBox(tr("Each la&yer"));
    m_heads = new QCheckBox(tr("&Each head"));
    m_sheet->setToolTip(tr("All heads of all layers as thumbnails"));
    m_layers->setToolTip(tr("A file a layer, with the maps of its heads"));
    m_heads->setToolTip(tr("A file a head, with its map alone"));
    m_sheet->setChecked(set.sheet);
    m_layers->setChecked(set.layers);
    m_heads->setChecked(set.heads);
    for (QCheckBox* each : {m_sheet, m_layers, m_heads}) {
        row->addWidget(each);
        connect(each, &QCheckBox::toggled, this, &ExportDialog::editSet);
    }
    return box;
}

QWidget* ExportDialog::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins({});
    m_state = new QLabel;
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long name must not widen the dialog
    m_state->setTextFormat(Qt::PlainText);
    m_bar = new QProgressBar;
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(160);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_export = m_buttons->addButton(tr("E&xport…"), QDialogButtonBox::ActionRole);
    m_all = m_buttons->addButton(tr("Export all…"), QDialogButtonBox::ActionRole);
    m_export->setDefault(true);
    row->addWidget(m_state, 1);
    row->addWidget(m_bar);
    row->addWidget(m_buttons);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(m_all, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return foot;
}

void ExportDialog::editSet()
{
    ExportSettings settings = m_model->settings();
    settings.set = {m_sheet->isChecked(), m_layers->isChecked(), m_heads->isChecked()};
    m_model->setSettings(settings);
    showState();
}

/// The file dialog asks before a file is replaced.
void ExportDialog::chooseFile()
{
    QFileDialog dialog(this, windowTitle(), QSettings().value(folderKey).toString());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setDefaultSuffix(m_model->settings().format);
    dialog.selectFile(m_model->suggestedName(m_name));
    if (dialog.exec() == QDialog::Accepted)
        exportTo(dialog.selectedFiles().first());
}

void ExportDialog::chooseFolder()
{
    const QString parent = QFileDialog::getExistingDirectory(this, tr("A new folder for the figures is made in"),
                                                             QSettings().value(folderKey).toString());
    if (!parent.isEmpty())
        exportSetTo(parent);
}

void ExportDialog::exportTo(const QString& file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    static const QStringList foreign = {"jpg", "jpeg", "tif", "tiff", "gif", "bmp", "webp", "eps", "ps", "xlsx"};
    if (foreign.contains(suffix))
        return m_errors->showError(inputError("There is no export as " + suffix.toStdString(), file.toStdString(),
                                              "End the name with png, svg, pdf, csv or npy.").value());
    ExportOptions options = m_model->options();
    options.format = exportFormats().contains(suffix) ? suffix : options.format;
    rememberFolder(QFileInfo(file).absolutePath());
    begin(file);
    m_run.writeFile(options, pathOf(file));
}

void ExportDialog::exportSetTo(const QString& parent)
{
    rememberFolder(parent);
    const std::filesystem::path folder = freshFolder(pathOf(parent + '/' + m_name + QStringLiteral("-figures")));
    begin(QFile::decodeName(folder.string().c_str()));
    m_run.writeSet(m_model->options(), m_model->settings().set, folder);
}

void ExportDialog::begin(const QString& path)
{
    m_errors->clear();
    m_model->remember();
    m_writing = path;
    m_bar->setRange(0, 0);
    m_state->setText(path);
    showState();
}

void ExportDialog::showProgress(int done, int all, const QString& file)
{
    m_bar->setRange(0, all);
    m_bar->setValue(done);
    m_state->setText(tr("%1 of %2: %3").arg(done + 1).arg(all).arg(file));
    showState();
}

void ExportDialog::showFailure(const Error& error)
{
    showState();
    m_state->clear();
    if (error.kind == ErrorKind::Cancelled)
        m_state->setText(tr("Cancelled; nothing was left."));
    else
        m_errors->showError(error);
}

void ExportDialog::showState()
{
    const bool running = m_run.isRunning();
    const bool good = m_preview->problem().isEmpty();
    m_bar->setVisible(running);
    m_export->setEnabled(!running && good);
    m_all->setEnabled(!running && good && !m_model->settings().set.isEmpty());
    m_form->setEnabled(!running);
    m_form->setOwnTexts(m_preview->ownTitle(), m_preview->ownCaption());
}

/// While nothing else is said there.
void ExportDialog::showNote()
{
    if (m_run.isRunning() || !m_state->text().isEmpty())
        return;
    m_state->setText(m_preview->note());
    m_state->setToolTip(plainHint(m_preview->note()));
}

/// Cancel stops what is being written, and else closes.
void ExportDialog::done(int result)
{
    if (m_run.isRunning()) {
        m_run.cancel();
        return;
    }
    m_model->remember();
    QDialog::done(result);
}

} // namespace headlight::ui
