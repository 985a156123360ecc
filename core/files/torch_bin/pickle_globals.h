// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/files/safetensors.h"

namespace headlight {

/// The only names that a pickle may refer to. Nothing is looked up anywhere else, and nothing is executed: each stands
/// for a few lines of this reader.
enum class PickleGlobal : std::int64_t {
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    FirstStorage, ///< and up: a storage class, one for each type of its values
};

std::optional<PickleGlobal> pickleGlobalNamed(std::string_view module, std::string_view name);
/// What a name that is not among them stands for, in parentheses after a space, where that is known; else empty.
std::string meaningOfGlobal(std::string_view module, std::string_view name);
/// The type of a storage class's values; nothing for other globals.
std::optional<TensorType> storageType(PickleGlobal global);

} // namespace headlight
