#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/fixtures/tokenizer/folders: tokenizer files as models come with, and what transformers makes of them.

Each folder is read by BertTokenizerFast, but a tokenizer.json alone by tokenizers, as BertTokenizerFast would then make
its text lower-case whatever the file says. cases.json has the ids and offsets of each text. Needs transformers 4.57 and
tokenizers 0.22 (0.23 drops windows). Run from the repository's root.
"""
import json
import pathlib
import shutil

from tokenizers import Tokenizer
from transformers import BertTokenizerFast

FOLDER = pathlib.Path("tests/data/fixtures/tokenizer/folders")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
WORDS = ["the", "cafe", "café", "Cafe", "Café", "The", "THE", "中", "文", "中文", "##文", "new", "##word", "play", "##ing",
         "[", "]", "<", ">", "!", ",", ".", "-", "É", "é", "##é", "T", "H", "E", "##H", "##E", "q", "Q", "##Q"]
TEXTS = ["The café plays 中文!", "THE CAFÉ, the Cafe", "newword and New-Word", "a [Q] b [q] c[Q]d", "x <ent> y<ent>z  <ENT> w",
         "é E\u0301 e\u0301", "[MASK] and [CLS] stay", "new word newwords", "the <cls> the <unk> [UNK]", "日本語 play文ing"]


def vocabulary(special=tuple(SPECIAL)):
    pieces = list(special) + LETTERS + ["##" + letter for letter in LETTERS] + WORDS
    return list(dict.fromkeys(pieces))


def write(name, files):
    folder = FOLDER / name
    folder.mkdir(parents=True)
    for file, contents in files.items():
        text = contents if isinstance(contents, str) else json.dumps(contents, ensure_ascii=False) + "\n"
        (folder / file).write_text(text)


def lines(pieces):
    return "".join(piece + "\n" for piece in pieces)


def token(content, special=False, **flags):
    kept = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": not special} | flags
    return {"content": content, "special": special} | kept


def whole_json(source, name, change=lambda json: None, **config):
    """tokenizer.json alone, as the fast tokenizer of another folder saves it."""
    scratch = FOLDER / "scratch"
    BertTokenizerFast.from_pretrained(FOLDER / source).save_pretrained(scratch)
    contents = json.loads((scratch / "tokenizer.json").read_text())
    change(contents)
    write(name, {"tokenizer.json": contents} | ({"tokenizer_config.json": config} if config else {}))
    shutil.rmtree(scratch)


def write_folders():
    plain = lines(vocabulary())
    after = len(vocabulary())
    config = lambda **keys: {"vocab.txt": plain, "tokenizer_config.json": {"tokenizer_class": "BertTokenizer"} | keys}
    write("vocab", {"vocab.txt": plain})
    write("cased", config(do_lower_case=False))
    write("cased-stripped", config(do_lower_case=False, strip_accents=True))
    write("lower-with-accents", config(do_lower_case=True, strip_accents=False))
    write("accents-null", config(do_lower_case=True, strip_accents=None))
    write("no-chinese", config(tokenize_chinese_chars=False))
    write("added-json", {"vocab.txt": plain, "added_tokens.json": {"[Q]": after, "newword": after + 1, "<ent>": after + 2}})
    decoder = {str(i): token(content, True) for i, content in enumerate(SPECIAL)}
    decoder |= {str(after): token("[Q]", True), str(after + 1): token("newword"),
                str(after + 2): token("<ent>", lstrip=True, rstrip=True, normalized=False)}
    write("added-decoder", config(added_tokens_decoder=decoder))
    known = str(vocabulary().index("new"))
    single = {known: token("new", single_word=True), str(after): token("<ent>", normalized=True)}
    write("added-decoder-single", config(do_lower_case=True, added_tokens_decoder=single))
    write("additional-special", {"vocab.txt": plain + "[Q]\n", "special_tokens_map.json":
                                 {"additional_special_tokens": ["[Q]"], "unk_token": "[UNK]"}})
    renamed = lines(vocabulary(("<pad>", "<unk>", "<cls>", "<sep>", "<mask>")))
    names = {"pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<cls>", "sep_token": "<sep>", "mask_token": "<mask>"}
    write("renamed-special", {"vocab.txt": renamed, "tokenizer_config.json": names})
    whole_json("vocab", "json-alone")
    whole_json("cased", "json-cased")
    whole_json("added-decoder", "json-added")
    whole_json("no-chinese", "json-no-chinese")
    whole_json("vocab", "json-config-cased", do_lower_case=False, tokenizer_class="BertTokenizer")
    whole_json("cased", "json-config-accents", do_lower_case=False, strip_accents=True, tokenizer_class="BertTokenizer")
    whole_json("vocab", "json-config-added", tokenizer_class="BertTokenizer", do_lower_case=True,
               added_tokens_decoder={str(after): token("[Q]", True)})


def backend(folder):
    if (folder / "tokenizer_config.json").exists() or not (folder / "tokenizer.json").exists():
        return BertTokenizerFast.from_pretrained(folder).backend_tokenizer
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def encoded(tokenizer, text):
    out = tokenizer.encode(text, add_special_tokens=False)
    return {"text": text, "ids": out.ids, "offsets": out.offsets}


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    write_folders()
    cases = {}
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        tokenizer = backend(folder)
        cases[folder.name] = [encoded(tokenizer, text) for text in TEXTS]
    (FOLDER / "cases.json").write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
