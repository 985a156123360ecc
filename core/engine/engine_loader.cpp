// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <dlfcn.h>
#include <filesystem>
#include <vector>

#include "core/engine/engine_module.h"

namespace headlight {

namespace {

namespace fs = std::filesystem;

/// Loads the OpenBLAS that shares OpenMP's threads, where it is installed, so that LibTorch takes it. Debian prefers
/// the one with threads of its own, and two pools on the same cores cost more than they bring: twice the time on two
/// idle cores.
void preferOneThreadPool()
{
    for (const char* library : {"libopenblas.so.0", "libblas.so.3"})
        dlopen((fs::path(HEADLIGHT_OPENBLAS_PATH) / library).c_str(), RTLD_NOW | RTLD_LOCAL);
}

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
    preferOneThreadPool();
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

const Result<EngineFactory>& engineFactory()
{
    static const Result<EngineFactory> factory = loadFactory();
    return factory;
}

} // namespace

void prepareEngine()
{
    engineFactory();
}

Result<std::unique_ptr<Engine>> makeEngine(const ModelConfig& config, Checkpoint checkpoint)
{
    const Result<EngineFactory>& factory = engineFactory();
    if (!factory)
        return Failure(factory.error());
    MadeEngine made;
    (*factory)(config, checkpoint, made);
    return made;
}

} // namespace headlight
