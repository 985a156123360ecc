// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace headlight {

/// `other` relative to the folder of `session`, as sessions name each other; empty where it does not lie in that folder
/// or below.
std::string neighbourName(const std::filesystem::path& session, const std::filesystem::path& other);

/// The file that `session` calls `name`. A session may come from a stranger: only another session in its folder or
/// below is looked at, never by way of `..` or of a link, and anything else is refused with the reason.
Result<std::filesystem::path> neighbourFile(const std::filesystem::path& session, const std::string& name);

/// The other session files in the folder of `session`, newest first: for one that is known by what it says, not by its
/// file. Only so many, and only such as are read in a moment; no links.
std::vector<std::filesystem::path> neighbours(const std::filesystem::path& session);

} // namespace headlight
