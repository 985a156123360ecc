#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds Headlight's tokenizers against Hugging Face's on random strings.

Usage: tools/tokenizers/compare.py PROGRAM FOLDER [REFERENCE] [COUNT] [SEED]
PROGRAM is tokenize_lines, FOLDER a model folder, REFERENCE the tokenizer.json to compare with (that of the folder, where
it is not said). Needs tokenizers (0.22.2 or 0.23.3). Prints how many of COUNT strings and pairs differ, and the first.
"""
import json
import random
import subprocess
import sys

from tokenizers import Tokenizer

WORDS = ["what", "is", "important", "to", "us", "It", "include", "don't", "we'll", "HE'S", "the", "café", "cafe\u0301", "ﬁsh",
         "中国", "日本語", "カナ", "ﾊﾟ", "한글", "\u1112\u1161\u11ab", "слово", "Ёж", "λόγος", "שלום", "سلام", "हिन्दी", "ไทย", "👍🏽",
         "👨\u200d👩\u200d👧", "🇨🇳", "１２", "3.5", "½", "x²", "™", "''", "``", "—", "...", "?!", ",", "\u0301", "\u200b", "\u200d",
         "\ufe0f", "\u00a0", "\u3000", "\t", "\n", "\r\n", "\x00", "\x1f", "\x85", "\ufeff", "\u00ad", "\u2028", "\ufffd", "▁",
         "Ġ", "##", "𝒜", "𠮷", "ǅ", "İ", "ẞ", "Å", "\u0323", "\u0338", "ﷺ", "\ue000", "\u0345", "\u0344", "क्\u0301ष", "©\u200d®"]
BLOCKS = [(1, 0x7F), (0x80, 0x24F), (0x250, 0x52F), (0x530, 0x8FF), (0x900, 0x109F), (0x1100, 0x11FF), (0x1200, 0x1FFF),
          (0x2000, 0x2BFF), (0x2C00, 0x33FF), (0xA000, 0xABFF), (0xAC00, 0xD7FF), (0xF900, 0xFFFF), (0x10000, 0x1FFFF)]


def character(rng):
    first, last = rng.choice(BLOCKS)
    c = rng.randint(first, last)
    return chr(c)


def text(rng, added):
    parts = []
    for _ in range(rng.randint(0, 12)):
        kind = rng.random()
        if kind < 0.1 and added:
            parts.append(rng.choice(added))
        elif kind < 0.45:
            parts.append("".join(character(rng) for _ in range(rng.randint(1, 4))))
        else:
            parts.append(rng.choice(WORDS))
        parts.append(rng.choice(["", "", " ", " ", "  ", "\u00a0"]))
    return "".join(parts)


def expected(reference, one):
    e = reference.encode(*one) if isinstance(one, list) else reference.encode(one)
    return {"ids": e.ids, "tokens": [reference.id_to_token(i) for i in e.ids], "offsets": [list(o) for o in e.offsets],
            "types": e.type_ids}


def main():
    program, folder = sys.argv[1:3]
    reference = Tokenizer.from_file(sys.argv[3] if len(sys.argv) > 3 else folder + "/tokenizer.json")
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 100_000
    rng = random.Random(sys.argv[5] if len(sys.argv) > 5 else "headlight")
    added = [token.content for token in reference.get_added_tokens_decoder().values()]
    texts = [[text(rng, added), text(rng, added)] if rng.random() < 0.2 else text(rng, added) for _ in range(count)]
    lines = "".join(json.dumps(one) + "\n" for one in texts)
    out = subprocess.run([program, folder], input=lines, capture_output=True, text=True, check=True).stdout.split("\n")
    bad = []
    for one, line in zip(texts, out):
        found, right = json.loads(line), expected(reference, one)
        if found != right:
            bad.append((one, [key for key in right if found[key] != right[key]], found, right))
    print(f"{folder}: {len(bad)} of {count} differ")
    for one, keys, found, right in bad[:3]:
        print("  ", ascii(one), keys)
        for key in keys[:2]:
            print("     found", key, ascii(found[key]))
            print("     right", key, ascii(right[key]))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
