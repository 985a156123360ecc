#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes core/text/character_tables.cpp from tools/character_tables/fast_tables.txt.

The input lists what Hugging Face's fast BERT tokenizer (tokenizers 0.23.2) does with every code point, found by probing it.
Its Unicode data are frozen at versions that no system library offers together, hence tables of our own.

Usage: tools/make_character_tables.py > core/text/character_tables.cpp
"""
import pathlib

from table_source import parsed_range, print_source, range_table, table

SOURCE = pathlib.Path(__file__).parent / "character_tables" / "fast_tables.txt"
LONGEST_MAPPING = 4

RANGES = {"controlRanges": "CONTROL_REMOVED", "whitespaceRanges": "WHITESPACE", "cjkRanges": "CJK",
          "punctuationRanges": "PUNCT", "nonspacingMarkRanges": "MN"}
MAPPINGS = {"decompositions": "NFD", "lowerCases": "LOWER"}


def read_sections():
    """Section name -> its lines."""
    sections = {}
    lines = []
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line[1:line.index("]")], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


def mappings(lines):
    for line in lines:
        source, target = line.split(": ")
        yield int(source, 16), [int(c, 16) for c in target.split()]


def combining_classes(lines):
    """Neighbours of one class joined: (first, last, class)."""
    joined = []
    for line in lines:
        character, value = line.split(": ")
        character, value = int(character, 16), int(value)
        if joined and joined[-1][1] == character - 1 and joined[-1][2] == value:
            joined[-1] = (joined[-1][0], character, value)
        else:
            joined.append((character, character, value))
    return joined


def main():
    sections = read_sections()
    tables = []
    for name, section in RANGES.items():
        tables.append(range_table(name, [parsed_range(item) for line in sections[section] for item in line.split()]))
    for name, section in MAPPINGS.items():
        items = list(mappings(sections[section]))
        assert all(len(target) <= LONGEST_MAPPING and 0 not in target for _, target in items)
        assert items == sorted(items)
        rows = [f"{{0x{a:X},{{{','.join(f'0x{c:X}' for c in target)}}}}}" for a, target in items]
        tables.append(table("CharacterMapping", name, rows))
    classes = combining_classes(sections["CCC"])
    tables.append(table("CombiningClassRange", "combiningClasses", [f"{{0x{a:X},0x{b:X},{c}}}" for a, b, c in classes]))
    print_source("make_character_tables.py", "core/text/character_tables.h", tables)


if __name__ == "__main__":
    main()
