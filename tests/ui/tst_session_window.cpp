// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of the session on screen, and how it keeps, saves and brings back what was done.
#include <QCheckBox>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>
#include <QToolButton>

#include "tests/support/event_turns.h"
#include "tests/support/files_testing.h"
#include "tests/ui/window_fixture.h"
#include "ui/panels/notice_bars.h"
#include "ui/panels/start_page.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/auto_saver.h"
#include "ui/state/file_paths.h"
#include "ui/views/heads_view.h"
#include "ui/views/tokens_view.h"
#include "ui/views/words_page.h"
#include "ui/window/browse_dialog.h"

using namespace headlight;
using namespace headlight::testing;
using namespace headlight::ui;

namespace {

struct Fixture : test::ScriptedWindow {
    NoticeBars* bars() const { return window->noticeBars(); }
    bool awaitNotice(const char* kind, const QString& part) const
    {
        return QTest::qWaitFor([&] { return bars()->text(kind).contains(part); });
    }
    bool awaitNoNotice(const char* kind) const
    {
        return QTest::qWaitFor([&] { return bars()->text(kind).isEmpty(); });
    }
    /// A session of a run, saved and on screen.
    QString saved(const char* name) const
    {
        const QString file = path(name);
        ask("what?");
        bench()->sessions()->save(file);
        if (!awaitFile(file))
            qFatal("the session is not saved");
        return file;
    }
    /// The file with other notes, as another program writes it.
    static void rewrite(const QString& file)
    {
        Session session = readSession(pathOf(file)).value();
        session.view.notes = "by somebody else";
        if (!writeSession(session, pathOf(file)))
            qFatal("cannot write the test's file");
    }
};

/// A session of a model called `name` whose weights have the hash `digit`, repeated.
void writeSessionOf(const QString& file, const std::string& name, char digit)
{
    AnalysisResult result = *test::sampleResult();
    result.model.name = name;
    result.model.sha256 = std::string(64, digit);
    if (!writeSession({std::make_shared<AnalysisResult>(result), {}, nullptr}, pathOf(file)))
        qFatal("cannot write the test's file");
}

} // namespace

class TestSessionWindow : public QObject {
    Q_OBJECT

private slots:
    void reloadsWhatOthersChanged();
    void keepsMine();
    void doesNotReplaceWhatOthersChanged();
    void savesAgainWhatIsGone();
    void saysThatAnotherWindowHasIt();
    void saysWhichModelIsMissing_data();
    void saysWhichModelIsMissing();
    void opensTheModelThatItFinds();
    void otherWeightsComputeNothing();
    void saysThatWeightsAreNoNumbers();
    void halfSaysItsLoss();
    void asksOnceForAllThatIsUnsaved();
    void savesAllInAFolder();
    void listsRecentSessions();
    void browsesAFolder();
    void offersWhatACrashLeft_data();
    void offersWhatACrashLeft();
    void showsWhatPythonMade_data();
    void showsWhatPythonMade();
    void saysHowTheFileWasRead();
    void allOnScreenComesBackWithoutTheModel();
    void whatSingleViewsShowComesBack();
    void aNewerResultForgetsTheZoomOfASession();
    void theOtherSessionComesBack();
    void theOtherSessionIsMissed_data();
    void theOtherSessionIsMissed();
    void aRunThatIsThereStillStaysBesideIt();
    void sessionsSavedTogetherFindEachOther();
    void sessionsSavedOneByOneFindEachOther();
    void theBannerGoesWithItsCause_data();
    void theBannerGoesWithItsCause();
};

void TestSessionWindow::reloadsWhatOthersChanged()
{
    Fixture f;
    const QString file = f.saved("a.headlight");
    QVERIFY(f.bars()->text("change").isEmpty());
    Fixture::rewrite(file);
    QVERIFY(f.awaitNotice("change", "a.headlight was changed"));
    QVERIFY(f.bars()->isVisible());
    QVERIFY(f.bars()->trigger("change", "Reload"));
    QVERIFY(f.awaitNoNotice("change"));
    QTRY_COMPARE(f.bench()->shown()->document()->notes(), QStringLiteral("by somebody else"));
    QVERIFY(!f.window->isWindowModified());
    QCOMPARE(f.bench()->history()->rowCount(), 1);
}

