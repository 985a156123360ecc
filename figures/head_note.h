// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headlight::ui {

/// What is said of models that answer no questions, wherever an answer or an attribution would stand.
QString withoutHeadText();

} // namespace headlight::ui
