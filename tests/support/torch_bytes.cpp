// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/torch_bytes.h"

namespace headlight::testing {
namespace {

QByteArray sizesOf(const ZipPart& part)
{
    const QByteArray size = littleEndian(static_cast<quint64>(part.contents.size()), 4);
    return littleEndian(part.crc, 4) + size + size;
}

QByteArray localHeader(const ZipPart& part)
{
    const QByteArray name = part.localName.isEmpty() ? part.name : part.localName;
    return QByteArray("PK\x03\x04") + littleEndian(0, 2) + littleEndian(part.flags, 2) + littleEndian(part.method, 2) +
           littleEndian(0, 4) + sizesOf(part) + littleEndian(static_cast<quint64>(name.size()), 2) +
           littleEndian(0, 2) + name;
}

QByteArray listed(const ZipPart& part, qsizetype offset)
{
    return QByteArray("PK\x01\x02") + littleEndian(0, 4) + littleEndian(part.flags, 2) + littleEndian(part.method, 2) +
           littleEndian(0, 4) + sizesOf(part) + littleEndian(static_cast<quint64>(part.name.size()), 2) +
           littleEndian(0, 12) + littleEndian(static_cast<quint64>(offset), 4) + part.name;
}

QByteArray pickleTuple(const QList<qint64>& numbers)
{
    QByteArray tuple = "(";
    for (const qint64 number : numbers)
        tuple += pickleNumber(number);
    return tuple + "t";
}

} // namespace

QByteArray littleEndian(quint64 value, int bytes)
{
    QByteArray result;
    for (int i = 0; i < bytes; ++i)
        result += i < int(sizeof value) ? static_cast<char>(value >> 8 * i & 0xFFU) : '\0';
    return result;
}

QByteArray zipBytes(const QList<ZipPart>& parts)
{
    QByteArray bytes;
    QByteArray list;
    for (const ZipPart& part : parts) {
        list += listed(part, bytes.size());
        bytes += localHeader(part) + part.contents;
    }
    const QByteArray count = littleEndian(static_cast<quint64>(parts.size()), 2);
    return bytes + list + "PK\x05\x06" + littleEndian(0, 4) + count + count +
           littleEndian(static_cast<quint64>(list.size()), 4) + littleEndian(static_cast<quint64>(bytes.size()), 4) +
           littleEndian(0, 2);
}

QByteArray torchZip(const QByteArray& pickle)
{
    // 0, 1, 2 and 3 as float32
    const QByteArray values =
        littleEndian(0, 4) + littleEndian(0x3F800000, 4) + littleEndian(0x40000000, 4) + littleEndian(0x40400000, 4);
    return zipBytes({{"m/data.pkl", pickle}, {"m/data/0", values}, {"m/version", "3\n"}});
}

QByteArray pickleText(const QByteArray& text)
{
    return "X" + littleEndian(static_cast<quint64>(text.size()), 4) + text;
}

QByteArray pickleNumber(qint64 value)
{
    return "\x8a\x08" + littleEndian(static_cast<quint64>(value), 8);
}

QByteArray pickleGlobal(const QByteArray& module, const QByteArray& name)
{
    return "c" + module + "\n" + name + "\n";
}

QByteArray pickleStorage(const QByteArray& type, qint64 count, const QByteArray& key)
{
    return "(" + pickleText("storage") + pickleGlobal("torch", type) + pickleText(key) + pickleText("cpu") +
           pickleNumber(count) + "tQ";
}

QByteArray pickleTensor(const QByteArray& storage, qint64 offset, const QList<qint64>& sizes,
                        const QList<qint64>& strides)
{
    return pickleGlobal("torch._utils", "_rebuild_tensor_v2") + "(" + storage + pickleNumber(offset) +
           pickleTuple(sizes) + pickleTuple(strides) + "\x89" + pickleGlobal("collections", "OrderedDict") + ")Rt" +
           "R";
}

QByteArray pickleOfOne(const QByteArray& value)
{
    return "\x80\x02}(" + pickleText("w") + value + "u.";
}

} // namespace headlight::testing
