#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/fixtures/comparison/cases.json: what numpy and scipy say of pairs of maps.

Needs numpy, scipy and safetensors. Values are float32, as the program has them; the statistics are taken of the same
values in float64. What is not defined is null.
"""
import json
import pathlib
import warnings

import numpy as np
import scipy
from safetensors.numpy import load_file
from scipy.stats import pearsonr, rankdata, spearmanr

DATA = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data"
GOLDEN = "demo.exact"
HEADS = [(0, 0), (2, 5), (4, 6), (5, 11)]
PAIRS = [("attention", "attribution.start.attention"), ("attribution.start.attention", "attribution.end.attention"),
         ("attention", "norms.alpha_f")]


def strongest(values, count):
    """Of equal magnitudes the cell that comes first."""
    order = np.lexsort((np.arange(values.size), -np.abs(values)))
    return set(order[:count].tolist())


def number(value):
    return None if np.isnan(value) else float(value)


def expected(left, right, count):
    left = np.asarray(left, dtype=np.float64).ravel()
    right = np.asarray(right, dtype=np.float64).ravel()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {"pearson": number(pearsonr(left, right)[0]), "spearman": number(spearmanr(left, right)[0]),
                "count": count, "strongest": len(strongest(left, count) & strongest(right, count)) / count}


def arrays():
    random = np.random.default_rng(20260102)
    normal = random.normal(size=150)
    yield "unrelated", normal, random.normal(size=150)
    yield "equal", normal, normal
    yield "opposite", normal, -normal
    yield "monotonic", normal, np.exp(3 * normal)
    yield "noisy", normal, normal + 0.5 * random.normal(size=150)
    yield "ties", random.integers(0, 4, size=120), random.integers(-3, 3, size=120)
    yield "many zeros", np.where(normal > 1, normal, 0), np.where(normal < -1, normal, 0)
    yield "signed zeros", [0.0, -0.0, 1, -1, 0.0], [-0.0, 0.0, 2, -3, 1]
    yield "left constant", np.full(50, 0.1), normal[:50]
    yield "right constant", normal[:50], np.zeros(50)
    yield "two cells", [1, 2], [5, -7]
    yield "tiny", 1e-30 * normal, 1e-30 * random.normal(size=150)
    yield "huge", 1e30 * normal, 1e30 * (normal + random.normal(size=150))
    yield "far from zero", 1000 + normal, 1000 + 0.3 * normal + random.normal(size=150)


def value_cases():
    for name, left, right in arrays():
        left = np.asarray(left, dtype=np.float32)
        right = np.asarray(right, dtype=np.float32)
        count = max(1, left.size // 10)
        yield {"name": name, "left": [float(v) for v in left], "right": [float(v) for v in right],
               "ranks": rankdata(left).tolist(), **expected(left, right, count)}


def golden_cases():
    tensors = load_file(DATA / "goldens" / f"{GOLDEN}.safetensors")
    for left, right in PAIRS:
        for layer, head in HEADS:
            maps = tensors[left][layer, head], tensors[right][layer, head]
            yield {"name": f"{left}, {right}, layer {layer}, head {head}", "golden": f"{GOLDEN}.safetensors",
                   "tensors": [left, right], "layer": layer, "head": head, **expected(*maps, maps[0].shape[0])}


def main():
    folder = DATA / "fixtures" / "comparison"
    folder.mkdir(parents=True, exist_ok=True)
    made = {"numpy": np.__version__, "scipy": scipy.__version__, "cases": [*value_cases(), *golden_cases()]}
    lines = ",\n".join(json.dumps(case) for case in made.pop("cases"))
    head = json.dumps(made)[:-1]
    (folder / "cases.json").write_text(f'{head}, "cases": [\n{lines}\n]}}\n')


main()
