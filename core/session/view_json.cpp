// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/view_json.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight {

namespace {

constexpr std::int64_t anyPositive = std::numeric_limits<std::int32_t>::max();
// Several times as many views as there are.
constexpr std::size_t mostViews = 32;
constexpr std::size_t longestName = 64;
constexpr std::size_t longestText = 4'096;
constexpr ViewPart whole;
// Windows of their own may stand on another screen, to any side.
constexpr ViewPart anyScreen{-16, -16, 16, 16};

Json partJson(const ViewPart& part)
{
    return Json::array({part.left, part.top, part.right, part.bottom});
}

Json zoomJson(const std::map<std::string, ViewPart>& zoom)
{
    Json object = Json::object();
    for (const auto& [view, part] : zoom)
        object[view] = partJson(part);
    return object;
}

Json arrangementJson(const std::vector<ViewGroup>& groups)
{
    Json list = Json::array();
    for (const ViewGroup& group : groups)
        list.push_back({{"views", group.views},
                        {"front", group.front},
                        {"place", partJson(group.place)},
                        {"floating", group.floating}});
    return list;
}

/// [left, top, right, bottom], finite, in order and within `bounds`.
std::optional<ViewPart> partOf(const Json& value, const ViewPart& bounds)
{
    if (!value.is_array() || value.size() != 4 || !std::all_of(value.begin(), value.end(), [](const Json& each) {
            return each.is_number() && std::isfinite(each.get<double>());
        }))
        return {};
    const ViewPart part{value[0].get<double>(), value[1].get<double>(), value[2].get<double>(), value[3].get<double>()};
    const bool ordered = part.left < part.right && part.top < part.bottom;
    const bool inside = part.left >= bounds.left && part.top >= bounds.top && part.right <= bounds.right &&
                        part.bottom <= bounds.bottom;
    return ordered && inside ? std::optional(part) : std::nullopt;
}

std::optional<double> fractionOf(const Json& value)
{
    const double fraction = value.is_number() ? value.get<double>() : -1;
    return fraction >= 0 && fraction <= 1 ? std::optional(fraction) : std::nullopt;
}

std::optional<std::string> shortText(const Json& value, std::size_t longest)
{
    if (!value.is_string() || value.get_ref<const std::string&>().size() > longest)
        return {};
    return value.get<std::string>();
}

/// The entries of an object of at most mostViews views that `read` can make sense of.
template <typename Value, typename Read>
std::map<std::string, Value> byView(const Json* object, const Read& read)
{
    std::map<std::string, Value> entries;
    if (!object || !object->is_object() || object->size() > mostViews)
        return entries;
    for (const auto& [view, value] : object->items())
        if (const std::optional<Value> entry = read(value); entry && view.size() <= longestName)
            entries[view] = *entry;
    return entries;
}

/// A group without views where it makes no sense.
ViewGroup groupOf(const Json& value)
{
    ViewGroup group;
    if (!value.is_object())
        return group;
    const Json views = value.value("views", Json());
    const Json floating = value.value("floating", Json(false));
    group.floating = floating.is_boolean() && floating.get<bool>();
    const std::optional<ViewPart> place = partOf(value.value("place", Json()), group.floating ? anyScreen : whole);
    if (!place || !views.is_array() || views.size() > mostViews)
        return group;
    group.place = *place;
    group.front = shortText(value.value("front", Json()), longestName).value_or(std::string());
    for (const Json& view : views)
        if (const std::optional<std::string> name = shortText(view, longestName))
            group.views.push_back(*name);
    return group;
}

std::vector<ViewGroup> arrangementOf(const Json* list)
{
    std::vector<ViewGroup> groups;
    if (!list || !list->is_array() || list->size() > mostViews)
        return groups;
    for (const Json& value : *list)
        if (ViewGroup group = groupOf(value); !group.views.empty())
            groups.push_back(std::move(group));
    return groups;
}

ComparedSession comparedOf(const Json* value)
{
    if (!value || !value->is_object())
        return {};
    const std::optional<std::string> file = shortText(value->value("file", Json()), longestText);
    const std::optional<std::string> name = shortText(value->value("name", Json()), longestText);
    return {file.value_or(std::string()), name.value_or(std::string())};
}

/// Of old and odd files: what is not a text or a flag is the default.
void readPages(JsonReader& reader, ViewState& view)
{
    const auto flag = [&reader](const char* key) {
        const Json* value = reader.value(key);
        return value && value->is_boolean() && value->get<bool>();
    };
    const auto word = [&reader](const char* key, std::string& text) {
        if (const Json* value = reader.value(key))
            text = shortText(*value, longestName).value_or(text);
    };
    view.headEnlarged = flag("head_enlarged");
    view.wordsLinks = flag("words_links");
    word("tokens_page", view.tokensPage);
    word("words_source", view.wordsSource);
}

std::map<std::string, std::string> textsByName(JsonReader& reader, const char* key)
{
    std::map<std::string, std::string> texts;
    reader.entries(key, [&](const std::string& name, const Json& entry) {
        if (entry.is_string())
            texts[name] = entry.get<std::string>();
        else
            reader.refuse(key, "an object of texts");
    });
    return texts;
}

} // namespace

