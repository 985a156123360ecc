// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

#include "core/base/error.h"

namespace headlight::test {

/// A program that runs for as long as this lives, or this process does.
class BesideUs {
public:
    /// `arguments` begin with the program's name. `keptOpen`: a file descriptor that it inherits.
    explicit BesideUs(std::vector<std::string> arguments, int keptOpen = -1);
    ~BesideUs();
    BesideUs(const BesideUs&) = delete;
    BesideUs& operator=(const BesideUs&) = delete;

private:
    pid_t m_id;
};

/// An X server whose screen is memory (Xvfb), with a window manager (openbox). On a display that was free: it is of no
/// concern to the one that the user sees.
class XServer {
public:
    /// `width` and `height` of the screen in pixels. Fails where a package is missing, which it names.
    static Result<std::unique_ptr<XServer>> start(int width, int height);

    const std::string& display() const { return m_display; } ///< ":7"

private:
    XServer() = default;

    std::string m_display;
    std::unique_ptr<BesideUs> m_server;
    std::unique_ptr<BesideUs> m_manager; ///< goes before its server
};

} // namespace headlight::test
