// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace headlight {

/// The answers that are held to be right: several wordings, or none where the text does not answer the question (SQuAD
/// 2.0). No value: it is not known what is right.
using ExpectedAnswers = std::optional<std::vector<std::string>>;

} // namespace headlight
