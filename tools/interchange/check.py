#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples of docs/interchange.md as they stand there, with small models of random weights in place of those of
the hub, and makes the files of tests/data/interchange. With the program that saves sessions again, it goes from Python to
Headlight and back to Python, and compares every tensor, byte for byte, and every key.

    python3 -m venv v && v/bin/pip install torch transformers safetensors numpy matplotlib
    ninja -C build resave_session
    v/bin/python tools/interchange/check.py [--write] [--resave build/bin/resave_session] [SESSION.headlight ...]
"""
import argparse
import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

import numpy
import torch
from safetensors import safe_open
from safetensors.numpy import save_file
from safetensors.torch import load_file as load_torch, save_file as save_torch
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


def add_types(name):
    """A tensor of every type that both sides have names for, an empty one and one without dimensions."""
    tensors = load_torch(name)
    with safe_open(name, framework="numpy") as file:
        metadata = file.metadata()
    for kind in (torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16,
                 torch.float32, torch.float64):
        tensors["types." + str(kind).split(".")[1]] = (torch.randn(3, 5) * 50).to(kind)
    tensors["types.not_finite"] = torch.tensor([float("nan"), float("inf"), -float("inf"), -0.0])
    tensors["types.empty"] = torch.zeros(0, 7)
    tensors["types.one"] = torch.tensor(2.5)
    save_torch(tensors, name, metadata)


def contents(name):
    """Tensors as (type, shape, bytes), and the metadata, read by the format's description alone."""
    data = Path(name).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__")
    begin = 8 + length
    return {key: (entry["dtype"], entry["shape"], data[begin + entry["data_offsets"][0]:begin + entry["data_offsets"][1]])
            for key, entry in header.items()}, metadata


def lost(before, after, path=""):
    """The keys of `before` that `after` has not, or has otherwise."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [key for name in before for key in (lost(before[name], after[name], path + "/" + name) if name in after
                                                   else [path + "/" + name])]
    return [] if before == after and type(before) is type(after) else [path]


def round_trip(program, name):
    """Through Headlight and back: nothing is lost or changed, and both readers of safetensors open what it wrote."""
    saved = "saved-" + Path(name).name
    subprocess.run([program, name, saved], check=True)
    (tensors, metadata), (tensors_after, metadata_after) = contents(name), contents(saved)
    session, session_after = (json.loads(each.pop("headlight.session")) for each in (metadata, metadata_after))
    differing = [key for key in tensors if tensors_after.get(key) != tensors[key]] + lost(metadata, metadata_after) + \
        lost(session, {**session_after, "view": {**session_after["view"], "notes": session.get("view", {}).get("notes")}}
             if "notes" in session.get("view", {}) else session_after)
    assert not differing, f"{name}: lost or changed: {differing}"
    assert session_after["view"]["notes"] == "seen in Headlight"
    assert load_torch(saved).keys() == tensors_after.keys()
    print(f"{name}: {len(tensors)} tensors of {sum(len(data) for _, _, data in tensors.values())} bytes come back as they were, "
          f"with {len(metadata) + 1} metadata keys")


def run(code, name):
    print("running", name)
    exec(compile(code, name, "exec"), {})


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--resave", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("sessions", nargs="*", type=lambda path: str(Path(path).resolve()))
    return parser.parse_args()


def main():
    given = arguments()
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
    if given.write:
        FIXTURES.mkdir(parents=True, exist_ok=True)
        for name in ("gpt2.headlight", "roberta.headlight"):
            shutil.copy(name, FIXTURES / name)
    for name in given.sessions:
        run(reading.replace("run.headlight", name), "reading " + name)
    if given.resave:
        shutil.copy("roberta.headlight", "types.headlight")
        add_types("types.headlight")
        for name in ["gpt2.headlight", "roberta.headlight", "types.headlight", *given.sessions]:
            round_trip(given.resave, name)
    print("both examples work, on", *sorted(path.name for path in Path().glob("*.headlight")))


if __name__ == "__main__":
    main()
