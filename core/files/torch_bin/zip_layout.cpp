// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <zlib.h>

#include <algorithm>

#include "core/base/in_quotes.h"
#include "core/files/regular_file.h"
#include "core/files/torch_bin/torch_layout.h"
#include "core/files/torch_bin/zip_directory.h"

namespace headlight {
namespace {

constexpr auto damaged = "Download it again.";
constexpr std::string_view pickleName = "/data.pkl";

/// Of the local header of an entry, before its name.
constexpr std::uint64_t beforeNameLength = 26;

Result<TorchContents> readDataPickle(std::span<const std::byte> pickle, const std::string& where)
{
    TorchObjects objects(TorchLayout::Zip);
    PickleMachine machine(pickle, 0, where, objects);
    const auto root = machine.run();
    if (!root)
        return Failure(root.error());
    auto tensors = readTensorDictionary(machine.values(), *root, objects, where);
    if (!tensors)
        return Failure(tensors.error());
    return TorchContents{std::move(objects.storages()), std::move(*tensors)};
}

class ZipLayoutReader {
public:
    ZipLayoutReader(std::span<const std::byte> file, const std::string& fileName, const Job& job)
        : m_file(file),
          m_fileName(fileName),
          m_job(job)
    {
    }

    Result<TorchContents> read();

private:
    Failure bad(std::string what, const char* remedy = damaged) const
    {
        return inputError(std::move(what), m_fileName, remedy);
    }
    std::span<const std::byte> contents(const ZipEntry& entry) const { return m_file.subspan(entry.begin, entry.size); }
    Result<void> findStem();
    Result<void> checkByteOrder() const;
    Result<void> checkSum(const std::string& name, const ZipEntry& entry) const;
    Result<void> placeStorage(TorchStorage& storage) const;
    Result<TorchContents> readPickle();

    std::span<const std::byte> m_file;
    const std::string& m_fileName;
    const Job& m_job;
    ZipDirectory m_directory;
    std::string m_stem; ///< the folder that all entries are in
};

Result<void> ZipLayoutReader::findStem()
{
    const auto isPickle = [](const auto& entry) { return std::string_view(entry.first).ends_with(pickleName); };
    const auto found = std::find_if(m_directory.begin(), m_directory.end(), isPickle);
    if (found == m_directory.end())
        return bad("The zip archive has no data.pkl, so torch.save did not make it", "Choose the file of weights.");
    if (std::any_of(std::next(found), m_directory.end(), isPickle))
        return bad("The zip archive has more than one data.pkl");
    m_stem = found->first.substr(0, found->first.size() - pickleName.size());
    if (m_directory.contains(m_stem + "/constants.pkl"))
        return bad("This is a TorchScript program, which is never run", "Choose the model's pytorch_model.bin.");
    return {};
}

Result<void> ZipLayoutReader::checkByteOrder() const
{
    const auto found = m_directory.find(m_stem + "/byteorder");
    if (found == m_directory.end())
        return {};
    const auto bytes = contents(found->second);
    const std::string_view order(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (order == "little")
        return {};
    return bad("The numbers have the byte order " + inQuotes(order) + "; only \"little\" is read",
               "Save it again on a usual computer.");
}

Result<void> ZipLayoutReader::checkSum(const std::string& name, const ZipEntry& entry) const
{
    uLong sum = 0;
    for (auto rest = contents(entry); entry.crc != 0 && !rest.empty();) {
        if (m_job.stopped())
            return cancelled();
        const std::size_t piece = std::min(readPiece, rest.size());
        sum = crc32_z(sum, reinterpret_cast<const Bytef*>(rest.data()), piece);
        rest = rest.subspan(piece);
    }
    if (sum == entry.crc)
        return {};
    return bad("The entry " + inQuotes(name) + " is damaged: its checksum is not the one that was saved with it");
}

Result<void> ZipLayoutReader::placeStorage(TorchStorage& storage) const
{
    const std::string name = m_stem + "/data/" + storage.key;
    const auto found = m_directory.find(name);
    if (found == m_directory.end())
        return bad("The zip archive has no entry " + inQuotes(name) + " with a tensor's values");
    if (found->second.size != storage.byteCount())
        return bad("The entry " + inQuotes(name) + " has " + std::to_string(found->second.size) + " bytes; " +
                   std::to_string(storage.byteCount()) + " are expected");
    storage.begin = found->second.begin;
    return checkSum(name, found->second);
}

Result<TorchContents> ZipLayoutReader::readPickle()
{
    const std::string name = m_stem + std::string(pickleName);
    const ZipEntry& entry = m_directory.at(name);
    if (entry.size > largestPickle)
        return bad("The pickle has " + std::to_string(entry.size) + " bytes; at most " + std::to_string(largestPickle) +
                   " are expected");
    if (auto whole = checkSum(name, entry); !whole)
        return Failure(whole.error());
    return readDataPickle(contents(entry), m_fileName + ", data.pkl");
}

Result<TorchContents> ZipLayoutReader::read()
{
    auto directory = readZipDirectory(m_file, m_fileName);
    if (!directory)
        return Failure(directory.error());
    m_directory = std::move(*directory);
    if (auto found = findStem(); !found)
        return Failure(found.error());
    if (auto ordered = checkByteOrder(); !ordered)
        return Failure(ordered.error());
    auto whole = readPickle();
    for (std::size_t i = 0; whole && i < whole->storages.size(); ++i) {
        if (auto placed = placeStorage(whole->storages[i]); !placed)
            return Failure(placed.error());
    }
    return whole;
}

} // namespace

Result<TorchContents> readZipLayout(std::span<const std::byte> file, const std::string& fileName, const Job& job)
{
    return ZipLayoutReader(file, fileName, job).read();
}

/// torch.save writes data.pkl first, and a pickle says itself where it ends. Without it nothing is known.
Result<TorchContents> readZipOutline(std::span<const std::byte> beginning, const std::string& fileName)
{
    ByteReader header(beginning, beforeNameLength);
    const auto nameLength = header.number<std::uint16_t>();
    const auto extraLength = header.number<std::uint16_t>();
    const std::string_view name = header.text(nameLength);
    header.skip(extraLength);
    if (header.isBad())
        return inputError("The zip archive is cut off", fileName, damaged);
    if (!name.ends_with(pickleName))
        return TorchContents();
    return readDataPickle(beginning.subspan(header.position()), fileName + ", data.pkl");
}

} // namespace headlight
