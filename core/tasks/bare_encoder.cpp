// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/tasks.h"

namespace headlight::tasks {

namespace {

class BareEncoder : public Task {
public:
    TaskKind kind() const override { return TaskKind::None; }
    Input frame(const Tokenizer& tokenizer, const Texts& texts) const override { return frameTexts(tokenizer, texts); }
    Result<void> check(const Tokenizer&, const Input& input) const override
    {
        return checkNotEmpty(input.passages.back());
    }
    void read(const Tokenizer&, AnalysisResult&) const override {}

    Result<std::vector<TargetFunction>> targets(const Tokenizer&, const AnalysisResult&, const Options&) const override
    {
        return std::vector<TargetFunction>();
    }
};

} // namespace

const Task& bareEncoder()
{
    static const BareEncoder task;
    return task;
}

} // namespace headlight::tasks
