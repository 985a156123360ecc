// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/input.h"

#include <algorithm>

namespace headlight {

namespace {

const Passage nothing;

} // namespace

std::string_view name(Role value)
{
    constexpr std::string_view names[] = {"question", "context", "text", "pair"};
    return names[static_cast<std::size_t>(value)];
}

const Passage* Input::passage(Role role) const
{
    const auto found =
        std::find_if(passages.begin(), passages.end(), [role](const Passage& p) { return p.role == role; });
    return found == passages.end() ? nullptr : &*found;
}

const Passage* Input::passageOf(std::int64_t token) const
{
    const auto found =
        std::find_if(passages.begin(), passages.end(), [token](const Passage& p) { return p.holds(token); });
    return found == passages.end() ? nullptr : &*found;
}

const std::string& Input::text(Role role) const
{
    const Passage* found = passage(role);
    return found ? found->text : nothing.text;
}

const std::string& Input::leadText() const
{
    return passages.size() > 1 ? passages.front().text : nothing.text;
}

const std::string& Input::mainText() const
{
    return mainPassage().text;
}

const Passage& Input::mainPassage() const
{
    return passages.empty() ? nothing : passages.back();
}

void Input::setPassages(std::vector<Passage> texts)
{
    passages = std::move(texts);
    special.assign(tokens.size(), false);
    for (std::size_t token = 0; token < tokens.size(); ++token)
        special[token] = passageOf(static_cast<std::int64_t>(token)) == nullptr;
}

bool Input::sameTexts(const Input& other) const
{
    return std::equal(passages.begin(), passages.end(), other.passages.begin(), other.passages.end(),
                      [](const Passage& a, const Passage& b) { return a.role == b.role && a.text == b.text; });
}

} // namespace headlight
