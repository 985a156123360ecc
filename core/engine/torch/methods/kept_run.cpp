// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/kept_run.h"

#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/fast/forward_pass.h"
#include "core/engine/torch/methods/embedding_gradients.h"

namespace headlight::engine {

namespace {

constexpr std::size_t mostRuns = 4; // two inputs and their baselines

/// What the network sees of an input.
bool isSame(const Input& a, const Input& b)
{
    return a.inputIds == b.inputIds && a.segmentIds == b.segmentIds && a.baselineIds == b.baselineIds &&
           a.judged == b.judged;
}

/// Of the first of K inputs.
std::vector<at::Tensor> firstOf(const std::vector<at::Tensor>& layers)
{
    std::vector<at::Tensor> first;
    for (const at::Tensor& each : layers)
        first.push_back(each[0]);
    return first;
}

KeptRun keptOf(const EncoderPass& pass, std::vector<std::int64_t> judged)
{
    KeptRun run{firstOf(pass.hidden), firstOf(pass.mixed), firstOf(pass.feedForward), std::move(judged), {}};
    run.hidden.insert(run.hidden.begin(), pass.inputs.front()[0]);
    if (pass.scores.defined())
        run.scores = pass.scores[0];
    return run;
}

} // namespace

const KeptRun& KeptRuns::of(const Input& input, std::stop_token stop)
{
    return find(input, false, false, std::move(stop));
}

const KeptRun& KeptRuns::ofBaseline(const Input& input, bool zero, std::stop_token stop)
{
    return find(input, true, zero, std::move(stop));
}

const KeptRun& KeptRuns::find(const Input& input, bool isBaseline, bool zero, std::stop_token stop)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.isBaseline == isBaseline && entry.zero == zero && isSame(entry.input, input);
    });
    if (found != m_entries.end()) {
        m_entries.splice(m_entries.begin(), m_entries, found);
        return m_entries.front().run;
    }
    const at::Tensor words = isBaseline ? baselineWords(m_network, input, zero) : m_network.words(input.inputIds);
    const at::Tensor embedded = m_network.embedded(words + m_network.places(input)).unsqueeze(0);
    std::vector<std::int64_t> judged = m_network.head().judged(input);
    const EncoderPass pass = forwardPass(m_network, embedded, judged, std::move(stop));
    m_entries.push_front({input, isBaseline, zero, keptOf(pass, std::move(judged))});
    while (m_entries.size() > mostRuns)
        m_entries.pop_back();
    return m_entries.front().run;
}

} // namespace headlight::engine
