// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/support/input_parts.h"
#include "tests/support/sample_result.h"
#include "ui/jobs/analysis_backend.h"

namespace headlight::test {

/// What the scripted backend saw and does; shared with the test, as the backend itself belongs to the worker.
struct Script {
    std::atomic<int> opened = 0;
    std::atomic<int> started = 0;
    std::atomic<int> stopped = 0; ///< runs that saw their stop token
    std::atomic<int> ended = 0;   ///< runs that came back, however
    std::atomic<int> reports = 0; ///< of progress, while waiting for a stop
    std::atomic<bool> deaf = true; ///< while it is, "deaf" runs do not come back
    std::atomic<bool> destroyed = false;
    std::atomic<int> ablations = 0;          ///< runs with something ablated, or nothing, that were begun
    std::atomic<bool> ablationsWait = false; ///< while they are held, they do not end unless they are stopped
    std::atomic<bool> ablationsFail = false;
    int publishEveryMs = 5;
    std::atomic<int> tokens = 12; ///< of the results to come
};

/// A backend without a model. What it does follows the question: "fail", "throw", "endless" (until it is stopped),
/// "deaf" (without a look at the stop token, until the script's `deaf` is taken back), "long" (a context of three
/// windows, the best answer in number 1), else three stages of a sample result. A folder called "bad" does not open;
/// one called "slow" waits for its stop token; "another" has other weights than the rest, and those of "cracked" call
/// for a warning.
class FakeBackend : public ui::AnalysisBackend {
public:
    explicit FakeBackend(std::shared_ptr<Script> script) : m_script(std::move(script)) {}
    ~FakeBackend() override { m_script->destroyed = true; }

    Result<ModelIdentity> open(const std::filesystem::path& folder, const Job& job) override
    {
        job.progress("Loading weights", 0.5, 1.0);
        if (folder.filename() == "slow")
            return Failure(waitForStop(job));
        if (folder.filename() == "bad")
            return inputError("No config.json", folder.string(), "Choose a model folder.");
        ++m_script->opened;
        ModelIdentity model = sampleResult()->model;
        model.name = folder.filename().string();
        if (model.name == "another")
            model.sha256 = std::string(64, 'c');
        m_warning = model.name == "cracked" ? "1 value is NaN or infinite." : "";
        return model;
    }

    std::string warning() const override { return m_warning; }

    /// Each head that is off takes 1 and a tenth for each layer below it off the span, and 0.01 off its probability;
    /// from three on, the answer is another.
    Result<WhatIf> ablate(const ResultPtr&, const Ablation& set, const Job& job) override
    {
        ++m_script->ablations;
        while (m_script->ablationsWait && !job.stopped())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (job.stopped())
            return cancelled();
        if (m_script->ablationsFail)
            return inputError("The ablation is refused", {}, "Ablate nothing.");
        return WhatIf{set, {"start", "end", "span"}, readingOf({}), readingOf(set)};
    }

    Result<ResultPtr> analyze(const AnalysisRequest& request, const Job& job, const Analyzer::Publish& publish) override
    {
        ++m_script->started;
        const Ending ending{*m_script};
        if (request.question == "fail")
            return inputError("The question is empty", "question", "Ask something.");
        if (request.question == "throw")
            throw std::runtime_error("thrown by the backend");
        while (request.question == "deaf" && m_script->deaf)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (request.question == "endless") {
            publish(stage(request, Stage::Attention));
            return Failure(waitForStop(job));
        }
        for (const Stage each : {Stage::Tokens, Stage::Attention, Stage::Refining}) {
            publish(stage(request, each));
            std::this_thread::sleep_for(std::chrono::milliseconds(m_script->publishEveryMs));
            if (job.stopped())
                return Failure(stoppedRun());
        }
        const ResultPtr last = stage(request, Stage::Complete);
        publish(last);
        return last;
    }

private:
    static RunReading readingOf(const Ablation& set)
    {
        RunReading reading;
        double less = 0;
        for (const AblatedPart& part : set.parts)
            less += 1 + 0.1 * part.layer;
        const double probability = 0.5 - 0.01 * static_cast<double>(set.parts.size());
        reading.targets = {3 - less, 2, 5 - less};
        reading.same = set.parts.size() < 3;
        reading.probability = probability;
        reading.candidates = {AnswerSpan{reading.same ? "the answer" : "another one", 8, 9, {}, probability, 0},
                              AnswerSpan{"the next", 7, 8, {}, 0.1, 0}};
        return reading;
    }

    struct Ending {
        Script& script;
        ~Ending() { ++script.ended; }
    };

    ResultPtr stage(const AnalysisRequest& request, Stage stage) const
    {
        const SampleShape shape{.tokens = m_script->tokens, .stage = stage, .hidden = request.options.hidden};
        const int window = request.options.window < 0 ? 1 : request.options.window;
        AnalysisResult result = request.question == "long" ? *sampleWindow(window, 3, shape) : *sampleResult(shape);
        if (request.options.rule == Rule::Captum)
            measureAsAsked(result, request.options);
        result.generation = request.generation;
        result.options = request.options;
        setText(result.input, Role::Question, request.question);
        return std::make_shared<const AnalysisResult>(std::move(result));
    }

    /// What rule captum knows of its error.
    static void measureAsAsked(AnalysisResult& result, const Options& options)
    {
        if (options.measureError && result.stage == Stage::Complete)
            result.errorReference = ErrorReference{65, 0.001};
        for (auto& [target, attribution] : result.attributions)
            if (!result.errorReference)
                attribution.tokensError = attribution.attentionError = {};
    }

    Error stoppedRun() const
    {
        ++m_script->stopped;
        return cancelled().value();
    }

    Error waitForStop(const Job& job) const
    {
        for (int tick = 0; !job.stopped(); ++tick) {
            job.progress("Attribution", 0.001 * tick, 60.0);
            ++m_script->reports;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return stoppedRun();
    }

    std::string m_warning; ///< of the model that is open
    std::shared_ptr<Script> m_script;
};

} // namespace headlight::test
