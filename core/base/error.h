// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace headlight {

/// Why an operation failed. The kind decides the exit status of the command line (design: 1, 2, 3).
enum class ErrorKind {
    Input,     ///< the text, a file, the disk or the device is bad
    Usage,     ///< options that are wrong or contradict each other
    Cancelled, ///< the caller's stop token was raised
};

/// A failure as a value: what went wrong, where, and what the user can do about it.
struct Error {
    ErrorKind kind = ErrorKind::Input;
    std::string what;   ///< one sentence: what was found, and what was expected instead
    std::string where;  ///< file, key, byte offset; empty where there is no place
    std::string remedy; ///< one sentence: what to do; empty where nothing can be done

    /// "where: what. remedy", with the empty parts left out: the text that users read.
    std::string text() const;
};

template <typename T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

/// A failure caused by the input, a file, the disk or the device.
Failure inputError(std::string what, std::string where = {}, std::string remedy = {});
/// A failure caused by wrong or contradicting options.
Failure usageError(std::string what, std::string remedy = {});
/// The answer of work whose stop token was raised.
Failure cancelled();

} // namespace headlight
