// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long a model takes from the start of the program to being ready, to its first prediction and to the hash of its
// weights.     start MODEL [TOKENS]
// Seconds since main(), which the system reaches some milliseconds after the start; and beside them what a program
// takes that does nothing, linked to LibTorch. Run it twice: the first run may wait for the disk.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "core/analysis/analyzer.h"

namespace {

using namespace headlight;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

AnalysisRequest request(int tokens, int longest)
{
    AnalysisRequest asked;
    asked.question = "What is important to us?";
    asked.context = "It is important to us to include, empower and support humans of all kinds.";
    for (int length = 26; length + 17 <= tokens; length += 17) // a sentence
        asked.context += " It is important to us to include, empower and support humans of all kinds.";
    asked.options.maxLength = longest;
    return asked;
}

/// Seconds from start to end of the program `empty` beside this one; negative where it cannot be run.
double emptyProgram()
{
    std::string program = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "empty").string();
    char* const arguments[] = {program.data(), nullptr};
    pid_t child = 0;
    int status = 0;
    const Clock::time_point begin = Clock::now();
    if (posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0 ||
        waitpid(child, &status, 0) != child)
        return -1;
    return status == 0 ? since(begin) : -1;
}

int fail(const Error& error)
{
    std::fprintf(stderr, "start: %s\n", error.text().c_str());
    return 1;
}

} // namespace

int main(int count, char** arguments)
{
    const Clock::time_point begin = Clock::now();
    if (count < 2) {
        std::fprintf(stderr, "start MODEL [TOKENS]\n");
        return 2;
    }
    const Result<std::unique_ptr<Analyzer>> model = Analyzer::open(arguments[1], {});
    if (!model)
        return fail(model.error());
    const double ready = since(begin);

    const AnalysisRequest asked = request(count > 2 ? std::atoi(arguments[2]) : 26, (*model)->identity().maxPositions);
    std::stop_source enough;
    double prediction = 0;
    const auto publish = [&](const ResultPtr& result) {
        if (result->stage != Stage::Attention)
            return;
        prediction = since(begin);
        enough.request_stop();
    };
    const auto done = (*model)->analyze(asked, {enough.get_token(), {}}, publish);
    if (!done && prediction == 0)
        return fail(done.error());

    std::promise<double> hashed;
    (*model)->whenHashed([&](const std::string&) { hashed.set_value(since(begin)); });
    const double hash = hashed.get_future().get();
    const double empty = emptyProgram();
    if (empty < 0) {
        std::fprintf(stderr, "start: the program `empty` beside it cannot be run\n");
        return 1;
    }
    std::printf(
        "ready %.3f s, attention, prediction and norms %.3f s, hash of the weights %.3f s; an empty program %.3f s\n",
        ready, prediction, hash, empty);
}
