// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/faithfulness_run.h"

#include <limits>
#include <numeric>

namespace headlight {

namespace {

using Ids = std::vector<std::int64_t>;

std::int64_t idOf(const Tokenizer& tokenizer, Fill fill)
{
    return fill == Fill::Pad ? tokenizer.padId() : tokenizer.maskId();
}

/// The tokens that stay whatever goes: those that the answer is made of, or the one that is judged.
std::vector<std::int64_t> tokensOfPrediction(const AnalysisResult& result)
{
    if (result.answer && result.answer->start && result.answer->end) {
        std::vector<std::int64_t> tokens(static_cast<std::size_t>(*result.answer->end - *result.answer->start + 1));
        std::iota(tokens.begin(), tokens.end(), *result.answer->start);
        return tokens;
    }
    return result.prediction && !result.prediction->rows.empty() ? Ids{result.prediction->rows.front().token} : Ids{};
}

/// What is left of the ids when the first `count` of `order` are replaced by `id`, or, with `inserts`, all others.
Ids without(const Ids& ids, const Ids& order, std::size_t count, std::int64_t id, bool inserts)
{
    Ids changed = ids;
    const auto first = order.begin() + static_cast<std::ptrdiff_t>(inserts ? count : 0);
    const auto last = inserts ? order.end() : order.begin() + static_cast<std::ptrdiff_t>(count);
    for (auto token = first; token != last; ++token)
        changed[static_cast<std::size_t>(*token)] = id;
    return changed;
}

class Bench {
public:
    Bench(Engine& engine, const Task& task, const Tokenizer& tokenizer, const AnalysisResult& result,
          const FaithfulnessOptions& how, const Options& options, const Job& job)
        : m_engine(engine),
          m_task(task),
          m_tokenizer(tokenizer),
          m_how(how),
          m_options(options),
          m_job(job),
          m_run(result),
          m_predicted(task.predicted(result))
    {
        m_run.input.judged = task.judged(tokenizer, m_run.input); // sessions do not say
        m_faithfulness.probability = task.probabilityOf(result, m_predicted);
        m_faithfulness.removable = removableTokens(result.input, how.keepsAnswer ? tokensOfPrediction(result) : Ids());
    }

    Result<void> check() const
    {
        if (m_faithfulness.removable.empty())
            return inputError("No token of this text can be removed: all are special tokens or those of the answer",
                              "the text", "Give a longer text.");
        for (const Fill fill : m_how.fills)
            if (idOf(m_tokenizer, fill) < 0)
                return inputError("The model's vocabulary has no " + std::string(name(fill)) + " token", "the fill",
                                  "Choose the other one.");
        return {};
    }

    Result<Faithfulness> measure(const PublishFaithfulness& publish)
    {
        for (const TokenMap& map : tokenMaps(m_run)) {
            const Ids order = rankedTokens(m_faithfulness.removable, map.scores);
            if (Result<void> done =
                    addRow({map.name, map.seconds, ranksTokens(map, m_faithfulness.removable), order, {}});
                !done)
                return Failure(done.error());
            if (publish)
                publish(m_faithfulness);
        }
        if (Result<void> done = addRow({"random", 0, true, randomTokens(m_faithfulness.removable, m_how.seed), {}});
            !done)
            return Failure(done.error());
        return m_faithfulness;
    }

private:
    Result<void> addRow(FaithfulnessRow row)
    {
        for (const Fill fill : m_how.fills) {
            Result<FaithfulnessCurves> curves = curvesAlong(row.order, idOf(m_tokenizer, fill));
            if (!curves)
                return Failure(curves.error());
            row.curves.emplace(fill, std::move(*curves));
        }
        m_faithfulness.rows.push_back(std::move(row));
        return {};
    }

    Result<FaithfulnessCurves> curvesAlong(const Ids& order, std::int64_t fill)
    {
        const std::size_t points = order.size() + 1;
        std::vector<Ids> texts;
        for (const bool inserts : {false, true})
            for (std::size_t count = 0; count < points; ++count)
                texts.push_back(without(m_run.input.inputIds, order, count, fill, inserts));
        std::vector<double> all(texts.size(), std::numeric_limits<double>::quiet_NaN());
        const auto take = [&](std::size_t index, Scores scores) {
            m_run.scores = std::move(scores);
            all[index] = m_task.probabilityOf(m_run, m_predicted);
        };
        if (Result<void> done = m_engine.scoresOfIds(m_run.input, texts, m_options, m_job, take); !done)
            return Failure(done.error());
        const auto middle = all.begin() + static_cast<std::ptrdiff_t>(points);
        return curvesOf(m_faithfulness.probability, {all.begin(), middle}, {middle, all.end()});
    }

    Engine& m_engine;
    const Task& m_task;
    const Tokenizer& m_tokenizer;
    const FaithfulnessOptions& m_how;
    const Options& m_options;
    const Job& m_job;
    AnalysisResult m_run; ///< the result, with the scores of one text after the other
    const Predicted m_predicted;
    Faithfulness m_faithfulness;
};

} // namespace

std::string_view name(Fill fill)
{
    return fill == Fill::Pad ? "pad" : "mask";
}

Result<Faithfulness> measureFaithfulness(Engine& engine, const Task& task, const Tokenizer& tokenizer,
                                         const AnalysisResult& result, const FaithfulnessOptions& how,
                                         const Options& options, const Job& job, const PublishFaithfulness& publish)
{
    if (!result.model.hasHead())
        return inputError("This model is an encoder without a head: it predicts nothing whose reasons could be tested",
                          {}, "Choose a model that was fine-tuned for a task.");
    Bench bench(engine, task, tokenizer, result, how, options, job);
    if (Result<void> ok = bench.check(); !ok)
        return Failure(ok.error());
    return bench.measure(publish);
}

} // namespace headlight
