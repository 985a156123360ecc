// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "core/base/memory.h"

using namespace headlight;

namespace {

constexpr std::int64_t mebibyte = std::int64_t(1) << 20;
constexpr std::int64_t blockSize = mebibyte;
constexpr int blocks = 300;

/// Of this process, in bytes.
std::int64_t residentMemory()
{
    std::ifstream file("/proc/self/statm");
    std::int64_t all = 0;
    std::int64_t resident = 0;
    file >> all >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

/// Large blocks with small ones between them, which stay.
std::vector<std::unique_ptr<char[]>> gapsBetweenSmallBlocks()
{
    std::vector<std::unique_ptr<char[]>> large;
    std::vector<std::unique_ptr<char[]>> small;
    for (int i = 0; i < blocks; ++i) {
        large.emplace_back(new char[blockSize]);
        std::memset(large.back().get(), i, blockSize);
        small.emplace_back(new char[64]);
    }
    return small;
}

} // namespace

class TestMemory : public QObject {
    Q_OBJECT

private slots:
    void theBudgetIsWhatWasAskedFor() { QCOMPARE(memoryBudget(600), 600 * mebibyte); }

    void theDefaultIsBounded()
    {
        QVERIFY(memoryBudget(0) > 0);
        QVERIFY(memoryBudget(0) <= 2048 * mebibyte);
    }

    void freedMemoryGoesBack()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("Sanitizers bring a malloc of their own.");
#endif
        // From the first that is freed on, malloc takes blocks of this size from its heap.
        std::make_unique<char[]>(4 * blockSize).reset();
        const std::int64_t before = residentMemory();
        const auto small = gapsBetweenSmallBlocks();
        releaseFreeMemory();
        QVERIFY2(residentMemory() - before < blocks * blockSize / 4,
                 qPrintable(QString("%1 MiB more").arg((residentMemory() - before) / mebibyte)));
        QCOMPARE(static_cast<int>(small.size()), blocks);
    }
};

QTEST_APPLESS_MAIN(TestMemory)
#include "tst_memory.moc"
