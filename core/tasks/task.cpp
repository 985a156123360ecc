// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/task.h"

#include "core/tasks/tasks.h"

namespace headlight {

Result<std::vector<ContextWindow>> Task::windows(const Input& whole, const Options&, int maxPositions) const
{
    if (Result<void> ok = checkLength(whole, maxPositions); !ok)
        return Failure(ok.error());
    const Passage& text = whole.mainPassage();
    ContextWindow window;
    window.tokens = text.length();
    if (text.length() > 0)
        window.characters = {whole.offsets[static_cast<std::size_t>(text.begin)].begin,
                             whole.offsets[static_cast<std::size_t>(text.end) - 1].end};
    return std::vector<ContextWindow>{window};
}

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
