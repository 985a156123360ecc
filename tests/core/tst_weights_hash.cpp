// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QElapsedTimer>
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

struct Spending {
    int idleThreads = 0; ///< threads at idle priority
    qint64 ticks = 0; ///< of 10 ms, of all others but the calling one
};

/// What the threads of this process have had of the processor (proc_pid_stat(5)).
Spending spending()
{
    Spending found;
    for (const fs::directory_entry& thread : fs::directory_iterator("/proc/self/task")) {
        if (thread.path().filename() == std::to_string(gettid()))
            continue;
        QFile file(QString::fromStdString(thread.path() / "stat"));
        if (!file.open(QFile::ReadOnly))
            continue; // it has ended meanwhile
        const QByteArray all = file.readAll();
        const QList<QByteArray> fields = all.mid(all.lastIndexOf(')') + 2).split(' '); // from field 3 on
        if (fields[41 - 3].toInt() == SCHED_IDLE)
            ++found.idleThreads;
        else
            found.ticks += fields[14 - 3].toLongLong() + fields[15 - 3].toLongLong();
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
    QCOMPARE(hashOf({first, empty, last}), QCryptographicHash::hash(digits + "abc", QCryptographicHash::Sha256).toHex());
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
    QThread::msleep(50); // the piece under way
    const Spending begin = spending();
    QThread::msleep(300);
    const Spending end = spending();
    QCOMPARE(end.idleThreads, 1); // which gets nothing where others are busy
    QVERIFY2(end.ticks <= begin.ticks + 1, qPrintable(QString::number(end.ticks - begin.ticks)));
}

void TestWeightsHash::endsEarly()
{
    auto hash = std::make_unique<WeightsHash>(std::vector<fs::path>(1'000'000, weights));
    std::string told;
    hash->whenKnown([&](const std::string& sha256) { told = sha256; });
    std::stop_source source;
    source.request_stop();
    QCOMPARE(hash->wait(source.get_token()).error().kind, ErrorKind::Cancelled);
    QElapsedTimer clock;
    clock.start();
    hash.reset();
    QVERIFY(clock.elapsed() < 30000); // far less than all files take
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
