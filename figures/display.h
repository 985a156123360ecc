// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>
#include <optional>

#include "core/session/session.h"

namespace headlight::ui {

/// What happens to [CLS] and [SEP], whose values drown the others in many heads.
enum class SpecialTokens {
    Shown,
    OutOfRange, ///< drawn, but colour ranges are made without them
    Last,       ///< sorted behind the words
    Hidden,
};

/// What stands for the heads of a layer in the Layers view.
enum class Summary { Norm, Mean, Maximum };

/// How figures are drawn, whatever they show. Shared by all views; kept in sessions.
struct Display {
    SpecialTokens special = SpecialTokens::Shown;
    bool words = false; ///< wordpieces merged to words
    Summary summary = Summary::Norm;
    int firstNumber = 0;            ///< of layers and heads on screen: 0 or 1
    QMap<QString, QString> colours; ///< a measure's colour map, where it is not the default one
    QString sequential = QStringLiteral("viridis");    ///< the default of unsigned measures
    QString diverging = QStringLiteral("blue-orange"); ///< the default of signed ones
    bool operator==(const Display&) const = default;

    /// The colour map of `measure`.
    QString coloursOf(const QString& measure, bool isSigned) const;
};

/// What of a session's view state is display; names that this version does not know count as the defaults.
Display displayOf(const ViewState& view);
/// The reverse.
void keepDisplay(const Display& display, ViewState& view);

/// The names in sessions and on the command line: shown, out-of-range, last, hidden.
QStringList specialTokensNames();
QString nameOf(SpecialTokens special);
std::optional<SpecialTokens> specialTokensNamed(const QString& name);
/// The same of summaries: norm, mean, maximum.
QStringList summaryNames();
QString nameOf(Summary summary);
std::optional<Summary> summaryNamed(const QString& name);

} // namespace headlight::ui
