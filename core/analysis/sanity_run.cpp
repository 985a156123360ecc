// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/sanity_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/analysis/method_runs.h"
#include "core/measures/comparison.h"

namespace headlight {

namespace {

std::vector<float> asFloats(const std::vector<double>& values, bool magnitudes)
{
    std::vector<float> floats;
    for (const double value : values)
        floats.push_back(static_cast<float>(magnitudes ? std::abs(value) : value));
    return floats;
}

double agreement(const TokenMap& own, const TokenMap& other, bool magnitudes)
{
    return spearman(asFloats(own.scores, magnitudes), asFloats(other.scores, magnitudes));
}

/// The result as the weights of a stage make it, with what the model itself predicts.
class RedrawnRun {
public:
    RedrawnRun(Engine& engine, const AnalysisResult& own, const std::vector<TargetFunction>& targets,
               const Options& options, const Job& job)
        : m_engine(engine),
          m_result(own),
          m_targets(targets),
          m_options(options),
          m_job(job)
    {
    }

    Result<std::vector<TokenMap>> maps()
    {
        if (Result<void> ok = pass(); !ok)
            return Failure(ok.error());
        if (Result<void> ok = attribute(); !ok)
            return Failure(ok.error());
        if (Result<void> ok = methods(); !ok)
            return Failure(ok.error());
        return tokenMaps(m_result);
    }

private:
    Result<void> pass()
    {
        Result<ForwardPass> pass = m_engine.forward(m_result.input, m_options, m_job);
        if (!pass)
            return Failure(pass.error());
        m_result.attention = pass->attention;
        m_result.norms = pass->norms;
        return {};
    }

    Result<void> attribute()
    {
        return m_engine.attribute(m_result.input, m_targets, m_options, m_job, [this](AttributionLevel level) {
            for (std::size_t t = 0; t < m_targets.size(); ++t)
                m_result.attributions[m_targets[t].name] = std::move(level.attributions[t]);
        });
    }

    /// Those that the model's own result holds.
    Result<void> methods()
    {
        const MethodArrays own = std::exchange(m_result.methods, {});
        for (const MethodKind& kind : methodTable()) {
            const bool held = std::any_of(own.begin(), own.end(), [&kind](const auto& array) {
                return array.first.starts_with(kind.tensors.empty() ? kind.id : kind.tensors.front().name);
            });
            if (!held || std::ranges::find(methodsOfTokenMaps, kind.method) == methodsOfTokenMaps.end())
                continue;
            Result<MethodArrays> arrays = runMethod(kind, m_engine, m_result, m_targets, m_options, m_job);
            if (!arrays)
                return Failure(arrays.error());
            m_result.methods.merge(*arrays);
        }
        return {};
    }

    Engine& m_engine;
    AnalysisResult m_result;
    const std::vector<TargetFunction>& m_targets;
    const Options& m_options;
    const Job& m_job;
};

} // namespace

Result<SanityCheck> checkSanity(const EngineOfStage& engineOf, int stages, const AnalysisResult& result,
                                const std::vector<TargetFunction>& targets, const Options& options, const Job& job)
{
    SanityCheck check{stages, {}};
    std::vector<TokenMap> own;
    for (int stage = 0; stage < stages; ++stage) {
        job.progress("Sanity check", double(stage) / stages);
        const Result<std::unique_ptr<Engine>> engine = engineOf(stage);
        if (!engine)
            return Failure(engine.error());
        Result<std::vector<TokenMap>> maps = RedrawnRun(**engine, result, targets, options, job).maps();
        if (!maps)
            return Failure(maps.error());
        if (stage == 0)
            for (const TokenMap& map : own = *maps)
                check.rows.push_back({map.name, {}, {}});
        for (std::size_t i = 0; i < own.size(); ++i) {
            check.rows[i].values.push_back(agreement(own[i], (*maps)[i], false));
            check.rows[i].magnitudes.push_back(agreement(own[i], (*maps)[i], true));
        }
    }
    return check;
}

} // namespace headlight
