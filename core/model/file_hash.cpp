// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/file_hash.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <openssl/evp.h>
#include <span>

namespace headlight {

namespace {

// Small, as whoever is in a hurry may have to wait for the end of a piece that an idle thread has begun.
constexpr std::size_t pieceBytes = std::size_t{64} << 10U;

} // namespace

void FileHash::FreeContext::operator()(evp_md_ctx_st* context) const
{
    EVP_MD_CTX_free(context);
}

FileHash::FileHash(std::vector<std::filesystem::path> files)
    : m_files(std::move(files)), m_buffer(pieceBytes), m_context(EVP_MD_CTX_new())
{
    m_good = m_context && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1;
}

Result<std::optional<std::string>> FileHash::advance()
{
    while (!m_file || m_done == m_file->size()) {
        if (m_next == m_files.size())
            return finish();
        auto file = RegularFile::open(m_files[m_next++]);
        if (!file)
            return Failure(file.error());
        m_file.emplace(std::move(*file));
        m_done = 0;
    }
    if (Result<void> ok = takePiece(); !ok)
        return Failure(ok.error());
    return std::nullopt;
}

Result<void> FileHash::takePiece()
{
    const std::span piece(m_buffer.data(), std::min<std::uint64_t>(m_buffer.size(), m_file->size() - m_done));
    if (Result<void> read = m_file->read(piece); !read)
        return read;
    m_good = m_good && EVP_DigestUpdate(m_context.get(), piece.data(), piece.size()) == 1;
    m_done += piece.size();
    return {};
}

Result<std::optional<std::string>> FileHash::finish()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!m_good || EVP_DigestFinal_ex(m_context.get(), digest.data(), &size) != 1)
        return inputError("OpenSSL cannot compute SHA-256 on this computer", {}, "Check its installation.");
    std::string text;
    std::array<char, 3> digits{};
    for (unsigned i = 0; i < size; ++i) {
        std::snprintf(digits.data(), digits.size(), "%02x", digest[i]);
        text += digits.data();
    }
    return text;
}

} // namespace headlight
