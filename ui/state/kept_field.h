// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>
#include <iterator>
#include <vector>

#include "core/session/view_state.h"

namespace headlight::ui {

/// Something on screen that sessions keep: how it goes into a view state, and how it comes back. Saving, opening and
/// undo know of it by this alone.
struct KeptField {
    std::function<void(ViewState&)> keep;
    std::function<void(const ViewState&)> restore;
    /// Whether two states say the same of it.
    std::function<bool(const ViewState&, const ViewState&)> same = {};
    QString step = {}; ///< what Undo calls a change of it; empty: Undo does not know it
    bool ownSteps = false; ///< each change is a step, however quickly they follow, and one with others bears its name
};

using KeptFields = std::vector<KeptField>;

/// `read` and `write` find the value in a state, `get` and `set` on the screen.
template <typename Read, typename Write, typename Get, typename Set>
KeptField keptField(Read read, Write write, Get get, Set set, QString step = {})
{
    return {[write, get](ViewState& state) { write(get(), state); },
            [read, set](const ViewState& state) { set(read(state)); },
            [read](const ViewState& a, const ViewState& b) { return read(a) == read(b); }, std::move(step)};
}

/// A member that is kept as it is.
template <typename Value, typename Get, typename Set>
KeptField keptMember(Value ViewState::*member, Get get, Set set, QString step = {})
{
    return keptField([member](const ViewState& state) { return state.*member; },
                     [member](const Value& value, ViewState& state) { state.*member = value; }, get, set,
                     std::move(step));
}

/// The same of a text, which is a QString on the screen.
template <typename Get, typename Set>
KeptField keptText(std::string ViewState::*member, Get get, Set set, QString step = {})
{
    return keptField([member](const ViewState& state) { return QString::fromStdString(state.*member); },
                     [member](const QString& text, ViewState& state) { state.*member = text.toStdString(); }, get, set,
                     std::move(step));
}

inline KeptFields operator+(KeptFields first, KeptFields then)
{
    first.insert(first.end(), std::make_move_iterator(then.begin()), std::make_move_iterator(then.end()));
    return first;
}

} // namespace headlight::ui
