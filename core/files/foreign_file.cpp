// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/foreign_file.h"

#include <string_view>

namespace headlight {
namespace {

constexpr std::string_view legacyPickle("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46", 8);

bool startsWithMarkup(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '<';
}

} // namespace

ForeignFile recogniseForeignFile(std::span<const std::byte> firstBytes)
{
    const std::string_view text(reinterpret_cast<const char*>(firstBytes.data()), firstBytes.size());
    if (text.starts_with("version https://git-lfs"))
        return {"This is a Git LFS pointer, not the file itself",
                "Fetch it with `git lfs pull`, or download it again."};
    if (text.starts_with("PK\x03\x04"))
        return {"This is a zip archive, perhaps a pytorch_model.bin that was renamed",
                "If it is one, give it that name again."};
    if (text.starts_with(legacyPickle))
        return {"This is a PyTorch pickle that was renamed", "Name it pytorch_model.bin again."};
    if (text.starts_with("\x89HDF"))
        return {"This is an HDF5 file, perhaps TensorFlow weights", "Download the model's model.safetensors."};
    if (text.starts_with('{'))
        return {"This is a JSON file", "Choose the file with the weights or the session itself."};
    if (startsWithMarkup(text))
        return {"This is a web page, not the file itself", "Download the file again; a login may be needed."};
    return {};
}

} // namespace headlight
