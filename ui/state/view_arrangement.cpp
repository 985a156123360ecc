// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/view_arrangement.h"

#include <algorithm>

namespace headlight::ui {

namespace {

/// Of a view that its neighbour may cover: views that have no room for their least size stand over each other.
constexpr double mostCovered = 0.35;

using Members = std::vector<int>;

/// Takes the views that nobody has taken yet.
ViewGroup takenFrom(const ViewGroup& group, QStringList& left)
{
    ViewGroup taken = group;
    std::erase_if(taken.views,
                  [&left](const std::string& view) { return !left.removeOne(QString::fromStdString(view)); });
    const bool known = std::find(taken.views.begin(), taken.views.end(), taken.front) != taken.views.end();
    if (!known && !taken.views.empty())
        taken.front = taken.views.front();
    return taken;
}

std::vector<ViewGroup> inOneGroup(std::vector<ViewGroup> groups)
{
    const auto floating =
        std::stable_partition(groups.begin(), groups.end(), [](const ViewGroup& g) { return !g.floating; });
    for (auto each = groups.begin() + 1; each < floating; ++each)
        groups.front().views.insert(groups.front().views.end(), each->views.begin(), each->views.end());
    groups.front().place = {};
    groups.erase(groups.begin() + 1, floating);
    return groups;
}

class Slicer {
public:
    explicit Slicer(const std::vector<ViewGroup>& groups) : m_groups(groups) {}

    std::optional<Slice> slice(const Members& members) const
    {
        if (members.size() == 1)
            return Slice{members.front(), false, {}};
        for (const bool beside : {true, false})
            if (const std::vector<Members> runs = cut(members, beside); runs.size() > 1)
                return partsOf(runs, beside);
        return {};
    }

private:
    double begin(int group, bool beside) const { return beside ? place(group).left : place(group).top; }
    double end(int group, bool beside) const { return beside ? place(group).right : place(group).bottom; }
    const ViewPart& place(int group) const { return m_groups[static_cast<std::size_t>(group)].place; }

    /// Cuts wherever no member reaches across.
    std::vector<Members> cut(Members members, bool beside) const
    {
        std::stable_sort(members.begin(), members.end(),
                         [&](int a, int b) { return begin(a, beside) < begin(b, beside); });
        std::vector<Members> runs;
        double reach = 0;
        for (const int member : members) {
            const double covered = reach - begin(member, beside);
            if (runs.empty() || covered <= mostCovered * (end(member, beside) - begin(member, beside)))
                runs.emplace_back();
            runs.back().push_back(member);
            reach = std::max(reach, end(member, beside));
        }
        return runs;
    }

    /// Each run has fewer members than all: the recursion ends.
    std::optional<Slice> partsOf(const std::vector<Members>& runs, bool beside) const
    {
        Slice whole{-1, beside, {}};
        for (const Members& run : runs) {
            std::optional<Slice> part = slice(run);
            if (!part)
                return {};
            whole.parts.push_back(std::move(*part));
        }
        return whole;
    }

    const std::vector<ViewGroup>& m_groups;
};

} // namespace

std::vector<ViewGroup> usableArrangement(const std::vector<ViewGroup>& groups, const QStringList& known)
{
    QStringList left = known;
    std::vector<ViewGroup> usable;
    for (const ViewGroup& group : groups)
        if (ViewGroup taken = takenFrom(group, left); !taken.views.empty())
            usable.push_back(std::move(taken));
    const bool docked =
        std::any_of(usable.begin(), usable.end(), [](const ViewGroup& group) { return !group.floating; });
    return docked && !slicesOf(usable) ? inOneGroup(std::move(usable)) : usable;
}

std::optional<Slice> slicesOf(const std::vector<ViewGroup>& groups)
{
    Members members;
    for (std::size_t group = 0; group < groups.size(); ++group)
        if (!groups[group].floating)
            members.push_back(static_cast<int>(group));
    return members.empty() ? std::nullopt : Slicer(groups).slice(members);
}

} // namespace headlight::ui
