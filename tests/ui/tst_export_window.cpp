// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Exporting and copying from the window.
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStatusBar>

#include "tests/support/event_turns.h"
#include "tests/support/files_testing.h"
#include "tests/ui/window_fixture.h"
#include "ui/export/export.h"
#include "ui/plots/figure_plot.h"
#include "ui/views/heads_view.h"
#include "ui/views/tokens_view.h"
#include "ui/window/export_dialog.h"
#include "ui/window/export_form.h"
#include "ui/window/export_preview.h"
#include "ui/window/figure_actions.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::testing;
using namespace headlight::ui;

namespace {

struct Fixture : FinishedRun {
    ExportDialog* openDialog() const { return window->figureActions()->openDialog(); }
    bool awaitPreview(ExportDialog* dialog) const
    {
        return QTest::qWaitFor([&] { return !dialog->preview()->pixmap(Qt::ReturnByValue).isNull(); });
    }
    QMenu* menu() const
    {
        for (auto* each : window->findChildren<QMenu*>())
            if (each->isVisible())
                return each;
        return nullptr;
    }
};

template <typename T>
T* called(QWidget* parent, const QString& name)
{
    for (T* widget : parent->findChildren<T*>())
        if (widget->accessibleName() == name)
            return widget;
    qFatal("No widget is called %s", qPrintable(name));
}

QStringList textsOf(const QMenu* menu)
{
    QStringList texts;
    for (const QAction* action : menu->actions())
        if (!action->isSeparator())
            texts.append(QString(action->text()).remove('&'));
    return texts;
}

} // namespace

class TestExportWindow : public QObject {
    Q_OBJECT
private slots:
    void previewFollowsTheFields();
    void previewShowsNumbers();
    void writesWhatThePreviewShows();
    void suffixChoosesTheFormat();
    void errorsStayInTheDialog();
    void badFieldsCannotBeExported();
    void writesASetAndCancels();
    void closingTheWindowEndsASet();
    void journalsSetTheWidth();
    void copiesPicturesAndNumbers();
    void copiesWhatIsInSight();
    void copiesTheShadedWords();
    void menuByMouseAndByKey();
    void everyFieldHasAName();
    void theOwnCaptionStandsInItsField();
};

void TestExportWindow::previewFollowsTheFields()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    QVERIFY(f.awaitPreview(dialog));
    const QImage light = dialog->preview()->pixmap(Qt::ReturnByValue).toImage();
    QCOMPARE(light.pixelColor(1, 1), QColor(Qt::white));
    auto* theme = called<QComboBox>(dialog, "Theme");
    theme->setCurrentIndex(1);
    QVERIFY(QTest::qWaitFor(
        [&] { return dialog->preview()->pixmap(Qt::ReturnByValue).toImage().pixelColor(1, 1) != QColor(Qt::white); }));
    QVERIFY(called<QPlainTextEdit>(dialog, "Caption")->placeholderText().contains("what?"));
    called<QLineEdit>(dialog, "Title")->setFocus();
    QTest::keyClicks(called<QLineEdit>(dialog, "Title"), "Mine");
    QCOMPARE(dialog->model()->options().title, std::optional<QString>("Mine"));
}

void TestExportWindow::previewShowsNumbers()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    called<QComboBox>(dialog, "Format")->setCurrentIndex(3);
    QVERIFY(QTest::qWaitFor([&] { return dialog->preview()->text().startsWith("layer,head,token,[CLS]"); }));
    called<QComboBox>(dialog, "Format")->setCurrentIndex(4);
    QVERIFY(QTest::qWaitFor([&] { return dialog->preview()->text() == "float32, 4 × 12 × 12"; }));
    QVERIFY(!called<QComboBox>(dialog, "Theme")->isEnabled());
}

void TestExportWindow::writesWhatThePreviewShows()
{
    Fixture f;
    f.selection()->setRange("panel");
    ExportDialog* dialog = f.openDialog();
    called<QDoubleSpinBox>(dialog, "Width")->setValue(89);
    const ExportOptions options = dialog->model()->options();
    QCOMPARE(options.widthMm, 89.0);
    QSignalSpy written(dialog, &ExportDialog::written);
    dialog->exportTo(f.path("a.png"));
    QVERIFY(QTest::qWaitFor([&] { return written.size() == 1; }));
    QCOMPARE(f.window->statusBar()->currentMessage(), "Wrote " + f.path("a.png"));
    QVERIFY(exportView(f.bench()->sessions()->current(), options, toPath(f.path("b.png"))));
    QVERIFY(readAll(toPath(f.path("a.png"))) == readAll(toPath(f.path("b.png"))));
    QCOMPARE(f.openDialog()->model()->options().widthMm, 89.0); // remembered
}

