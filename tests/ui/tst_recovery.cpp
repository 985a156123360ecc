// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Work that a crash interrupted is kept and brought back; an orderly end leaves nothing.
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/stat.h>

#include "tests/support/files_testing.h"
#include "tests/ui/fake_backend.h"
#include "ui/state/auto_saver.h"
#include "ui/state/file_paths.h"
#include "ui/state/workbench.h"

using namespace headlight;
using namespace headlight::testing;
using namespace headlight::ui;

namespace {

constexpr timespec longAgo[] = {{1, 0}, {1, 0}};

/// A program that works, until it ends in order or is abandoned as a crash does it.
struct Sitting {
    Workbench bench{std::make_unique<test::FakeBackend>(std::make_shared<test::Script>())};
    std::unique_ptr<AutoSaver> saver;

    explicit Sitting(const QString& root) : saver(std::make_unique<AutoSaver>(&bench, root)) {}

    bool ask(const QString& question)
    {
        bench.input()->setQuestion(question);
        bench.input()->setContext("a context");
        bench.runner()->run();
        return QTest::qWaitFor([this] { return !bench.isBusy() && bench.result(); }, 60000);
    }
};

QStringList foldersIn(const QString& root)
{
    return QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

/// What lies in the only folder of `root`, but for the lock.
QStringList keptIn(const QString& root)
{
    QStringList files = QDir(root + '/' + foldersIn(root).value(0)).entryList(QDir::Files | QDir::Hidden);
    files.removeAll("lock");
    return files;
}

} // namespace

class TestRecovery : public QObject {
    Q_OBJECT

private slots:
    void init();
    void descriptionsSurvive();
    void descriptionsOfOthersAreRefused_data();
    void descriptionsOfOthersAreRefused();
    void finishedResultsAreKept();
    void anOrderlyEndLeavesNothing();
    void savedResultsNeedNoCopy();
    void forgottenResultsLoseTheirCopy();
    void bringsBackAllThatWasDone();
    void theOriginalIsNotTouched();
    void twoSittingsKeepApart();
    void discardedWorkIsGone();
    void whatNobodyDecidedStays();
    void damagedCopiesStayAndAreSaid();
    void emptyFoldersGo();
    void whatIsLeftIsOfferedAgain();
    void savedWorkIsNotLeft();
    void leavingTellsWhatRan();
    void aCancelledLogoutChangesNothing();

private:
    QString crashed(const std::function<void(Sitting&)>& work);
    bool awaitKept(const QString& part, const QString& root = {}) const;
    bool awaitFolders(int count) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_root;
};

void TestRecovery::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = m_folder->filePath("recovery");
}

/// Waits until a description on the disk, below `root` or else the usual one, holds `part`.
bool TestRecovery::awaitKept(const QString& part, const QString& root) const
{
    const QString top = root.isEmpty() ? m_root : root;
    const auto holds = [&](const QString& folder) {
        const QString file = top + '/' + folder + "/work.json";
        return QFile::exists(file) && QString::fromUtf8(readAll(pathOf(file))).contains(part);
    };
    return QTest::qWaitFor(
        [&] {
            const QStringList folders = foldersIn(top);
            return std::any_of(folders.begin(), folders.end(), holds);
        },
        60000);
}

bool TestRecovery::awaitFolders(int count) const
{
    return QTest::qWaitFor([&] { return foldersIn(m_root).size() == count; });
}

/// What a sitting that did `work` leaves behind when it crashes: its folder as it is at that moment, without its lock.
/// Returns the root that it lies in.
QString TestRecovery::crashed(const std::function<void(Sitting&)>& work)
{
    const QString elsewhere = m_folder->filePath("crashed");
    Sitting sitting(m_root);
    work(sitting);
    std::filesystem::copy(pathOf(m_root), pathOf(elsewhere), std::filesystem::copy_options::recursive);
    return elsewhere;
}

