// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// write_seeds DATA CORPUS: puts the examples of each reader into a folder CORPUS/NAME, where the fuzzer starts from.
#include <cstdio>
#include <fstream>

#include "tests/support/hostile_readers.h"

int main(int count, char** arguments)
{
    namespace fs = std::filesystem;
    using namespace headlight::testing;
    if (count != 3) {
        std::fprintf(stderr, "write_seeds DATA CORPUS\n");
        return 2;
    }
    for (const HostileReader& reader : hostileReaders()) {
        const fs::path folder = fs::path(arguments[2]) / reader.name;
        fs::create_directories(folder);
        int number = 0;
        for (const std::string& seed : seedsOf(reader, arguments[1]))
            std::ofstream(folder / ("seed" + std::to_string(number++)), std::ios::binary) << seed;
    }
    return 0;
}
