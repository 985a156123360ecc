// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/follow_up_runs.h"

#include "figures/isolated.h"
#include "ui/state/model_host.h"
#include "ui/state/model_match.h"
#include "ui/state/problems.h"
#include "ui/state/run_history.h"
#include "ui/state/runner.h"
#include "ui/state/shown_result.h"

namespace headlight::ui {

namespace {

/// The target counts tokens, which are other ones in another window.
bool countsTokens(const Target& target)
{
    const bool ofToken = target.kind == TargetKind::Chosen && target.chosen.front().token >= 0;
    return target.kind == TargetKind::Positions || ofToken;
}

Error positionsAreOfOneWindow(const Target& target)
{
    return {ErrorKind::Input,
            FollowUpRuns::tr("The target %1 counts the tokens of this window")
                .arg(QString::fromStdString(targetName(target)))
                .toStdString(),
            {},
            FollowUpRuns::tr("Choose another target, run again, and choose the window then.").toStdString()};
}

} // namespace

FollowUpRuns::FollowUpRuns(const Followed& followed, Runner* runner, Problems* problems, QObject* parent)
    : QObject(parent),
      m_followed(followed),
      m_runner(runner),
      m_problems(problems)
{
}

const AnalysisResult* FollowUpRuns::result() const
{
    return m_followed.shown->result().get();
}

void FollowUpRuns::runWith(const std::function<void(Options&)>& change)
{
    Options options = result()->options.completed();
    change(options);
    m_runner->runAgain(options);
}

void FollowUpRuns::keepHidden()
{
    if (result())
        runWith([](Options& options) { options.hidden = true; });
}

void FollowUpRuns::withEmbeddings()
{
    if (result())
        runWith([](Options& options) { options.embeddings = true; });
}

void FollowUpRuns::explain(const Target& target)
{
    if (result() && canCompute(tr("It is not explained yet")))
        runWith([&target](Options& options) { options.target = target; });
}

void FollowUpRuns::measureError()
{
    if (result() && result()->options.rule == Rule::Captum && canCompute(tr("The error is not measured yet")))
        runWith([](Options& options) { options.measureError = true; });
}

bool FollowUpRuns::ablate(const Ablation& set)
{
    if (!result() || !canCompute(tr("It is not run with these parts yet")))
        return false;
    runWith([&set](Options& options) { options.ablation = set; });
    return true;
}

/// What a result lacks is computed by the model that made it, or not at all. `what` is not there yet, in a sentence.
bool FollowUpRuns::canCompute(const QString& what)
{
    const ModelIdentity& made = result()->model;
    const ModelMatch match = modelMatch(made, m_followed.model->identity());
    if (match == ModelMatch::Same)
        return true;
    const QString why = explanation(match, made, m_followed.model->identity());
    const QString remedy = match == ModelMatch::NoModel
                               ? tr("Open a model, and run the question with it.")
                               : tr("Open the model that this result was made with, %1, and try again.")
                                     .arg(isolated(QString::fromStdString(made.name)));
    m_problems->report(
        Place::Document,
        Error{ErrorKind::Input, QStringLiteral("%1. %2").arg(what, why).toStdString(), {}, remedy.toStdString()});
    return false;
}

void FollowUpRuns::showWindow(int window)
{
    const int windows = result() && result()->windows.size() > 1 ? static_cast<int>(result()->windows.size()) : 0;
    if (window < 0 || window >= windows || window == result()->window)
        return;
    m_problems->solve(Place::Document);
    if (const int row = m_followed.history->rowOfWindow(*result(), window); row >= 0)
        return emit recordWanted(row);
    if (!canCompute(tr("Window %1 is not analysed yet").arg(window + 1)))
        return;
    const Target target = result()->options.completed().target;
    if (countsTokens(target))
        return m_problems->report(Place::Document, positionsAreOfOneWindow(target));
    runWith([window](Options& options) { options.window = window; });
}

} // namespace headlight::ui
