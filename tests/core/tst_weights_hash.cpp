// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>
#include <QThread>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/model/checkpoint.h"
#include "core/model/weights_hash.h"

using namespace headlight;

namespace {

const std::filesystem::path weights = TEST_DATA "/models/tiny-bert-qa/model.safetensors";

/// Whether the hash is known within `milliseconds`.
bool isKnown(const WeightsHash& hash, int milliseconds)
{
    std::stop_source impatience;
    std::jthread clock([&](const std::stop_token& done) {
        for (int i = 0; i < milliseconds && !done.stop_requested(); ++i)
            QThread::msleep(1);
        impatience.request_stop();
    });
    return hash.wait(impatience.get_token()).has_value();
}

} // namespace

class TestWeightsHash : public QObject {
    Q_OBJECT

private slots:
    void waits();
    void rests();
    void endsEarly();
    void tellsItsListener();
    void leavesListenersAloneWithoutFiles();
};

void TestWeightsHash::waits()
{
    const WeightsHash hash({weights});
    QCOMPARE(hash.wait({}).value(), hashFiles({weights}, {}).value());
}

void TestWeightsHash::rests()
{
    // Enough files that the pause comes before the last one, and few enough that they would be done within the second.
    WeightsHash hash(std::vector<std::filesystem::path>(100, weights));
    {
        const WeightsHash::Pause outer(hash);
        const WeightsHash::Pause inner(hash);
        QVERIFY(!isKnown(hash, 1000));
    }
    QVERIFY(isKnown(hash, 20000));
}

void TestWeightsHash::endsEarly()
{
    auto hash = std::make_unique<WeightsHash>(std::vector<std::filesystem::path>(1'000'000, weights));
    std::stop_source source;
    source.request_stop();
    QCOMPARE(hash->wait(source.get_token()).error().kind, ErrorKind::Cancelled);
    QElapsedTimer clock;
    clock.start();
    hash.reset();
    QVERIFY(clock.elapsed() < 5000); // far less than all files take
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
    QCOMPARE(told, hashFiles({weights}, {}).value());
}

void TestWeightsHash::leavesListenersAloneWithoutFiles()
{
    bool told = false;
    {
        WeightsHash hash({"/nowhere/model.safetensors"});
        hash.whenKnown([&](const std::string&) { told = true; });
        QVERIFY(!hash.wait({}));
    }
    QVERIFY(!told);
}

QTEST_APPLESS_MAIN(TestWeightsHash)
#include "tst_weights_hash.moc"
