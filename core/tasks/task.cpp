// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/task.h"

namespace headlight {

int Task::usualWindow(const Tokenizer&, const Input&, const std::vector<ContextWindow>&) const
{
    return 0;
}

} // namespace headlight
