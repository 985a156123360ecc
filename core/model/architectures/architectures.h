// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/model/architectures/architecture.h"

namespace headlight {

inline constexpr std::size_t architectureCount = 8;
/// All families that are read, the best known first.
const std::array<const Architecture*, architectureCount>& architectures();

/// The family of a config.json's model_type; null where it is not read.
const Architecture* architectureOfType(std::string_view modelType);
/// That of a class of transformers, like "RobertaForMaskedLM", by the longest prefix; null where it is no such name.
const Architecture* architectureOfClass(std::string_view className);
/// "BERT, RoBERTa ... and MPNet", of `title`s.
std::string architectureTitles();

} // namespace headlight
