#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/fixtures/torch-bin: files of torch.save in every form, and what torch itself reads from them.

Also tests/data/models/tiny-bert-qa-sharded-bin: tiny-bert-qa as pytorch_model.bin in three parts, one of them legacy.

Run with Python torch (2.13 was used) and safetensors from the repository's root. The files without a writer here were saved by
torch 1.13; e_*.bin are hostile and written by hand. expected.json has, for each good file, the tensors in row-major
order.
"""
import json
import pathlib
import shutil
from collections import OrderedDict

import torch
from safetensors.torch import load_file

MODELS = pathlib.Path("tests/data/models")
FOLDER = pathlib.Path("tests/data/fixtures/torch-bin")


def views():
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
    return OrderedDict(
        permuted=base.permute(2, 0, 1),
        stepped=base[:, ::2, 1::2],
        expanded=base[:, :1, :1].expand(2, 3, 4),
        half=base.half().transpose(0, 2),
        whole=base,
        integers=torch.arange(12).reshape(3, 4).t(),
    )


def write_files():
    numbers = torch.linspace(-1, 1, 7, dtype=torch.float64) / 3
    torch.save(OrderedDict(d=numbers, b=numbers.bfloat16(), h=numbers.half()), FOLDER / "double.bin")
    torch.save(OrderedDict(a=numbers.float(), t=numbers.float()[2:5]), FOLDER / "protocol4.bin", pickle_protocol=4)
    torch.save(views(), FOLDER / "views.bin")
    torch.save(views(), FOLDER / "legacy-views.bin", _use_new_zipfile_serialization=False)


def write_sharded_model():
    whole, folder = MODELS / "tiny-bert-qa", MODELS / "tiny-bert-qa-sharded-bin"
    folder.mkdir(exist_ok=True)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt"):
        shutil.copy(whole / name, folder / name)
    tensors = load_file(whole / "model.safetensors")
    weight_map = {}
    for part in range(3):
        file = f"pytorch_model-{part + 1:05}-of-00003.bin"
        names = sorted(tensors)[part::3]
        torch.save({name: tensors[name] for name in names}, folder / file, _use_new_zipfile_serialization=part != 1)
        weight_map |= {name: file for name in names}
    index = {"metadata": {"total_size": sum(t.nbytes for t in tensors.values())}, "weight_map": weight_map}
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps(index, indent=2) + "\n")


def described(tensor):
    values = tensor.to(torch.float64 if tensor.is_floating_point() else torch.int64).flatten().tolist()
    return {"float": tensor.is_floating_point(), "shape": list(tensor.shape), "values": values}


def main():
    write_files()
    write_sharded_model()
    expected = {}
    for file in sorted(FOLDER.glob("*.bin")):
        if not file.name.startswith("e_") or file.name == "e_ok.bin":
            tensors = torch.load(file, map_location="cpu", weights_only=False)
            expected[file.name] = {name: described(tensor.detach()) for name, tensor in tensors.items()}
    (FOLDER / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
