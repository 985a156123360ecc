// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/normalizers/normalizer.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/characters.h"
#include "core/text/unicode.h"

namespace headlight {
namespace {

constexpr std::size_t longestCluster = 5; // bytes that are sought as a whole

/// What takes the place of `removed` characters: the last of it is inserted where there is more, and takes the rest
/// with it where there is less. Where nothing takes their place, what stands before takes them.
void appendReplacement(std::vector<Edit>& edits, std::u32string_view added, std::size_t removed)
{
    const auto more = static_cast<std::int64_t>(added.size()) - static_cast<std::int64_t>(removed);
    for (const char32_t character : added)
        edits.push_back({character, 0});
    for (std::int64_t i = 0; i < more; ++i)
        edits[edits.size() - 1 - static_cast<std::size_t>(i)].change = 1;
    if (more < 0 && !edits.empty())
        edits.back().change += more;
}

class MapWalk {
public:
    MapWalk(const AlignedText& text, const CharacterMap& map) : m_text(text), m_map(map) {}

    AlignedText mapped()
    {
        for (std::size_t begin = 0, end = 0; begin < m_text.size(); begin = end) {
            end = clusterEnd(m_text, begin);
            appendCluster(std::span(m_text).subspan(begin, end - begin));
        }
        return m_changed ? edited(m_text, m_edits) : m_text;
    }

private:
    void appendCluster(std::span<const AlignedCharacter> cluster)
    {
        m_key.clear();
        for (std::size_t i = 0; i < cluster.size() && m_key.size() <= longestCluster; ++i)
            appendUtf8(m_key, cluster[i].character);
        if (m_key.size() <= longestCluster && appendMapped(cluster.size()))
            return;
        for (const AlignedCharacter& item : cluster) {
            m_key.clear();
            appendUtf8(m_key, item.character);
            if (!appendMapped(1))
                m_edits.push_back({item.character, 0});
        }
    }

    bool appendMapped(std::size_t removed)
    {
        const auto found = m_map.find(m_key);
        if (!found)
            return false;
        appendReplacement(m_edits, decodeUtf8(*found), removed);
        return m_changed = true;
    }

    const AlignedText& m_text;
    const CharacterMap& m_map;
    std::vector<Edit> m_edits;
    std::string m_key;
    bool m_changed = false;
};

} // namespace

AlignedText Normalizer::operator()(AlignedText text) const
{
    for (const Step& step : m_steps)
        text = step(std::move(text));
    return text;
}

Normalizer::Step bertNormalizer(NormalizerOptions options)
{
    return [options](AlignedText text) { return normalized(std::move(text), options); };
}

AlignedText withoutMarks(AlignedText text)
{
    std::erase_if(text, [](const AlignedCharacter& item) { return isCombiningMark(item.character); });
    return text;
}

Normalizer::Step strip(bool left, bool right)
{
    return [left, right](AlignedText text) {
        const auto isInk = [](const AlignedCharacter& item) { return !isWhitespace(item.character); };
        if (right)
            text.erase(std::find_if(text.rbegin(), text.rend(), isInk).base(), text.end());
        if (left)
            text.erase(text.begin(), std::find_if(text.begin(), text.end(), isInk));
        return text;
    };
}

AlignedText withPrefix(AlignedText text, std::u32string_view prefix)
{
    if (text.empty())
        return text;
    AlignedText before;
    for (const char32_t character : prefix)
        before.push_back({character, text.front().source});
    text.insert(text.begin(), before.begin(), before.end());
    return text;
}

Normalizer::Step replace(CharacterPattern pattern, std::u32string content)
{
    return [pattern = std::move(pattern), content = std::move(content)](AlignedText text) {
        AlignedText result;
        result.reserve(text.size());
        for (std::size_t i = 0; i < text.size();) {
            const std::size_t length = pattern.matchAt(text, i);
            if (length == 0) {
                result.push_back(text[i++]);
                continue;
            }
            i += length;
            for (const char32_t character : content)
                result.push_back({character, text[i - 1].source});
        }
        return result;
    };
}

Normalizer::Step precompiled(std::shared_ptr<const CharacterMap> map)
{
    return [map = std::move(map)](AlignedText text) { return MapWalk(text, *map).mapped(); };
}

} // namespace headlight
