// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace headlight::ui {

/// How wide a journal prints figures.
struct JournalWidth {
    QString name;  ///< "Nature, one column"
    double mm = 0;
};

/// One and two columns (or the whole line) of journals and conferences that print such figures, from their guides for
/// authors.
QList<JournalWidth> journalWidths();

} // namespace headlight::ui
