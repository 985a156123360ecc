// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/architectures/architecture.h"

// Each in the file of its name.
namespace headlight::families {

extern const Architecture bert;
extern const Architecture roberta;
extern const Architecture xlmRoberta;
extern const Architecture camembert;
extern const Architecture distilbert;
extern const Architecture electra;
extern const Architecture albert;
extern const Architecture mpnet;

} // namespace headlight::families
