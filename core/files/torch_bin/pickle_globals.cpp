// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/pickle_globals.h"

#include <algorithm>
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

struct Meaning {
    std::string_view begins; ///< the module and the name
    const char* what;
};

/// What people save beside a model's tensors, or in their place. The first that fits counts.
constexpr std::array<Meaning, 21> meanings{{
    {"numpy", "a value of NumPy"},
    {"argparse.", "the arguments of a training program"},
    {"transformers.training_args", "the arguments of a training program"},
    {"transformers.trainer", "the state of a training program"},
    {"transformers.", "a whole model, with its program code"},
    {"sentence_transformers.", "a whole model, with its program code"},
    {"torch.nn.", "a whole model, with its program code"},
    {"torch.ao.", "quantised weights"},
    {"torch.quantization", "quantised weights"},
    {"torch.q", "quantised weights"},
    {"torch.Q", "quantised weights"},
    {"torch._utils._rebuild_qtensor", "a quantised tensor"},
    {"torch._utils._rebuild_sparse", "a sparse tensor"},
    {"torch.Complex", "complex numbers"},
    {"torch.optim", "the state of an optimiser"},
    {"torch.jit", "a TorchScript program"},
    {"__torch__", "a TorchScript program"},
    {"__main__.", "a class of the program that saved the file"},
    {"omegaconf.", "the configuration of a training program"},
    {"pathlib.", "the name of a file"},
    {"datetime.", "a time"},
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

std::string meaningOfGlobal(std::string_view module, std::string_view name)
{
    const std::string whole = std::string(module) + '.' + std::string(name);
    const auto found = std::find_if(meanings.begin(), meanings.end(),
                                    [&whole](const Meaning& meaning) { return whole.starts_with(meaning.begins); });
    return found == meanings.end() ? std::string() : std::string(" (") + found->what + ")";
}

std::optional<TensorType> storageType(PickleGlobal global)
{
    const std::int64_t place = static_cast<std::int64_t>(global) - firstStorage;
    if (place < 0 || place >= static_cast<std::int64_t>(storageClasses.size()))
        return {};
    return storageClasses[static_cast<std::size_t>(place)].type;
}

} // namespace headlight
