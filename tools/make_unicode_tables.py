#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes core/text/unicode_tables.cpp: what Hugging Face's tokenizers take for letters, marks, decompositions.

Found by probing tokenizers (0.23.3) with every code point; its regular expressions, normal forms and accents have Unicode
data of three different versions. Grapheme clusters are those of tools/character_tables/grapheme_clusters.txt.

Usage: tools/make_unicode_tables.py > core/text/unicode_tables.cpp
"""
import pathlib

from tokenizers import Regex, normalizers

from table_source import parsed_range, print_source, range_table, table

CLUSTERS = pathlib.Path(__file__).parent / "character_tables" / "grapheme_clusters.txt"
CHARACTERS = [chr(c) for c in range(1, 0x110000) if not 0xD800 <= c < 0xE000]
HANGUL = range(0xAC00, 0xD7A4)
CLASSES = {"Control": "control", "Extend": "extend", "SpacingMark": "spacingMark", "Prepend": "prepend",
           "Regional_Indicator": "regional", "Extended_Pictographic": "pictographic", "InCB_Consonant": "consonant",
           "L": "leading", "V": "vowel", "T": "trailing", "ZWJ": "joiner"}


def joined(characters):
    """Code points as ranges, both ends included."""
    found = []
    for c in characters:
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return found


def matching(pattern):
    replace = normalizers.Replace(Regex(pattern), "")
    return joined(ord(c) for c in CHARACTERS if replace.normalize_str(c) == "")


def removed_marks():
    strip = normalizers.StripAccents()
    return joined(ord(c) for c in CHARACTERS if strip.normalize_str(c) == "")


def compatible_decompositions():
    """Those that differ from the canonical ones."""
    nfd, nfkd = normalizers.NFD(), normalizers.NFKD()
    for c in CHARACTERS:
        full = nfkd.normalize_str(c)
        if full != nfd.normalize_str(c):
            yield ord(c), [ord(part) for part in full]


def compositions():
    """(first, second, composed), sorted."""
    nfd, nfc = normalizers.NFD(), normalizers.NFC()
    found = []
    for c in CHARACTERS:
        parts = nfd.normalize_str(c)
        if ord(c) in HANGUL or len(parts) < 2:
            continue
        # The whole may have been composed of any two neighbours in its chain of decompositions.
        first = nfc.normalize_str(parts[:-1])
        if len(first) == 1 and nfc.normalize_str(first + parts[-1]) == c:
            found.append((ord(first), ord(parts[-1]), ord(c)))
    return sorted(found)


def cluster_sections():
    sections = {}
    for line in CLUSTERS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            rows = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            rows.extend(parsed_range(item) for item in line.split())
    return sections


def expansions():
    """One string of all targets, and where each begins: a few are 18 characters long."""
    text, rows = [], []
    for source, target in compatible_decompositions():
        rows.append(f"{{0x{source:X},{len(text)},{len(target)}}}")
        text += target
    yield table("char32_t", "expandedCharacters", [f"0x{c:X}" for c in text])
    yield table("CharacterExpansion", "compatibleDecompositions", rows)


def main():
    sections = cluster_sections()
    classes = sorted((a, b, CLASSES[name]) for name in CLASSES for a, b in sections[name])
    tables = [range_table("letters", matching(r"\p{L}")), range_table("numbers", matching(r"\p{N}")),
              range_table("patternSpaces", matching(r"\s")), range_table("combiningMarks", removed_marks()), *expansions(),
              table("CharacterComposition", "compositions", [f"{{0x{a:X},0x{b:X},0x{c:X}}}" for a, b, c in compositions()]),
              table("ClusterRange", "clusterClasses", [f"{{0x{a:X},0x{b:X},ClusterClass::{c}}}" for a, b, c in classes]),
              range_table("conjunctExtenders", sections["InCB_Extend"]),
              range_table("conjunctLinkers", sections["InCB_Linker"])]
    print_source("make_unicode_tables.py", "core/text/unicode_tables.h", tables)


if __name__ == "__main__":
    main()
