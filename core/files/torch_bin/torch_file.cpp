// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/torch_file.h"

#include <algorithm>
#include <cstring>
#include <exception>

#include "core/base/in_quotes.h"
#include "core/files/foreign_file.h"
#include "core/files/regular_file.h"
#include "core/files/tensor_type.h"

namespace headlight {
namespace {

constexpr std::uint64_t firstLook = 512;
constexpr std::uint64_t mostSharing = 16; // how many times larger than the file its tensors may be together
constexpr std::uint64_t smallAmount = 1U << 20U;
constexpr std::size_t copiedAtOnce = std::size_t{1} << 20U; // values: some milliseconds between looks at the stop token
constexpr auto anotherFile = "Choose the pytorch_model.bin of a model.";

std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool isZip(std::span<const std::byte> bytes)
{
    return asText(bytes).starts_with("PK\x03\x04");
}

Failure notTorch(std::span<const std::byte> bytes, const std::string& fileName)
{
    const auto first = bytes.first(std::min<std::size_t>(firstLook, bytes.size()));
    const ForeignFile foreign = recogniseForeignFile(first);
    if (!foreign.what.empty())
        return inputError(foreign.what, fileName, foreign.remedy);
    if (first.empty())
        return inputError("The file is empty", fileName, "Download it again.");
    if (asText(first).substr(std::min<std::size_t>(257, first.size())).starts_with("ustar"))
        return inputError("This is a tar archive, as PyTorch wrote before version 0.2", fileName,
                          "Load it with an old PyTorch and save it again.");
    return inputError("This is no file of torch.save: neither a zip archive nor the legacy pickles", fileName,
                      anotherFile);
}

Failure unexpectedFailure(const std::exception& error, const std::string& fileName)
{
    return inputError(std::string("Cannot read this file: ") + error.what(), fileName);
}

bool isRowMajor(const TorchTensor& tensor)
{
    std::int64_t expected = 1;
    for (std::size_t axis = tensor.shape.size(); axis-- > 0;) {
        if (tensor.shape[axis] != 1 && tensor.strides[axis] != expected)
            return false;
        expected *= tensor.shape[axis];
    }
    return true;
}

/// Walks over the elements of a view in row-major order.
class ViewCursor {
public:
    explicit ViewCursor(const TorchTensor& tensor)
        : m_tensor(tensor),
          m_place(tensor.offset),
          m_index(tensor.shape.size())
    {
    }

