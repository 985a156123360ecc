#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures rule `exact` over questions of SQuAD: true and estimated errors, and what halving panels would need.

    ninja -C BUILD refinement_study
    tools/refinement/measure.py BUILD/bin/refinement_study resources/models/minilm-l6-squad dev-v1.1.json dev-v2.0.json

Prints the tables of docs/numbers.md. --levels keeps what was measured, and is read instead of measuring where it exists.
"""
import argparse
import json
import math
import os
import random
import statistics
import subprocess
import sys

TOLERANCES = (0.01, 0.001, 0.0001)


def questions(files, count, seed, longest):
    """`count` questions, from all files alike, whose question and context make at most `longest` characters."""
    chosen = []
    rng = random.Random(seed)
    for file in files:
        with open(file, encoding="utf-8") as source:
            articles = json.load(source)["data"]
        pairs = [(q["question"].strip(), p["context"]) for a in articles for p in a["paragraphs"] for q in p["qas"]]
        pairs = [pair for pair in pairs if len(pair[0]) + len(pair[1]) <= longest]
        chosen += rng.sample(pairs, -(-count // len(files)))
    return chosen[:count]


def measure(arguments):
    asked = questions(arguments.squad, arguments.count, arguments.seed, arguments.longest)
    lines = "".join(json.dumps({"question": q, "context": c}) + "\n" for q, c in asked)
    environment = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    depth = [str(arguments.points)] if arguments.points else []
    command = [arguments.study, arguments.model, *depth]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as study:
        study.stdin.write(lines)
        study.stdin.close()
        rows = []
        for line in study.stdout:
            rows.append(json.loads(line))
            print(f"{len(rows)} of {len(asked)}: {rows[-1]['tokens']} tokens", file=sys.stderr)
            if arguments.levels:
                with open(arguments.levels, "a", encoding="utf-8") as kept:
                    kept.write(line)
    if study.returncode != 0 or len(rows) != len(asked):
        sys.exit("The study ended early.")
    return rows


def worst(level):
    return max(level["tokens"], level["attention"])


def percent(share):
    return f"{100 * share:.2g} %" if share < 0.995 else f"{100 * share:.0f} %"


def quantiles(values):
    ordered = sorted(values)
    return f"{percent(statistics.median(ordered))} ({percent(ordered[int(0.95 * (len(ordered) - 1))])}, {percent(ordered[-1])})"


def error_table(rows):
    print("| | token maps: median (95th percentile, worst) | attention maps |\n| --- | --- | --- |")
    counts = [level["points"] for level in rows[0]["doubling"][:-1]]
    levels = {f"{p} points": [next(l for l in r["doubling"] if l["points"] == p) for r in rows] for p in counts}
    if "captum" in rows[0]:
        levels["Captum's rule, 50 steps"] = [r["captum"] for r in rows]
    for name, found in levels.items():
        print(f"| {name} | {quantiles([l['tokens'] for l in found])} | {quantiles([l['attention'] for l in found])} |")


def stop_of(row, tolerance):
    """The level at which refinement stops, at the latest the reference."""
    return next((l for l in row["doubling"] if l["estimate"] <= tolerance), row["doubling"][-1])


def estimate_table(rows):
    print("\n| tolerance | met | points: mean (17, 33, 65, 129) | estimate below the truth | estimate by truth: smallest, median |")
    print("| --- | --- | --- | --- | --- |")
    for tolerance in TOLERANCES:
        stops = [stop_of(r, tolerance) for r in rows]
        met = sum(worst(s) <= tolerance for s in stops) / len(stops)
        counts = ", ".join(str(sum(s["points"] == p for s in stops)) for p in (17, 33, 65, 129))
        ratios = [s["estimate"] / worst(s) for s in stops if worst(s) > 0] or [math.nan]
        print(f"| {percent(tolerance)} | {percent(met)} | {statistics.mean(s['points'] for s in stops):.0f} ({counts}) "
              f"| {percent(sum(r < 1 for r in ratios) / len(ratios))} | {min(ratios):.2g}, {statistics.median(ratios):.2g} |")
    levels = [l for r in rows for l in r["doubling"][:-1]]
    ratios = [l["estimate"] / worst(l) for l in levels]
    print(f"\nOver all {len(levels)} levels before the reference the estimate lies below the true error in "
          f"{percent(sum(r < 1 for r in ratios) / len(ratios))} of cases, and never below {min(ratios):.2g} of it; "
          f"in a single map, never below {1 / max(l['shortfall'] for l in levels):.2g}.")


def points_to_goal(levels, goal=0.01):
    return next((l["points"] for l in levels if worst(l) <= goal), None)


def rule_table(rows):
    print("\n| points for a true error of 1 % | mean | median | most | most often fewest |\n| --- | --- | --- | --- | --- |")
    found = {name: [points_to_goal(r[name]) or 1000 for r in rows] for name in ("doubling", "halving")}
    for name, points in found.items():
        other = found["halving" if name == "doubling" else "doubling"]
        fewer = sum(a < b for a, b in zip(points, other))
        most = f"{max(points)}" if max(points) < 1000 else "over 107"
        mean = f"{statistics.mean(min(p, 137) for p in points):.0f}"
        print(f"| {name} | {mean} | {statistics.median(points):.0f} | {most} | {percent(fewer / len(rows))} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study")
    parser.add_argument("model")
    parser.add_argument("squad", nargs="+")
    parser.add_argument("--count", type=int, default=64)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--longest", type=int, default=900, help="characters of question and context together")
    parser.add_argument("--points", type=int, help="doubling alone, up to so many points, which are the reference")
    parser.add_argument("--levels", help="a file of what was measured")
    arguments = parser.parse_args()
    if arguments.levels and os.path.exists(arguments.levels):
        with open(arguments.levels, encoding="utf-8") as kept:
            rows = [json.loads(line) for line in kept]
    else:
        rows = measure(arguments)
    tokens = sorted(r["tokens"] for r in rows)
    print(f"{len(rows)} questions of {tokens[0]} to {tokens[-1]} tokens, median {statistics.median(tokens):.0f}\n")
    error_table(rows)
    estimate_table(rows)
    if "halving" in rows[0]:
        rule_table(rows)


if __name__ == "__main__":
    main()
