// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>
#include <optional>

#include "core/data/ablation.h"
#include "core/measures/comparison.h"
#include "core/session/session.h"

namespace headlight::ui {

/// How view compare shows two measures, A and B.
enum class CompareMode {
    Board,      ///< how well each head agrees
    Side,       ///< both maps of one head
    Difference, ///< A - B of one head
    Scatter,    ///< the cells of one head, a dot each
};

/// What single views are asked to show, beyond what all views share. Kept in sessions.
struct ViewChoices {
    QString measureB; ///< of view compare; empty: another one than A, or the same of another session
    CompareMode mode = CompareMode::Board;
    Agreement agreement = Agreement::Spearman;
    int strongest = 0;         ///< cells that Agreement::Strongest takes; 0: as many as there are tokens
    bool signedBlocks = false; ///< view blocks sums values, not magnitudes
    AblationKind ablation = AblationKind::Zero; ///< of view what-if: of its board, and of what is switched off next
    QString quantity;                           ///< of its board: a target's name, probability; empty: the first target
    QString ablated;                            ///< what is switched off there, as ablationText() has it
    QMap<QString, QString> ablatedSets;         ///< the same by the names that were given to it
    bool operator==(const ViewChoices&) const = default;
};

/// Names that this version does not know count as the defaults.
ViewChoices viewChoicesOf(const ViewState& view);
void keepViewChoices(const ViewChoices& choices, ViewState& view);

/// The names in sessions and on the command line: board, side, difference, scatter.
QStringList compareModeNames();
QString nameOf(CompareMode mode);
std::optional<CompareMode> compareModeNamed(const QString& name);
/// The same of agreements: pearson, spearman, strongest.
QStringList agreementNames();
QString nameOf(Agreement agreement);
std::optional<Agreement> agreementNamed(const QString& name);
/// The same of ablations: zero, mean, patch.
QStringList ablationKindNames();

} // namespace headlight::ui
