// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <csignal>
#include <ctime>
#include <sys/resource.h>
#include <utility>

#include "tests/support/files_testing.h"
#include "tests/support/sample_result.h"
#include "ui/export/set_folder.h"
#include "ui/jobs/export_run.h"

using namespace headlight;
using namespace headlight::testing;
using namespace headlight::ui;

namespace {

Session sampleSession(const test::SampleShape& shape = {})
{
    Session session;
    session.result = test::sampleResult(shape);
    session.view.measure = "start";
    session.view.range = "99.5";
    return session;
}

ExportOptions optionsFor(const QString& format)
{
    ExportOptions options;
    options.view = "heads";
    options.format = format;
    options.dpi = 96;
    return options;
}

struct Run {
    ExportRun run;
    QSignalSpy succeeded{&run, &ExportRun::succeeded};
    QSignalSpy failed{&run, &ExportRun::failed};

    explicit Run(const Session& session = sampleSession()) : run(session) {}
    bool awaitEnd()
    {
        return QTest::qWaitFor([this] { return !run.isRunning(); }, 60000);
    }
};

/// Of this thread.
double workMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Files no larger than this while it lives: as if the disk were full.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class TestExportRun : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesOneFile();
    void setHasEveryLayerAndHead();
    void setRangeIsWrittenOut();
    void setKeepsLayersAndHeads();
    void emptySetIsRefused();
    void cancelLeavesNothing();
    void destructionLeavesNothing();
    void failuresLeaveNothing_data();
    void failuresLeaveNothing();
    void fullDiskLeavesNothing();
    void freshFolderIsBesideOthers();
    void folderIsKeptWhereSomethingElseIsIn();
    void windowGoesOnMeanwhile();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList namesIn(const QString& folder) const
    {
        return QDir(path(folder)).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestExportRun::writesOneFile()
{
    Run one;
    one.run.writeFile(optionsFor("png"), toPath(path("a.png")));
    QVERIFY(one.awaitEnd());
    QCOMPARE(one.succeeded.size(), 1);
    const QByteArray bytes = readAll(toPath(path("a.png")));
    QVERIFY(exportView(sampleSession(), optionsFor("png"), toPath(path("b.png"))));
    QVERIFY(bytes == readAll(toPath(path("b.png"))));
}

void TestExportRun::setHasEveryLayerAndHead()
{
    Run set;
    QSignalSpy progress(&set.run, &ExportRun::progressed);
    set.run.writeSet(optionsFor("svg"), {}, toPath(path("set")));
    QVERIFY(set.awaitEnd());
    QCOMPARE(set.succeeded.size(), 1);
    const QStringList names = namesIn("set");
    QCOMPARE(names.size(), 1 + 3 + 12);
    QCOMPARE(names.first(), QString("contact-sheet.svg"));
    QCOMPARE(names.last(), QString("layer-02.svg"));
    QCOMPARE(progress.size(), names.size());
    QCOMPARE(progress.last()[1].toInt(), int(names.size()));
}

void TestExportRun::setRangeIsWrittenOut()
{
    for (const char* range : {"99.5", "shared", "panel", "99 log"}) {
        ExportOptions options = optionsFor("csv");
        options.range = range;
        const auto files = exportSet(sampleSession(), options, {});
        QVERIFY(files);
        QCOMPARE(files->size(), 16);
        const auto sheet = exportFigure(sampleSession(), files->first().options);
        for (const SetFile& file : *files) {
            QCOMPARE(file.options.range, files->first().options.range);
            const auto figure = exportFigure(sampleSession(), file.options);
            QVERIFY(figure);
            QCOMPARE(figure->range.low, sheet->range.low);
            QCOMPARE(figure->range.high, sheet->range.high);
            QCOMPARE(figure->range.logarithmic, QString(range).endsWith("log"));
        }
    }
}

void TestExportRun::setKeepsLayersAndHeads()
{
    ExportOptions options = optionsFor("csv");
    options.layers = {0, 2};
    options.heads = {3};
    const auto files = exportSet(sampleSession(), options, {true, true, true});
    QVERIFY(files);
    QStringList names;
    for (const SetFile& file : *files)
        names.append(file.name);
    QCOMPARE(names, QStringList({"contact-sheet.csv", "layer-00.csv", "layer-00-head-03.csv", "layer-02.csv",
                                 "layer-02-head-03.csv"}));
    options.layers = {7};
    QVERIFY(!exportSet(sampleSession(), options, {}));
}

void TestExportRun::emptySetIsRefused()
{
    const auto files = exportSet(sampleSession(), optionsFor("png"), {false, false, false});
    QVERIFY(!files);
    QCOMPARE(files.error().kind, ErrorKind::Usage);
}

void TestExportRun::cancelLeavesNothing()
{
    for (const int after : {0, 1, 5}) {
        Run set;
        int written = 0;
        connect(&set.run, &ExportRun::progressed, &set.run, [&](int done) {
            written = done;
            if (done == after)
                set.run.cancel();
        });
        set.run.writeSet(optionsFor("png"), {}, toPath(path("set")));
        QVERIFY(set.awaitEnd());
        QCOMPARE(written, after);
        QCOMPARE(set.succeeded.size(), 0);
        QCOMPARE(set.failed.size(), 1);
        QCOMPARE(set.failed[0][0].value<Error>().kind, ErrorKind::Cancelled);
        QVERIFY(!QDir(path("set")).exists());
    }
}

void TestExportRun::destructionLeavesNothing()
{
    {
        Run set;
        QSignalSpy progress(&set.run, &ExportRun::progressed);
        set.run.writeSet(optionsFor("png"), {}, toPath(path("set")));
        QVERIFY(QTest::qWaitFor([&] { return progress.size() == 3; }));
    }
    QVERIFY(!QDir(path("set")).exists());
}

void TestExportRun::failuresLeaveNothing_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("measure");
    QTest::addColumn<double>("width");
    QTest::addColumn<QString>("message");
    QTest::newRow("no parent") << "no/set"
                               << "start" << 89.0 << "cannot be made";
    QTest::newRow("parent is a file") << "file/set"
                                      << "start" << 89.0 << "cannot be made";
    QTest::newRow("something in it") << "full"
                                     << "start" << 89.0 << "holds something already";
    QTest::newRow("width") << "set"
                           << "start" << 5.0 << "width must lie between";
    QTest::newRow("measure") << "set"
                             << "beauty" << 89.0 << "does not show “beauty”";
}

void TestExportRun::failuresLeaveNothing()
{
    QFETCH(const QString, folder);
    QFETCH(const QString, measure);
    QFETCH(const double, width);
    QFETCH(const QString, message);
    writeAll(toPath(path("file")), "a file");
    QDir(m_folder->path()).mkdir("full");
    writeAll(toPath(path("full/mine")), "mine");
    ExportOptions options = optionsFor("png");
    options.measure = measure;
    options.widthMm = width;
    Run set;
    set.run.writeSet(options, {}, toPath(path(folder)));
    QVERIFY(set.awaitEnd());
    QCOMPARE(set.failed.size(), 1);
    const QString text = QString::fromStdString(set.failed[0][0].value<Error>().text());
    QVERIFY2(text.contains(message), qPrintable(text));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name),
             QStringList({"file", "full"}));
    QCOMPARE(namesIn("full"), QStringList{"mine"});
}

