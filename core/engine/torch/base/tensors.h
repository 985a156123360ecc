// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "core/base/array.h"

namespace headlight::engine {

/// A float32 tensor of the array's values, which it shares: nothing may write to it.
at::Tensor toTensor(const Array& array);
/// A float32 array of the tensor's values, which it may share: nothing may write to the tensor any more. Null for an
/// undefined tensor.
Array toArray(const at::Tensor& tensor);

} // namespace headlight::engine
