// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/session_notices.h"

#include <QGuiApplication>

#include "figures/isolated.h"
#include "ui/plots/font_note.h"
#include "ui/state/auto_saver.h"

namespace headlight::ui {

namespace {

const QString changeKind = QStringLiteral("change");
const QString sharedKind = QStringLiteral("shared");
const QString weightsKind = QStringLiteral("weights");
const QString modelKind = QStringLiteral("model");
const QString remarkKind = QStringLiteral("remark");
const QString roundingKind = QStringLiteral("rounding");
const QString recoveryKind = QStringLiteral("recovery");
const QString ablationKind = QStringLiteral("ablation");
const QString lettersKind = QStringLiteral("letters");

} // namespace

SessionNotices::SessionNotices(Workbench* workbench, NoticeBars* bars, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_bars(bars)
{
    connect(workbench->sessions()->files(), &SessionFiles::changed, this, &SessionNotices::showFile);
    connect(workbench->shown()->document(), &Document::changed, this, &SessionNotices::showFile);
    connect(workbench->shown(), &ShownResult::changed, this, &SessionNotices::showModel);
    connect(workbench->model(), &ModelHost::opened, this, &SessionNotices::showModel);
    connect(workbench->model(), &ModelHost::hashed, this, &SessionNotices::showModel);
    connect(workbench->model(), &ModelHost::opened, this, [this] { m_bars->clear(weightsKind); });
    connect(workbench->model(), &ModelHost::warned, this, &SessionNotices::showWeights);
    connect(workbench, &Workbench::busyChanged, this, &SessionNotices::showModel);
    connect(workbench->shown(), &ShownResult::changed, this, &SessionNotices::showLetters);
    connect(workbench->shown(), &ShownResult::changed, this, &SessionNotices::showRemark);
    connect(workbench->shown(), &ShownResult::changed, this, &SessionNotices::showAblation);
    connect(workbench->sessions(), &SessionDesk::saved, this, &SessionNotices::showRounding);
    connect(workbench->shown(), &ShownResult::changed, this, [this] { m_bars->clear(roundingKind); });
}

/// What was dismissed comes back only when something else is to be said.
void SessionNotices::showFile()
{
    const QString file = m_workbench->shown()->document()->file();
    const FileChange change = m_workbench->sessions()->files()->change(file);
    const bool shared = m_workbench->sessions()->files()->isShared(file);
    const bool other = std::exchange(m_file, file) != file;
    const QString name = isolated(m_workbench->shown()->document()->name());
    if (std::exchange(m_change, change) != change || other)
        showChange(change, name);
    if (std::exchange(m_shared, shared) != shared || other)
        showShared(shared, name);
}

void SessionNotices::showChange(FileChange change, const QString& name)
{
    if (change == FileChange::Changed)
        m_bars->show(changeKind, {tr("%1 was changed by another program or window since it was opened.").arg(name),
                                  {{tr("Reload"), [this] { m_workbench->sessions()->reload(); }},
                                   {tr("Keep mine"), [this] { m_workbench->sessions()->keepMine(); }}}});
    else if (change == FileChange::Gone)
        m_bars->show(
            changeKind,
            {tr("%1 is no longer there: it was removed or renamed. What is on screen is in memory alone.").arg(name),
             {{tr("Save it again"), [this] { emit saveWanted(); }}}});
    else
        m_bars->clear(changeKind);
}

void SessionNotices::showShared(bool shared, const QString& name)
{
    if (shared)
        m_bars->show(sharedKind, {tr("%1 is open in another window too. Who saves last replaces what the other saved; "
                                     "save under another name to keep both.")
                                      .arg(name),
                                  {}});
    else
        m_bars->clear(sharedKind);
}

/// Said of sessions alone: what was run here shows its model at the left. While a model is being opened, that is
/// awaited.
void SessionNotices::showModel()
{
    const ResultPtr& result = m_workbench->result();
    const bool fromFile = result && !m_workbench->shown()->document()->file().isEmpty();
    const bool opening = m_workbench->isBusy() && !m_workbench->runner()->isRunning();
    if (fromFile && opening)
        return;
    const ModelMatch match = fromFile ? modelMatch(result->model, m_workbench->model()->identity()) : ModelMatch::Same;
    const QString text = fromFile ? explanation(match, result->model, m_workbench->model()->identity()) : QString();
    if (std::exchange(m_explained, text) == text)
        return;
    if (text.isEmpty())
        return m_bars->clear(modelKind);
    Notice notice{text, {}};
    if (match == ModelMatch::NotOpen || match == ModelMatch::OtherModel)
        notice.actions.push_back(modelAction(QString::fromStdString(result->model.name)));
    m_bars->show(modelKind, notice);
}

/// Said once of a text, whatever becomes of its result.
void SessionNotices::showLetters()
{
    const ResultPtr& result = m_workbench->result();
    QStringList texts;
    for (const std::string& token : result ? result->input.tokens : std::vector<std::string>())
        texts.append(QString::fromStdString(token));
    if (std::exchange(m_lettersOf, texts) == texts)
        return;
    const QString text = missingLettersText(texts, QGuiApplication::font(), LetterAs::Number);
    if (std::exchange(m_letters, text) == text)
        return;
    if (text.isEmpty())
        m_bars->clear(lettersKind);
    else
        m_bars->show(lettersKind, {text, {}});
}

void SessionNotices::showRemark()
{
    const QString remark = m_workbench->shown()->document()->state().remark;
    if (std::exchange(m_remark, remark) == remark)
        return;
    if (remark.isEmpty())
        m_bars->clear(remarkKind);
    else
        m_bars->show(remarkKind, {remark, {}});
}

/// Of a changed run that is said as long as it is shown.
void SessionNotices::showAblation()
{
    const ResultPtr& result = m_workbench->result();
    const bool changed = result && isAblated(*result);
    const QString set = changed ? QString::fromStdString(ablationText(*result->options.ablation)) : QString();
    if (std::exchange(m_ablated, set) == set)
        return;
    if (set.isEmpty())
        return m_bars->clear(ablationKind);
    m_bars->show(ablationKind, {tr("All views show a changed run of the model, with these parts off: %1.").arg(set),
                                {{tr("Show the unchanged run"), [this] { m_workbench->showAblated({}); }}}});
}

/// The model itself where it was found on this computer, else the way to choose it.
Notice::Action SessionNotices::modelAction(const QString& name)
{
    for (const FoundModel& found : m_models)
        if (QString::fromStdString(found.name) == name && found.problem.empty())
            return {tr("Open %1").arg(name), [this, folder = found.folder] { m_workbench->model()->open(folder); }};
    return {tr("Open its folder…"), [this] { emit modelWanted(); }};
}

void SessionNotices::showWeights(const QString& warning)
{
    m_bars->show(weightsKind, {warning, {}});
}

void SessionNotices::showRounding()
{
    const DocumentState& document = m_workbench->shown()->document()->state();
    if (!document.half)
        return m_bars->clear(roundingKind);
    m_bars->show(roundingKind, {tr("Saved with attention and norms as float16. That changed no value by more than %1 % "
                                   "of the largest of its map; attributions are as they were.")
                                    .arg(document.rounding * 100, 0, 'g', 2),
                                {}});
}

void SessionNotices::offerRecovery(AutoSaver* saver)
{
    connect(saver, &AutoSaver::restored, this, &SessionNotices::endRecovery);
    if (!saver->hasFound())
        return;
    const QString text = saver->foundWasEnded()
                             ? tr("Headlight was ended while there was unsaved work, and has kept it: %1.")
                             : tr("Headlight did not end in order the last time. It has kept %1.");
    m_bars->show(recoveryKind, {text.arg(saver->describeFound()),
                                {{tr("Restore"), [saver] { saver->restore(); }},
                                 {tr("Discard"), [this, saver] {
                                      saver->discard();
                                      m_bars->clear(recoveryKind);
                                  }}}});
}

void SessionNotices::endRecovery(bool wasRunning)
{
    m_bars->clear(recoveryKind);
    if (wasRunning)
        m_bars->show(recoveryKind, {tr("The run that was under way has to be asked for again."),
                                    {{tr("Run"), [this] {
                                          m_bars->clear(recoveryKind);
                                          m_workbench->runner()->run();
                                      }}}});
}

} // namespace headlight::ui
