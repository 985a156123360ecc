// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/base/error.h"

namespace headlight::ui {

/// Where an error belongs on screen: beside what caused it.
enum class Place { Model, Input, Document };

/// Brings what went wrong to whoever shows it.
class Problems : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void report(Place place, const Error& error) { emit reported(place, error); }
    /// What was reported there no longer holds.
    void solve(Place place) { emit solved(place); }

signals:
    void reported(headlight::ui::Place place, const headlight::Error& error);
    void solved(headlight::ui::Place place);
};

} // namespace headlight::ui
