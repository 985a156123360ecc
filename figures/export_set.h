// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/error.h"
#include "figures/export_options.h"

namespace headlight::ui {

/// Which figures a set has, all of one measure and on one scale.
struct SetChoice {
    bool sheet = true;  ///< all heads of all layers as thumbnails
    bool layers = true; ///< each layer's heads
    bool heads = true;  ///< each head by itself
    bool isEmpty() const { return !sheet && !layers && !heads; }
    bool operator==(const SetChoice&) const = default;
};

/// One file of a set.
struct SetFile {
    QString name; ///< "contact-sheet.pdf", "layer-04.pdf", "layer-04-head-07.pdf": numbered from 0
    ExportOptions options;
};

/// The files that `options`, those of a figure of maps of heads, make as a set: of its measure (or the nearest that
/// heads have), its layers and heads. The range is that of the contact sheet, written out, so that every file can be
/// made again by itself. Takes as long as a figure of all heads; on any thread.
Result<QList<SetFile>> exportSet(const Session& session, const ExportOptions& options, const SetChoice& choice);

/// A folder beside which nothing is overwritten: `folder` where it is not there or empty, else the first of folder-2,
/// folder-3 ... that is so.
std::filesystem::path freshFolder(const std::filesystem::path& folder);

} // namespace headlight::ui
