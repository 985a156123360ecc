// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/files/safetensors.h"
#include "core/session/session.h"

namespace headlight::cli {

// What the window says above the views of a session, for who reads it at the command line: each a sentence.

/// That nothing can be computed from it, that its run did not end, that it was rounded, that tensors hold values which
/// are no numbers.
std::vector<std::string> remarksOn(const Session& session, const SafetensorsFile& file);
/// That what is compared was made with other weights; empty where it was not, or it is not known.
std::string remarkOnModels(const ModelIdentity& one, const ModelIdentity& other);
/// On standard error, a line each.
void sayRemarks(const std::vector<std::string>& remarks);

} // namespace headlight::cli
