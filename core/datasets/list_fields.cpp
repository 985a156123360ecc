// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/list_fields.h"

#include <algorithm>
#include <array>

namespace headlight {
namespace {

struct Name {
    std::string_view text;
    ListField field;
};

constexpr std::array<Name, 15> names{{{"title", ListField::Title},
                                      {"context", ListField::Context},
                                      {"passage", ListField::Context},
                                      {"question", ListField::Question},
                                      {"query", ListField::Question},
                                      {"id", ListField::Id},
                                      {"qid", ListField::Id},
                                      {"question_id", ListField::Id},
                                      {"answers", ListField::Answers},
                                      {"answer", ListField::Answers},
                                      {"answer_text", ListField::Answers},
                                      {"answers.text", ListField::Answers}, // as pandas and datasets flatten them
                                      {"answer_start", ListField::AnswerStart},
                                      {"answers.answer_start", ListField::AnswerStart},
                                      {"is_impossible", ListField::Impossible}}};
constexpr std::size_t longestName = 32;

std::string lowerCase(std::string_view text)
{
    std::string lower(trimmedText(text).substr(0, longestName));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return lower;
}

} // namespace

ListField listFieldNamed(std::string_view name)
{
    const std::string lower = lowerCase(name);
    const auto found = std::find_if(names.begin(), names.end(), [&](const Name& each) { return each.text == lower; });
    return found == names.end() ? ListField::None : found->field;
}

std::string_view trimmedText(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n\f\v";
    const std::size_t first = text.find_first_not_of(space);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(space) - first + 1);
}

bool meansYes(std::string_view text)
{
    const std::string lower = lowerCase(text);
    const bool number = !lower.empty() && lower.find_first_not_of("0123456789.") == std::string::npos;
    return lower == "true" || lower == "yes" || (number && lower.find_first_not_of("0.") != std::string::npos);
}

} // namespace headlight
