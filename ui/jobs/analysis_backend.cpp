// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/analysis_backend.h"

namespace headlight::ui {

namespace {

class AnalyzerBackend : public AnalysisBackend {
public:
    Result<ModelIdentity> open(const std::filesystem::path& folder, const Job& job) override
    {
        auto opened = Analyzer::open(folder, job);
        if (!opened)
            return Failure(opened.error());
        m_unchanged.reset();
        m_asked.reset();
        m_analyzer = std::move(*opened);
        return m_analyzer->identity();
    }

    void whenHashed(std::function<void(const std::string&)> then) override
    {
        if (m_analyzer)
            m_analyzer->whenHashed(std::move(then));
    }

    std::string warning() const override { return m_analyzer ? m_analyzer->warning() : std::string(); }

    Result<ResultPtr> analyze(const AnalysisRequest& request, const Job& job, const Analyzer::Publish& publish) override
    {
        if (!m_analyzer)
            return inputError("No model is open", {}, "Choose a model first.");
        return m_analyzer->analyze(request, job, publish);
    }

    Result<WhatIf> ablate(const ResultPtr& result, const Ablation& set, const Job& job) override
    {
        if (!m_analyzer)
            return AnalysisBackend::ablate(result, set, job);
        if (!m_unchanged || m_asked != result) {
            m_unchanged.reset();
            Result<WhatIfRun> run = m_analyzer->whatIf(*result, job);
            if (!run)
                return Failure(run.error());
            m_unchanged = std::move(*run);
            m_asked = result;
        }
        return m_unchanged->ablate(set, job);
    }

private:
    std::unique_ptr<Analyzer> m_analyzer;
    ResultPtr m_asked;                    ///< that m_unchanged is of
    std::optional<WhatIfRun> m_unchanged; ///< of m_analyzer
};

} // namespace

Result<WhatIf> AnalysisBackend::ablate(const ResultPtr&, const Ablation&, const Job&)
{
    return inputError("No model is open", {}, "Choose a model first.");
}

std::unique_ptr<AnalysisBackend> makeAnalyzerBackend()
{
    return std::make_unique<AnalyzerBackend>();
}

} // namespace headlight::ui
