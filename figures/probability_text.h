// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace headlight::ui {

/// "0.26", "0.004", "1.2e-05": a probability, short.
QString probabilityText(double probability);
/// Empty where it is not known.
QString probabilityText(const std::optional<double>& probability);

} // namespace headlight::ui