void TestSessionWindow::keepsMine()
{
    Fixture f;
    const QString file = f.saved("a.headlight");
    f.bench()->shown()->document()->setNotes("mine");
    Fixture::rewrite(file);
    QVERIFY(f.awaitNotice("change", "was changed"));
    QVERIFY(f.bars()->trigger("change", "Keep mine"));
    QVERIFY(f.awaitNoNotice("change"));
    QVERIFY(f.window->isWindowModified());
    f.bench()->sessions()->save(file);
    QTRY_VERIFY(!f.window->isWindowModified());
    QCOMPARE(readSession(pathOf(file)).value().view.notes, std::string("mine"));
}

void TestSessionWindow::doesNotReplaceWhatOthersChanged()
{
    Fixture f;
    const QString file = f.saved("a.headlight");
    f.bench()->shown()->document()->setNotes("mine");
    Fixture::rewrite(file);
    f.bench()->sessions()->save(file); // before the change was noticed
    QVERIFY(f.awaitShown(f.window->documentErrors()));
    QVERIFY(f.window->documentErrors()->text().contains("Not saved: the file has changed"));
    QCOMPARE(readSession(pathOf(file)).value().view.notes, std::string("by somebody else"));
    QVERIFY(f.window->isWindowModified());
}

void TestSessionWindow::savesAgainWhatIsGone()
{
    Fixture f;
    const QString file = f.saved("a.headlight");
    QVERIFY(QFile::remove(file));
    QVERIFY(f.awaitNotice("change", "a.headlight is no longer there"));
    QVERIFY(f.bars()->trigger("change", "Save it again"));
    QTRY_VERIFY(QFile::exists(file));
    QVERIFY(f.awaitNoNotice("change"));
}

void TestSessionWindow::saysThatAnotherWindowHasIt()
{
    Fixture first;
    const QString file = first.saved("a.headlight");
    Fixture second;
    second.window->files()->open(file);
    QVERIFY(second.awaitNotice("shared", "a.headlight is open in another window too"));
    QVERIFY(first.bars()->text("shared").isEmpty());
    first.window.reset();
    second.bench()->sessions()->files()->check();
    QVERIFY(second.awaitNoNotice("shared"));
}

void TestSessionWindow::saysWhichModelIsMissing_data()
{
    QTest::addColumn<QString>("open");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("action");
    QTest::newRow("none is open") << "" << "The model of this session, mine, is not open" << "Open its folder…";
    QTest::newRow("another one") << "other" << "was made with mine, and other is open" << "Open its folder…";
}

void TestSessionWindow::saysWhichModelIsMissing()
{
    QFETCH(const QString, open);
    QFETCH(const QString, said);
    Fixture f;
    if (!open.isEmpty())
        f.bench()->model()->open(open.toStdString());
    QVERIFY(f.awaitIdle());
    writeSessionOf(f.path("a.headlight"), "mine", 'b');
    f.window->files()->open(f.path("a.headlight"));
    QVERIFY(f.awaitNotice("model", said));
    QVERIFY(f.bars()->text("model").contains("nothing more can be computed"));
    f.bench()->model()->open("mine");
    QVERIFY(f.awaitIdle());
    QVERIFY(f.awaitNotice("model", "has other weights"));
}

void TestSessionWindow::opensTheModelThatItFinds()
{
    Fixture f;
    writeSessionOf(f.path("a.headlight"), "mine", 'a'); // the hash of the scripted backend's models
    f.window->files()->open(f.path("a.headlight"));
    QVERIFY(f.awaitNotice("model", "mine, is not open"));
    f.bench()->model()->open("mine");
    QVERIFY(f.awaitNoNotice("model"));
}

