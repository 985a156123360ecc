// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <map>
#include <string>

#include "figures/choice_names.h"

namespace headlight::ui {

/// Puts what figures are asked to show into the words of sessions. KeepChoice and TakeChoice walk over the same pairs,
/// a choice and its word in the view state (with the names of what can be chosen, where those are words): a field is
/// named once for both directions.
struct KeepChoice {
    template <typename Value>
    void operator()(const Value& choice, Value& kept) const
    {
        kept = choice;
    }
    void operator()(const QString& choice, std::string& kept) const { kept = choice.toStdString(); }
    template <typename Choice>
    void operator()(const Choice& choice, std::string& kept, const QStringList& names) const
    {
        kept = names[static_cast<qsizetype>(choice)].toStdString();
    }
    void operator()(const QMap<QString, QString>& choice, std::map<std::string, std::string>& kept) const
    {
        kept.clear();
        for (auto entry = choice.begin(); entry != choice.end(); ++entry)
            kept[entry.key().toStdString()] = entry.value().toStdString();
    }
};

/// The reverse. Empty words, and names that this version does not know, leave the choice as it is.
struct TakeChoice {
    template <typename Value>
    void operator()(Value& choice, const Value& kept) const
    {
        choice = kept;
    }
    void operator()(QString& choice, const std::string& kept) const
    {
        if (!kept.empty())
            choice = QString::fromStdString(kept);
    }
    template <typename Choice>
    void operator()(Choice& choice, const std::string& kept, const QStringList& names) const
    {
        choice = choiceNamed<Choice>(names, QString::fromStdString(kept)).value_or(choice);
    }
    void operator()(QMap<QString, QString>& choice, const std::map<std::string, std::string>& kept) const
    {
        choice.clear();
        for (const auto& [key, value] : kept)
            choice[QString::fromStdString(key)] = QString::fromStdString(value);
    }
};

} // namespace headlight::ui
