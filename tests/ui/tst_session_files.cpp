// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <functional>
#include <unistd.h>

#include "core/files/atomic_file.h"
#include "tests/support/child_process.h"
#include "tests/support/files_testing.h"
#include "ui/state/file_paths.h"
#include "ui/state/session_files.h"

using namespace headlight;
using namespace headlight::testing;
using namespace headlight::ui;

/// What others do with the files of open sessions. (A file need not be a session for that.)
class TestSessionFiles : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aFileThatStaysIsNoNews();
    void noticesWhatOthersDo_data();
    void noticesWhatOthersDo();
    void ownSavesAreNoNews();
    void aChangeBeforeItWasReadCounts();
    void whatIsAdoptedAgainIsKnown();
    void comingBackIsNoticed();
    void tellsOfAnotherWindow();
    void forgottenFilesAreLetGo();

private:
    void adopt();
    bool awaitChange(FileChange change);
    bool awaitLook();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionFiles> m_files;
    QString m_file;
};

void TestSessionFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath("a.headlight");
    writeAll(pathOf(m_file), "as it was");
    m_files = std::make_unique<SessionFiles>();
    adopt();
}

void TestSessionFiles::adopt()
{
    m_files->adopt(m_file, stampOf(pathOf(m_file)));
}

bool TestSessionFiles::awaitChange(FileChange change)
{
    return QTest::qWaitFor([&] { return m_files->change(m_file) == change; }, 60000);
}

/// Waits until a change that comes now has been noticed, and all files looked at for its sake.
bool TestSessionFiles::awaitLook()
{
    const QString other = m_folder->filePath("other");
    writeAll(pathOf(other), "as it was");
    m_files->adopt(other, stampOf(pathOf(other)));
    writeAll(pathOf(other), "otherwise");
    return QTest::qWaitFor([&] { return m_files->change(other) == FileChange::Changed; }, 60000);
}

void TestSessionFiles::aFileThatStaysIsNoNews()
{
    QSignalSpy changed(m_files.get(), &SessionFiles::changed);
    writeAll(pathOf(m_folder->filePath("another")), "in the same folder");
    QVERIFY(awaitLook());
    QCOMPARE(m_files->change(m_file), FileChange::None);
    for (const QList<QVariant>& signal : changed)
        QVERIFY(signal.front().toString() != m_file);
}

void TestSessionFiles::noticesWhatOthersDo_data()
{
    using Deed = std::function<void(const std::filesystem::path&)>;
    QTest::addColumn<Deed>("deed");
    QTest::addColumn<FileChange>("change");
    QTest::newRow("written over") << Deed([](const auto& file) { writeAll(file, "otherwise"); }) << FileChange::Changed;
    QTest::newRow("replaced") << Deed([](const auto& file) { QVERIFY(writeFile(file, toBytes("as it was"))); })
                              << FileChange::Changed;
    QTest::newRow("removed") << Deed([](const auto& file) { std::filesystem::remove(file); }) << FileChange::Gone;
    QTest::newRow("renamed") << Deed([](const auto& file) { std::filesystem::rename(file, file.string() + ".bak"); })
                             << FileChange::Gone;
    QTest::newRow("its folder removed") << Deed([](const auto& file) {
        std::filesystem::remove_all(file.parent_path());
    }) << FileChange::Gone;
}

void TestSessionFiles::noticesWhatOthersDo()
{
    QFETCH(const std::function<void(const std::filesystem::path&)>, deed);
    QFETCH(const FileChange, change);
    QSignalSpy changed(m_files.get(), &SessionFiles::changed);
    deed(pathOf(m_file));
    QVERIFY(awaitChange(change));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.front().front().toString(), m_file);
}

void TestSessionFiles::ownSavesAreNoNews()
{
    m_files->beginSave(m_file);
    QVERIFY(writeFile(pathOf(m_file), toBytes("saved here")));
    QVERIFY(awaitLook());
    QCOMPARE(m_files->change(m_file), FileChange::None);
    adopt();
    QVERIFY(awaitLook());
    QCOMPARE(m_files->change(m_file), FileChange::None);
    writeAll(pathOf(m_file), "by somebody else");
    QVERIFY(awaitChange(FileChange::Changed));
}

void TestSessionFiles::aChangeBeforeItWasReadCounts()
{
    const auto before = stampOf(pathOf(m_file));
    QVERIFY(writeFile(pathOf(m_file), toBytes("while it was read")));
    m_files->adopt(m_file, before);
    QCOMPARE(m_files->change(m_file), FileChange::Changed);
}

void TestSessionFiles::whatIsAdoptedAgainIsKnown()
{
    writeAll(pathOf(m_file), "otherwise");
    QVERIFY(awaitChange(FileChange::Changed));
    adopt();
    QCOMPARE(m_files->change(m_file), FileChange::None);
}

void TestSessionFiles::comingBackIsNoticed()
{
    const std::filesystem::path aside = pathOf(m_file + ".aside");
    std::filesystem::rename(pathOf(m_file), aside);
    QVERIFY(awaitChange(FileChange::Gone));
    std::filesystem::rename(aside, pathOf(m_file));
    QVERIFY(awaitChange(FileChange::None));
}

/// The other window is another process: it locks the file, is noticed, and is killed.
void TestSessionFiles::tellsOfAnotherWindow()
{
    m_files->keepOnly({});
    std::array<int, 2> ends{};
    QCOMPARE(::pipe(ends.data()), 0);
    ChildProcess other([&] {
        const auto lock = FileLock::tryTake(pathOf(m_file));
        [[maybe_unused]] const auto told = ::write(ends[1], lock ? "y" : "n", 1);
        ::pause();
    });
    char locked = 0;
    QCOMPARE(::read(ends[0], &locked, 1), ssize_t{1});
    QCOMPARE(locked, 'y');
    adopt();
    QVERIFY(m_files->isShared(m_file));
    QSignalSpy changed(m_files.get(), &SessionFiles::changed);
    other.kill();
    other.wait();
    m_files->check();
    QVERIFY(!m_files->isShared(m_file));
    QCOMPARE(changed.size(), 1);
    ::close(ends[0]);
    ::close(ends[1]);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
}

void TestSessionFiles::forgottenFilesAreLetGo()
{
    QVERIFY(isLocked(pathOf(m_file)));
    m_files->keepOnly({m_folder->filePath("another")});
    QVERIFY(!isLocked(pathOf(m_file)));
}

QTEST_GUILESS_MAIN(TestSessionFiles)
#include "tst_session_files.moc"
