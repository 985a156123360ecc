// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>

namespace headlight::engine {

/// While it lives, signals that the process catches are left to its other threads: no handler runs on this one, nor
/// ever on those that are started meanwhile, as OpenMP's are; they are kept from what is caught at their start. For
/// oneDNN's products: their kernels let the stack's register point to the begin of a buffer on the heap (buffer_in_ws
/// in its jit_*_gemm_f32.cpp), and what the system writes for a handler, some 3 KiB of registers, lands before that
/// buffer, in memory of others. Faults of the thread itself are not kept from it.
class CaughtSignalsElsewhere {
public:
    CaughtSignalsElsewhere();
    ~CaughtSignalsElsewhere();
    CaughtSignalsElsewhere(const CaughtSignalsElsewhere&) = delete;
    CaughtSignalsElsewhere& operator=(const CaughtSignalsElsewhere&) = delete;

private:
    sigset_t m_before = {};
};

} // namespace headlight::engine
