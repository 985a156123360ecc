// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <optional>

#include "core/base/memory.h"
#include "core/base/version.h"
#include "core/engine/sleeping_threads.h"
#include "ui/window/display_guard.h"
#include "ui/window/launch.h"

int main(int argc, char** argv)
{
    const auto options = headlight::ui::readArguments({argv + 1, argv + argc});
    if (!options) {
        std::cerr << "headlight: " << options.error().text() << '\n';
        return 2;
    }
    if (options->help || options->version) {
        std::cout << (options->help ? headlight::ui::launchHelp()
                                    : "headlight " + std::string(headlight::programVersion()) + "\n");
        return 0;
    }
    headlight::letThreadsSleep(argv);
    headlight::steadyMalloc();
    std::optional<headlight::ui::DisplayGuard> guard(std::in_place);
    QApplication application(argc, argv);
    guard.reset();
    return headlight::ui::launch(application, *options);
}
