// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/view_json.h"

#include <algorithm>
#include <cmath>

#include "core/session/view_fields.h"

namespace headlight {

namespace {

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

/// What JSON knows already: texts, numbers, flags, and lists and objects of them.
template <typename Value>
Json jsonOf(const Value& value)
{
    return value;
}

Json jsonOf(const std::map<std::string, ViewPart>& zoom)
{
    Json object = Json::object();
    for (const auto& [view, part] : zoom)
        object[view] = partJson(part);
    return object;
}

Json jsonOf(const std::vector<ViewGroup>& groups)
{
    Json list = Json::array();
    for (const ViewGroup& group : groups)
        list.push_back({{"views", group.views},
                        {"front", group.front},
                        {"place", partJson(group.place)},
                        {"floating", group.floating}});
    return list;
}

Json jsonOf(const ComparedSession& compared)
{
    return {{"file", compared.file}, {"name", compared.name}};
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

/// Reads one field of each kind; what is absent stays as it is.
class FieldReader {
public:
    explicit FieldReader(JsonReader& reader) : m_reader(reader) {}

    void operator()(const char* key, std::string& text, Strict) const { text = m_reader.text(key, text); }
    void operator()(const char* key, bool& flag, Strict) const { flag = m_reader.flag(key, flag); }
    void operator()(const char* key, std::vector<std::string>& list, Strict) const { list = m_reader.texts(key); }
    void operator()(const char* key, std::map<std::string, std::string>& texts, Strict) const
    {
        texts = textsByName(m_reader, key);
    }
    void operator()(const char* key, int& number, const Between& bounds) const
    {
        number = static_cast<int>(m_reader.wholeNumber(key, bounds.least, bounds.most, number));
    }
    /// What it counts is not known yet: confineView() has the last word.
    void operator()(const char* key, int& number, const Index& index) const
    {
        (*this)(key, number, Between{index.least});
    }

    void operator()(const char* key, bool& flag, Lenient) const
    {
        if (const Json* value = m_reader.value(key); value && value->is_boolean())
            flag = value->get<bool>();
    }
    void operator()(const char* key, std::string& text, Lenient) const
    {
        if (const Json* value = m_reader.value(key))
            text = shortText(*value, longestName).value_or(text);
    }
    void operator()(const char* key, ComparedSession& compared, Lenient) const
    {
        compared = comparedOf(m_reader.value(key));
    }
    void operator()(const char* key, std::map<std::string, ViewPart>& zoom, Lenient) const
    {
        zoom = byView<ViewPart>(m_reader.value(key), [](const Json& value) { return partOf(value, whole); });
    }
    void operator()(const char* key, std::map<std::string, double>& scroll, Lenient) const
    {
        scroll = byView<double>(m_reader.value(key), fractionOf);
    }
    void operator()(const char* key, std::vector<ViewGroup>& groups, Lenient) const
    {
        groups = arrangementOf(m_reader.value(key));
    }

private:
    JsonReader& m_reader;
};

int countOf(IndexOf what, const AnalysisResult& result)
{
    switch (what) {
    case IndexOf::Layers: return static_cast<int>(result.model.layers);
    case IndexOf::Heads: return static_cast<int>(result.model.heads);
    case IndexOf::Tokens: break;
    }
    return static_cast<int>(result.input.length());
}

/// Confines what is an index, and leaves everything else.
class FieldConfiner {
public:
    explicit FieldConfiner(const AnalysisResult& result) : m_result(result) {}

    void operator()(const char*, int& number, const Index& index) const
    {
        number = number < countOf(index.of, m_result) ? number : index.least;
    }
    template <typename Value, typename How>
    void operator()(const char*, const Value&, const How&) const
    {
    }

private:
    const AnalysisResult& m_result;
};

} // namespace

Json viewJson(const ViewState& view)
{
    Json document = Json::object();
    eachViewField(view,
                  [&document](const char* key, const auto& value, const auto&) { document[key] = jsonOf(value); });
    return document;
}

void readView(JsonReader& reader, ViewState& view)
{
    eachViewField(view, FieldReader(reader));
}

void confineView(ViewState& view, const AnalysisResult& result)
{
    eachViewField(view, FieldConfiner(result));
}

} // namespace headlight
