#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many of Captum's steps make its conductance exact to a given error, on questions of SQuAD.

    benchmarks/notebook/captum_steps.py BUILD/bin/headlight-cli dev-v1.1.json dev-v2.0.json

Runs rule `captum`, whose numbers are Captum's, with more and more steps, against converged runs of rule `exact`, and prints
the medians of the largest error of a layer's map, relative to its largest magnitude. The steps for --goal come from a line
through the logarithms of the last two: the error falls with about 1 / steps.
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

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
STEPS = (50, 200, 800)
KINDS = ("tokens", "attention")


def questions(files, count, seed, longest):
    rng, chosen = random.Random(seed), []
    for file in files:
        articles = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))["data"]
        pairs = [(q["question"].strip(), p["context"]) for a in articles for p in a["paragraphs"] for q in p["qas"]]
        chosen += rng.sample([pair for pair in pairs if sum(map(len, pair)) <= longest], -(-count // len(files)))
    return chosen[:count]


def errors(cli, model, question, context, steps, threads):
    """The worst layer's error of the token maps and of the attention maps, over both targets."""
    with tempfile.TemporaryDirectory() as folder:
        command = [cli, "analyze", "--model", model, "--question", question, "--context", context, "--json",
                   "--output", f"{folder}/result.headlight", "--rule", "captum", "--steps", steps, "--measure-error",
                   "--tolerance", "0.001", "--threads", threads]
        output = subprocess.run([str(part) for part in command], check=True, capture_output=True).stdout
    targets = json.loads(output)["error"].values()
    return {kind: max(max(target[kind]) for target in targets) for kind in KINDS}


def steps_for(goal, found):
    (n, a), (m, b) = [(steps, found[steps]) for steps in STEPS[-2:]]
    slope = math.log(b / a) / math.log(m / n)
    return m * (goal / b) ** (1 / slope)


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
        rows.append({n: errors(arguments.cli, arguments.model, question, context, n, arguments.threads) for n in STEPS})
        print(f"{len(rows)} of {arguments.count}", file=sys.stderr)
    print("| steps | " + " | ".join(f"{kind}, median" for kind in KINDS) + " |\n| --- | --- | --- |")
    for steps in STEPS:
        found = (statistics.median(row[steps][kind] for row in rows) for kind in KINDS)
        print(f"| {steps} | " + " | ".join(f"{100 * error:.2g} %" for error in found) + " |")
    needed = {kind: statistics.median(steps_for(arguments.goal, {n: row[n][kind] for n in STEPS}) for row in rows)
              for kind in KINDS}
    print(f"\n{100 * arguments.goal:g} % takes " + ", ".join(f"{needed[kind]:.0f} steps for the {kind}" for kind in KINDS)
          + f" (medians of {len(rows)} questions).")


if __name__ == "__main__":
    main()
