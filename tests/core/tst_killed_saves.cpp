// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A save that is killed at any moment leaves the old file or the new one, whole, and no litter after the next start.
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>
#include <thread>

#include "core/files/atomic_file.h"
#include "core/session/session.h"
#include "tests/support/child_process.h"
#include "tests/support/files_testing.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

constexpr int versions = 4;
constexpr int killsOfSessions = 600;
constexpr int killsOfNamedFiles = 400;
constexpr unsigned seed = 20260;
// In microseconds; the longest keeps one slow save from making the test take minutes.
constexpr std::int64_t shortestSpan = 6000;
constexpr std::int64_t longestSpan = 60000;

Session version(int number)
{
    Session session{test::sampleResult({.tokens = 12 + 8 * number}), {}, nullptr};
    session.view.notes = "version " + std::to_string(number);
    return session;
}

std::size_t filesIn(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// What many kills have left.
struct Tally {
    std::array<int, versions> found{}; ///< how often each version was the one on the disk
    int torn = 0;
    int litter = 0; ///< files beside it, before the next start
    int left = 0;   ///< the same after it
};

} // namespace

class TestKilledSaves : public QObject {
    Q_OBJECT

private slots:
    void init();
    void sessionsAreOldOrNew();
    void namedFilesAreOldOrNew();
    void staleFilesGo();
    void filesOfTheLivingStay();
    void otherFilesStay_data();
    void otherFilesStay();

private:
    using Save = std::function<void(int version)>;
    Tally killOften(int times, const std::vector<QByteArray>& contents, const Save& save);
    static bool sawEach(const Tally& tally);

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TestKilledSaves::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = toPath(m_folder->path());
}

/// A child saves one version after the other over the same file until it is killed, at any moment within the time that
/// it takes to save each of them twice here, under a sanitizer too.
Tally TestKilledSaves::killOften(int times, const std::vector<QByteArray>& contents, const Save& save)
{
    QElapsedTimer timer;
    timer.start();
    for (int number = 0; number < versions; ++number)
        save(number);
    std::mt19937 random(seed);
    const std::int64_t twice = 2 * timer.nsecsElapsed() / 1000;
    std::uniform_int_distribution<std::int64_t> life(0, std::clamp(twice, shortestSpan, longestSpan));
    Tally tally;
    for (int i = 0; i < times; ++i) {
        {
            ChildProcess child([&] {
                for (int next = i;; ++next)
                    save(next % versions);
            });
            std::this_thread::sleep_for(std::chrono::microseconds(life(random)));
            child.kill();
        }
        const auto found = std::find(contents.begin(), contents.end(), readAll(m_root / "a.headlight"));
        if (found == contents.end())
            ++tally.torn;
        else
            ++tally.found[static_cast<std::size_t>(found - contents.begin())];
        tally.litter += static_cast<int>(filesIn(m_root)) - 1;
        removeStaleFiles(m_root);
        tally.left += static_cast<int>(filesIn(m_root)) - 1;
    }
    return tally;
}

/// Otherwise the children were killed too early to save, and nothing was tried.
bool TestKilledSaves::sawEach(const Tally& tally)
{
    return std::all_of(tally.found.begin(), tally.found.end(), [](int count) { return count > 0; });
}

void TestKilledSaves::sessionsAreOldOrNew()
{
    const fs::path file = m_root / "a.headlight";
    std::vector<QByteArray> contents;
    for (int number = 0; number < versions; ++number) {
        QVERIFY(writeSession(version(number), file));
        contents.push_back(readAll(file));
    }
    std::vector<Session> sessions;
    for (int number = 0; number < versions; ++number)
        sessions.push_back(version(number));
    const Tally tally = killOften(killsOfSessions, contents, [&](int number) {
        if (!writeSession(sessions[static_cast<std::size_t>(number)], file))
            ::_exit(1);
    });
    QCOMPARE(tally.torn, 0);
    QCOMPARE(tally.left, 0);
    QVERIFY(sawEach(tally));
}

/// Where a file system cannot write a file without a name, the kill leaves one: the next start removes it.
void TestKilledSaves::namedFilesAreOldOrNew()
{
    const fs::path file = m_root / "a.headlight";
    std::vector<QByteArray> contents;
    for (int number = 0; number < versions; ++number)
        contents.push_back(QByteArray(300'000 * (number + 1), static_cast<char>('a' + number)));
    writeAll(file, contents[0]);
    const Tally tally = killOften(killsOfNamedFiles, contents, [&](int number) {
        auto saved = AtomicFile::create(file, Beside::Named);
        const bool whole =
            saved && saved->write(toBytes(contents[static_cast<std::size_t>(number)])) && saved->commit();
        if (!whole)
            ::_exit(1);
    });
    QCOMPARE(tally.torn, 0);
    QVERIFY2(tally.litter > 0, "no kill fell between making the file and its rename");
    QCOMPARE(tally.left, 0);
    QVERIFY(sawEach(tally));
}

void TestKilledSaves::staleFilesGo()
{
    writeAll(m_root / ".headlight-0123456789abcdef.tmp", "half of a file");
    QVERIFY(writeFile(m_root / "a", toBytes("new"))); // the next save in the folder
    QCOMPARE(filesIn(m_root), std::size_t{1});
}

void TestKilledSaves::filesOfTheLivingStay()
{
    auto living = AtomicFile::create(m_root / "a", Beside::Named);
    QVERIFY(living);
    QVERIFY(living->write(toBytes("slow")));
    QCOMPARE(removeStaleFiles(m_root), std::size_t{0});
    QVERIFY(living->commit());
    QCOMPARE(readAll(m_root / "a"), QByteArray("slow"));
}

void TestKilledSaves::otherFilesStay_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("too short") << ".headlight-0123456789abcde.tmp";
    QTest::newRow("no hexadecimal digits") << ".headlight-0123456789abcdeg.tmp";
    QTest::newRow("no dot") << "headlight-0123456789abcdef.tmp";
    QTest::newRow("another suffix") << ".headlight-0123456789abcdef.bak";
    QTest::newRow("a session") << "0123456789abcdef.headlight";
}

void TestKilledSaves::otherFilesStay()
{
    QFETCH(const QString, name);
    writeAll(m_root / name.toStdString(), "of somebody");
    QCOMPARE(removeStaleFiles(m_root), std::size_t{0});
    QCOMPARE(filesIn(m_root), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestKilledSaves)
#include "tst_killed_saves.moc"
