// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

#include "core/model/model_finder.h"
#include "ui/panels/notice_bars.h"
#include "ui/state/model_match.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

class AutoSaver;

/// Says above the views what there is to know of the session on screen: that its file has changed, that another window
/// has it open, that its model is not the one that is open, what float16 has changed; that the weights of the model
/// that is open are not all numbers; and that work was left behind by a crash.
class SessionNotices : public QObject {
    Q_OBJECT
public:
    SessionNotices(Workbench* workbench, NoticeBars* bars, QObject* parent = nullptr);

    void setFoundModels(std::vector<FoundModel> models) { m_models = std::move(models); }
    void offerRecovery(AutoSaver* saver);

signals:
    void saveWanted();
    void modelWanted();

private:
    void showFile();
    void showShared(bool shared, const QString& name);
    void showChange(FileChange change, const QString& name);
    void showModel();
    void showLetters();
    void showRemark();
    void showAblation();
    Notice::Action modelAction(const QString& name);
    void showWeights(const QString& warning);
    void showRounding();
    void endRecovery(bool wasRunning);

    Workbench* m_workbench;
    NoticeBars* m_bars;
    std::vector<FoundModel> m_models;
    QString m_file; ///< that the notices of files are about
    FileChange m_change = FileChange::None;
    bool m_shared = false;
    QString m_explained;     ///< what is said of the model
    QStringList m_lettersOf; ///< the tokens whose letters were looked for
    QString m_letters;       ///< what is said of them
    QString m_remark;        ///< what is said of how the file was read
    QString m_ablated;       ///< of the notice of a changed run
};

} // namespace headlight::ui
