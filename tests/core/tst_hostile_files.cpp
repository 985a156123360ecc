// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <sys/resource.h>

#include "core/files/json_file.h"
#include "core/files/safetensors.h"
#include "tests/support/files_testing.h"
#include "tests/support/hostile_readers.h"
#include "tests/support/mutations.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mutations = 100'000; // of each reader's examples
constexpr long mostMemory = 256L << 10U;     // KiB of memory that damage to small files may take; sanitizers need more

const fs::path data = TEST_DATA;

long peakMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

/// Deterministic damage to files, a hundred thousand times for each reader. Worth most under the sanitizers.
class TestHostileFiles : public QObject {
    Q_OBJECT

private slots:
    void mutatedFilesLoadOrAreRefused_data();
    void mutatedFilesLoadOrAreRefused();
    void truncatedWeightsAreRefused();
    void damageTakesLittleMemory();
    void jsonThatSwellsIsRefused();
};

void TestHostileFiles::mutatedFilesLoadOrAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const HostileReader& reader : hostileReaders())
        QTest::newRow(reader.name) << QByteArray(reader.name);
}

void TestHostileFiles::mutatedFilesLoadOrAreRefused()
{
    QFETCH(const QByteArray, name);
    const HostileReader& reader = *hostileReader(name.toStdString());
    const std::vector<std::string> seeds = seedsOf(reader, data);
    QVERIFY(!seeds.empty());
    const bool hasHeader = name == "safetensors" || name == "session";
    std::uint64_t loaded = 0;
    for (std::uint64_t seed = 0; seed < mutations; ++seed) {
        const std::string& whole = seeds[seed % seeds.size()];
        const Reading reading =
            reader.read(hasHeader && seed % 4 != 0 ? mutatedHeader(whole, seed) : mutated(whole, seed));
        QVERIFY2(reading.complaint.empty(), qPrintable(QString("seed %1: ").arg(seed) + reading.complaint.c_str()));
        loaded += reading.loaded ? 1 : 0;
    }
    // Both ways must have been taken, or the damage was too small or too great to try anything.
    QVERIFY2(loaded > mutations / 1'000 && loaded < mutations * 999 / 1'000, qPrintable(QString::number(loaded)));
}

void TestHostileFiles::truncatedWeightsAreRefused()
{
    const QByteArray contents = readAll(data / "models/tiny-bert-qa-sharded/model-00004-of-00004.safetensors");
    for (qsizetype size = 0; size < contents.size(); size += size < 4'000 ? 1 : 97)
        QVERIFY2(!SafetensorsFile::parse(toBytes(contents.left(size)), "x"), qPrintable(QString::number(size)));
    QVERIFY(SafetensorsFile::parse(toBytes(contents), "x"));
}

/// The peak is that of all before it.
void TestHostileFiles::damageTakesLittleMemory()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the address sanitizer keeps what is freed");
#endif
    QVERIFY2(peakMemory() < mostMemory, qPrintable(QString("%1 KiB").arg(peakMemory())));
}

/// In memory, an empty list takes twenty times the room of its text.
void TestHostileFiles::jsonThatSwellsIsRefused()
{
    std::string text = "[";
    for (int i = 0; i < 4'000'001; ++i)
        text += "[],";
    text.back() = ']';
    QCOMPARE(messageOf(parseJson(text, "x.json")),
             QString("x.json: There are more than 4000000 values. Download the file again, or correct it."));
}

QTEST_GUILESS_MAIN(TestHostileFiles)
#include "tst_hostile_files.moc"
