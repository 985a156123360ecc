// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <exception>
#include <iostream>
#include <type_traits>

#include "app/cli/commands.h"
#include "core/base/memory.h"
#include "core/engine/sleeping_threads.h"

namespace headlight::cli {

namespace {

/// 0 done, 1 bad input, 2 wrong usage, 3 cancelled.
int exitStatus(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Input: return 1;
    case ErrorKind::Usage: return 2;
    case ErrorKind::Cancelled: return 3;
    }
    return 1;
}

int report(const Result<void>& result)
{
    if (result)
        return 0;
    std::cerr << "headlight-cli: " << result.error().text() << '\n';
    return exitStatus(result.error().kind);
}

template <typename Arguments>
int execute(const Arguments& arguments)
{
    if constexpr (std::is_same_v<Arguments, int>) {
        return arguments;
    } else {
        Interruption interruption;
        return report(run(arguments, interruption));
    }
}

/// Memory that runs out is the one exception left: everything else arrives as a value.
int executeGuarded(const Command& command)
{
    try {
        return std::visit([](const auto& arguments) { return execute(arguments); }, command);
    } catch (const std::exception& error) {
        return report(inputError(error.what(), {}, "Free memory or use a smaller input."));
    }
}

/// Ends the program without the destructors of LibTorch's libraries, which take 0.1 s for memory that the system takes
/// back anyway.
[[noreturn]] void leave(int status)
{
    std::cout.flush();
    std::cerr.flush();
#ifdef __SANITIZE_ADDRESS__
    std::exit(status); // looks for leaks
#else
    std::_Exit(status);
#endif
}

} // namespace

} // namespace headlight::cli

int main(int argc, char** argv)
{
    headlight::letThreadsSleep(argv);
    headlight::steadyMalloc();
    std::ios::sync_with_stdio(false);
    headlight::cli::leave(headlight::cli::executeGuarded(headlight::cli::parseArguments(argc, argv)));
}
