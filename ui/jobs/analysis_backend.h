// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/analysis/analyzer.h"

namespace headlight::ui {

/// What the worker's thread calls: the analyzer, or a scripted one in tests. All calls come from that thread.
class AnalysisBackend {
public:
    virtual ~AnalysisBackend() = default;
    /// On failure the model that was open stays open.
    virtual Result<ModelIdentity> open(const std::filesystem::path& folder, const Job& job) = 0;
    /// Calls `then` on some thread once the weights of the model that was opened last are hashed; never after this
    /// object is gone.
    virtual void whenHashed(std::function<void(const std::string& sha256)>) {}
    /// What should be known of the weights of that model; mostly empty.
    virtual std::string warning() const { return {}; }
    virtual Result<ResultPtr> analyze(const AnalysisRequest& request, const Job& job,
                                      const Analyzer::Publish& publish) = 0;
    /// The run of the input of `result` with `set` ablated, beside the unchanged one; of an empty set, twice that.
    virtual Result<WhatIf> ablate(const ResultPtr& result, const Ablation& set, const Job& job);
};

/// The backend of the program: an Analyzer.
std::unique_ptr<AnalysisBackend> makeAnalyzerBackend();

} // namespace headlight::ui
