// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/help_dialogs.h"

#include <QCoreApplication>
#include <QMessageBox>

#include "core/base/version.h"

namespace headlight::ui {

namespace {

struct Help {
    Q_DECLARE_TR_FUNCTIONS(Help)
};

void showText(QWidget* parent, const QString& title, const QString& text)
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->setTextFormat(Qt::RichText);
    box->show();
}

} // namespace

void showAbout(QWidget* parent)
{
    const std::string_view version = programVersion();
    const QString text =
        Help::tr("<h3>Headlight %1</h3>"
                 "<p>What the heads of a question-answering model do, and what they did for this answer.</p>"
                 "<p>Free software under the GNU General Public License, version 3 or later. "
                 "Built on Qt, LibTorch and QCustomPlot.</p>");
    showText(parent, Help::tr("About Headlight"),
             text.arg(QString::fromUtf8(version.data(), static_cast<qsizetype>(version.size()))));
}

void showKeys(QWidget* parent, int views)
{
    const std::pair<QString, QString> keys[] = {
        {Help::tr("Ctrl+K"), Help::tr("find any command")},
        {Help::tr("Ctrl+Return"), Help::tr("run")},
        {Help::tr("↑ ↓"), Help::tr("next and previous layer")},
        {Help::tr("→ ←"), Help::tr("next and previous head; in the tokens, the from-token")},
        {Help::tr("1 … %1").arg(views), Help::tr("choose a view; with Ctrl, place it beside the one in front")},
        {Help::tr("Ctrl+Tab, Ctrl+W"), Help::tr("next view; close the view")},
        {Help::tr("Ctrl+U, Ctrl+T"), Help::tr("let the view float, or put it back; put it into the tabs")},
        {Help::tr("+ − Ctrl+0"), Help::tr("zoom the view; show all of it")},
        {Help::tr("Enter"), Help::tr("enlarge the chosen head, and back")},
        {Help::tr("Space, Shift+Space, Delete"),
         Help::tr("in view What if: switch the chosen head off or on, its layer; all on again")},
        {Help::tr("F"), Help::tr("full screen")},
        {Help::tr("Ctrl+Z, Ctrl+Shift+Z"), Help::tr("undo and redo choices and edits")},
        {Help::tr("C, Delete"), Help::tr("in the history: compare, remove")},
        {Help::tr("Ctrl+,"), Help::tr("preferences")},
        {Help::tr("Escape"), Help::tr("free the pinned cell; leave a text field")},
        {Help::tr("Tab"), Help::tr("next field")},
        {Help::tr("Ctrl+O, Ctrl+S"), Help::tr("open and save a session")},
        {Help::tr("Ctrl+B"), Help::tr("browse the sessions of a folder")},
        {Help::tr("Ctrl+E"), Help::tr("export the view")},
        {Help::tr("Ctrl+Shift+C"), Help::tr("copy the figure as a picture")},
        {Help::tr("Ctrl+Alt+C"), Help::tr("copy the numbers of the figure")},
        {Help::tr("Menu key, Shift+F10"), Help::tr("what can be done with the figure")},
        {Help::tr("Ctrl+."), Help::tr("cancel the work")}};
    QString rows;
    for (const auto& [key, meaning] : keys)
        rows += QStringLiteral(
                    "<tr><td style='padding:3px 16px 3px 0'><b>%1</b></td><td style='padding:3px 0'>%2</td></tr>")
                    .arg(key, meaning);
    showText(parent, Help::tr("Keys"), QStringLiteral("<table>%1</table>").arg(rows));
}

} // namespace headlight::ui
