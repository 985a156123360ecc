#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/fixtures/blocks/cases.json: the mass between groups of tokens, as numpy sums it in float64.

Needs numpy and safetensors.
"""
import json
import pathlib

import numpy as np
from safetensors.numpy import load_file

DATA = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data"
GROUPS = 5  # [CLS], question, context, answer, [SEP]
# File, tensor, layer, rule, token of the first [SEP], answer.
CASES = [("demo.exact", "attention", 4, "row_mean", 6, (12, 21)),
         ("demo.exact", "attribution.start.attention", 4, "magnitudes", 6, (12, 21)),
         ("demo.exact", "attribution.end.attention", 5, "values", 6, (12, 21)),
         ("demo.exact", "norms.alpha_f", 0, "magnitudes", 6, (12, 21)),
         ("tiny-bert-qa.exact", "attention", 1, "row_mean", 5, (7, 7))]


def groups(tokens, separator, answer):
    found = np.where(np.arange(tokens) < separator, 1, 2)
    found[answer[0]:answer[1] + 1] = 3
    found[0] = 0
    found[[separator, tokens - 1]] = 4
    return found


def block(values, found, rule):
    cells = np.abs(values) if rule == "magnitudes" else values
    out = np.zeros((values.shape[0], GROUPS, GROUPS))
    for row in range(GROUPS):
        for column in range(GROUPS):
            sums = cells[:, found == row][:, :, found == column].sum(axis=2)
            out[:, row, column] = sums.mean(axis=1) if rule == "row_mean" else sums.sum(axis=1)
    return out


def cases():
    for golden, tensor, layer, rule, separator, answer in CASES:
        values = load_file(DATA / "goldens" / f"{golden}.safetensors")[tensor][layer].astype(np.float64)
        found = groups(values.shape[-1], separator, answer)
        yield {"name": f"{golden} {tensor} {rule}", "golden": f"{golden}.safetensors", "tensor": tensor, "layer": layer,
               "rule": rule, "groups": found.tolist(), "expected": block(values, found, rule).ravel().tolist()}


def main():
    folder = DATA / "fixtures" / "blocks"
    folder.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case) for case in cases())
    head = json.dumps({"numpy": np.__version__})[:-1]
    (folder / "cases.json").write_text(f'{head}, "cases": [\n{lines}\n]}}\n')


main()
