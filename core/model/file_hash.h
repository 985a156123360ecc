// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/files/regular_file.h"

struct evp_md_ctx_st;

namespace headlight {

/// SHA-256 of files, one after the other, computed piece by piece.
class FileHash {
public:
    explicit FileHash(std::vector<std::filesystem::path> files);

    /// Takes the next piece. The hash in lower-case hexadecimal once there are no more; not to be called after that,
    /// nor after an error.
    Result<std::optional<std::string>> advance();

private:
    struct FreeContext {
        void operator()(evp_md_ctx_st* context) const;
    };

    Result<void> takePiece();
    Result<std::optional<std::string>> finish();

    std::vector<std::filesystem::path> m_files;
    std::size_t m_next = 0; ///< the file after the open one
    std::optional<RegularFile> m_file;
    std::uint64_t m_done = 0; ///< bytes of the open file
    std::vector<std::byte> m_buffer;
    std::unique_ptr<evp_md_ctx_st, FreeContext> m_context;
    bool m_good = false;
};

} // namespace headlight
