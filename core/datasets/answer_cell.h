// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/base/job.h"
#include "core/datasets/answer_reader.h"

namespace headlight {

/// Reads the answers in a cell of a table: a value as Python (NumPy's arrays included) or JSON writes it, such as
/// "{'text': ['1858'], 'answer_start': [38]}", else texts parted by " | ". An empty cell says that there is no answer.
void readAnswerCell(std::string_view cell, AnswerReader& answers, const Job& job);

} // namespace headlight
