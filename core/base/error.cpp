// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include "core/base/in_quotes.h"

namespace headlight {
namespace {

constexpr std::size_t longestPlace = 1'000; // code points; names of files come from strangers too

} // namespace

std::string Error::text() const
{
    std::string all = where.empty() ? what : withoutMiddle(where, longestPlace) + ": " + what;
    if (!all.empty() && all.back() != '.' && all.back() != '?' && all.back() != '!')
        all += '.';
    return inOneLine(remedy.empty() ? all : all + ' ' + remedy);
}

Failure inputError(std::string what, std::string where, std::string remedy)
{
    return Failure(Error{ErrorKind::Input, std::move(what), std::move(where), std::move(remedy)});
}

Failure usageError(std::string what, std::string remedy)
{
    return Failure(Error{ErrorKind::Usage, std::move(what), {}, std::move(remedy)});
}

Failure cancelled()
{
    return Failure(Error{ErrorKind::Cancelled, "Cancelled", {}, {}});
}

} // namespace headlight
