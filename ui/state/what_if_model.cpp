// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/what_if_model.h"

#include <algorithm>

#include "figures/head_note.h"
#include "figures/isolated.h"
#include "ui/jobs/analysis_worker.h"
#include "ui/state/model_host.h"
#include "ui/state/model_match.h"
#include "ui/state/selection.h"
#include "ui/state/shown_result.h"

namespace headlight::ui {

namespace {

QString sentence(const Error& error)
{
    return QStringLiteral("%1. %2").arg(QString::fromStdString(error.what), QString::fromStdString(error.remedy));
}

bool isOf(const AblatedPart& part, int layer, int head)
{
    return part.layer == layer && (head == AblatedPart::every ? part.head >= 0 : part.head == head);
}

/// Copies of a result share their arrays.
bool isCopy(const ResultPtr& a, const ResultPtr& b)
{
    return a && b && !a->scores.isNull() && a->scores.values.data() == b->scores.values.data();
}

/// Layers of which all heads are off by one kind have one name for them all.
Ablation shortened(const Ablation& set, int heads)
{
    Ablation named;
    for (const AblatedPart& part : set.parts) {
        const auto alike = [&part](const AblatedPart& other) {
            return other.kind == part.kind && isOf(other, part.layer, AblatedPart::every);
        };
        const bool whole = part.head >= 0 && heads > 1 && std::ranges::count_if(set.parts, alike) == heads;
        if (!whole)
            named.parts.push_back(part);
        else if (part.head == 0)
            named.parts.push_back({part.kind, part.layer, AblatedPart::every});
    }
    return named;
}

} // namespace

bool isAblated(const AnalysisResult& result)
{
    return result.options.ablation && !result.options.ablation->empty();
}

WhatIfModel::WhatIfModel(AnalysisWorker* worker, const Followed& followed, QObject* parent)
    : QObject(parent),
      m_worker(worker),
      m_followed(followed)
{
    connect(followed.shown, &ShownResult::changed, this, &WhatIfModel::followResult);
    connect(followed.selection, &Selection::viewChoicesChanged, this, &WhatIfModel::followChoices);
    connect(worker, &AnalysisWorker::busyChanged, this, &WhatIfModel::ask);
    connect(followed.model, &ModelHost::opened, this, &WhatIfModel::askAnew);
    connect(followed.model, &ModelHost::refused, this, &WhatIfModel::askAnew);
    connect(followed.model, &ModelHost::hashed, this, &WhatIfModel::ask);
    connect(worker, &AnalysisWorker::ablated, this, &WhatIfModel::take);
    connect(worker, &AnalysisWorker::boardsFilled, this, &WhatIfModel::takeBoards);
    connect(worker, &AnalysisWorker::ablationFailed, this, [this](const Error& error) {
        m_problem = sentence(error);
        emit changed();
    });
}

int WhatIfModel::layerCount() const
{
    return m_result ? static_cast<int>(m_result->model.layers) : 0;
}

int WhatIfModel::headCount() const
{
    return m_result ? static_cast<int>(m_result->model.heads) : 0;
}

/// What was computed of the result before goes at once.
void WhatIfModel::followResult()
{
    const ResultPtr& shown = m_followed.shown->result();
    if (m_result == shown || (m_whole && isCopy(m_result, shown))) { // it has got the boards, and nothing else is new
        m_result = shown;
        return;
    }
    m_worker->cancelAblations();
    m_result = m_followed.shown->result();
    m_whole = m_result && !m_result->whatIf.ablations.empty();
    m_boards = m_whole ? std::make_shared<const Boards>(m_result->whatIf.ablations) : nullptr;
    m_found.reset();
    readSet();
    askAnew();
}

void WhatIfModel::followChoices()
{
    readSet();
    ask();
}

void WhatIfModel::askAnew()
{
    m_askedSet.reset();
    m_boardsAsked = false;
    m_problem.clear();
    ask();
}

void WhatIfModel::setSeen(bool seen)
{
    m_seen = seen;
    ask();
}

QString WhatIfModel::obstacle() const
{
    if (!m_result)
        return {};
    if (!m_result->model.hasHead())
        return tr("%1 There is no answer that could change.").arg(withoutHeadText());
    const ModelIdentity* open = m_followed.model->identity();
    const ModelMatch match = modelMatch(m_result->model, open);
    if (match == ModelMatch::Same)
        return {};
    if (match == ModelMatch::NoModel)
        return tr("This result was made by another program, without a model that could be run here without a head.");
    return tr("Open the model that this result was made with, %1, to see what happens without a head.")
        .arg(isolated(QString::fromStdString(m_result->model.name)));
}

void WhatIfModel::ask()
{
    const bool can = m_seen && m_result && !m_worker->isBusy() && obstacle().isEmpty();
    if (can && m_askedSet != m_set) {
        m_askedSet = m_set;
        m_problem.clear();
        m_worker->ablate(m_result, m_set);
    }
    if (can && !m_whole && !m_boardsAsked) {
        m_boardsAsked = true;
        m_worker->fillBoards(m_result, m_followed.selection->viewChoices().ablation);
    }
    emit changed();
}

void WhatIfModel::take(const WhatIf& found)
{
    m_found = found;
    m_foundSet = found.set;
    emit changed();
}

void WhatIfModel::takeBoards(const std::shared_ptr<const Boards>& boards, bool whole)
{
    m_boards = boards;
    m_whole = whole;
    if (whole)
        m_followed.shown->addAblations(*boards);
    emit changed();
}

QStringList WhatIfModel::targets() const
{
    QStringList names;
    for (const std::string& name : m_found ? m_found->targets : std::vector<std::string>())
        names.append(QString::fromStdString(name));
    return names;
}

void WhatIfModel::readSet()
{
    const std::string text = m_followed.selection->viewChoices().ablated.toStdString();
    m_set = {};
    m_setProblem.clear();
    if (text.empty() || !m_result)
        return;
    const Result<Ablation> named = ablationNamed(text);
    const Result<Ablation> parts = named ? resolved(*named, layerCount(), headCount()) : named;
    if (parts)
        m_set = *parts;
    else
        m_setProblem = sentence(parts.error());
}

QString WhatIfModel::setText() const
{
    return m_followed.selection->viewChoices().ablated;
}

QString WhatIfModel::chooseSet(const QString& text)
{
    ViewChoices choices = m_followed.selection->viewChoices();
    choices.ablated = text.trimmed();
    if (!choices.ablated.isEmpty()) {
        const Result<Ablation> named = ablationNamed(choices.ablated.toStdString());
        const Result<Ablation> parts = named ? resolved(*named, layerCount(), headCount()) : named;
        if (!parts)
            return sentence(parts.error());
    }
    m_followed.selection->setViewChoices(choices);
    return {};
}

void WhatIfModel::store(Ablation set)
{
    m_setProblem = chooseSet(QString::fromStdString(ablationText(shortened(set, headCount()))));
    if (!m_setProblem.isEmpty())
        emit changed();
}

void WhatIfModel::toggle(int layer, int head)
{
    if (!m_result || layer >= layerCount() || head >= headCount())
        return;
    Ablation set = m_set;
    const auto meant = [=](const AblatedPart& part) { return isOf(part, layer, head); };
    const auto gone = static_cast<int>(std::erase_if(set.parts, meant));
    const AblationKind kind = m_followed.selection->viewChoices().ablation;
    if (head == AblatedPart::every && gone < headCount())
        for (int each = 0; each < headCount(); ++each)
            set.parts.push_back({kind, layer, each});
    else if (gone == 0)
        set.parts.push_back({kind, layer, head});
    store(std::move(set));
}

bool WhatIfModel::canShowRun() const
{
    return m_result && !m_set.empty() && obstacle().isEmpty() && m_result->options.ablation != m_set;
}

void WhatIfModel::showRun()
{
    if (canShowRun())
        emit runWanted(m_set);
}

void WhatIfModel::switchAllOn()
{
    chooseSet({});
}

QStringList WhatIfModel::setNames() const
{
    return m_followed.selection->viewChoices().ablatedSets.keys();
}

void WhatIfModel::keepSet(const QString& name)
{
    ViewChoices choices = m_followed.selection->viewChoices();
    if (name.trimmed().isEmpty() || choices.ablated.isEmpty())
        return;
    choices.ablatedSets[name.trimmed()] = choices.ablated;
    m_followed.selection->setViewChoices(choices);
}

void WhatIfModel::useSet(const QString& name)
{
    const QString text = m_followed.selection->viewChoices().ablatedSets.value(name);
    if (text.isEmpty())
        return;
    m_setProblem = chooseSet(text);
    if (!m_setProblem.isEmpty())
        emit changed();
}

void WhatIfModel::forgetSet(const QString& name)
{
    ViewChoices choices = m_followed.selection->viewChoices();
    choices.ablatedSets.remove(name);
    m_followed.selection->setViewChoices(choices);
}

} // namespace headlight::ui
