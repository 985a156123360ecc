// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMimeData>
#include <memory>

#include "core/base/error.h"
#include "figures/export_options.h"

namespace headlight::ui {

/// A figure for the clipboard, as a picture: an image, and a drawing (SVG) for those who take it. On the thread of the
/// window.
Result<std::unique_ptr<QMimeData>> clipboardPicture(const Session& session, ExportOptions options);
/// As numbers: a table with labels, separated by tabs.
Result<std::unique_ptr<QMimeData>> clipboardNumbers(const Session& session, const ExportOptions& options);

} // namespace headlight::ui
