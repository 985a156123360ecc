// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

// A function of plain loops, compiled for newer instruction sets too; which one runs is chosen when the program starts.
// Sanitizers cannot follow that choice.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define HEADLIGHT_VECTOR_LOOP [[gnu::target_clones("avx2", "default")]]
#else
#define HEADLIGHT_VECTOR_LOOP
#endif

namespace headlight::ui {

/// Into how many parts work over `values` numbers is worth splitting: 1 for little work, at most the processor's
/// threads.
std::size_t worthwhileParts(std::size_t values);
/// Calls `work` with 0 ... parts - 1, each on a thread of its own (0 on the caller's), and waits for all.
void inParallel(std::size_t parts, const std::function<void(std::size_t part)>& work);

} // namespace headlight::ui