void TestRecovery::descriptionsSurvive()
{
    KeptWork work{"who?", "a text", "/models/bert", presetOptions(Preset::Tutorial), true, true, {}};
    work.options.steps = 77;
    work.results = {{"1.headlight", "", true, "a note", ExpectedAnswers({"me", "you"}), true},
                    {"", "/there.headlight", false, "", {}, false}};
    const auto after = keptWorkOf(toJson(work));
    QVERIFY(after);
    QCOMPARE(after->question, work.question);
    QCOMPARE(after->context, work.context);
    QCOMPARE(after->model, work.model);
    QVERIFY(after->options == work.options);
    QVERIFY(after->running && after->ended);
    QCOMPARE(after->results.size(), work.results.size());
    QCOMPARE(toJson(*after), toJson(work));
}

void TestRecovery::descriptionsOfOthersAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOne");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("no JSON") << QByteArray("{\"question\"") << false;
    QTest::newRow("a list") << QByteArray("[1]") << false;
    QTest::newRow("other types") << QByteArray(R"({"question": 1, "results": {"a": 1}, "options": "{\"steps\": -4}"})") << true;
    QTest::newRow("a file elsewhere") << QByteArray(R"({"results": [{"copy": "../../etc/passwd"}]})") << true;
}

void TestRecovery::descriptionsOfOthersAreRefused()
{
    QFETCH(const QByteArray, text);
    const auto work = keptWorkOf(text);
    QTEST(work.has_value(), "isOne");
    if (work && !work->results.empty())
        QCOMPARE(work->results.front().copy, QStringLiteral("passwd"));
}

void TestRecovery::finishedResultsAreKept()
{
    Sitting sitting(m_root);
    QVERIFY(sitting.ask("who?"));
    QVERIFY(awaitKept("1.headlight"));
    QCOMPARE(keptIn(m_root), QStringList({"1.headlight", "work.json"}));
    const Session kept = readSession(pathOf(m_root + '/' + foldersIn(m_root).front() + "/1.headlight")).value();
    QCOMPARE(kept.result->input.leadText(), std::string("who?"));
    QCOMPARE(kept.result->stage, Stage::Complete);
}

void TestRecovery::anOrderlyEndLeavesNothing()
{
    {
        Sitting sitting(m_root);
        QVERIFY(sitting.ask("who?"));
        QVERIFY(awaitKept("1.headlight"));
        QVERIFY(sitting.ask("why?"));
    }
    QVERIFY(foldersIn(m_root).isEmpty());
}

void TestRecovery::savedResultsNeedNoCopy()
{
    Sitting sitting(m_root);
    QVERIFY(sitting.ask("who?"));
    const QString file = m_folder->filePath("mine.headlight");
    sitting.bench.sessions()->save(file);
    QVERIFY(awaitKept("mine.headlight"));
    QVERIFY(QTest::qWaitFor([&] { return !sitting.bench.sessions()->hasUnsaved(); }));
    QVERIFY(QTest::qWaitFor([&] {
        const auto work = keptWorkOf(readAll(pathOf(m_root + '/' + foldersIn(m_root).front() + "/work.json")));
        return work && work->results.size() == 1 && work->results.front().copy.isEmpty();
    }));
    QTRY_COMPARE(keptIn(m_root), QStringList("work.json"));
}

void TestRecovery::forgottenResultsLoseTheirCopy()
{
    Sitting sitting(m_root);
    QVERIFY(sitting.ask("who?"));
    QVERIFY(sitting.ask("why?"));
    QVERIFY(QTest::qWaitFor([&] {
        return keptIn(m_root) == QStringList({"1.headlight", "2.headlight", "work.json"});
    }));
    sitting.bench.history()->remove(1);
    QVERIFY(QTest::qWaitFor([&] { return keptIn(m_root).size() == 2; }));
    const KeptWork work = *keptWorkOf(readAll(pathOf(m_root + '/' + foldersIn(m_root).front() + "/work.json")));
    QCOMPARE(keptIn(m_root).front(), work.results.front().copy);
}

