// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <memory>
#include <openssl/evp.h>

#include "core/files/regular_file.h"
#include "core/model/checkpoint.h"

namespace headlight {
namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// SHA-256 of what is fed to it.
class Sha256 {
public:
    Sha256() : m_context(EVP_MD_CTX_new())
    {
        m_good = m_context && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1;
    }

    void feed(std::span<const std::byte> bytes)
    {
        m_good = m_good && EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()) == 1;
    }

    /// Lower-case hexadecimal; empty if the library failed.
    std::string finish()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        if (!m_good || EVP_DigestFinal_ex(m_context.get(), digest.data(), &size) != 1)
            return {};
        std::string text;
        std::array<char, 3> digits{};
        for (unsigned i = 0; i < size; ++i) {
            std::snprintf(digits.data(), digits.size(), "%02x", digest[i]);
            text += digits.data();
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, FreeContext> m_context;
    bool m_good = false;
};

Result<void> feedFile(Sha256& sha, RegularFile& file, const Job& job, std::vector<std::byte>& buffer)
{
    for (std::uint64_t done = 0; done < file.size();) {
        if (job.stopped())
            return cancelled();
        job.progress("Hashing weights", static_cast<double>(done) / static_cast<double>(file.size()));
        const std::size_t piece = std::min<std::uint64_t>(buffer.size(), file.size() - done);
        if (auto read = file.read(std::span(buffer).first(piece)); !read)
            return read;
        sha.feed(std::span(buffer).first(piece));
        done += piece;
    }
    return {};
}

} // namespace

Result<std::string> hashFiles(const std::vector<std::filesystem::path>& files, const Job& job)
try {
    Sha256 sha;
    std::vector<std::byte> buffer(readPiece);
    for (const std::filesystem::path& path : files) {
        auto file = RegularFile::open(path);
        if (!file)
            return tl::unexpected(file.error());
        if (auto fed = feedFile(sha, *file, job, buffer); !fed)
            return tl::unexpected(fed.error());
    }
    const std::string digest = sha.finish();
    if (digest.empty())
        return inputError("OpenSSL cannot compute SHA-256 on this computer", {}, "Check its installation.");
    return digest;
} catch (const std::exception& error) {
    return inputError(std::string("Cannot hash the weights: ") + error.what());
}

} // namespace headlight
