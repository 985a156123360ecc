// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screen/x_server.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <poll.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/screen/x_user.h"

namespace headlight::test {

namespace {

constexpr int patience = 60000; // ms, on a busy machine

bool isInstalled(const std::string& program)
{
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path ? path : "/usr/bin");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((std::filesystem::path(folder) / program).c_str(), X_OK) == 0)
            return true;
    return false;
}

Failure missing(const std::string& program, const std::string& package)
{
    return inputError("These tests need a screen of their own, and there is no " + program, {},
                      "Install it: apt-get install " + package + " (packaging/test.sh does).");
}

/// What Xvfb writes there once it listens: the number of its display.
std::string readNumber(int descriptor)
{
    std::string number;
    for (pollfd waiting{descriptor, POLLIN, 0}; ::poll(&waiting, 1, patience) > 0;) {
        std::array<char, 16> piece{};
        const ssize_t count = ::read(descriptor, piece.data(), piece.size());
        if (count <= 0)
            break;
        number.append(piece.data(), static_cast<std::size_t>(count));
        if (number.back() == '\n')
            return number.substr(0, number.size() - 1);
    }
    return {};
}

/// Errors of theirs are ours; what they tell is not.
[[noreturn]] void become(const std::vector<std::string>& arguments)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    std::vector<char*> pointers;
    for (const std::string& argument : arguments)
        pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    ::execvp(pointers.front(), pointers.data());
    ::_exit(127);
}

} // namespace

BesideUs::BesideUs(std::vector<std::string> arguments, int keptOpen) : m_id(::fork())
{
    if (m_id != 0)
        return;
    const long most = ::sysconf(_SC_OPEN_MAX);
    for (int descriptor = 3; descriptor < std::min(most, 1024L); ++descriptor)
        if (descriptor != keptOpen)
            ::close(descriptor);
    become(arguments);
}

BesideUs::~BesideUs()
{
    if (m_id <= 0)
        return;
    ::kill(m_id, SIGTERM);
    ::waitpid(m_id, nullptr, 0);
}

Result<std::unique_ptr<XServer>> XServer::start(int width, int height)
{
    if (!isInstalled("Xvfb"))
        return missing("Xvfb", "xvfb");
    if (!isInstalled("openbox"))
        return missing("openbox", "openbox");
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        return inputError("The tests have no file descriptor left", {}, "Raise the limit: ulimit -n");
    const std::string screen = std::to_string(width) + 'x' + std::to_string(height) + "x24";
    std::unique_ptr<XServer> made(new XServer);
    made->m_server =
        std::make_unique<BesideUs>(std::vector<std::string>{"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen",
                                                            "0", screen, "-dpi", "96", "-nolisten", "tcp", "-noreset"},
                                   ends[1]);
    ::close(ends[1]);
    const std::string number = readNumber(ends[0]);
    ::close(ends[0]);
    if (number.empty())
        return inputError("Xvfb does not start", {}, "Try it by hand: Xvfb -displayfd 1");
    made->m_display = ':' + number;
    ::setenv("DISPLAY", made->m_display.c_str(), 1);
    made->m_manager = std::make_unique<BesideUs>(std::vector<std::string>{"openbox", "--sm-disable"});
    if (!XUser(made->m_display).awaitWindowManager(patience))
        return inputError("The window manager does not start", {}, "Try it by hand: Xvfb :7 & DISPLAY=:7 openbox");
    return made;
}

} // namespace headlight::test
