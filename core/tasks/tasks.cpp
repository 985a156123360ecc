// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/tasks.h"

namespace headlight {

const Task& taskOf(TaskKind kind)
{
    switch (kind) {
    case TaskKind::QuestionAnswering:
        return tasks::questionAnswering();
    case TaskKind::Classification:
        return tasks::classification();
    case TaskKind::TokenLabels:
        return tasks::tokenLabels();
    case TaskKind::MaskedWords:
        return tasks::maskedWords();
    case TaskKind::None:
        break;
    }
    return tasks::bareEncoder();
}

} // namespace headlight
