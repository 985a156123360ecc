// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

#include "core/files/atomic_file.h"
#include "core/files/safetensors.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

constexpr rlim_t sizeLimit = 64 * 1024;

/// Files may not grow beyond sizeLimit while it lives: the effect of a full disk, without a disk.
class FullDisk {
public:
    FullDisk()
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{sizeLimit, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

Result<void> write(const fs::path& file, const QByteArray& contents)
{
    return writeFile(file, toBytes(contents));
}

mode_t modeOf(const fs::path& file)
{
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private slots:
    void init();
    void writesNewFile();
    void replacesFile();
    void keepsModeOfReplacedFile();
    void newFileFollowsUmask();
    void writesThroughLinks();
    void withoutCommitNothingChanges_data();
    void withoutCommitNothingChanges();
    void movedFromFileLeavesTheTargetAlone();
    void fullDiskLeavesOldFile_data();
    void fullDiskLeavesOldFile();
    void fullDiskLeavesNoNewFile();
    void refusesTargets_data();
    void refusesTargets();
    void vanishedFolder();
    void readsWholeFile();
    void readRefusesLargeFile();

private:
    std::size_t filesInFolder() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TestAtomicFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = toPath(m_folder->path());
}

std::size_t TestAtomicFile::filesInFolder() const
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(m_root), fs::directory_iterator()));
}

void TestAtomicFile::writesNewFile()
{
    const auto written = write(m_root / "a", "new");
    QVERIFY2(written, qPrintable(messageOf(written)));
    QCOMPARE(readAll(m_root / "a"), QByteArray("new"));
    QCOMPARE(filesInFolder(), std::size_t{1});
}

void TestAtomicFile::replacesFile()
{
    writeAll(m_root / "a", "something longer");
    QVERIFY(write(m_root / "a", "new"));
    QCOMPARE(readAll(m_root / "a"), QByteArray("new"));
    QCOMPARE(filesInFolder(), std::size_t{1});
}

void TestAtomicFile::keepsModeOfReplacedFile()
{
    writeAll(m_root / "a", "old");
    QCOMPARE(chmod((m_root / "a").c_str(), 0640), 0);
    QVERIFY(write(m_root / "a", "new"));
    QCOMPARE(modeOf(m_root / "a"), mode_t{0640});
}

void TestAtomicFile::newFileFollowsUmask()
{
    const mode_t before = umask(027);
    const auto written = write(m_root / "a", "new");
    umask(before);
    QVERIFY(written);
    QCOMPARE(modeOf(m_root / "a"), mode_t{0640});
}

void TestAtomicFile::writesThroughLinks()
{
    fs::create_directory(m_root / "elsewhere");
    writeAll(m_root / "elsewhere/a", "old");
    fs::create_symlink("elsewhere/a", m_root / "link");
    fs::create_symlink("elsewhere/b", m_root / "dangling");
    QVERIFY(write(m_root / "link", "new"));
    QVERIFY(write(m_root / "dangling", "newer"));
    QVERIFY(fs::is_symlink(m_root / "link"));
    QVERIFY(fs::is_symlink(m_root / "dangling"));
    QCOMPARE(readAll(m_root / "elsewhere/a"), QByteArray("new"));
    QCOMPARE(readAll(m_root / "elsewhere/b"), QByteArray("newer"));
}

void TestAtomicFile::withoutCommitNothingChanges_data()
{
    QTest::addColumn<Beside>("beside");
    QTest::addColumn<std::size_t>("files");
    QTest::newRow("nameless") << Beside::Nameless << std::size_t{1};
    QTest::newRow("named") << Beside::Named << std::size_t{2};
}

void TestAtomicFile::withoutCommitNothingChanges()
{
    QFETCH(const Beside, beside);
    QFETCH(const std::size_t, files);
    writeAll(m_root / "a", "old");
    {
        auto file = AtomicFile::create(m_root / "a", beside);
        QVERIFY(file);
        QVERIFY(file->write(toBytes("half of i")));
        QCOMPARE(filesInFolder(), files);
    }
    QCOMPARE(readAll(m_root / "a"), QByteArray("old"));
    QCOMPARE(filesInFolder(), std::size_t{1});
}

