// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace headlight {

/// Bytes of memory that a computation may take: `mebibytes`, or, where that is 0, a quarter of what is free and at most
/// 2 GiB.
std::int64_t memoryBudget(std::int64_t mebibytes);

/// To be called early in main: lets malloc serve blocks of less than 32 MiB from its heap from the start. By itself it
/// moves that border with what is freed, and the heap comes to be full of gaps: an analysis then takes up to a fifth
/// more memory, and time for what is fresh from the system.
void steadyMalloc();

/// Gives back to the system what malloc keeps of memory that was freed, where it is much: large tensors leave gaps of
/// hundreds of megabytes between small ones that stay.
void releaseFreeMemory();

} // namespace headlight
