// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/base/array.h"
#include "core/files/safetensors.h"
#include "core/files/torch_bin/pickle_values.h"

namespace headlight {

/// A run of values in a file, which tensors are views of.
struct TorchStorage {
    TensorType type = TensorType::F32;
    std::string key;         ///< its name in the file
    std::int64_t count = 0;  ///< of values
    std::uint64_t begin = 0; ///< of the first byte in the file; set when the layout is known

    std::uint64_t byteCount() const { return static_cast<std::uint64_t>(count) * byteSize(type); }
};

/// A view of a storage. Element (i, j, …) is value number offset + i stride₀ + j stride₁ … of it, checked to be there.
struct TorchTensor {
    TensorType type = TensorType::F32;
    Shape shape;
    Shape strides;           ///< in values
    std::int64_t offset = 0; ///< of the first element, in values
    std::size_t storage = 0;
};

/// The file's layout: storages have five fields in zip archives, six in the legacy one.
enum class TorchLayout { Zip, Legacy };

/// What pickles build besides plain values. The functions that build say what is wrong as a sentence.
class TorchObjects {
public:
    template <typename T>
    using Built = tl::expected<T, std::string>;

    explicit TorchObjects(TorchLayout layout) : m_layout(layout) {}

    /// The storage that a persistent id describes: ("storage", class, key, device, count), its place in storages().
    Built<std::size_t> addStorage(const PickleValues& values, PickleRef description);
    /// torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks).
    Built<std::size_t> rebuildTensor(const PickleValues& values, PickleRef arguments);

    std::vector<TorchStorage>& storages() { return m_storages; }
    const std::vector<TorchStorage>& storages() const { return m_storages; }
    /// Nothing where no storage has this key.
    TorchStorage* storageWithKey(std::string_view key);
    const std::vector<TorchTensor>& tensors() const { return m_tensors; }

private:
    Built<std::size_t> addOnce(TorchStorage storage);
    Built<void> checkView(const TorchTensor& tensor) const;

    TorchLayout m_layout;
    std::vector<TorchStorage> m_storages;
    std::map<std::string, std::size_t, std::less<>> m_places; ///< key to place in m_storages
    std::vector<TorchTensor> m_tensors;
};

} // namespace headlight