void TestRecovery::bringsBackAllThatWasDone()
{
    const QString root = crashed([this](Sitting& sitting) {
        QVERIFY(sitting.ask("who?"));
        sitting.bench.shown()->document()->setNotes("a note");
        QVERIFY(sitting.ask("why?"));
        sitting.bench.input()->setQuestion("endless");
        sitting.bench.runner()->run();
        QVERIFY(awaitKept("endless"));
        QVERIFY(awaitKept("2.headlight"));
    });
    Sitting next(root);
    QCOMPARE(next.saver->describeFound(), QStringLiteral("2 results and the question “endless”"));
    QSignalSpy restored(next.saver.get(), &AutoSaver::restored);
    next.saver->restore();
    QVERIFY(restored.wait());
    QVERIFY(restored.front().front().toBool());
    QCOMPARE(next.bench.history()->rowCount(), 2);
    QCOMPARE(next.bench.history()->record(0).result->input.leadText(), std::string("why?"));
    QCOMPARE(next.bench.history()->record(1).document.notes, QStringLiteral("a note"));
    QCOMPARE(next.bench.sessions()->unsavedRows(), QList<int>({0, 1}));
    QCOMPARE(next.bench.input()->question(), QStringLiteral("endless"));
    QCOMPARE(next.bench.input()->context(), QStringLiteral("a context"));
    QVERIFY(QTest::qWaitFor([&] { return foldersIn(root).size() == 1; })); // its own: the other is no longer needed
    QVERIFY(!next.saver->hasFound());
}

void TestRecovery::theOriginalIsNotTouched()
{
    const QString original = m_folder->filePath("mine.headlight");
    QByteArray contents;
    const QString root = crashed([&](Sitting& sitting) {
        QVERIFY(sitting.ask("who?"));
        sitting.bench.sessions()->save(original);
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(original) && !sitting.bench.sessions()->hasUnsaved(); }));
        contents = readAll(pathOf(original));
        sitting.bench.shown()->document()->setNotes("after the save");
        QVERIFY(awaitKept("after the save"));
    });
    Sitting next(root);
    next.saver->restore();
    QVERIFY(QTest::qWaitFor([&] { return next.bench.history()->rowCount() == 1; }));
    QCOMPARE(next.bench.shown()->document()->notes(), QStringLiteral("after the save"));
    QCOMPARE(next.bench.shown()->document()->file(), original);
    QVERIFY(next.bench.shown()->document()->isDirty());
    QCOMPARE(readAll(pathOf(original)), contents);
}

void TestRecovery::twoSittingsKeepApart()
{
    Sitting first(m_root);
    QVERIFY(first.ask("who?"));
    QVERIFY(awaitKept("1.headlight"));
    const Sitting second(m_root);
    QVERIFY(!second.saver->hasFound()); // the first one lives
    QCOMPARE(foldersIn(m_root).size(), 2);
}

void TestRecovery::discardedWorkIsGone()
{
    const QString root = crashed([this](Sitting& sitting) {
        QVERIFY(sitting.ask("who?"));
        QVERIFY(awaitKept("1.headlight"));
    });
    {
        const Sitting next(root);
        QVERIFY(next.saver->hasFound());
        next.saver->discard();
        QVERIFY(!next.saver->hasFound());
    }
    QVERIFY(foldersIn(root).isEmpty());
}

void TestRecovery::whatNobodyDecidedStays()
{
    const QString root = crashed([this](Sitting& sitting) {
        QVERIFY(sitting.ask("who?"));
        QVERIFY(awaitKept("1.headlight"));
    });
    for (int start = 0; start < 2; ++start) {
        const Sitting next(root);
        QVERIFY(next.saver->hasFound());
    }
    QCOMPARE(foldersIn(root).size(), 1);
}

void TestRecovery::damagedCopiesStayAndAreSaid()
{
    const QString root = crashed([this](Sitting& sitting) {
        QVERIFY(sitting.ask("who?"));
        QVERIFY(sitting.ask("why?"));
        QVERIFY(awaitKept("2.headlight"));
    });
    writeAll(pathOf(root + '/' + foldersIn(root).front() + "/1.headlight"), "no session");
    Sitting next(root);
    QSignalSpy failed(next.saver.get(), &AutoSaver::failed);
    QSignalSpy restored(next.saver.get(), &AutoSaver::restored);
    next.saver->restore();
    QVERIFY(restored.wait());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(next.bench.history()->rowCount(), 1);
    next.bench.input()->setQuestion("and since then?");
    QVERIFY(awaitKept("and since then?", root)); // with what came back, after which its folder would go
    QCOMPARE(foldersIn(root).size(), 2);
}