void TestExportWindow::suffixChoosesTheFormat()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    QSignalSpy written(dialog, &ExportDialog::written);
    dialog->exportTo(f.path("a.PDF"));
    QVERIFY(QTest::qWaitFor([&] { return written.size() == 1; }));
    QVERIFY(readAll(toPath(f.path("a.PDF"))).startsWith("%PDF"));
}

void TestExportWindow::errorsStayInTheDialog()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    called<QLineEdit>(dialog, "Title")->setText("kept");
    dialog->exportTo(f.path("no/such/folder.png"));
    QVERIFY(QTest::qWaitFor([&] { return dialog->errors()->isVisible(); }));
    QVERIFY(dialog->isVisible());
    dialog->exportTo(f.path("a.jpg"));
    QVERIFY2(dialog->errors()->text().contains("There is no export as jpg"), qPrintable(dialog->errors()->text()));
    dialog->exportTo(f.path("no/such/folder.png"));
    QVERIFY(QTest::qWaitFor([&] { return dialog->errors()->text().contains("folder"); }));
    QVERIFY2(dialog->errors()->text().contains("folder does not exist"), qPrintable(dialog->errors()->text()));
    QCOMPARE(called<QLineEdit>(dialog, "Title")->text(), QString("kept"));
    QSignalSpy written(dialog, &ExportDialog::written);
    dialog->exportTo(f.path("there.png"));
    QVERIFY(QTest::qWaitFor([&] { return written.size() == 1; }));
}

void TestExportWindow::badFieldsCannotBeExported()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    QVERIFY(f.awaitPreview(dialog));
    QPushButton* exporting = nullptr;
    for (auto* button : dialog->findChildren<QPushButton*>())
        if (button->text() == "E&xport…")
            exporting = button;
    QVERIFY(exporting && exporting->isEnabled());
    called<QComboBox>(dialog, "Range")->setEditText("wide");
    QVERIFY(QTest::qWaitFor([&] { return !exporting->isEnabled(); }));
    QVERIFY2(dialog->preview()->problem().contains("“wide” cannot be read"), qPrintable(dialog->preview()->problem()));
    called<QComboBox>(dialog, "Range")->setEditText("shared");
    QVERIFY(QTest::qWaitFor([&] { return exporting->isEnabled(); }));
}

void TestExportWindow::writesASetAndCancels()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    QSignalSpy written(dialog, &ExportDialog::written);
    dialog->exportSetTo(f.folder.path());
    QVERIFY(dialog->isRunning());
    QTest::keyClick(dialog, Qt::Key_Escape); // cancels the set, not the dialog
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isRunning(); }));
    QVERIFY(dialog->isVisible());
    QVERIFY(QDir(f.folder.path()).entryList({"*-figures*"}, QDir::Dirs).isEmpty());
    dialog->exportSetTo(f.folder.path());
    QVERIFY(QTest::qWaitFor([&] { return written.size() == 1; }, 60000));
    const QString folder = written[0][0].toString();
    QVERIFY2(folder.endsWith("-figures"), qPrintable(folder));
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 1 + 3 + 12);
    QVERIFY(f.openDialog() != nullptr);
}

void TestExportWindow::closingTheWindowEndsASet()
{
    QTemporaryDir folder;
    {
        Fixture f;
        f.openDialog()->exportSetTo(folder.path());
        QCoreApplication::processEvents(); // it has begun
    }
    QVERIFY(QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void TestExportWindow::journalsSetTheWidth()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    auto* journal = called<QComboBox>(dialog, "Journal");
    journal->setCurrentIndex(journal->findText("Nature, two columns"));
    emit journal->activated(journal->currentIndex());
    QCOMPARE(dialog->model()->options().widthMm, 183.0);
    called<QDoubleSpinBox>(dialog, "Width")->setValue(100);
    QCOMPARE(journal->currentIndex(), 0);
    called<QDoubleSpinBox>(dialog, "Width")->setValue(139.7);
    QCOMPARE(journal->currentText(), QString("NeurIPS, ICLR, whole line"));
}

void TestExportWindow::copiesPicturesAndNumbers()
{
    Fixture f;
    f.window->figureActions()->copyPicture()->trigger();
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasImage());
    QVERIFY(data->data("image/svg+xml").contains("</svg>"));
    QCOMPARE(qvariant_cast<QImage>(data->imageData()).width(), 1361);
    f.window->figureActions()->copyNumbers()->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().split('\n');
    QVERIFY(lines[0].startsWith("layer\thead\ttoken\t[CLS]\twhat"));
    QCOMPARE(lines.size(), 1 + 4 * 12 + 1);
}