void TestExportRun::fullDiskLeavesNothing()
{
    writeAll(toPath(path("old.png")), "the old picture");
    const SmallDisk disk(2000);
    Run set;
    set.run.writeSet(optionsFor("png"), {}, toPath(path("set")));
    QVERIFY(set.awaitEnd());
    QCOMPARE(set.failed.size(), 1);
    QVERIFY(!QDir(path("set")).exists());
    Run one;
    one.run.writeFile(optionsFor("png"), toPath(path("old.png")));
    QVERIFY(one.awaitEnd());
    QCOMPARE(one.failed.size(), 1);
    QVERIFY(QString::fromStdString(one.failed[0][0].value<Error>().text()).contains("old.png"));
    QCOMPARE(readAll(toPath(path("old.png"))), QByteArray("the old picture"));
    QCOMPARE(namesIn("."), QStringList{"old.png"});
}

void TestExportRun::freshFolderIsBesideOthers()
{
    QCOMPARE(freshFolder(toPath(path("set"))), toPath(path("set")));
    QDir(m_folder->path()).mkdir("set");
    QCOMPARE(freshFolder(toPath(path("set"))), toPath(path("set"))); // empty
    writeAll(toPath(path("set/a")), "a");
    QCOMPARE(freshFolder(toPath(path("set"))), toPath(path("set-2")));
    writeAll(toPath(path("set-2")), "a file");
    QCOMPARE(freshFolder(toPath(path("set"))), toPath(path("set-3")));
}

void TestExportRun::folderIsKeptWhereSomethingElseIsIn()
{
    {
        Result<SetFolder> folder = SetFolder::create(toPath(path("set")));
        QVERIFY(folder);
        QVERIFY(folder->write("a.csv", Drawing{{}, {std::byte{65}}}));
        writeAll(toPath(path("set/theirs")), "theirs");
    }
    QCOMPARE(namesIn("set"), QStringList{"theirs"});
}

/// Turns of the event loop while a set is written: none may keep the window waiting. Counted as work of this thread, so
/// that what else the machine does is no matter.
void TestExportRun::windowGoesOnMeanwhile()
{
    Run set(sampleSession({4, 12, 64}));
    ExportOptions options = optionsFor("png");
    options.dpi = 300;
    double longest = 0;
    double before = workMilliseconds();
    int turns = 0;
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this, [&] {
        longest = std::max(longest, workMilliseconds() - std::exchange(before, workMilliseconds()));
        ++turns;
    });
    ticks.start(0);
    set.run.writeSet(options, {true, true, false}, toPath(path("set")));
    QVERIFY(set.awaitEnd());
    QCOMPARE(set.succeeded.size(), 1);
    QVERIFY(turns > 10);
    QVERIFY2(longest < 200, qPrintable(QString::number(longest)));
}

QTEST_MAIN(TestExportRun)
#include "tst_export_run.moc"
