// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/job.h"

namespace headlight {

enum class TensorType { Bool, U8, I8, I16, U16, I32, U32, I64, U64, F16, BF16, F32, F64 };

std::string_view name(TensorType type);
std::size_t byteSize(TensorType type);
bool isFloat(TensorType type);
/// The type that a safetensors header names so; nothing for types that are not read here.
std::optional<TensorType> tensorTypeNamed(std::string_view name);
/// Whether the format defines this type although it is not read here (packed and 8-bit floats, complex numbers).
bool isKnownButUnsupported(std::string_view name);

/// Little-endian values of a float type as float32, as many as `values` has; float64 is rounded. Infinities, NaN and
/// subnormals are kept.
void convertToFloat(TensorType type, std::span<const std::byte> bytes, std::span<float> values);
/// The same of all of `bytes`, in steps between which the job's stop request is looked at.
Result<std::vector<float>> convertToFloat(TensorType type, std::span<const std::byte> bytes, const Job& job);
/// float32 as little-endian float16, rounded to the nearest, ties to even; beyond its range infinite.
std::vector<std::byte> convertToHalf(std::span<const float> values);
/// Little-endian values of an integer type, or of Bool as 0 and 1. Nothing if an unsigned value does not fit.
std::optional<std::vector<std::int64_t>> convertToInteger(TensorType type, std::span<const std::byte> bytes);

} // namespace headlight