void TestExportWindow::copiesWhatIsInSight()
{
    Fixture f;
    f.selection()->setHead(1);
    static_cast<HeadsView*>(f.figure())->setEnlarged(true);
    f.figure()->zoom(3);
    QVERIFY(f.figure()->partInSight() != QRectF(0, 0, 1, 1));
    f.window->figureActions()->copyNumbers()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text().count('\n'), 13);
    ExportDialog* dialog = f.openDialog();
    QCOMPARE(dialog->model()->options().window, f.figure()->partInSight());
    QCOMPARE(dialog->model()->options().head, 1);
}

void TestExportWindow::copiesTheShadedWords()
{
    Fixture f;
    f.window->views()->showView("tokens");
    auto* view = static_cast<TokensView*>(f.figure());
    view->showWords(true);
    settle();
    f.window->figureActions()->copyPicture()->trigger();
    const QImage words = qvariant_cast<QImage>(QGuiApplication::clipboard()->mimeData()->imageData());
    QSet<QRgb> colours;
    for (int y = 0; y < words.height(); y += 2)
        for (int x = 0; x < words.width(); x += 2)
            colours.insert(words.pixel(x, y));
    QVERIFY(words.width() > 300 && colours.size() > 10);
    f.window->figureActions()->copyNumbers()->trigger();
    QVERIFY2(QGuiApplication::clipboard()->text().startsWith("word\ttoken\tstart\tend\n[CLS]\t0\t"),
             qPrintable(QGuiApplication::clipboard()->text()));
    const ExportDialog* dialog = f.openDialog();
    QCOMPARE(dialog->model()->options().view, QStringLiteral("words"));
    QCOMPARE(dialog->model()->options().source, QStringLiteral("input"));
    view->showWords(false);
    f.window->figureActions()->copyPicture()->trigger();
    QVERIFY(QGuiApplication::clipboard()->mimeData()->data("image/svg+xml").contains("To start"));
}

void TestExportWindow::menuByMouseAndByKey()
{
    Fixture f;
    f.selection()->setHead(2);
    QWidget* plot = f.figure()->plot();
    QContextMenuEvent mouse(QContextMenuEvent::Mouse, QPoint(50, 50), plot->mapToGlobal(QPoint(50, 50)));
    QApplication::sendEvent(plot, &mouse);
    QVERIFY(f.menu());
    QCOMPARE(textsOf(f.menu()), QStringList({"Enlarge head 2", "Copy picture", "Copy numbers", "Export view…"}));
    f.menu()->actions().first()->trigger();
    f.menu()->close();
    QCOMPARE(f.figure()->enlargedHead(), 2);
    f.figure()->zoom(2);
    QContextMenuEvent key(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(plot, &key);
    QVERIFY(f.menu());
    QCOMPARE(textsOf(f.menu()).mid(0, 2), QStringList({"Show all heads", "Reset zoom"}));
    QVERIFY(plot->rect().contains(plot->mapFromGlobal(f.menu()->pos())));
    f.menu()->close();
}

void TestExportWindow::everyFieldHasAName()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    for (const char* name : {"Format", "Resolution", "Journal", "Font", "Theme", "Range", "Numbering"})
        called<QComboBox>(dialog, name);
    for (auto* field : dialog->findChildren<QLineEdit*>()) {
        const bool own = field->parentWidget()->metaObject()->className() == QByteArray("headlight::ui::ExportForm");
        QVERIFY2(!own || !field->accessibleName().isEmpty(), qPrintable(field->placeholderText()));
    }
}

void TestExportWindow::theOwnCaptionStandsInItsField()
{
    Fixture f;
    ExportDialog* dialog = f.openDialog();
    QVERIFY(f.awaitPreview(dialog));
    auto* caption = called<QPlainTextEdit>(dialog, "Caption");
    QVERIFY(caption->placeholderText().contains("what?"));
    settle();
    EventCount painted(QEvent::Paint);
    caption->viewport()->installEventFilter(&painted);
    settle();
    QCOMPARE(painted.count, 0);
    dialog->findChild<ExportForm*>()->setOwnTexts("Layer 2", "another caption");
    QTRY_VERIFY(painted.count > 0);
}

QTEST_MAIN(TestExportWindow)
#include "tst_export_window.moc"
