// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headlight::testing {

/// What a reader made of the bytes of a file.
struct Reading {
    bool loaded = false;
    std::string
        complaint; ///< what it did wrong: an error that names no file, a value that breaks its promises; else empty
};

/// A reader of files that come from strangers. It uses all that an accepted file offers, so that a wrong acceptance
/// becomes a wrong access. Free of Qt, for the fuzzer and the tests.
struct HostileReader {
    const char* name;
    Reading (*read)(std::string_view bytes);
    std::vector<const char*> seeds; ///< files and folders below tests/data that hold examples
};

std::span<const HostileReader> hostileReaders();
/// Null where there is none.
const HostileReader* hostileReader(std::string_view name);
/// The contents of a reader's examples, those of at most 16 KiB.
std::vector<std::string> seedsOf(const HostileReader& reader, const std::filesystem::path& data);

} // namespace headlight::testing