    /// Where the element lies in the storage, in values.
    std::size_t place() const { return static_cast<std::size_t>(m_place); }
    void next()
    {
        for (std::size_t axis = m_index.size(); axis-- > 0;) {
            m_place += m_tensor.strides[axis];
            if (++m_index[axis] < m_tensor.shape[axis])
                return;
            m_place -= m_tensor.strides[axis] * m_tensor.shape[axis];
            m_index[axis] = 0;
        }
    }

private:
    const TorchTensor& m_tensor;
    std::int64_t m_place;
    Shape m_index;
};

} // namespace

Result<void> checkTorchStart(std::span<const std::byte> bytes, const std::string& fileName)
{
    if (isZip(bytes) || isLegacyLayout(bytes))
        return {};
    return notTorch(bytes, fileName);
}

Result<TorchContents> torchOutline(std::span<const std::byte> beginning, const std::string& fileName)
try {
    if (auto known = checkTorchStart(beginning, fileName); !known)
        return Failure(known.error());
    return isZip(beginning) ? readZipOutline(beginning, fileName) : readLegacyOutline(beginning, fileName);
} catch (const std::exception& error) {
    return unexpectedFailure(error, fileName);
}

Result<TorchFile> TorchFile::read(const std::filesystem::path& path, const Job& job)
try {
    auto file = RegularFile::open(path);
    if (!file)
        return Failure(file.error());
    std::vector<std::byte> bytes;
    if (auto read = file->append(bytes, file->size(), job, "Reading " + path.filename().string()); !read)
        return Failure(read.error());
    return parse(std::move(bytes), file->name(), job);
} catch (const std::exception& error) {
    return unexpectedFailure(error, path.string());
}

Result<TorchFile> TorchFile::parse(std::vector<std::byte> bytes, std::string fileName, const Job& job)
try {
    if (auto known = checkTorchStart(bytes, fileName); !known)
        return Failure(known.error());
    auto contents = isZip(bytes) ? readZipLayout(bytes, fileName, job) : readLegacyLayout(bytes, fileName);
    if (!contents)
        return Failure(contents.error());
    TorchFile whole;
    whole.m_fileName = std::move(fileName);
    whole.m_bytes = std::move(bytes);
    whole.m_contents = std::move(*contents);
    if (auto checked = whole.checkAmount(); !checked)
        return Failure(checked.error());
    return whole;
} catch (const std::exception& error) {
    return unexpectedFailure(error, fileName);
}

/// Views may share values: without a bound, a small file could ask for any amount of memory.
Result<void> TorchFile::checkAmount() const
{
    std::uint64_t amount = 0;
    const std::uint64_t most = mostSharing * m_bytes.size() + smallAmount;
    for (const auto& [name, tensor] : tensors()) {
        std::uint64_t size = elementCount(tensor.shape);
        if (__builtin_mul_overflow(size, byteSize(tensor.type), &size) ||
            __builtin_add_overflow(amount, size, &amount) || amount > most)
            return inputError("The tensors share their values so often that together they are more than " +
                                  std::to_string(mostSharing) + " times as large as the file",
                              m_fileName + ", tensor " + inQuotes(name), "Save the model again.");
    }
    return {};
}

Result<const TorchTensor*> TorchFile::find(const std::string& name) const
{
    const auto found = tensors().find(name);
    if (found == tensors().end())
        return inputError("The file has no tensor " + inQuotes(name), m_fileName, anotherFile);
    return &found->second;
}

std::span<const std::byte> TorchFile::storageBytes(const TorchTensor& tensor) const
{
    const TorchStorage& storage = m_contents.storages[tensor.storage];
    return std::span(m_bytes).subspan(storage.begin, storage.byteCount());
}

Result<std::span<const std::byte>> TorchFile::rowMajor(const TorchTensor& tensor, std::vector<std::byte>& copy,
                                                       const Job& job) const
{
    const std::size_t size = byteSize(tensor.type);
    const std::size_t count = elementCount(tensor.shape);
    const auto storage = storageBytes(tensor);
    if (count == 0)
        return std::span<const std::byte>();
    if (isRowMajor(tensor))
        return storage.subspan(static_cast<std::size_t>(tensor.offset) * size, count * size);
    copy.resize(count * size);
    ViewCursor cursor(tensor);
    for (std::size_t i = 0; i < count; ++i, cursor.next()) {
        if (i % copiedAtOnce == 0 && job.stopped())
            return cancelled();
        std::memcpy(copy.data() + i * size, storage.data() + cursor.place() * size, size);
    }
    return std::span<const std::byte>(copy);
}

Result<Array> TorchFile::floats(const std::string& name, const Job& job) const
try {
    const auto tensor = find(name);
    if (!tensor)
        return Failure(tensor.error());
    if (!isFloat((*tensor)->type))
        return inputError("The tensor holds " + std::string(headlight::name((*tensor)->type)) +
                              ", not floating-point numbers",
                          m_fileName + ", tensor " + inQuotes(name), anotherFile);
    std::vector<std::byte> copy;
    const auto source = rowMajor(**tensor, copy, job);
    if (!source)
        return Failure(source.error());
    auto values = convertToFloat((*tensor)->type, *source, job);
    if (!values)
        return Failure(values.error());
    return Array((*tensor)->shape, std::move(*values));
} catch (const std::exception& error) {
    return unexpectedFailure(error, m_fileName);
}

Result<std::vector<std::int64_t>> TorchFile::integers(const std::string& name, const Job& job) const
try {
    const auto tensor = find(name);
    if (!tensor)
        return Failure(tensor.error());
    std::vector<std::byte> copy;
    const auto source = rowMajor(**tensor, copy, job);
    if (!source)
        return Failure(source.error());
    auto values = convertToInteger((*tensor)->type, *source);
    if (!values)
        return inputError("The tensor holds " + std::string(headlight::name((*tensor)->type)) + ", not whole numbers",
                          m_fileName + ", tensor " + inQuotes(name), anotherFile);
    return std::move(*values);
} catch (const std::exception& error) {
    return unexpectedFailure(error, m_fileName);
}

} // namespace headlight