void TestSessionWindow::otherWeightsComputeNothing()
{
    Fixture f;
    f.bench()->model()->open("mine");
    QVERIFY(f.awaitIdle());
    AnalysisResult result = *test::sampleWindow(0, 3);
    result.model.name = "mine";
    result.model.sha256 = std::string(64, 'b');
    QVERIFY(writeSession({std::make_shared<AnalysisResult>(result), {}, nullptr}, pathOf(f.path("a.headlight"))));
    f.window->files()->open(f.path("a.headlight"));
    QVERIFY(f.awaitNotice("model", "(SHA-256 aaaaaaaa… instead of bbbbbbbb…)"));
    f.bench()->followUps()->showWindow(1);
    QVERIFY(f.awaitShown(f.window->documentErrors()));
    QVERIFY(f.window->documentErrors()->text().contains("Window 2 is not analysed yet"));
    QVERIFY(!f.bench()->isBusy());
}

void TestSessionWindow::saysThatWeightsAreNoNumbers()
{
    Fixture f;
    f.bench()->model()->open("mine");
    QVERIFY(f.awaitIdle());
    QVERIFY(f.bars()->text("weights").isEmpty());
    f.bench()->model()->open("cracked");
    QVERIFY(f.awaitNotice("weights", "NaN or infinite"));
    QVERIFY(f.bars()->isVisible());
    f.bench()->model()->open("bad"); // cracked stays open
    QVERIFY(f.awaitIdle());
    QVERIFY(!f.bars()->text("weights").isEmpty());
    f.bench()->model()->open("mine");
    QVERIFY(f.awaitNoNotice("weights"));
    f.bench()->model()->open("cracked");
    QVERIFY(f.awaitNotice("weights", "NaN or infinite"));
    QVERIFY(f.bars()->trigger("weights", "×"));
    QVERIFY(f.awaitNoNotice("weights"));
}

void TestSessionWindow::halfSaysItsLoss()
{
    Fixture f;
    f.ask("what?");
    f.bench()->sessions()->saveAs(f.path("a.headlight"), true);
    QVERIFY(f.awaitNotice("rounding", "float16"));
    QVERIFY(f.bars()->text("rounding").contains("by more than 0.0"));
    QVERIFY(f.bench()->shown()->document()->state().half);
    f.bench()->shown()->document()->setNotes("more");
    f.bench()->sessions()->save(f.path("a.headlight")); // Save keeps to it
    QTRY_VERIFY(!f.window->isWindowModified());
    QVERIFY(readSession(pathOf(f.path("a.headlight"))).value().half);
    f.bench()->sessions()->saveAs(f.path("b.headlight"), false);
    QVERIFY(f.awaitNoNotice("rounding"));
    QVERIFY(!readSession(pathOf(f.path("b.headlight"))).value().half);
}

void TestSessionWindow::asksOnceForAllThatIsUnsaved()
{
    Fixture f;
    int asked = 0;
    f.window->unsavedGuard()->setQuestion([&] {
        ++asked;
        return QMessageBox::Cancel;
    });
    f.ask("first?");
    f.ask("second?");
    f.bench()->sessions()->save(f.path("second.headlight"));
    QVERIFY(f.awaitFile(f.path("second.headlight")));
    QCOMPARE(f.bench()->sessions()->unsavedRows(), QList<int>({1}));
    QVERIFY(!f.window->close()); // what is on screen is saved, the one before is not
    QCOMPARE(asked, 1);
}

void TestSessionWindow::savesAllInAFolder()
{
    Fixture f;
    f.ask("what?");
    f.ask("what?");
    f.ask("why?");
    f.bench()->sessions()->saveAll(f.folder.path());
    QTRY_VERIFY(!f.bench()->sessions()->hasUnsaved());
    for (const char* name : {"what.headlight", "what-2.headlight", "why.headlight"})
        QVERIFY2(readSession(pathOf(f.path(name))), name);
    QVERIFY(f.window->close());
}