void TestAtomicFile::movedFromFileLeavesTheTargetAlone()
{
    auto file = AtomicFile::create(m_root / "a");
    {
        AtomicFile moved = std::move(*file);
        QVERIFY(moved.write(toBytes("x")));
        QVERIFY(moved.commit());
    }
    QCOMPARE(readAll(m_root / "a"), QByteArray("x"));
}

void TestAtomicFile::fullDiskLeavesOldFile_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("one byte too many") << static_cast<int>(sizeLimit) + 1;
    QTest::newRow("a page too many") << static_cast<int>(sizeLimit) + 4096;
    QTest::newRow("ten times too many") << static_cast<int>(sizeLimit) * 10;
}

void TestAtomicFile::fullDiskLeavesOldFile()
{
    QFETCH(int, bytes);
    writeAll(m_root / "a", "old");
    QString message;
    {
        const FullDisk disk;
        message = messageOf(write(m_root / "a", QByteArray(bytes, 'x')));
    }
    QVERIFY2(message.contains("/a: Cannot save: the file would be larger than allowed."), qPrintable(message));
    QCOMPARE(readAll(m_root / "a"), QByteArray("old"));
    QCOMPARE(filesInFolder(), std::size_t{1});
}

void TestAtomicFile::fullDiskLeavesNoNewFile()
{
    SafetensorsWriter writer;
    writer.add("t", Array({100, 1000}, std::vector<float>(100'000)));
    QString message;
    {
        const FullDisk disk;
        message = messageOf(writer.write(m_root / "a"));
    }
    QVERIFY2(message.contains("Cannot save"), qPrintable(message));
    QCOMPARE(filesInFolder(), std::size_t{0});
}

void TestAtomicFile::refusesTargets_data()
{
    QTest::addColumn<QString>("expected");
    QTest::newRow("folder") << "Cannot save: this is a folder. Give a file name in it.";
    QTest::newRow("missing/a") << "Cannot save: the folder does not exist. Check that the folder exists.";
    QTest::newRow("file/a") << "Cannot save: its parent is a file, not a folder.";
    QTest::newRow("pipe") << "Cannot save: this is not a regular file. Give another name.";
    QTest::newRow("loop") << "Cannot save: ";
    QTest::newRow("folder/") << "Cannot save: this is a folder.";
    QTest::newRow(QByteArray(300, 'n').constData()) << "Cannot save: ";
}

void TestAtomicFile::refusesTargets()
{
    QFETCH(QString, expected);
    fs::create_directory(m_root / "folder");
    writeAll(m_root / "file", "old");
    QCOMPARE(mkfifo((m_root / "pipe").c_str(), 0600), 0);
    fs::create_symlink("loop", m_root / "loop");
    const std::size_t before = filesInFolder();
    const fs::path target = m_root / QTest::currentDataTag();
    const QString message = messageOf(write(target, "new"));
    QVERIFY2(message.startsWith(QString::fromStdString(target.string()) + ": " + expected), qPrintable(message));
    QCOMPARE(filesInFolder(), before);
}

void TestAtomicFile::vanishedFolder()
{
    fs::create_directory(m_root / "folder");
    auto file = AtomicFile::create(m_root / "folder/a");
    QVERIFY(file);
    QVERIFY(file->write(toBytes("new")));
    fs::remove_all(m_root / "folder");
    const QString message = messageOf(file->commit());
    QVERIFY2(message.contains("folder/a: Cannot save: the folder does not exist."), qPrintable(message));
}

void TestAtomicFile::readsWholeFile()
{
    const QByteArray contents = QByteArray("a\0b\n", 4).repeated(3'000'000);
    writeAll(m_root / "a", contents);
    const auto read = readFile(m_root / "a", static_cast<std::uint64_t>(contents.size()));
    QVERIFY2(read, qPrintable(messageOf(read)));
    QVERIFY(*read == toBytes(contents));
}

void TestAtomicFile::readRefusesLargeFile()
{
    writeAll(m_root / "a", "12345");
    QVERIFY(messageOf(readFile(m_root / "a", 4)).contains("/a: The file has 5 bytes; at most 4 are expected."));
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
