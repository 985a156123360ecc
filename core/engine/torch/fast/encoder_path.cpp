// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/encoder_path.h"

#include "core/engine/torch/fast/encoder_path_function.h"

namespace headlight::engine {

std::unique_ptr<PathFunction> wordPath(const EncoderNetwork& network, const Input& input,
                                       const std::vector<TargetFunction>& targets, std::stop_token stop,
                                       const Replacements& held)
{
    return std::make_unique<EncoderPathFunction>(network, PathInput::Words, input, targets, std::move(stop), held);
}

std::unique_ptr<PathFunction> embeddingPath(const EncoderNetwork& network, const Input& input,
                                            const std::vector<TargetFunction>& targets, std::stop_token stop,
                                            const Replacements& held)
{
    return std::make_unique<EncoderPathFunction>(network, PathInput::Embedded, input, targets, std::move(stop), held);
}

std::unique_ptr<PathFunction> partsPath(const EncoderNetwork& network, const Input& input,
                                        const std::vector<TargetFunction>& targets, std::stop_token stop,
                                        const Replacements& held)
{
    return std::make_unique<EncoderPathFunction>(network, PathInput::Parts, input, targets, std::move(stop), held);
}

} // namespace headlight::engine
