// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <cstddef>
#include <filesystem>
#include <vector>

#include "core/base/error.h"
#include "figures/export_request.h"

namespace headlight::ui {

/// A figure that was drawn for a file: an image that has yet to be encoded, or the file's bytes.
struct Drawing {
    QImage image;
    std::vector<std::byte> bytes;
};

// An export in three steps, exportFigure() being the first, so that a window is kept from its work by the second one
// alone.

/// Needs a QApplication (the offscreen platform will do) and its thread, except for csv and npy.
Result<Drawing> drawExport(const Session& session, const FigureData& figure, const ExportOptions& options);
/// The bytes of the file; on any thread.
Result<std::vector<std::byte>> fileBytes(const Drawing& drawing);
/// Writes them to `file`, whole or not at all; on any thread.
Result<void> writeExport(const Drawing& drawing, const std::filesystem::path& file);

/// All three: draws one view of `session`, or writes the numbers behind it, to `file`.
Result<void> exportView(const Session& session, const ExportOptions& options, const std::filesystem::path& file);

} // namespace headlight::ui
