// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The fuzzer's target of one reader, which the build names in HEADLIGHT_READER.
#include <cstdio>
#include <cstdlib>

#include "tests/support/hostile_readers.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size)
{
    using namespace headlight::testing;
    static const HostileReader* const reader = hostileReader(HEADLIGHT_READER);
    const Reading reading = reader->read({reinterpret_cast<const char*>(bytes), size});
    if (reading.complaint.empty())
        return 0;
    std::fprintf(stderr, "%s\n", reading.complaint.c_str());
    std::abort();
}
