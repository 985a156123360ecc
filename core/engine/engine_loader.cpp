// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <vector>

#include "core/engine/engine_module.h"

namespace headlight {

namespace {

namespace fs = std::filesystem;

// OpenMP's threads wait for work by spinning. Beside another busy program they take each other's cores, and an analysis of
// two seconds takes a minute; asleep between products they cost nothing measurable. LibGOMP reads this when it is loaded,
// with the engine; set here, before main, no other thread reads the environment yet. A user's own setting stands.
[[maybe_unused]] const bool threadsSleep = setenv("OMP_WAIT_POLICY", "passive", 0) == 0;

/// Where the library may lie: as installed, seen from the program in PREFIX/bin; then the build tree.
std::vector<fs::path> libraryPlaces()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    std::vector<fs::path> places;
    if (!error)
        places.push_back(program.parent_path().parent_path() / HEADLIGHT_ENGINE_INSTALL_PATH);
    places.emplace_back(HEADLIGHT_ENGINE_BUILD_PATH);
    return places;
}

Result<EngineFactory> loadFactory()
{
    std::string reason = "it is in none of its places";
    for (const fs::path& place : libraryPlaces()) {
        std::error_code error;
        if (!fs::exists(place, error))
            continue;
        void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
        void* symbol = library ? dlsym(library, engineFactoryName) : nullptr;
        if (symbol)
            return reinterpret_cast<EngineFactory>(symbol);
        if (const char* message = dlerror())
            reason = message;
        break;
    }
    return inputError("The computing library libheadlight_engine.so could not be loaded: " + reason, {},
                      "Install LibTorch (Debian: libtorch1.13, libopenblas0), or install Headlight again.");
}

} // namespace

Result<std::unique_ptr<Engine>> makeEngine(const ModelConfig& config, Checkpoint checkpoint)
{
    static const Result<EngineFactory> factory = loadFactory();
    if (!factory)
        return Failure(factory.error());
    MadeEngine made;
    (*factory)(config, checkpoint, made);
    return made;
}

} // namespace headlight
