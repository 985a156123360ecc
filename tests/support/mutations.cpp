// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mutations.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <string_view>

namespace headlight::testing {
namespace {

constexpr std::string_view tellingBytes("\0\"{}[]:,-0129e.\\ \n\x7f\x80\xc3\xed\xff\t", 25);
constexpr std::array<std::string_view, 18> tellingNumbers{"0",
                                                          "-1",
                                                          "1",
                                                          "2",
                                                          "127",
                                                          "65536",
                                                          "2147483647",
                                                          "2147483648",
                                                          "-2147483649",
                                                          "4294967296",
                                                          "9223372036854775807",
                                                          "9223372036854775808",
                                                          "18446744073709551615",
                                                          "18446744073709551616",
                                                          "1e999",
                                                          "-0",
                                                          "0.5",
                                                          "1e-400"};
constexpr std::array<std::string_view, 8> tellingValues{"null", "true", "false", "[]",
                                                        "{}",   "\"\"", "[[]]",  "\"../x\""};
constexpr std::size_t headerLength = 8;

/// SplitMix64 (Steele, Lea and Flood 2014): small, and without the long start of the standard engines.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::size_t below(std::size_t limit)
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<std::size_t>((z ^ (z >> 31U)) % limit);
    }

private:
    std::uint64_t m_state;
};

class Mutator {
public:
    Mutator(std::string contents, std::uint64_t seed) : m_contents(std::move(contents)), m_random(seed) {}

    std::string run()
    {
        const std::size_t changes = 1 + m_random.below(3);
        for (std::size_t i = 0; i < changes && !m_contents.empty(); ++i)
            change();
        return std::move(m_contents);
    }

private:
    /// Half of the places lie near the start, where headers are.
    std::size_t place()
    {
        const std::size_t size = m_contents.size();
        return m_random.below(m_random.below(2) == 0 ? size : std::min<std::size_t>(size, 64));
    }

    void change()
    {
        const std::size_t at = place();
        const std::size_t length = 1 + m_random.below(std::min<std::size_t>(16, m_contents.size()));
        switch (m_random.below(9)) {
        case 0: m_contents[at] = static_cast<char>(m_contents[at] ^ (1 << m_random.below(8))); break;
        case 1: m_contents[at] = tellingByte(); break;
        case 2: m_contents.erase(at, length); break;
        case 3: m_contents.insert(at, m_contents.substr(place(), length)); break;
        case 4: m_contents.insert(at, length, tellingByte()); break;
        case 5: replaceRun(at, tellingNumbers[m_random.below(tellingNumbers.size())], isDigit); break;
        case 6: replaceRun(at, tellingValues[m_random.below(tellingValues.size())], isOfValue); break;
        case 7: m_contents.insert(at, tellingValues[m_random.below(tellingValues.size())]); break;
        default:
            if (m_random.below(4) == 0)
                m_contents.resize(at);
        }
    }

    char tellingByte() { return tellingBytes[m_random.below(tellingBytes.size())]; }
    static bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
    static bool isOfValue(char c) { return std::strchr(":,[]{}", c) == nullptr; }

    /// Puts `text` in the place of the next bytes of one kind.
    void replaceRun(std::size_t at, std::string_view text, bool (*belongs)(char))
    {
        const auto begin =
            std::find_if(m_contents.begin() + static_cast<std::ptrdiff_t>(at), m_contents.end(), belongs);
        const auto end = std::find_if_not(begin, m_contents.end(), belongs);
        m_contents.replace(begin, end, text);
    }

    std::string m_contents;
    Random m_random;
};

} // namespace

std::string mutated(std::string contents, std::uint64_t seed)
{
    return Mutator(std::move(contents), seed).run();
}

std::string mutatedHeader(const std::string& contents, std::uint64_t seed)
{
    std::uint64_t length = 0;
    if (contents.size() < headerLength)
        return contents;
    std::memcpy(&length, contents.data(), headerLength);
    const std::string header = mutated(contents.substr(headerLength, length), seed);
    length = std::min<std::uint64_t>(length, contents.size() - headerLength);
    const std::string rest = contents.substr(headerLength + length);
    length = header.size();
    std::string changed(headerLength, '\0');
    std::memcpy(changed.data(), &length, headerLength);
    return changed + header + rest;
}

} // namespace headlight::testing
