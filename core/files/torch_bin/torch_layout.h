// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/files/torch_bin/pickle_machine.h"

namespace headlight {

/// What a file of torch.save holds: a dictionary of tensors, and the storages that they are views of.
struct TorchContents {
    std::vector<TorchStorage> storages;
    std::map<std::string, TorchTensor> tensors;
};

/// The layout since PyTorch 1.6: a zip archive with the pickle STEM/data.pkl and a file STEM/data/KEY for each storage.
Result<TorchContents> readZipLayout(std::span<const std::byte> file, const std::string& fileName, const Job& job);

/// The layout before: five pickles (a magic number, a version, the computer, the dictionary, the storages' keys), then
/// for each storage the number of its values and the values.
bool isLegacyLayout(std::span<const std::byte> file);
Result<TorchContents> readLegacyLayout(std::span<const std::byte> file, const std::string& fileName);

/// The tensors as the first bytes of such a file describe them, their values unread and their storages without a place.
/// An error where the description is not whole in these bytes, or is none; no tensors where an archive has it
/// elsewhere.
Result<TorchContents> readZipOutline(std::span<const std::byte> beginning, const std::string& fileName);
Result<TorchContents> readLegacyOutline(std::span<const std::byte> beginning, const std::string& fileName);

/// The dictionary of tensors that `root` is or, as training programs save one ("model_state_dict" ...), holds. Errors
/// name `where`.
Result<std::map<std::string, TorchTensor>> readTensorDictionary(const PickleValues& values, PickleRef root,
                                                                const TorchObjects& objects, const std::string& where);

/// How many bytes a pickle may have; BERT's have 30 to 60 thousand.
inline constexpr std::size_t largestPickle = std::size_t{16} << 20U;

} // namespace headlight
