#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""How time and memory grow with tokens, path points and threads, beside the operations that they should follow.

    benchmarks/growth.py BUILD --model /tmp/benchmark/bert-base-random --plot growth.svg

Runs `headlight-cli analyze` and prints a table: the time of the attribution, the floating point operations of its points
(three forward passes a point, four where points are streamed) by that time, as a share of the rate of a plain matrix product
before and after, and the peak memory of the process. --plot needs Matplotlib.
"""
import argparse
import json
import os
import pathlib
import subprocess
import tempfile

QUESTION = "What is important to us?"
SENTENCE = "It is important to us to include, empower and support humans of all kinds."
WORDS = "one two three four five six seven eight nine ten".split()


def context_of(tokens):
    """A context of single-token words that makes, with the question, exactly `tokens` tokens; at least 26."""
    rest = tokens - 26
    return SENTENCE + "".join(" " + WORDS[i % len(WORDS)] for i in range(rest))


def forward_operations(config, tokens):
    hidden, inner = config["hidden_size"], config["intermediate_size"]
    dense = 2 * tokens * (4 * hidden * hidden + 2 * hidden * inner)
    return config["num_hidden_layers"] * (dense + 4 * tokens * tokens * hidden)


def product_rate(build, threads):
    """GFLOP/s of a matrix product with the OpenBLAS that the program takes."""
    libraries = "/usr/lib/x86_64-linux-gnu/openblas-openmp"
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "passive", "LD_LIBRARY_PATH": libraries}
    found = subprocess.run([build / "benchmarks" / "engine", "--rate"], env=environment, check=True, capture_output=True)
    return float(found.stdout)


def analyse(arguments, longest, tokens, points, threads, outputs=()):
    """Seconds of the attribution, points, the peak in MiB, and tokens as counted."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        command = [arguments.build / "bin" / "headlight-cli", "analyze", "--model", arguments.model, "--question", QUESTION,
                   "--context", context_of(tokens), "--output", f"{folder}/result.headlight", "--json", "--max-length", longest,
                   "--threads", threads, "--max-points", points, "--tolerance", "3e-5", *outputs]
        if arguments.memory:
            command += ["--memory", arguments.memory]
        child = subprocess.Popen([str(part) for part in command], stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status != 0:
            raise SystemExit(f"headlight-cli ended with status {os.waitstatus_to_exitcode(status)}")
        output.seek(0)
        session = json.loads(output.read())
    seconds = {step["step"]: step["seconds"] for step in session["timings"]}
    return seconds["attribution"], session["points"], usage.ru_maxrss / 1024, len(session["tokens"])


def measure(arguments, config, tokens, points, threads):
    before = product_rate(arguments.build, threads)
    seconds, taken, peak, counted = analyse(arguments, config["max_position_embeddings"], tokens, points, threads)
    rate = (before + product_rate(arguments.build, threads)) / 2
    operations = 1e-9 * taken * forward_operations(config, counted)
    row = {"tokens": counted, "points": taken, "threads": threads, "seconds": seconds, "peak": peak, "rate": rate,
           "share": 3 * operations / seconds / rate}
    print(f"| {counted} | {taken} | {threads} | {seconds:.2f} s | {3 * operations:.0f} GFLOP | {rate:.0f} GFLOP/s | "
          f"{100 * row['share']:.0f} % | {peak:.0f} MiB |", flush=True)
    return row


def measure_outputs(arguments, config):
    """The peak, which other programs do not distort, where everything that can be kept is."""
    print("| tokens | points | all outputs: peak |\n| --- | --- | --- |")
    for tokens in arguments.tokens:
        _, taken, peak, counted = analyse(arguments, config["max_position_embeddings"], tokens, arguments.points[0],
                                          max(arguments.threads), ["--hidden", "--embeddings"])
        print(f"| {counted} | {taken} | {peak:.0f} MiB |", flush=True)


def draw(rows, file):
    import matplotlib
    matplotlib.use("svg")
    from matplotlib import pyplot
    figure, (left, middle, right) = pyplot.subplots(1, 3, figsize=(11, 3.4))
    for threads in sorted({row["threads"] for row in rows}):
        by_tokens = [r for r in rows if r["kind"] == "tokens" and r["threads"] == threads]
        label = f"{threads} thread" + "s" * (threads > 1)
        left.plot([r["tokens"] for r in by_tokens], [r["seconds"] for r in by_tokens], "o-", label=label)
        left.plot([r["tokens"] for r in by_tokens], [r["seconds"] * r["share"] for r in by_tokens], ":", color="grey")
        right.plot([r["tokens"] for r in by_tokens], [r["peak"] for r in by_tokens], "o-", label=label)
    by_points = [r for r in rows if r["kind"] == "points"]
    middle.plot([r["points"] for r in by_points], [r["seconds"] for r in by_points], "o-")
    middle.plot([r["points"] for r in by_points], [r["seconds"] * r["share"] for r in by_points], ":", color="grey",
                label="3 F a point, at the product's rate")
    for axes, x, y in ((left, "tokens", "seconds"), (middle, "points", "seconds"), (right, "tokens", "peak memory, MiB")):
        axes.set(xlabel=x, ylabel=y, xlim=0, ylim=0)
        if axes.get_legend_handles_labels()[0]:
            axes.legend(frameon=False, fontsize=8, loc="upper left")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--tokens", type=int, nargs="+", default=[32, 64, 128, 256, 384, 512])
    parser.add_argument("--points", type=int, nargs="+", default=[17, 33, 65, 129])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--memory", type=int, help="MiB, as headlight-cli takes it")
    parser.add_argument("--plot", type=pathlib.Path, help="an SVG file; needs matplotlib")
    parser.add_argument("--all-outputs", action="store_true",
                        help="nothing but the peak memory of runs that keep all outputs, with the first of --points")
    arguments = parser.parse_args()
    config = json.loads((arguments.model / "config.json").read_text(encoding="utf-8"))
    if arguments.all_outputs:
        measure_outputs(arguments, config)
        return
    print("| tokens | points | threads | attribution | 3 F a point | matrix product | of its rate | peak |\n"
          "| --- | --- | --- | --- | --- | --- | --- | --- |")
    rows = []
    for threads in arguments.threads:
        for tokens in arguments.tokens:
            rows.append({**measure(arguments, config, tokens, 33, threads), "kind": "tokens"})
    middle = arguments.tokens[len(arguments.tokens) // 2 - 1]
    for points in arguments.points:
        rows.append({**measure(arguments, config, middle, points, max(arguments.threads)), "kind": "points"})
    if arguments.plot:
        draw(rows, arguments.plot)


if __name__ == "__main__":
    main()