Json viewJson(const ViewState& view)
{
    return {
        {"view", view.view},       {"open_views", view.openViews}, {"measure", view.measure},  {"layer", view.layer},
        {"head", view.head},       {"from_token", view.fromToken}, {"to_token", view.toToken}, {"range", view.range},
        {"colours", view.colours}, {"notes", view.notes},          {"measure_colours", view.measureColours},
        {"sequential", view.sequential}, {"diverging", view.diverging}, {"special", view.special},
        {"words", view.words},     {"summary", view.summary},      {"first_number", view.firstNumber},
        {"compare_measure", view.compareMeasure}, {"compare_mode", view.compareMode},
        {"compare_agreement", view.compareAgreement}, {"compare_strongest", view.compareStrongest},
        {"blocks_signed", view.blocksSigned},
        {"compared", {{"file", view.compared.file}, {"name", view.compared.name}}},
        {"head_enlarged", view.headEnlarged}, {"tokens_page", view.tokensPage},
        {"words_source", view.wordsSource}, {"words_links", view.wordsLinks},
        {"zoom", zoomJson(view.zoom)}, {"scroll", view.scroll},
        {"arrangement", arrangementJson(view.arrangement)},
    };
}

void readView(JsonReader& reader, ViewState& view)
{
    view.view = reader.text("view", view.view);
    view.openViews = reader.texts("open_views");
    view.measure = reader.text("measure", view.measure);
    view.layer = static_cast<int>(reader.integer("layer", view.layer, 0, anyPositive));
    view.head = static_cast<int>(reader.integer("head", view.head, -1, anyPositive));
    view.fromToken = static_cast<int>(reader.integer("from_token", view.fromToken, -1, anyPositive));
    view.toToken = static_cast<int>(reader.integer("to_token", view.toToken, -1, anyPositive));
    view.range = reader.text("range", view.range);
    view.colours = reader.text("colours");
    view.notes = reader.text("notes");
    view.measureColours = textsByName(reader, "measure_colours");
    view.sequential = reader.text("sequential");
    view.diverging = reader.text("diverging");
    view.special = reader.text("special", view.special);
    view.words = reader.flag("words", view.words);
    view.summary = reader.text("summary", view.summary);
    view.firstNumber = static_cast<int>(reader.integer("first_number", view.firstNumber, 0, 1));
    view.compareMeasure = reader.text("compare_measure", view.compareMeasure);
    view.compareMode = reader.text("compare_mode", view.compareMode);
    view.compareAgreement = reader.text("compare_agreement", view.compareAgreement);
    view.compareStrongest =
        static_cast<int>(reader.integer("compare_strongest", view.compareStrongest, 0, anyPositive));
    view.blocksSigned = reader.flag("blocks_signed", view.blocksSigned);
    view.compared = comparedOf(reader.value("compared"));
    readPages(reader, view);
    view.zoom = byView<ViewPart>(reader.value("zoom"), [](const Json& value) { return partOf(value, whole); });
    view.scroll = byView<double>(reader.value("scroll"), fractionOf);
    view.arrangement = arrangementOf(reader.value("arrangement"));
}

} // namespace headlight
