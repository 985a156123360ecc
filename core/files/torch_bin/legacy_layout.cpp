// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <set>

#include "core/base/in_quotes.h"
#include "core/files/torch_bin/torch_layout.h"

namespace headlight {
namespace {

// The pickle of 0x1950a86a20f9469cfc6c: protocol 2, a number of ten bytes, the end.
constexpr std::string_view magic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e", 15);
constexpr std::int64_t knownVersion = 1001;
constexpr auto damaged = "Download it again.";

std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Reads one pickle after the other, and then the storages' values.
class LegacyLayoutReader {
public:
    LegacyLayoutReader(std::span<const std::byte> file, const std::string& fileName)
        : m_file(file),
          m_fileName(fileName),
          m_objects(TorchLayout::Legacy)
    {
    }

    Result<TorchContents> read();
    Result<TorchContents> readOutline();

private:
    std::string where() const { return m_fileName + ", byte " + std::to_string(m_position); }
    /// Runs the pickle at the current position and steps beyond it.
    template <typename Use>
    Result<void> readPickle(const Use& use);
    /// The pickles up to the dictionary of tensors.
    Result<void> readDescription();
    using PickleUse = Result<void> (LegacyLayoutReader::*)(const PickleValues&, PickleRef);
    Result<void> readWith(PickleUse use);
    Result<TorchContents> take(const Result<void>& done);
    Result<void> checkVersion(const PickleValues& values, PickleRef root);
    Result<void> checkComputer(const PickleValues& values, PickleRef root);
    Result<void> readTensors(const PickleValues& values, PickleRef root);
    Result<void> readKeys(const PickleValues& values, PickleRef root);
    Result<void> placeStorages();
    Result<void> placeStorage(const std::string& key);

    std::span<const std::byte> m_file;
    const std::string& m_fileName;
    TorchObjects m_objects;
    std::uint64_t m_position = magic.size();
    std::vector<std::string> m_keys;
    std::map<std::string, TorchTensor> m_tensors;
};

template <typename Use>
Result<void> LegacyLayoutReader::readPickle(const Use& use)
{
    const std::uint64_t end = std::min<std::uint64_t>(m_file.size(), m_position + largestPickle);
    PickleMachine machine(m_file.first(end), m_position, m_fileName, m_objects);
    const auto root = machine.run();
    if (!root)
        return Failure(root.error());
    auto used = use(machine.values(), *root);
    m_position = machine.end();
    return used;
}

Result<void> LegacyLayoutReader::checkVersion(const PickleValues& values, PickleRef root)
{
    if (values[root].kind == PickleKind::Number && values[root].number == knownVersion)
        return {};
    return inputError("The file has another version of its format than " + std::to_string(knownVersion), where(),
                      "Save it again with a newer PyTorch.");
}

Result<void> LegacyLayoutReader::checkComputer(const PickleValues& values, PickleRef root)
{
    const auto items = values.items(root);
    for (std::size_t i = 0; isDictionary(values[root].kind) && i + 1 < items.size(); i += 2) {
        const PickleValue& value = values[items[i + 1]];
        if (values[items[i]].text == "little_endian" && value.kind == PickleKind::Flag && value.number == 1)
            return {};
    }
    return inputError("The file does not say that its numbers are little-endian; only such are read", where(),
                      "Save it again on a usual computer.");
}

Result<void> LegacyLayoutReader::readTensors(const PickleValues& values, PickleRef root)
{
    auto tensors = readTensorDictionary(values, root, m_objects, where());
    if (!tensors)
        return Failure(tensors.error());
    m_tensors = std::move(*tensors);
    return {};
}

Result<void> LegacyLayoutReader::readKeys(const PickleValues& values, PickleRef root)
{
    for (const PickleRef item : values.items(root)) {
        if (values[root].kind == PickleKind::List && values[item].kind == PickleKind::Text)
            m_keys.emplace_back(values[item].text);
    }
    if (m_keys.size() == values.items(root).size() && m_keys.size() == m_objects.storages().size())
        return {};
    return inputError("The list of storages does not name the " + std::to_string(m_objects.storages().size()) +
                          " storages of the tensors",
                      where(), damaged);
}

Result<void> LegacyLayoutReader::placeStorage(const std::string& key)
{
    TorchStorage* const storage = m_objects.storageWithKey(key);
    if (storage == nullptr || storage->begin != 0)
        return inputError("The list of storages names " + inQuotes(key) + ", which no tensor has, or has it twice",
                          where(), damaged);
    ByteReader reader(m_file, m_position);
    const auto count = reader.number<std::uint64_t>();
    storage->begin = reader.position();
    reader.skip(storage->byteCount());
    if (reader.isBad() || count != static_cast<std::uint64_t>(storage->count))
        return inputError("The storage " + inQuotes(key) + " of " + std::to_string(storage->count) +
                              " values is cut off, or has another size than its tensors say",
                          where(), damaged);
    m_position = reader.position();
    return {};
}

Result<void> LegacyLayoutReader::placeStorages()
{
    for (const std::string& key : m_keys) {
        if (auto placed = placeStorage(key); !placed)
            return placed;
    }
    return {};
}

Result<void> LegacyLayoutReader::readWith(PickleUse use)
{
    return readPickle([this, use](const PickleValues& values, PickleRef root) { return (this->*use)(values, root); });
}

Result<void> LegacyLayoutReader::readDescription()
{
    auto done = readWith(&LegacyLayoutReader::checkVersion);
    done = done ? readWith(&LegacyLayoutReader::checkComputer) : done;
    return done ? readWith(&LegacyLayoutReader::readTensors) : done;
}

Result<TorchContents> LegacyLayoutReader::take(const Result<void>& done)
{
    if (!done)
        return Failure(done.error());
    return TorchContents{std::move(m_objects.storages()), std::move(m_tensors)};
}

Result<TorchContents> LegacyLayoutReader::readOutline()
{
    return take(readDescription());
}

Result<TorchContents> LegacyLayoutReader::read()
{
    auto done = readDescription();
    done = done ? readWith(&LegacyLayoutReader::readKeys) : done;
    done = done ? placeStorages() : done;
    return take(done);
}

} // namespace

bool isLegacyLayout(std::span<const std::byte> file)
{
    return asText(file).starts_with(magic);
}

Result<TorchContents> readLegacyLayout(std::span<const std::byte> file, const std::string& fileName)
{
    return LegacyLayoutReader(file, fileName).read();
}

Result<TorchContents> readLegacyOutline(std::span<const std::byte> beginning, const std::string& fileName)
{
    return LegacyLayoutReader(beginning, fileName).readOutline();
}

} // namespace headlight
