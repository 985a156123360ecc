// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <filesystem>
#include <memory>
#include <optional>
#include <sched.h>
#include <string>
#include <unistd.h>

#include "core/model/weights_hash.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

const fs::path weights = TEST_DATA "/models/tiny-bert-qa/model.safetensors";

QByteArray hashOf(const std::vector<fs::path>& files)
{
    const WeightsHash hash(files);
    return QByteArray::fromStdString(hash.wait({}).value());
}

/// The threads of this process but the calling one.
struct Threads {
    int idle = 0;    ///< at idle priority
    int working = 0; ///< of the others, those that do not sleep: also where a busy machine gives them no processor
};

/// What the threads are at (proc_pid_stat(5)).
Threads threads()
{
    Threads found;
    for (const fs::directory_entry& thread : fs::directory_iterator("/proc/self/task")) {
        if (thread.path().filename() == std::to_string(gettid()))
            continue;
        QFile file(QString::fromStdString(thread.path() / "stat"));
        if (!file.open(QFile::ReadOnly))
            continue; // it has ended meanwhile
        const QByteArray all = file.readAll();
        const QList<QByteArray> fields = all.mid(all.lastIndexOf(')') + 2).split(' '); // from field 3 on
        if (fields[41 - 3].toInt() == SCHED_IDLE)
            ++found.idle;
        else
            found.working += fields[3 - 3] != "S";
    }
    return found;
}

} // namespace

class TestWeightsHash : public QObject {
    Q_OBJECT

private slots:
    void hashesFilesInOrder();
    void goesOnBehindOthers();
    void leavesTheProcessorToOthers();
    void endsEarly();
    void tellsItsListener();
    void leavesListenersAloneWithoutFiles();
};

void TestWeightsHash::hashesFilesInOrder()
{
    const QTemporaryDir folder;
    const fs::path first = toPath(folder.filePath("1"));
    const fs::path empty = toPath(folder.filePath("2"));
    const fs::path last = toPath(folder.filePath("3"));
    const QByteArray digits = QByteArray("0123456789").repeated(1'000'000); // several pieces
    writeAll(first, digits);
    writeAll(empty, "");
    writeAll(last, "abc");
    QCOMPARE(hashOf({last}), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(hashOf({first, empty, last}),
             QCryptographicHash::hash(digits + "abc", QCryptographicHash::Sha256).toHex());
}

void TestWeightsHash::goesOnBehindOthers()
{
    const std::vector<fs::path> files(20, weights);
    const QByteArray expected = hashOf(files);
    for (const int behindFor : {0, 1, 3, 10}) {
        WeightsHash hash(files);
        auto behind = std::make_unique<WeightsHash::Behind>(hash);
        const WeightsHash::Behind nested(hash);
        QThread::msleep(static_cast<unsigned long>(behindFor));
        behind.reset();
        QCOMPARE(QByteArray::fromStdString(hash.wait({}).value()), expected);
    }
    // The two threads take turns in the middle of it.
    WeightsHash hash(files);
    for (int turn = 0; turn < 20; ++turn)
        const WeightsHash::Behind behind(hash);
    QCOMPARE(QByteArray::fromStdString(hash.wait({}).value()), expected);
}

void TestWeightsHash::leavesTheProcessorToOthers()
{
    WeightsHash hash(std::vector<fs::path>(1'000'000, weights));
    const auto behind = std::make_unique<WeightsHash::Behind>(hash);
    while (threads().working > 0) // the piece under way comes to its end
        QThread::usleep(500);
    for (int look = 0; look < 100; ++look) {
        QThread::usleep(500);
        QCOMPARE(threads().working, 0);
    }
    QCOMPARE(threads().idle, 1); // which gets nothing where others are busy
}

void TestWeightsHash::endsEarly()
{
    auto hash = std::make_unique<WeightsHash>(std::vector<fs::path>(1'000'000, weights));
    std::string told;
    hash->whenKnown([&](const std::string& sha256) { told = sha256; });
    std::stop_source source;
    source.request_stop();
    QCOMPARE(hash->wait(source.get_token()).error().kind, ErrorKind::Cancelled);
    hash.reset();
    QVERIFY(told.empty()); // it would know had it gone through all files
}

void TestWeightsHash::tellsItsListener()
{
    std::string told;
    {
        std::promise<void> done;
        WeightsHash hash({weights});
        hash.whenKnown([&](const std::string& sha256) {
            told = sha256;
            done.set_value();
        });
        done.get_future().wait();
    }
    QCOMPARE(QByteArray::fromStdString(told), hashOf({weights}));
}

void TestWeightsHash::leavesListenersAloneWithoutFiles()
{
    bool told = false;
    {
        WeightsHash hash({"/nowhere/model.safetensors"});
        hash.whenKnown([&](const std::string&) { told = true; });
        const Result<std::string> found = hash.wait({});
        QVERIFY(!found);
        QVERIFY(messageOf(found).contains("/nowhere/model.safetensors: There is no such file."));
    }
    QVERIFY(!told);
}

QTEST_APPLESS_MAIN(TestWeightsHash)
#include "tst_weights_hash.moc"
