#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/fixtures/distribution/cases.json: what numpy and matplotlib say of several arrays.

Needs numpy, matplotlib and safetensors. Values are float32, as the program has them; the statistics are taken of the
same values in float64.
"""
import json
import pathlib

import matplotlib
import numpy as np
from matplotlib.cbook import boxplot_stats
from safetensors.numpy import load_file

DATA = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data"
BINS = 100
GOLDENS = [("demo.exact", "start", 14), ("demo.exact", "end", 21), ("tiny-bert-qa.exact", "start", 0)]


def expected(values):
    x = np.asarray(values, dtype=np.float64)
    box = boxplot_stats(x, whis=1.5)[0]
    counts, edges = np.histogram(x, bins=BINS)
    mass = counts / x.size
    held = mass[mass > 0]
    return {
        "minimum": x.min(), "maximum": x.max(), "q1": box["q1"], "median": box["med"], "q3": box["q3"],
        "whisker_low": box["whislo"], "whisker_high": box["whishi"], "fliers": sorted(box["fliers"].tolist()),
        "total": x.sum(), "bins_low": edges[0], "bins_high": edges[-1], "entropy_bits": -(held * np.log2(held)).sum() + 0.0,
        "counts": {str(i): int(n) for i, n in enumerate(counts) if n},
    }


def arrays():
    random = np.random.default_rng(20260101)
    normal = random.normal(size=384)
    outliers = random.normal(size=200)
    outliers[[3, 50, 120]] = [40, -25, 18]
    yield "random", normal * 0.1
    yield "heavy tails", random.standard_t(2, size=768) * 0.02
    yield "outliers", outliers
    yield "constant", np.full(64, 0.25)
    yield "zeros", np.zeros(24)
    yield "two values", [0.5, -1.25]
    yield "two values, many times", [1] * 30 + [2] * 2
    yield "one value", [-3.5]
    yield "three values", [1, 2, 4]
    yield "box at the maximum", [0] * 2 + [1] * 30
    yield "whisker at the quartile", [0, 0, 0, 0, 0, 0, 10, 20]
    yield "on the edges", np.linspace(0, 1, 101)
    yield "tenths", np.arange(-20, 21) / 10
    yield "thirds", np.arange(301) / 3
    yield "tiny", random.normal(size=50) * 1e-38
    yield "huge", random.normal(size=50) * 1e37
    yield "uniform", random.uniform(-1, 1, size=1024)


def value_cases():
    for name, values in arrays():
        values = np.asarray(values, dtype=np.float32)
        yield {"name": name, "values": [float(v) for v in values], "expected": [expected(values)]}


def golden_cases():
    for golden, target, token in GOLDENS:
        tensor = f"attribution.{target}.hidden"
        hidden = load_file(DATA / "goldens" / f"{golden}.safetensors")[tensor]
        yield {"name": f"{golden} {target} {token}", "golden": f"{golden}.safetensors", "tensor": tensor, "token": token,
               "expected": [expected(layer[token]) for layer in hidden]}


def main():
    folder = DATA / "fixtures" / "distribution"
    folder.mkdir(parents=True, exist_ok=True)
    made = {"numpy": np.__version__, "matplotlib": matplotlib.__version__, "cases": [*value_cases(), *golden_cases()]}
    lines = ",\n".join(json.dumps(case) for case in made.pop("cases"))
    head = json.dumps(made)[:-1]
    (folder / "cases.json").write_text(f'{head}, "cases": [\n{lines}\n]}}\n')


main()
