#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples of docs/interchange.md as they stand there, with small models of random weights in place of those of
the hub, and makes the files of tests/data/interchange.

    python3 -m venv v && v/bin/pip install torch transformers safetensors numpy matplotlib
    v/bin/python tools/interchange/check.py [--write]
"""
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import numpy
import torch
from safetensors import safe_open
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
from transformers import GPT2Config, GPT2Model, PreTrainedTokenizerFast, RobertaConfig, RobertaModel

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/data/interchange"
TEXT = "The cat sat on the mat because it was tired."


def examples():
    """The two blocks of Python: reading, making."""
    return re.findall(r"```python\n(.*?)```", (ROOT / "docs/interchange.md").read_text(), re.S)


def tokenizer(folder, specials, template=None):
    trained = Tokenizer(models.BPE(unk_token=specials[0]))
    trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trained.train_from_iterator([TEXT, "Who was tired?"], trainers.BpeTrainer(vocab_size=120, special_tokens=specials))
    if template:
        ends = [(name, trained.token_to_id(name)) for name in ("<s>", "</s>")]
        trained.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ends)
    PreTrainedTokenizerFast(tokenizer_object=trained, unk_token=specials[0]).save_pretrained(folder)
    return trained.get_vocab_size()


def make_gpt2():
    size = tokenizer("gpt2", ["<unk>"])
    GPT2Model(GPT2Config(vocab_size=size, n_embd=8, n_layer=2, n_head=2, n_positions=64)).save_pretrained("gpt2")


def make_roberta():
    size = tokenizer("roberta", ["<unk>", "<s>", "</s>"], template=True)
    RobertaModel(RobertaConfig(vocab_size=size, hidden_size=8, num_hidden_layers=2, num_attention_heads=2,
                               intermediate_size=16, max_position_embeddings=80)).save_pretrained("roberta")


def add_unknown(name):
    """Tensors and keys that Headlight does not know, which it must keep."""
    with safe_open(name, framework="numpy") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}
        metadata = file.metadata()
    tensors["probe.accuracy"] = numpy.linspace(0, 1, 5, dtype=numpy.float64)
    tensors["probe.flags"] = numpy.array([[True, False], [False, True]])
    tensors["hidden_states"] = numpy.arange(24, dtype=numpy.float16).reshape(2, 3, 4) / 7
    session = json.loads(metadata["headlight.session"])
    session["study"] = {"subject": 7, "notes": ["kept", None, 1.5]}
    save_file(tensors, name, {**metadata, "headlight.session": json.dumps(session), "lab": "its own"})


def run(code, name):
    print("running", name)
    exec(compile(code, name, "exec"), {})


def main():
    torch.manual_seed(7)
    reading, making = examples()
    assert max(len(code.strip().splitlines()) for code in (reading, making)) <= 14
    os.chdir(tempfile.mkdtemp())
    make_gpt2()
    make_roberta()
    run(making, "making: GPT-2")
    pair = making.replace("gpt2", "roberta").replace('tokenizer("', 'tokenizer("Who was tired?", "')
    run(pair, "making: RoBERTa, question and context")
    for name in ("gpt2.headlight", "roberta.headlight"):
        run(reading.replace("run.headlight", name), "reading " + name)
        assert Path("head.png").stat().st_size > 1000
        os.remove("head.png")
    add_unknown("gpt2.headlight")
    if "--write" in sys.argv:
        FIXTURES.mkdir(parents=True, exist_ok=True)
        for name in ("gpt2.headlight", "roberta.headlight"):
            shutil.copy(name, FIXTURES / name)
    for name in sys.argv[1:]:
        if name.endswith(".headlight"):
            run(reading.replace("run.headlight", name), "reading " + name)
    print("both examples work, on", *sorted(path.name for path in Path().glob("*.headlight")))


if __name__ == "__main__":
    main()
