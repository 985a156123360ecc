// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/in_quotes.h"
#include "core/files/torch_bin/torch_layout.h"

namespace headlight {
namespace {

constexpr auto remedy = "Save the model's state_dict(), or the model with save_pretrained.";

std::string textOf(const PickleValue& value)
{
    return value.kind == PickleKind::Text ? std::string(value.text) : std::string();
}

} // namespace

Result<std::map<std::string, TorchTensor>> readTensorDictionary(const PickleValues& values, PickleRef root,
                                                                const TorchObjects& objects, const std::string& where)
{
    if (!isDictionary(values[root].kind))
        return inputError("The file holds something other than a dictionary of tensors", where, remedy);
    std::map<std::string, TorchTensor> tensors;
    const auto items = values.items(root);
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        const std::string name = textOf(values[items[i]]);
        const PickleValue& value = values[items[i + 1]];
        if (values[items[i]].kind != PickleKind::Text || value.kind != PickleKind::Tensor)
            return inputError("The dictionary's entry " + inQuotes(name) + " is not a tensor", where, remedy);
        if (!tensors.emplace(name, objects.tensors()[static_cast<std::size_t>(value.number)]).second)
            return inputError("The dictionary has the tensor " + inQuotes(name) + " twice", where, remedy);
    }
    return tensors;
}

} // namespace headlight
