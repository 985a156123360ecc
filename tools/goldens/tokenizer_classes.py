# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AutoTokenizer makes of a folder, for each class, file and option: OUT.json, for tst_tokenizer_classes.

    tokenizer_classes.py OUT.json

Needs transformers and tokenizers, no torch. 4.46.3 and 5.24.0 give the same file, but for TokenizersBackend, which only 5 knows.
"""
import itertools
import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "error"
from transformers import AutoTokenizer  # noqa: E402

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cafe", "café", "Cafe", "Café", "a", "A", "中", "文", "中文"]
TEXT = "Café 中文 a A"
NONE = "no class"
SPECIAL = VOCABULARY[:5]
PLAIN = dict(lowercase=True, strip_accents=None, handle_chinese_chars=True)


def tokenizer_json(normalizer):
    added = [dict(id=i, content=t, single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
             for i, t in enumerate(SPECIAL)]
    frame = {"[CLS]": dict(id="[CLS]", ids=[2], tokens=["[CLS]"]), "[SEP]": dict(id="[SEP]", ids=[3], tokens=["[SEP]"])}
    part = lambda token, segment: {"SpecialToken": {"id": token, "type_id": segment}}
    text = lambda name, segment: {"Sequence": {"id": name, "type_id": segment}}
    single = [part("[CLS]", 0), text("A", 0), part("[SEP]", 0)]
    return dict(
        version="1.0", truncation=None, padding=None, added_tokens=added,
        normalizer=dict(type="BertNormalizer", clean_text=True, **normalizer),
        pre_tokenizer=dict(type="BertPreTokenizer"),
        post_processor=dict(type="TemplateProcessing", single=single,
                            pair=single + [text("B", 1), part("[SEP]", 1)], special_tokens=frame),
        decoder=dict(type="WordPiece", prefix="##", cleanup=True),
        model=dict(type="WordPiece", unk_token="[UNK]", continuing_subword_prefix="##", max_input_chars_per_word=100,
                   vocab={t: i for i, t in enumerate(VOCABULARY)}))


def tokenized(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, contents in files.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                out.write(contents if isinstance(contents, str) else json.dumps(contents))
        tokenizer = AutoTokenizer.from_pretrained(folder)
        ids = tokenizer(TEXT)["input_ids"]
        return dict(ids=ids, tokens=tokenizer.convert_ids_to_tokens(ids))


def case(name, files):
    """The files in short: of tokenizer.json what its normaliser differs in, of vocab.txt that it is there."""
    short = {file: contents for file, contents in files.items() if file not in ("tokenizer.json", "vocab.txt")}
    if "tokenizer.json" in files:
        short["tokenizer.json"] = {key: files["tokenizer.json"]["normalizer"][key] for key in PLAIN}
    return dict(name=name, vocabulary="vocab.txt" in files, files=short, **tokenized(files))


def cases():
    plain = PLAIN
    changes = {
        "as usual": {}, "cased": dict(lowercase=False), "accents stay": dict(strip_accents=False),
        "cased, accents go": dict(lowercase=False, strip_accents=True), "Chinese together": dict(handle_chinese_chars=False)}
    options = {
        "silent": {}, "lower case false": dict(do_lower_case=False), "lower case true": dict(do_lower_case=True),
        "accents null": dict(strip_accents=None), "accents false": dict(strip_accents=False),
        "cased, accents true": dict(do_lower_case=False, strip_accents=True),
        "Chinese false": dict(tokenize_chinese_chars=False)}
    classes = [None, "BertTokenizer", "BertTokenizerFast", "DistilBertTokenizer", "ElectraTokenizerFast",
               "LayoutLMTokenizer", "MobileBertTokenizerFast", "PreTrainedTokenizerFast", "PreTrainedTokenizer",
               "TokenizersBackend"]
    model = {"model_type": "bert"}
    vocabulary = "\n".join(VOCABULARY) + "\n"
    for name, (kind, change), (said, option) in itertools.product(classes, changes.items(), options.items()):
        config = dict(option, **({"tokenizer_class": name} if name else {}))
        files = {"config.json": model, "tokenizer.json": tokenizer_json(dict(plain, **change)), "tokenizer_config.json": config}
        yield f"{name or NONE}, tokenizer.json {kind}, configuration {said}", files
    for name, (said, option) in itertools.product([None, "BertTokenizer", "DistilBertTokenizerFast"], options.items()):
        config = dict(option, **({"tokenizer_class": name} if name else {}))
        yield f"{name or NONE}, vocab.txt, configuration {said}", {"config.json": model, "vocab.txt": vocabulary, "tokenizer_config.json": config}
    for name, (kind, change) in itertools.product([None, "BertTokenizer", "PreTrainedTokenizerFast"], changes.items()):
        config = dict(model, **({"tokenizer_class": name} if name else {}))
        files = {"config.json": config, "tokenizer.json": tokenizer_json(dict(plain, **change))}
        yield f"no configuration, {name or NONE} in config.json, tokenizer.json {kind}", files
        yield f"no configuration, {name or NONE} in config.json, both {kind}", dict(files, **{"vocab.txt": vocabulary})
    yield "no configuration, vocab.txt alone", {"config.json": model, "vocab.txt": vocabulary}
    cased = tokenizer_json(dict(plain, lowercase=False))
    usual = tokenizer_json(plain)
    yield "options in special_tokens_map.json", {"config.json": model, "tokenizer.json": usual, "special_tokens_map.json": {"do_lower_case": False}}
    yield "special_tokens_map.json beside a list of added tokens", {
        "config.json": model, "tokenizer.json": usual, "special_tokens_map.json": {"do_lower_case": False},
        "tokenizer_config.json": {"added_tokens_decoder": {"0": {"content": "[PAD]", "special": True}}}}
    yield "class of config.json against another", {
        "config.json": dict(model, tokenizer_class="PreTrainedTokenizerFast"), "tokenizer.json": cased,
        "tokenizer_config.json": {"tokenizer_class": "BertTokenizer"}}


def main():
    lines = [json.dumps(case(name, files), ensure_ascii=False, separators=(",", ":")) for name, files in cases()]
    head = json.dumps(dict(text=TEXT, vocabulary=VOCABULARY, tokenizer=tokenizer_json(PLAIN)), ensure_ascii=False)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write(head[:-1] + ', "cases": [\n' + ",\n".join(lines) + "\n]}\n")


if __name__ == "__main__":
    main()