void TestRecovery::emptyFoldersGo()
{
    QDir().mkpath(m_root + "/died-at-once");
    writeAll(pathOf(m_root + "/died-at-once/lock"), {});
    QDir().mkpath(m_root + "/damaged");
    writeAll(pathOf(m_root + "/damaged/lock"), {});
    writeAll(pathOf(m_root + "/damaged/work.json"), "{");
    QDir().mkpath(m_root + "/died-before-its-lock");
    QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(m_root + "/died-before-its-lock").constData(), longAgo, 0), 0);
    const Sitting next(m_root);
    QVERIFY(!next.saver->hasFound());
    QVERIFY(awaitFolders(1)); // its own
}

void TestRecovery::whatIsLeftIsOfferedAgain()
{
    {
        Sitting sitting(m_root);
        QVERIFY(sitting.ask("who?"));
        QVERIFY(sitting.ask("why?"));
        sitting.saver->leave(); // before anything was kept by itself
    }
    QCOMPARE(keptIn(m_root), QStringList({"1.headlight", "2.headlight", "work.json"}));
    Sitting next(m_root);
    QVERIFY(next.saver->hasFound());
    QVERIFY(next.saver->foundWasEnded());
    QSignalSpy restored(next.saver.get(), &AutoSaver::restored);
    next.saver->restore();
    QVERIFY(restored.wait());
    QVERIFY(!restored.front().front().toBool());
    QCOMPARE(next.bench.history()->rowCount(), 2);
    QCOMPARE(next.bench.input()->question(), QStringLiteral("why?"));
    QVERIFY(awaitFolders(1));
}

void TestRecovery::savedWorkIsNotLeft()
{
    {
        Sitting sitting(m_root);
        QVERIFY(sitting.ask("who?"));
        sitting.bench.sessions()->save(m_folder->filePath("mine.headlight"));
        QVERIFY(QTest::qWaitFor([&] { return !sitting.bench.sessions()->hasUnsaved(); }));
        QVERIFY(awaitKept("mine.headlight"));
        sitting.saver->leave();
    }
    QVERIFY(foldersIn(m_root).isEmpty());
}

void TestRecovery::leavingTellsWhatRan()
{
    {
        Sitting sitting(m_root);
        sitting.bench.input()->setQuestion("endless");
        sitting.bench.input()->setContext("a context");
        sitting.bench.runner()->run();
        QVERIFY(QTest::qWaitFor([&] { return sitting.bench.runner()->isRunning() && sitting.bench.result(); }));
        sitting.saver->leave();
        sitting.bench.cancel();
        const QString elsewhere = m_folder->filePath("elsewhere");
        Sitting other(elsewhere);
        for (Sitting* each : {&sitting, &other})
            each->bench.input()->setQuestion("another"); // nothing is kept after that
        QVERIFY(awaitKept("another", elsewhere));
    }
    const auto left = RecoveryFolder::leftBehind(m_root);
    QCOMPARE(left.size(), std::size_t{1});
    QVERIFY(left.front().work().running);
    QCOMPARE(left.front().work().question, QStringLiteral("endless"));
}

/// What a session manager asked to be kept is kept as ever when the program goes on, and a crash is then a crash.
void TestRecovery::aCancelledLogoutChangesNothing()
{
    const QString root = crashed([this](Sitting& sitting) {
        QVERIFY(sitting.ask("who?"));
        sitting.saver->keepNow();
        QVERIFY(awaitKept("\"ended\": true"));
        QCOMPARE(keptIn(m_root), QStringList({"1.headlight", "work.json"}));
        QVERIFY(sitting.ask("why?"));
        QVERIFY(awaitKept("2.headlight"));
        QVERIFY(awaitKept("\"ended\": false"));
    });
    const Sitting next(root);
    QVERIFY(next.saver->hasFound());
    QVERIFY(!next.saver->foundWasEnded());
}

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
