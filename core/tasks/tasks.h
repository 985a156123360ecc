// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/task.h"

// The tasks that there are, a file each.
namespace headlight::tasks {

const Task& questionAnswering();
const Task& classification();
const Task& tokenLabels();
const Task& maskedWords();
const Task& bareEncoder();

} // namespace headlight::tasks

namespace headlight {

const Task& taskOf(TaskKind kind);

} // namespace headlight