void TestSessionWindow::listsRecentSessions()
{
    Fixture f;
    auto* start = f.window->findChild<StartPage*>();
    writeSessionOf(f.path("kept.headlight"), "mine", 'a');
    start->setRecent({f.path("kept.headlight"), f.path("gone.headlight")});
    QStringList shown;
    QToolButton* link = nullptr;
    for (QToolButton* each : start->findChildren<QToolButton*>())
        if (each->toolTip().endsWith(".headlight")) {
            shown.append(each->text());
            link = each;
        }
    QCOMPARE(shown, QStringList("kept"));
    link->click();
    QTRY_COMPARE(f.bench()->shown()->document()->name(), QStringLiteral("kept.headlight"));
}

void TestSessionWindow::browsesAFolder()
{
    Fixture f;
    writeSessionOf(f.path("one.headlight"), "mine", 'a');
    writeAll(pathOf(f.path("two.headlight")), "no session");
    BrowseDialog dialog(f.folder.path(), f.window.get());
    dialog.show();
    QTRY_VERIFY(!dialog.sessions()->isReading());
    QSignalSpy chosen(&dialog, &BrowseDialog::fileChosen);
    const int bad = dialog.sessions()->index(0).data(SessionListModel::ProblemRole).toString().isEmpty() ? 1 : 0;
    dialog.list()->setCurrentIndex(dialog.sessions()->index(bad));
    QTest::keyClick(dialog.list(), Qt::Key_Return);
    QVERIFY(chosen.isEmpty());
    dialog.list()->setCurrentIndex(dialog.sessions()->index(1 - bad));
    QTest::keyClick(dialog.list(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toString(), f.path("one.headlight"));
    QVERIFY(!dialog.isVisible());
}

void TestSessionWindow::offersWhatACrashLeft_data()
{
    QTest::addColumn<bool>("ended");
    QTest::addColumn<QString>("said");
    QTest::newRow("a crash") << false << "did not end in order";
    QTest::newRow("a logout") << true << "was ended while there was unsaved work";
}

void TestSessionWindow::offersWhatACrashLeft()
{
    QFETCH(const bool, ended);
    QFETCH(const QString, said);
    Fixture f;
    const QString root = f.path("recovery");
    {
        const auto folder = RecoveryFolder::make(root);
        QVERIFY(folder);
        writeSessionOf(folder->pathTo("1.headlight"), "mine", 'a');
        KeptWork work{
            "who was it?", "a context", {}, {}, true, ended, {{"1.headlight", {}, true, "a note", {}, false}}};
        QVERIFY(folder->keep(toJson(work)));
    } // without remove(): as a crash leaves it
    f.window->keepForRecovery(root);
    QVERIFY2(f.bars()->text("recovery").contains(said), qPrintable(f.bars()->text("recovery")));
    QVERIFY(f.bars()->text("recovery").contains("1 result and the question “who was it?”"));
    QVERIFY(f.bars()->trigger("recovery", "Restore"));
    QTRY_COMPARE(f.bench()->shown()->document()->notes(), QStringLiteral("a note"));
    QVERIFY(f.awaitNotice("recovery", "has to be asked for again"));
    QCOMPARE(f.named<QLineEdit>("Question")->text(), QStringLiteral("who was it?"));
    QVERIFY(f.window->isWindowModified());
    f.window.reset(); // an orderly end
    QVERIFY(QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void TestSessionWindow::showsWhatPythonMade_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("one text") << "gpt2";
    QTest::newRow("question and context") << "roberta";
}

/// Only tokens and attention: every view must do with that.
void TestSessionWindow::showsWhatPythonMade()
{
    QFETCH(const QString, name);
    Fixture f;
    f.window->files()->open(QStringLiteral(TEST_DATA "/interchange/%1.headlight").arg(name));
    QTRY_VERIFY(f.bench()->result());
    QVERIFY(f.awaitNotice("model", "made by another program"));
    for (const View* view : f.window->views()->views()) {
        f.window->views()->showView(view->id());
        settle();
        QVERIFY(!f.window->grab().isNull());
    }
    QVERIFY(!f.window->isWindowModified());
}

/// Half a surrogate pair in its text, here.
void TestSessionWindow::saysHowTheFileWasRead()
{
    Fixture f;
    f.ask("ABCDEFG");
    f.bench()->sessions()->save(f.path("a.headlight"));
    QVERIFY(f.awaitFile(f.path("a.headlight")));
    const auto file = pathOf(f.path("b.headlight"));
    writeAll(file, readAll(pathOf(f.path("a.headlight"))).replace("ABCDEFG", R"(\\ud800)"));
    f.window->files()->open(f.path("b.headlight"));
    QVERIFY(f.awaitNotice("remark", "half a surrogate pair"));
    f.ask("what?");
    QVERIFY(f.awaitNoNotice("remark"));
}

void TestSessionWindow::allOnScreenComesBackWithoutTheModel()
{
    Fixture f;
    f.ask("what?");
    f.window->views()->showView("tokens");
    f.selection()->setMeasure("end");
    f.selection()->setRange("-1,1 log");
    f.selection()->pin({2, 1, 3, 4});
    f.bench()->shown()->document()->setNotes("a note");
    f.bench()->input()->setExpected(ExpectedAnswers({"far"}));
    const std::string before = sessionJson(f.bench()->sessions()->current());
    f.bench()->sessions()->save(f.path("a.headlight"));
    QVERIFY(f.awaitFile(f.path("a.headlight")));
    Fixture next;
    next.window->files()->open(f.path("a.headlight"));
    QVERIFY(next.awaitSettled());
    QVERIFY2(next.bench()->result(), qPrintable(next.window->documentErrors()->text()));
    QCOMPARE(QString::fromStdString(sessionJson(next.bench()->sessions()->current())), QString::fromStdString(before));
    QCOMPARE(next.bench()->keptScreen()->state().view, std::string("tokens"));
    QCOMPARE(next.named<QLineEdit>("Question")->text(), QStringLiteral("what?"));
}

void TestSessionWindow::whatSingleViewsShowComesBack()
{
    Fixture f;
    f.ask("what?");
    auto* views = f.window->views();
    f.selection()->pin({1, 2, 3, 4});
    static_cast<HeadsView*>(views->view("heads"))->setEnlarged(true);
    views->view("heads")->zoom(4);
    views->showBeside("tokens");
    auto* tokens = static_cast<TokensView*>(views->view("tokens"));
    tokens->showWords(true);
    tokens->words()->linksBox()->setChecked(true);
    const QRectF part = views->view("heads")->partInSight();
    QVERIFY(part != QRectF(0, 0, 1, 1));
    f.bench()->sessions()->save(f.path("a.headlight"));
    QVERIFY(f.awaitFile(f.path("a.headlight")));
    const QString before = QString::fromStdString(sessionJson(f.bench()->sessions()->current()));

    Fixture next;
    next.window->files()->open(f.path("a.headlight"));
    QVERIFY(next.awaitSettled());
    auto* again = next.window->views();
    QCOMPARE(again->view("heads")->enlargedHead(), 2);
    QTRY_COMPARE(static_cast<HeadsView*>(again->view("heads"))->plot()->scene().window, part);
    QCOMPARE(static_cast<HeadsView*>(again->view("heads"))->plot()->scene().figure.panels.size(), 1);
    auto* words = static_cast<TokensView*>(again->view("tokens"))->words();
    QTRY_VERIFY(words->isVisible());
    QVERIFY(words->linksBox()->isChecked());
    QVERIFY(again->view("heads")->isVisible());
    QTRY_COMPARE(QString::fromStdString(sessionJson(next.bench()->sessions()->current())), before);
}

/// A view that was never seen meanwhile does not zoom into what comes next.
void TestSessionWindow::aNewerResultForgetsTheZoomOfASession()
{
    Fixture f;
    const QString file = f.saved("a.headlight");
    Session session = readSession(pathOf(file)).value();
    session.view.zoom = {{"overview", {0.5, 0.5, 1, 1}}, {"heads", {0.99, 0.99, 1, 1}}};
    QVERIFY(writeSession(session, pathOf(f.path("b.headlight"))));
    f.window->files()->open(f.path("b.headlight"));
    QVERIFY(f.awaitSettled());
    const QRectF heads = f.window->views()->view("heads")->partInSight();
    QVERIFY(heads.width() > 0.02 && heads.width() < 1); // no less than some cells
    QCOMPARE(f.window->views()->view("overview")->partInSight(), QRectF(0.5, 0.5, 0.5, 0.5));
    f.ask("why?");
    QCOMPARE(f.window->views()->view("overview")->partInSight(), QRectF(0, 0, 1, 1));
}

void TestSessionWindow::theOtherSessionComesBack()
{
    Fixture f;
    QVERIFY(QDir(f.folder.path()).mkdir("more"));
    const QString other = f.path("more/other.headlight");
    writeSessionOf(other, "mine", 'a');
    const QString file = f.saved("a.headlight");
    f.bench()->compared()->setSession(other);
    QVERIFY(f.awaitSettled());
    QCOMPARE(f.bench()->keptScreen()->state().view, std::string("compare"));
    f.window->views()->showView("heads");
    f.bench()->shown()->document()->setNotes("compared");
    f.bench()->sessions()->save(file);
    QTRY_VERIFY(!f.window->isWindowModified());
    QCOMPARE(readSession(pathOf(file)).value().view.compared.file, std::string("more/other.headlight"));

    Fixture next;
    next.window->files()->open(file);
    QVERIFY(next.awaitSettled());
    QVERIFY(next.bench()->compared()->result());
    QCOMPARE(next.bench()->compared()->result()->model.name, std::string("mine"));
    QCOMPARE(next.bench()->keptScreen()->state().view, std::string("heads"));
    QVERIFY(!next.window->documentErrors()->isVisible());
    next.bench()->sessions()->save(next.path("elsewhere.headlight")); // not beside it any more
    QVERIFY(next.awaitFile(next.path("elsewhere.headlight")));
    QVERIFY(readSession(pathOf(next.path("elsewhere.headlight"))).value().view.compared.file.empty());
    writeSessionOf(next.path("alone.headlight"), "mine", 'a');
    next.window->files()->open(next.path("alone.headlight")); // which was compared with nothing
    QVERIFY(next.awaitSettled());
    QVERIFY(!next.bench()->compared()->result());
}

void TestSessionWindow::theOtherSessionIsMissed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("said");
    QTest::newRow("gone") << "other.headlight" << "is not there";
    QTest::newRow("damaged") << "damaged.headlight" << "damaged.headlight";
    QTest::newRow("a path elsewhere") << "/etc/other.headlight" << "is not looked for";
    QTest::newRow("upwards") << "../other.headlight" << "is not looked for";
    QTest::newRow("a link") << "link.headlight" << "behind a link";
    QTest::newRow("in no file") << "" << "is not beside it: “why? · nobody”";
}

void TestSessionWindow::theOtherSessionIsMissed()
{
    QFETCH(const QString, name);
    QFETCH(const QString, said);
    Fixture f;
    const QString file = f.saved("a.headlight");
    writeAll(pathOf(f.path("damaged.headlight")), "no session");
    QVERIFY(QFile::link(file, f.path("link.headlight")));
    Session session = readSession(pathOf(file)).value();
    session.view.compared = {name.toStdString(), "why? · nobody"};
    QVERIFY(writeSession(session, pathOf(f.path("b.headlight"))));
    f.window->files()->open(f.path("b.headlight"));
    QVERIFY(f.awaitShown(f.window->documentErrors()));
    QVERIFY2(f.window->documentErrors()->text().contains(said), qPrintable(f.window->documentErrors()->text()));
    QVERIFY(!f.bench()->compared()->result());
    QCOMPARE(f.bench()->shown()->document()->name(), QStringLiteral("b.headlight")); // which is open all the same
}

void TestSessionWindow::aRunThatIsThereStillStaysBesideIt()
{
    Fixture f;
    f.ask("why?");
    f.ask("what?");
    f.bench()->compared()->setRecord(1);
    f.bench()->sessions()->save(f.path("a.headlight"));
    QVERIFY(f.awaitFile(f.path("a.headlight")));
    const ResultPtr before = f.bench()->compared()->result();
    f.bench()->sessions()->reload();
    QVERIFY(f.awaitSettled());
    QCOMPARE(f.bench()->compared()->result(), before);
    QVERIFY(!f.window->documentErrors()->isVisible());
    Fixture next;
    next.window->files()->open(f.path("a.headlight"));
    QVERIFY(next.awaitShown(next.window->documentErrors()));
    QVERIFY(next.window->documentErrors()->text().contains("why?"));
}

void TestSessionWindow::sessionsSavedTogetherFindEachOther()
{
    Fixture f;
    f.ask("why?");
    f.ask("what?");
    f.bench()->compared()->setRecord(1);
    QVERIFY(QDir(f.folder.path()).mkdir("together"));
    f.bench()->sessions()->saveAll(f.path("together"));
    QTRY_VERIFY(!f.bench()->sessions()->hasUnsaved());
    const std::pair<const char*, const char*> pairs[] = {{"what", "why"}, {"why", "what"}};
    for (const auto& [one, other] : pairs) {
        const QString file = f.path(QStringLiteral("together/%1.headlight").arg(one));
        QCOMPARE(readSession(pathOf(file)).value().view.compared.file, std::string(other) + ".headlight");
        Fixture next;
        next.window->files()->open(file);
        QVERIFY(next.awaitSettled());
        QVERIFY(!next.window->documentErrors()->isVisible());
        QVERIFY(next.bench()->compared()->result());
        QCOMPARE(next.bench()->compared()->result()->input.leadText(), std::string(other) + "?");
    }
}

/// The first was written before the second had a file.
void TestSessionWindow::sessionsSavedOneByOneFindEachOther()
{
    Fixture f;
    f.ask("why?");
    f.ask("what?");
    f.bench()->compared()->setRecord(1);
    f.bench()->sessions()->save(f.path("a.headlight"));
    QVERIFY(f.awaitFile(f.path("a.headlight")));
    f.bench()->shown()->showRecord(1);
    f.bench()->sessions()->save(f.path("b.headlight"));
    QVERIFY(f.awaitFile(f.path("b.headlight")));
    writeAll(pathOf(f.path("broken.headlight")), "no session");
    Fixture next;
    next.window->files()->open(f.path("a.headlight"));
    QTRY_VERIFY(next.bench()->compared()->result());
    QCOMPARE(next.bench()->compared()->result()->input.leadText(), std::string("why?"));
    QVERIFY(!next.window->documentErrors()->isVisible());
}

void TestSessionWindow::theBannerGoesWithItsCause_data()
{
    QTest::addColumn<QString>("name"); // of the file that is missed; empty: it was in none
    QTest::addColumn<QString>("cure");
    for (const char* cure : {"another run", "another session", "a choice in Compare"})
        for (const char* name : {"", "gone.headlight"})
            QTest::addRow("%s, %s", cure, *name ? "a file" : "no file") << QString(name) << QString(cure);
}

void TestSessionWindow::theBannerGoesWithItsCause()
{
    QFETCH(const QString, name);
    QFETCH(const QString, cure);
    Fixture f;
    const QString file = f.saved("a.headlight");
    Session session = readSession(pathOf(file)).value();
    session.view.compared = {name.toStdString(), "why? · nobody"};
    QVERIFY(writeSession(session, pathOf(f.path("b.headlight"))));
    f.window->files()->open(f.path("b.headlight"));
    QVERIFY(f.awaitShown(f.window->documentErrors()));
    if (cure == "another run")
        f.ask("why?");
    else if (cure == "another session")
        f.bench()->shown()->showRecord(1);
    else
        f.bench()->compared()->setRecord(1);
    QTRY_VERIFY(!f.window->documentErrors()->isVisible());
    f.bench()->sessions()->open(f.path("none.headlight")); // an error of something else stays
    QVERIFY(f.awaitShown(f.window->documentErrors()));
    f.bench()->compared()->setRecord(-1);
    QVERIFY(f.window->documentErrors()->isVisible());
}

QTEST_MAIN(TestSessionWindow)
#include "tst_session_window.moc"
