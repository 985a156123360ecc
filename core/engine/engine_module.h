// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/base/error.h"
#include "core/engine/engine.h"

namespace headlight {

using MadeEngine = Result<std::unique_ptr<Engine>>;

/// What the engine's library exports under the name in engineFactoryName.
using EngineFactory = void (*)(const ModelConfig& config, const Checkpoint& checkpoint, MadeEngine& made);
inline constexpr const char* engineFactoryName = "headlight_make_engine";

} // namespace headlight
