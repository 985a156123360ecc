// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What keeps a session from being saved: the old file stays whole, nothing is left beside it, and the error says why.
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/session/session.h"
#include "tests/support/child_process.h"
#include "tests/support/files_testing.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

constexpr rlim_t step = 4096;
constexpr char notMounted[] = "not mounted";

Session sample(int tokens)
{
    return {test::sampleResult({.tokens = tokens}), {}, nullptr};
}

QByteArray save(int tokens, const fs::path& file)
{
    return messageOf(writeSession(sample(tokens), file)).toUtf8();
}

void limitFiles(rlim_t bytes)
{
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

/// Alone in namespaces of our own, so that nothing here is seen outside; where we are not root, as the root of one.
bool leaveTheOthers()
{
    if (::unshare(CLONE_NEWNS) == 0)
        return true;
    const QByteArray map = "0 " + QByteArray::number(::geteuid()) + " 1";
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return false;
    writeAll("/proc/self/uid_map", map);
    return ::geteuid() == 0;
}

/// A small file system of this process alone, at `folder`.
bool mountSmallDisk(const fs::path& folder)
{
    return leaveTheOthers() && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("none", folder.c_str(), "tmpfs", 0, "size=256k") == 0;
}

std::size_t filesIn(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

class TestFailingSaves : public QObject {
    Q_OBJECT

private slots:
    void init();
    void limitAtEveryPage();
    void fullDisk();
    void readOnlyFolder();
    void readOnlyFile();
    void vanishedFolder();

private:
    QByteArray oldFile();

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
    fs::path m_file;
};

void TestFailingSaves::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = toPath(m_folder->path()) / "sessions";
    m_file = m_root / "a.headlight";
    fs::create_directory(m_root);
    // So that a child without privileges gets here.
    ::chmod(m_folder->path().toUtf8().constData(), 0755);
}

QByteArray TestFailingSaves::oldFile()
{
    save(12, m_file);
    return readAll(m_file);
}

/// The effect of a disk that fills up at any point of the file, without a disk.
void TestFailingSaves::limitAtEveryPage()
{
    const QByteArray before = oldFile();
    save(24, m_root / "larger.headlight");
    const auto size = fs::file_size(m_root / "larger.headlight");
    fs::remove(m_root / "larger.headlight");
    QVERIFY(size > 20 * step);
    for (rlim_t limit = 0; limit < size; limit += step) {
        const auto message = inChild([&] {
            limitFiles(limit);
            return save(24, m_file);
        });
        QVERIFY(message);
        QVERIFY2(message->contains("Cannot save: the file would be larger than allowed."), message->constData());
        QCOMPARE(readAll(m_file), before);
        QCOMPARE(filesIn(m_root), std::size_t{1});
    }
}

void TestFailingSaves::fullDisk()
{
    const auto outcome = inChild([&]() -> QByteArray {
        if (!mountSmallDisk(m_root))
            return notMounted;
        const QByteArray before = oldFile();
        const QByteArray message = save(64, m_file);
        return readAll(m_file) == before && filesIn(m_root) == 1 ? message : "damaged: " + message;
    });
    QVERIFY(outcome);
    if (*outcome == notMounted)
        QSKIP("this system lets no test mount a small disk; limitAtEveryPage tries the same");
    QVERIFY2(outcome->contains("/a.headlight: Cannot save: the disk is full. Free some space"), outcome->constData());
    QVERIFY2(!outcome->startsWith("damaged"), outcome->constData());
}

void TestFailingSaves::readOnlyFolder()
{
    const QByteArray before = oldFile();
    ::chmod(m_file.c_str(), 0666);
    ::chmod(m_root.c_str(), 0555);
    const auto message = inChild([&] { return becomeNobody() ? save(24, m_file) : QByteArray(); });
    ::chmod(m_root.c_str(), 0755);
    QVERIFY(message);
    QVERIFY2(message->contains("/a.headlight: Cannot save: no permission. Save in a folder that you may write to."),
             message->constData());
    QCOMPARE(readAll(m_file), before);
    QCOMPARE(filesIn(m_root), std::size_t{1});
}

void TestFailingSaves::readOnlyFile()
{
    const QByteArray before = oldFile();
    ::chmod(m_file.c_str(), 0444);
    ::chmod(m_root.c_str(), 0777);
    const auto message = inChild([&] { return becomeNobody() ? save(24, m_file) : QByteArray(); });
    QVERIFY(message);
    QVERIFY2(message->contains("/a.headlight: Cannot save: no permission."), message->constData());
    QCOMPARE(readAll(m_file), before);
    QCOMPARE(filesIn(m_root), std::size_t{1});
}

void TestFailingSaves::vanishedFolder()
{
    QVERIFY(!oldFile().isEmpty());
    fs::remove_all(m_root);
    const QByteArray message = save(24, m_file);
    QVERIFY2(message.contains("/a.headlight: Cannot save: the folder does not exist. Check that the folder exists."),
             message.constData());
}

QTEST_GUILESS_MAIN(TestFailingSaves)
#include "tst_failing_saves.moc"
