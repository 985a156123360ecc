// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/tensor_type.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

static_assert(std::endian::native == std::endian::little,
              "safetensors data are little-endian and are not swapped here");

namespace headlight {
namespace {

constexpr std::size_t convertedAtOnce = std::size_t{1}
                                        << 20U; // values: some milliseconds between looks at the stop token

struct TypeInfo {
    TensorType type;
    std::string_view name;
    std::size_t size; ///< in bytes
};

constexpr std::array<TypeInfo, 13> types{{
    {TensorType::Bool, "BOOL", 1},
    {TensorType::U8, "U8", 1},
    {TensorType::I8, "I8", 1},
    {TensorType::I16, "I16", 2},
    {TensorType::U16, "U16", 2},
    {TensorType::I32, "I32", 4},
    {TensorType::U32, "U32", 4},
    {TensorType::I64, "I64", 8},
    {TensorType::U64, "U64", 8},
    {TensorType::F16, "F16", 2},
    {TensorType::BF16, "BF16", 2},
    {TensorType::F32, "F32", 4},
    {TensorType::F64, "F64", 8},
}};

constexpr std::array<std::string_view, 9> unsupportedTypes{"F4",      "F6_E2M3", "F6_E3M2",     "F8_E5M2",    "F8_E4M3",
                                                           "F8_E8M0", "C64",     "F8_E4M3FNUZ", "F8_E5M2FNUZ"};

const TypeInfo& info(TensorType type)
{
    return *std::find_if(types.begin(), types.end(), [type](const TypeInfo& t) { return t.type == type; });
}

/// Half to single precision without tables or branches, so that the loop below becomes vector code: the exponent is
/// rebased by a multiplication, which makes subnormals right too; only infinities and NaN need their exponent set.
float halfToFloat(std::uint16_t half)
{
    constexpr float rebase = 0x1p112F; // exponent bias 15 to 127
    const float magnitude = std::bit_cast<float>((half & 0x7FFFU) << 13U) * rebase;
    const std::uint32_t notFinite = magnitude >= 65536.0F ? 0x7F800000U : 0U;
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(magnitude) | notFinite | (half & 0x8000U) << 16U);
}

/// IEEE 754 binary32 to binary16. Subnormals are rounded by an addition that moves their last bit (2^-24) to a float's.
std::uint16_t floatToHalf(float value)
{
    constexpr std::uint32_t infinite = 0x7F800000U;
    constexpr std::uint32_t overflow = 0x477FF000U; // 65520: rounds to 2^16
    constexpr std::uint32_t normal = 0x38800000U;   // 2^-14
    constexpr std::uint32_t rebase = 112U << 23U;   // exponent bias 127 to 15
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = bits >> 16U & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude >= overflow)
        return static_cast<std::uint16_t>(sign | 0x7C00U | (magnitude > infinite ? 0x200U : 0U));
    if (magnitude < normal) {
        const float moved = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<std::uint16_t>(sign |
                                          (std::bit_cast<std::uint32_t>(moved) - std::bit_cast<std::uint32_t>(0.5F)));
    }
    const std::uint32_t odd = magnitude >> 13U & 1U;
    return static_cast<std::uint16_t>(sign | (magnitude - rebase + 0xFFFU + odd) >> 13U);
}

float bfloatToFloat(std::uint16_t bits)
{
    return std::bit_cast<float>(std::uint32_t{bits} << 16U);
}

/// Tensors may start at any byte, so each value is copied out.
template <typename From, typename To, typename Convert>
void convertEach(std::span<const std::byte> bytes, std::span<To> values, Convert convert)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        From value;
        std::memcpy(&value, bytes.data() + i * sizeof(From), sizeof(From));
        values[i] = convert(value);
    }
}

template <typename From>
std::vector<std::int64_t> widen(std::span<const std::byte> bytes)
{
    std::vector<std::int64_t> values(bytes.size() / sizeof(From));
    convertEach<From>(bytes, std::span(values), [](From value) { return static_cast<std::int64_t>(value); });
    return values;
}

std::vector<std::int64_t> readBools(std::span<const std::byte> bytes)
{
    std::vector<std::int64_t> values(bytes.size());
    convertEach<std::uint8_t>(bytes, std::span(values), [](std::uint8_t value) { return value != 0 ? 1 : 0; });
    return values;
}

} // namespace

std::string_view name(TensorType type)
{
    return info(type).name;
}

std::size_t byteSize(TensorType type)
{
    return info(type).size;
}

bool isFloat(TensorType type)
{
    return type == TensorType::F16 || type == TensorType::BF16 || type == TensorType::F32 || type == TensorType::F64;
}

std::optional<TensorType> tensorTypeNamed(std::string_view name)
{
    const auto found = std::find_if(types.begin(), types.end(), [name](const TypeInfo& t) { return t.name == name; });
    return found == types.end() ? std::nullopt : std::optional(found->type);
}

bool isKnownButUnsupported(std::string_view name)
{
    return std::find(unsupportedTypes.begin(), unsupportedTypes.end(), name) != unsupportedTypes.end();
}

void convertToFloat(TensorType type, std::span<const std::byte> bytes, std::span<float> values)
{
    if (type == TensorType::F16)
        convertEach<std::uint16_t>(bytes, values, halfToFloat);
    else if (type == TensorType::BF16)
        convertEach<std::uint16_t>(bytes, values, bfloatToFloat);
    else if (type == TensorType::F64)
        convertEach<double>(bytes, values, [](double value) { return static_cast<float>(value); });
    else if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size_bytes());
}

std::vector<std::byte> convertToHalf(std::span<const float> values)
{
    std::vector<std::byte> bytes(values.size() * sizeof(std::uint16_t));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t half = floatToHalf(values[i]);
        std::memcpy(bytes.data() + i * sizeof half, &half, sizeof half);
    }
    return bytes;
}

Result<std::vector<float>> convertToFloat(TensorType type, std::span<const std::byte> bytes, const Job& job)
{
    const std::size_t size = byteSize(type);
    const std::size_t count = bytes.size() / size;
    std::vector<float> values;
    values.reserve(count);
    while (values.size() < count) {
        if (job.stopped())
            return cancelled();
        const std::size_t begin = values.size();
        values.resize(std::min(count, begin + convertedAtOnce));
        convertToFloat(type, bytes.subspan(begin * size), std::span(values).subspan(begin));
    }
    return values;
}

std::optional<std::vector<std::int64_t>> convertToInteger(TensorType type, std::span<const std::byte> bytes)
{
    switch (type) {
    case TensorType::Bool: return readBools(bytes);
    case TensorType::U8: return widen<std::uint8_t>(bytes);
    case TensorType::I8: return widen<std::int8_t>(bytes);
    case TensorType::U16: return widen<std::uint16_t>(bytes);
    case TensorType::I16: return widen<std::int16_t>(bytes);
    case TensorType::U32: return widen<std::uint32_t>(bytes);
    case TensorType::I32: return widen<std::int32_t>(bytes);
    case TensorType::I64: return widen<std::int64_t>(bytes);
    case TensorType::U64: break;
    default: return std::nullopt;
    }
    // Values above the largest signed one have come out negative.
    std::vector<std::int64_t> values = widen<std::uint64_t>(bytes);
    const bool fits = std::all_of(values.begin(), values.end(), [](std::int64_t v) { return v >= 0; });
    return fits ? std::optional(std::move(values)) : std::nullopt;
}

} // namespace headlight
