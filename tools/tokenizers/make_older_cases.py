#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/fixtures/tokenizer/older_files.json: what transformers makes of folders without a tokenizer.json.

Each case names the folder in tests/data/models, the files taken from it and the tokenizer_config.json and config.json laid
beside them; then ids, offsets and types of some texts and pairs. Needs transformers 4.46.3, sentencepiece and protobuf.
Run from the repository's root.
"""
import json
import pathlib
import shutil
import tempfile

from transformers import AutoTokenizer

DATA = pathlib.Path("tests/data")
BPE, SPM = ["vocab.json", "merges.txt"], ["sentencepiece.bpe.model"]
CASES = [
    ("roberta", "tiny-roberta-cls", BPE, {"model_type": "roberta"}, {}),
    ("roberta, a space before", "tiny-roberta-cls", BPE, {"model_type": "roberta"}, {"add_prefix_space": True}),
    ("roberta, by class", "tiny-roberta-cls", BPE, {"model_type": "roberta"}, {"tokenizer_class": "RobertaTokenizer"}),
    ("deberta, special tokens beyond", "tiny-roberta-cls", BPE, {"model_type": "deberta"}, {}),
    ("xlm-roberta", "tiny-xlm-roberta-qa", SPM, {"model_type": "xlm-roberta"}, {}),
    ("camembert", "tiny-camembert-qa", SPM, {"model_type": "camembert"}, {}),
    ("albert", "tiny-albert-qa", ["spiece.model"], {"model_type": "albert"}, {}),
    ("albert, cased, with accents", "tiny-albert-qa", ["spiece.model"], {"model_type": "albert"},
     {"do_lower_case": False, "keep_accents": True}),
    ("deberta-v3", "tiny-deberta-v3-qa", ["spm.model"], {"model_type": "deberta-v2"}, {}),
    ("deberta-v3, punctuation apart", "tiny-deberta-v3-qa", ["spm.model"], {"model_type": "deberta-v2"},
     {"split_by_punct": True, "tokenizer_class": "DebertaV2Tokenizer"}),
    ("deberta-v3, no map, one more token", "tiny-deberta-v3-cls", ["spm.model"], {"model_type": "deberta-v2"},
     {"additional_special_tokens": ["<new>"]}),
    ("mpnet", "tiny-mpnet-qa", ["vocab.txt"], {"model_type": "mpnet"}, {}),
    ("mpnet, cased", "tiny-mpnet-qa", ["vocab.txt"], {"model_type": "mpnet"},
     {"do_lower_case": False, "strip_accents": True, "tokenize_chinese_chars": False}),
]
TEXTS = ["", " ", "What is important to us?", "  It is   important to us to include,\nempower\tand support humans.  ",
         "the <mask> and the  [MASK] <new>", "don't we'll I'M ``quoted'' 3,14 9,", "naïve café Ωmega ＡＢＣ ﬁsh ½ x²",
         "cafe\u0301 e\u0323\u0301 \u0301a", "中文字符 カナ 한글 слово", "👍🏽 👨\u200d👩\u200d👧 ©\u200d®", "a\u200bb\u00a0c\u3000d\ufeff\x00\x1f",
         "<s>x</s> [CLS]y[SEP] <unk>[UNK]<pad>[PAD]", "▁what ▁▁is Ġthe ##s"]
PAIRS = [("What is important to us?", "It is important to us to include, empower and support humans."), (" us ", " us ")]


def encoded(backend, *texts):
    e = backend.encode(*texts)
    return {"texts": list(texts), "ids": e.ids, "offsets": e.offsets, "types": e.type_ids}


def case(name, folder, files, config, tokenizer_config):
    with tempfile.TemporaryDirectory() as scratch:
        for file in files:
            shutil.copy(DATA / "models" / folder / file, scratch)
        for file, contents in (("config.json", config), ("tokenizer_config.json", tokenizer_config)):
            (pathlib.Path(scratch) / file).write_text(json.dumps(contents))
        backend = AutoTokenizer.from_pretrained(scratch).backend_tokenizer
    return {"name": name, "folder": folder, "files": files, "config": config, "tokenizer_config": tokenizer_config,
            "cases": [encoded(backend, text) for text in TEXTS] + [encoded(backend, *pair) for pair in PAIRS]}


def main():
    cases = [json.dumps(case(*one)) for one in CASES]
    (DATA / "fixtures/tokenizer/older_files.json").write_text("[\n" + ",\n".join(cases) + "\n]\n")


if __name__ == "__main__":
    main()
