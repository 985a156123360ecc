// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace headlight::ui {

/// Tells of signals that ask the process to end: SIGTERM and SIGHUP, as at a logout or a shutdown, and SIGINT. One at a
/// time; its destructor gives them back to the system.
class EndSignals : public QObject {
    Q_OBJECT
public:
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

signals:
    void received(); ///< on the thread of this object, outside of the signal's handler
};

} // namespace headlight::ui
