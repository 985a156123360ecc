// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/zip_directory.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/in_quotes.h"
#include "core/files/torch_bin/byte_reader.h"

namespace headlight {
namespace {

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3 and 4.5.
constexpr std::uint32_t localMark = 0x04034b50;
constexpr std::uint32_t entryMark = 0x02014b50;
constexpr std::uint32_t endMark = 0x06054b50;
constexpr std::uint32_t end64Mark = 0x06064b50;
constexpr std::uint32_t locatorMark = 0x07064b50;
constexpr std::uint64_t endSize = 22;
constexpr std::uint64_t locatorSize = 20;
constexpr std::uint32_t in64 = 0xFFFFFFFF; // the value is in the 64-bit field
constexpr std::uint16_t in64Short = 0xFFFF;
constexpr std::uint16_t encryptedFlag = 1;
constexpr std::uint16_t extra64 = 1;
constexpr std::uint64_t mostEntries = 10'000;
constexpr auto remedy = "Download or save it again.";

/// Where the list of entries lies.
struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t count = 0;
};

/// An entry as the list has it.
struct Listed {
    std::string name;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint64_t packedSize = 0;
    std::uint64_t header = 0; ///< where its local header lies
    ZipEntry entry;
};

class DirectoryReader {
public:
    DirectoryReader(std::span<const std::byte> archive, const std::string& fileName)
        : m_archive(archive),
          m_fileName(fileName)
    {
    }

    Result<ZipDirectory> read();

private:
    Failure bad(std::string what, std::uint64_t byte) const
    {
        return inputError(std::move(what), m_fileName + ", byte " + std::to_string(byte), remedy);
    }
    Result<Extent> findList() const;
    Result<Extent> findList64(std::uint64_t end) const;
    Result<Listed> readListed(ByteReader& reader) const;
    static void readExtra64(Listed& listed, std::string_view extra);
    Result<void> check(const Listed& listed) const;
    Result<void> locate(Listed& listed) const;
    Result<void> add(Listed listed);
    Result<void> checkOverlap(std::uint64_t listBegin);

