// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/session/session.h"

namespace headlight::test {

/// The tensors that another program may put into a session, all that views show.
extern const std::vector<std::string> foreignTensors;

/// Writes a session as another program may: six tokens, two layers of three heads, the tensors named, and `text` as the
/// JSON text. Fails the program where it cannot.
void writeForeign(const std::filesystem::path& file, const std::vector<std::string>& tensors,
                  const std::string& text = R"({"tokens":["[CLS]","ada","won","[SEP]","yes","[SEP]"],"question":"ada won","context":"yes"})");
/// The same, read again.
Session foreignSession(const std::filesystem::path& file, const std::vector<std::string>& tensors);

} // namespace headlight::test
