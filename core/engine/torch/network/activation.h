// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <string>

#include "core/engine/torch/fast/kernels/kernels.h"

namespace headlight::engine {

/// The activation that transformers calls `name`; the configuration reader has refused names that are not known here.
Activation activationOf(const std::string& name);
at::Tensor activate(const std::string& name, const at::Tensor& x);
/// The gradient at x from `g`, that at activate(name, x).
at::Tensor activationBackward(const std::string& name, const at::Tensor& g, const at::Tensor& x);

} // namespace headlight::engine
