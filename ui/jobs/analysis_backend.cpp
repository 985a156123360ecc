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

private:
    std::unique_ptr<Analyzer> m_analyzer;
};

} // namespace

std::unique_ptr<AnalysisBackend> makeAnalyzerBackend()
{
    return std::make_unique<AnalyzerBackend>();
}

} // namespace headlight::ui
