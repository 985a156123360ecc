// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sentence_piece/model_file.h"

#include <bit>
#include <functional>
#include <span>

#include "core/base/utf8.h"
#include "core/files/foreign_file.h"

namespace headlight {
namespace {

constexpr std::size_t mostPieces = 2'000'000;
constexpr auto remedy = "Download it again.";

/// A field of a message: a number, or bytes (Protocol Buffers, "Encoding").
struct Field {
    std::uint64_t number = 0;
    unsigned wire = 0;
    std::uint64_t value = 0; ///< of a varint, or the bits of fixed 32 or 64
    std::string_view bytes;

    bool isBytes(std::uint64_t n) const { return number == n && wire == 2; }
    bool isVarint(std::uint64_t n) const { return number == n && wire == 0; }
};

/// Walks through the fields of a message, and says where it is no message any more.
class MessageReader {
public:
    MessageReader(std::string_view whole, std::string_view message)
        : m_whole(whole.data()),
          m_next(message.data()),
          m_end(message.data() + message.size())
    {
    }

    /// False at the end, and where the message is broken.
    bool next(Field& field)
    {
        if (m_next == m_end || m_broken)
            return false;
        const std::uint64_t key = varint();
        if (m_broken)
            return false;
        field = {key >> 3U, static_cast<unsigned>(key & 7U), 0, {}};
        switch (field.wire) {
        case 0: field.value = varint(); break;
        case 1: field.value = fixed(8); break;
        case 2: field.bytes = take(varint()); break;
        case 5: field.value = fixed(4); break;
        default: m_broken = true;
        }
        m_broken = m_broken || field.number == 0;
        return !m_broken;
    }

    bool isBroken() const { return m_broken; }
    std::size_t byte() const { return static_cast<std::size_t>(m_next - m_whole); }

private:
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && m_next != m_end; shift += 7) {
            const auto byte = static_cast<unsigned char>(*m_next++);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                return value;
        }
        m_broken = true;
        return 0;
    }

    std::string_view take(std::uint64_t size)
    {
        m_broken = m_broken || size > static_cast<std::uint64_t>(m_end - m_next);
        if (m_broken)
            return {};
        const std::string_view bytes(m_next, static_cast<std::size_t>(size));
        m_next += size;
        return bytes;
    }

    std::uint64_t fixed(std::size_t size)
    {
        std::uint64_t value = 0;
        const std::string_view bytes = take(size);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
        return value;
    }

    const char* m_whole;
    const char* m_next;
    const char* m_end;
    bool m_broken = false;
};

class ModelParser {
public:
    ModelParser(std::string_view bytes, std::string fileName) : m_bytes(bytes), m_file(std::move(fileName)) {}

    Result<SentencePieceModel> parse()
    {
        walk(m_bytes, [this](const Field& field) {
            if (field.isBytes(1))
                readPiece(field.bytes);
            else if (field.isBytes(2))
                readTrainer(field.bytes);
            else if (field.isBytes(3))
                readNormalizer(field.bytes);
        });
        if (m_broken)
            return inputError("The SentencePiece model is cut off or damaged",
                              m_file + ", byte " + std::to_string(m_brokenAt), remedy);
        if (!m_problem.empty() || m_model.pieces.empty())
            return inputError(m_problem.empty() ? "The SentencePiece model has no pieces" : m_problem, m_file, remedy);
        return std::move(m_model);
    }

private:
    void walk(std::string_view message, const std::function<void(const Field&)>& visit)
    {
        MessageReader reader(m_bytes, message);
        Field field;
        while (!m_broken && m_problem.empty() && reader.next(field))
            visit(field);
        if (reader.isBroken() && !m_broken) {
            m_broken = true;
            m_brokenAt = reader.byte();
        }
    }

    void readPiece(std::string_view message)
    {
        SentencePieceModel::Piece piece;
        walk(message, [&](const Field& field) {
            if (field.isBytes(1))
                piece.text = field.bytes;
            else if (field.number == 2 && field.wire == 5)
                piece.score = std::bit_cast<float>(static_cast<std::uint32_t>(field.value));
            else if (field.isVarint(3) && field.value >= 1 && field.value <= 6)
                piece.kind = static_cast<SentencePieceModel::PieceKind>(field.value);
        });
        const std::string number = "Piece number " + std::to_string(m_model.pieces.size());
        if (!isValidUtf8(piece.text))
            m_problem = number + " of the SentencePiece model is not UTF-8";
        if (m_model.pieces.size() == mostPieces)
            m_problem = "The SentencePiece model has more than " + std::to_string(mostPieces) + " pieces";
        m_model.pieces.push_back(std::move(piece));
    }

    void readTrainer(std::string_view message)
    {
        walk(message, [this](const Field& field) {
            if (field.isVarint(3) && field.value >= 1 && field.value <= 4)
                m_model.kind = static_cast<SentencePieceModel::Kind>(field.value);
            else if (field.isVarint(40)) // an int32; negative ones are sign-extended
                m_model.unknownId = static_cast<std::int32_t>(field.value);
        });
    }

    void readNormalizer(std::string_view message)
    {
        walk(message, [this](const Field& field) {
            if (field.isBytes(2))
                m_model.characterMap = field.bytes;
        });
    }

    std::string_view m_bytes;
    std::string m_file;
    SentencePieceModel m_model;
    std::string m_problem;
    bool m_broken = false;
    std::size_t m_brokenAt = 0;
};

} // namespace

Result<SentencePieceModel> parseSentencePieceModel(std::string_view bytes, const std::string& fileName)
{
    const ForeignFile foreign = recogniseForeignFile(std::as_bytes(std::span(bytes.substr(0, 512))));
    if (!foreign.what.empty() && !bytes.starts_with('\n')) // which begins the first piece
        return inputError(foreign.what, fileName, foreign.remedy);
    return ModelParser(bytes, fileName).parse();
}

} // namespace headlight
