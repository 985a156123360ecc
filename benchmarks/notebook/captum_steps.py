#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many of Captum's steps, and how many path points of rule `exact`, make conductance exact to a given error, on questions
of SQuAD.

    FOLDER/references/bin/python benchmarks/notebook/captum_steps.py BUILD/bin/headlight-cli dev-v1.1.json dev-v2.0.json

FOLDER is compare.py's; Python needs NumPy and safetensors. Runs rule `captum`, whose numbers are Captum's, with more and more
steps, and rule `exact` with more and more points, against a run of rule `exact` with 257. The error of a result is that of its
worst map of a layer, of both targets, relative to the map's largest magnitude. The steps for --goal come from a line through
the logarithms of the last two: the error falls with about 1 / steps.
"""
import argparse
import json
import math
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

import numpy
from safetensors.numpy import load_file

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
STEPS = (50, 200, 800)
POINTS = (17, 33, 65, 129)
TRUTH = 257
KINDS = ("tokens", "attention")


def questions(files, count, seed, longest):
    rng, chosen = random.Random(seed), []
    each = -(-count // len(files))
    for file in files:
        articles = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))["data"]
        pairs = [(q["question"].strip(), p["context"]) for a in articles for p in a["paragraphs"] for q in p["qas"]]
        short = [pair for pair in pairs if sum(map(len, pair)) <= longest]
        if len(short) < each:
            sys.exit(f"{file}: {len(short)} questions have at most {longest} characters with their context, {each} are wanted. "
                     "Allow more with --longest, or ask for fewer with --count.")
        chosen += rng.sample(short, each)
    return chosen[:count]


def analysed(arguments, question, context, options):
    """The conductance of the tokens and of the attention maps, (targets, layers, ...) each, and the number of tokens."""
    with tempfile.TemporaryDirectory() as folder:
        session = f"{folder}/result.headlight"
        command = [arguments.cli, "analyze", "--model", arguments.model, "--question", question, "--context", context,
                   "--output", session, "--threads", arguments.threads, *options]
        subprocess.run([str(part) for part in command], check=True, capture_output=True)
        tensors = load_file(session)
    found = {kind: numpy.stack([tensors[f"attribution.{target}.{kind}"] for target in ("start", "end")]) for kind in KINDS}
    return found, len(tensors["input_ids"])


def exactly(points):
    return ["--rule", "exact", "--max-points", points, "--tolerance", "3e-5"]


def error(found, truth):
    """Of the worst layer and target."""
    layers = found.shape[0] * found.shape[1]
    found, truth = found.reshape(layers, -1), truth.reshape(layers, -1)
    return float((abs(found - truth).max(1) / abs(truth).max(1)).max())


def errors(arguments, question, context):
    """Of each number of steps and of points, and the number of tokens."""
    truth, tokens = analysed(arguments, question, context, exactly(TRUTH))
    runs = {("steps", n): ["--rule", "captum", "--steps", n] for n in STEPS}
    runs |= {("points", n): exactly(n) for n in POINTS}
    row = {"tokens": tokens}
    for key, options in runs.items():
        found, _ = analysed(arguments, question, context, options)
        row[key] = {kind: error(found[kind], truth[kind]) for kind in KINDS}
    return row


def steps_for(goal, row):
    """The steps that make all maps exact to `goal`."""
    (n, a), (m, b) = [(steps, max(row["steps", steps].values())) for steps in STEPS[-2:]]
    slope = math.log(b / a) / math.log(m / n)
    return m * (goal / b) ** (1 / slope)


def points_for(goal, row):
    return next((n for n in POINTS if max(row["points", n].values()) <= goal), TRUTH)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli", type=pathlib.Path)
    parser.add_argument("squad", nargs="+")
    parser.add_argument("--model", type=pathlib.Path, default=REPOSITORY / "resources" / "models" / "minilm-l6-squad")
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--longest", type=int, default=600, help="characters of question and context together")
    parser.add_argument("--goal", type=float, default=0.01)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    rows = []
    for question, context in questions(arguments.squad, arguments.count, arguments.seed, arguments.longest):
        rows.append(errors(arguments, question, context))
        print(f"{len(rows)} of {arguments.count}: {rows[-1]['tokens']} tokens, {steps_for(arguments.goal, rows[-1]):.0f} steps, "
              f"{points_for(arguments.goal, rows[-1])} points", file=sys.stderr, flush=True)
    print("| | " + " | ".join(f"{kind}, median" for kind in KINDS) + " |\n| --- | --- | --- |")
    for name, n in [("points", n) for n in POINTS] + [("steps", n) for n in STEPS]:
        found = (statistics.median(row[name, n][kind] for row in rows) for kind in KINDS)
        print(f"| {n} {name} | " + " | ".join(f"{100 * error:.2g} %" for error in found) + " |")
    steps, points = ([f(arguments.goal, row) for row in rows] for f in (steps_for, points_for))
    tokens = sorted(row["tokens"] for row in rows)
    print(f"\n{100 * arguments.goal:g} % in all maps takes {statistics.median(steps):.0f} of Captum's steps or "
          f"{statistics.median(points):.0f} points (medians of {len(rows)} questions of {tokens[0]} to {tokens[-1]} tokens; "
          f"means {statistics.mean(steps):.0f} and {statistics.mean(points):.0f}; steps a point, question by question: median "
          f"{statistics.median(s / p for s, p in zip(steps, points)):.1f}).")


if __name__ == "__main__":
    main()