    std::span<const std::byte> m_archive;
    const std::string& m_fileName;
    ZipDirectory m_directory;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_used; ///< begin and end, local headers included
};

Result<Extent> DirectoryReader::findList() const
{
    const std::uint64_t end = m_archive.size() - std::min<std::uint64_t>(endSize, m_archive.size());
    ByteReader reader(m_archive, end);
    const auto mark = reader.number<std::uint32_t>();
    const auto part = reader.number<std::uint32_t>(); // this part, and that of the list: 16 bits each
    const auto countHere = reader.number<std::uint16_t>();
    const auto count = reader.number<std::uint16_t>();
    const auto size = reader.number<std::uint32_t>();
    const auto begin = reader.number<std::uint32_t>();
    const auto comment = reader.number<std::uint16_t>();
    if (reader.isBad() || mark != endMark || comment != 0)
        return bad("The zip archive is cut off: its directory is not at the end", end);
    if (count == in64Short || size == in64 || begin == in64)
        return findList64(end);
    if (part != 0 || count != countHere)
        return bad("The zip archive is one of several parts", end);
    return Extent{begin, size, count};
}

Result<Extent> DirectoryReader::findList64(std::uint64_t end) const
{
    const std::uint64_t at = end - std::min(locatorSize, end);
    ByteReader locator(m_archive, at);
    const auto mark = locator.number<std::uint32_t>();
    locator.skip(4);
    ByteReader reader(m_archive, locator.number<std::uint64_t>());
    const auto recordMark = reader.number<std::uint32_t>();
    reader.skip(8 + 2 + 2);                            // its size, versions
    const auto parts = reader.number<std::uint64_t>(); // this part, and that of the list: 32 bits each
    const auto countHere = reader.number<std::uint64_t>();
    const auto count = reader.number<std::uint64_t>();
    const auto size = reader.number<std::uint64_t>();
    const auto begin = reader.number<std::uint64_t>();
    if (locator.isBad() || reader.isBad() || mark != locatorMark || recordMark != end64Mark || parts != 0 ||
        count != countHere)
        return bad("The zip archive's 64-bit directory is broken", at);
    return Extent{begin, size, count};
}

void DirectoryReader::readExtra64(Listed& listed, std::string_view extra)
{
    ByteReader reader(std::as_bytes(std::span(extra)));
    while (!reader.isBad() && reader.position() < extra.size()) {
        const auto kind = reader.number<std::uint16_t>();
        const auto size = reader.number<std::uint16_t>();
        const std::string_view field = reader.text(size);
        if (kind != extra64)
            continue;
        ByteReader values(std::as_bytes(std::span(field)));
        for (std::uint64_t* value : {&listed.entry.size, &listed.packedSize, &listed.header}) {
            if (*value == in64)
                *value = values.number<std::uint64_t>();
        }
    }
}

Result<Listed> DirectoryReader::readListed(ByteReader& reader) const
{
    const std::uint64_t at = reader.position();
    Listed listed;
    const auto mark = reader.number<std::uint32_t>();
    reader.skip(2 + 2); // versions
    listed.flags = reader.number<std::uint16_t>();
    listed.method = reader.number<std::uint16_t>();
    reader.skip(2 + 2); // time, date
    listed.entry.crc = reader.number<std::uint32_t>();
    listed.packedSize = reader.number<std::uint32_t>();
    listed.entry.size = reader.number<std::uint32_t>();
    const auto nameLength = reader.number<std::uint16_t>();
    const auto extraLength = reader.number<std::uint16_t>();
    const auto commentLength = reader.number<std::uint16_t>();
    reader.skip(2 + 2 + 4); // part, attributes
    listed.header = reader.number<std::uint32_t>();
    listed.name = reader.text(nameLength);
    const std::string_view extra = reader.text(extraLength);
    reader.skip(commentLength);
    if (reader.isBad() || mark != entryMark)
        return bad("The zip archive's directory is broken", at);
    readExtra64(listed, extra);
    return listed;
}

Result<void> DirectoryReader::check(const Listed& listed) const
{
    const std::string name = "The entry " + inQuotes(listed.name) + " of the zip archive";
    if ((listed.flags & encryptedFlag) != 0)
        return bad(name + " is encrypted", listed.header);
    if (listed.method != 0 || listed.packedSize != listed.entry.size)
        return bad(name + " is compressed, which torch.save never does", listed.header);
    if (m_directory.contains(listed.name))
        return bad(name + " is there twice", listed.header);
    return {};
}

/// The list says where the local header is, which is as long as its own fields say. Its sizes may be zero.
Result<void> DirectoryReader::locate(Listed& listed) const
{
    ByteReader reader(m_archive, listed.header);
    const auto mark = reader.number<std::uint32_t>();
    reader.skip(2 + 2 + 2 + 4 + 12); // version, flags, method, time and date, checksum and sizes
    const auto nameLength = reader.number<std::uint16_t>();
    const auto extraLength = reader.number<std::uint16_t>();
    const std::string_view name = reader.text(nameLength);
    reader.skip(extraLength);
    listed.entry.begin = reader.position();
    if (reader.isBad() || mark != localMark || name != listed.name)
        return bad("The zip archive has no entry " + inQuotes(listed.name) + " where its directory says",
                   listed.header);
    reader.skip(listed.entry.size);
    if (reader.isBad())
        return bad("The entry " + inQuotes(listed.name) + " reaches beyond the end of the zip archive", listed.header);
    return {};
}

Result<void> DirectoryReader::add(Listed listed)
{
    if (auto checked = check(listed); !checked)
        return checked;
    if (auto located = locate(listed); !located)
        return located;
    m_used.emplace_back(listed.header, listed.entry.begin + listed.entry.size);
    m_directory.emplace(std::move(listed.name), listed.entry);
    return {};
}

Result<void> DirectoryReader::checkOverlap(std::uint64_t listBegin)
{
    m_used.emplace_back(listBegin, m_archive.size());
    std::sort(m_used.begin(), m_used.end());
    for (std::size_t i = 1; i < m_used.size(); ++i) {
        if (m_used[i].first < m_used[i - 1].second)
            return bad("Entries of the zip archive overlap", m_used[i].first);
    }
    return {};
}

Result<ZipDirectory> DirectoryReader::read()
{
    const auto list = findList();
    if (!list)
        return Failure(list.error());
    if (list->count > mostEntries)
        return bad("The zip archive has " + std::to_string(list->count) + " entries; at most " +
                       std::to_string(mostEntries) + " are expected",
                   list->begin);
    ByteReader reader(m_archive, list->begin);
    for (std::uint64_t i = 0; i < list->count; ++i) {
        auto listed = readListed(reader);
        if (!listed)
            return Failure(listed.error());
        if (auto added = add(std::move(*listed)); !added)
            return Failure(added.error());
    }
    if (reader.isBad() || reader.position() - list->begin != list->size)
        return bad("The zip archive's directory has another size than it says", list->begin);
    if (auto apart = checkOverlap(list->begin); !apart)
        return Failure(apart.error());
    return std::move(m_directory);
}

} // namespace

Result<ZipDirectory> readZipDirectory(std::span<const std::byte> archive, const std::string& fileName)
{
    return DirectoryReader(archive, fileName).read();
}

} // namespace headlight
