// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/journals.h"

#include <QCoreApplication>

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Journals)
};

} // namespace

QList<JournalWidth> journalWidths()
{
    const QString one = Text::tr("%1, one column");
    const QString two = Text::tr("%1, two columns");
    const QString three = Text::tr("%1, three columns");
    const QString line = Text::tr("%1, whole line");
    return {{one.arg("ACL"), 77},        {two.arg("ACL"), 160},      {one.arg("Elsevier"), 90},
            {two.arg("Elsevier"), 190},  {one.arg("ICML"), 82.5},    {two.arg("ICML"), 171.4},
            {one.arg("IEEE"), 88.9},     {two.arg("IEEE"), 181.9},   {one.arg("Nature"), 89},
            {two.arg("Nature"), 183},    {line.arg("NeurIPS, ICLR"), 139.7},
            {one.arg("PNAS"), 87},       {two.arg("PNAS"), 178},     {one.arg("Science"), 57},
            {two.arg("Science"), 121},   {three.arg("Science"), 184}};
}

} // namespace headlight::ui
