// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace headlight::testing {

/// A file of a zip archive that a test writes, and how the archive lies about it.
struct ZipPart {
    QByteArray name;
    QByteArray contents;
    quint32 crc = 0; ///< 0: not checked
    quint16 method = 0;
    quint16 flags = 0;
    QByteArray localName = {}; ///< where it differs
};

QByteArray zipBytes(const QList<ZipPart>& parts);
/// A file of torch.save with this pickle and one storage of four float32 values, 0 to 3, under the key "0".
QByteArray torchZip(const QByteArray& pickle);

/// Little-endian.
QByteArray littleEndian(quint64 value, int bytes);
/// Pieces of a pickle, in protocol 2 without memo.
QByteArray pickleText(const QByteArray& text);
QByteArray pickleNumber(qint64 value);
QByteArray pickleGlobal(const QByteArray& module, const QByteArray& name);
QByteArray pickleStorage(const QByteArray& type, qint64 count, const QByteArray& key = "0");
/// A tensor of that storage of four floats.
QByteArray pickleTensor(const QByteArray& storage, qint64 offset, const QList<qint64>& sizes,
                        const QList<qint64>& strides);
/// The dictionary {"w": value}, whole.
QByteArray pickleOfOne(const QByteArray& value);

} // namespace headlight::testing
