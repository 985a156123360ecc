// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/pickle_globals.h"

#include <array>

namespace headlight {
namespace {

struct StorageClass {
    std::string_view name;
    TensorType type;
};

constexpr std::array<StorageClass, 10> storageClasses{{
    {"FloatStorage", TensorType::F32},
    {"HalfStorage", TensorType::F16},
    {"BFloat16Storage", TensorType::BF16},
    {"DoubleStorage", TensorType::F64},
    {"LongStorage", TensorType::I64},
    {"IntStorage", TensorType::I32},
    {"ShortStorage", TensorType::I16},
    {"CharStorage", TensorType::I8},
    {"ByteStorage", TensorType::U8},
    {"BoolStorage", TensorType::Bool},
}};

constexpr auto firstStorage = static_cast<std::int64_t>(PickleGlobal::FirstStorage);

} // namespace

std::optional<PickleGlobal> pickleGlobalNamed(std::string_view module, std::string_view name)
{
    if (module == "collections" && name == "OrderedDict")
        return PickleGlobal::OrderedDict;
    if (module == "torch._utils" && name == "_rebuild_tensor_v2")
        return PickleGlobal::RebuildTensor;
    if (module == "torch._utils" && name == "_rebuild_parameter")
        return PickleGlobal::RebuildParameter;
    for (std::size_t i = 0; module == "torch" && i < storageClasses.size(); ++i) {
        if (storageClasses[i].name == name)
            return static_cast<PickleGlobal>(firstStorage + static_cast<std::int64_t>(i));
    }
    return {};
}

std::optional<TensorType> storageType(PickleGlobal global)
{
    const std::int64_t place = static_cast<std::int64_t>(global) - firstStorage;
    if (place < 0 || place >= static_cast<std::int64_t>(storageClasses.size()))
        return {};
    return storageClasses[static_cast<std::size_t>(place)].type;
}

} // namespace headlight
