#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times the tutorial's notebook and headlight-cli on the same model, text, threads and machine, one after the other.

    benchmarks/notebook/compare.py BUILD/bin/headlight-cli --work /tmp/benchmark

The first call makes a virtual environment with the references (PyTorch 2.13.0, transformers 4.46.3, Captum) and a model in
the shape of BERT-base with random weights, both in the folder --work, where later calls find them. Prints medians of
--rounds rounds; `results` is the time from a loaded model to complete results, `program` that of the whole program.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
PACKAGES = ["torch==2.13.0", "transformers==4.46.3", "captum", "numpy", "pandas", "matplotlib", "seaborn"]
QUESTION = "What is important to us?"
CONTEXT = "It is important to us to include, empower and support humans of all kinds."
MODES = {
    "17 points": ["--max-points", "17", "--tolerance", "3e-5"],
    "33 points": ["--max-points", "33", "--tolerance", "3e-5"],
    "65 points": ["--max-points", "65", "--tolerance", "3e-5"],
    "captum, 50 steps": ["--rule", "captum", "--steps", "50"],
}


def python_in(work):
    """The interpreter with the references; made by the first call."""
    work.mkdir(parents=True, exist_ok=True)
    folder = work / "references"
    python = folder / "bin" / "python"
    done = folder / "complete"
    wanted = "\n".join(PACKAGES)
    if not done.exists() or done.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=not python.exists())
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        done.write_text(wanted)
    return python


def random_model(work, python, vocabulary):
    folder = work / "bert-base-random"
    if not (folder / "model.safetensors").exists():
        subprocess.run([python, HERE / "make_model.py", vocabulary, folder], check=True)
    return folder


def context_of(tokens):
    """The tutorial's sentence has 26 tokens with its question; each further repetition of it 17."""
    return " ".join([CONTEXT] * (1 + max(0, round((tokens - 26) / 17))))


def timed(command):
    """Seconds of a child, its peak memory in MiB, and its standard output."""
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
        if status != 0:
            sys.exit(f"{command[0]} ended with status {os.waitstatus_to_exitcode(status)}")
        output.seek(0)
        return seconds, usage.ru_maxrss / 1024, output.read()


def run_notebook(python, model, context, threads):
    seconds, peak, output = timed([python, HERE / "tutorial.py", model, QUESTION, context, "--threads", threads])
    found = json.loads(output)
    return {"results": found["times"]["results"], "program": seconds, "peak": peak, "tokens": found["tokens"],
            "norms": found["times"]["norms"]}


def run_headlight(cli, model, context, threads, options):
    with tempfile.TemporaryDirectory() as folder:
        command = [cli, "analyze", "--model", model, "--question", QUESTION, "--context", context, "--output",
                   os.path.join(folder, "result.headlight"), "--json", "--threads", threads, *options]
        seconds, peak, output = timed(command)
    session = json.loads(output)
    return {"results": sum(step["seconds"] for step in session["timings"]), "program": seconds, "peak": peak,
            "tokens": len(session["tokens"]), "first": session["timings"][0]["seconds"] + session["timings"][1]["seconds"]}


def medians(rounds):
    return {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}


def print_row(name, found, notebook=None):
    ratio = lambda key: f"{notebook[key] / found[key]:.1f}" if notebook else ""
    print(f"| {name} | {found['results']:.2f} s | {ratio('results')} | {found['program']:.2f} s | {ratio('program')} | "
          f"{found['peak']:.0f} MiB |", flush=True)


def measure(arguments, python, model, tokens):
    context = context_of(tokens)
    notebook, own = [], {mode: [] for mode in MODES}
    modes = list(MODES.items())
    for _ in range(arguments.rounds):
        if tokens <= arguments.notebook_tokens:
            notebook.append(run_notebook(python, model, context, arguments.threads))
        for mode, options in modes:
            own[mode].append(run_headlight(arguments.cli, model, context, arguments.threads, options))
        # The first after the notebook pays for the memory that it took, each round another one.
        modes = modes[1:] + modes[:1]
    reference = medians(notebook) if notebook else None
    counted = own["17 points"][0]["tokens"]
    print(f"\n{model.name}, {counted} tokens, {arguments.threads} threads\n\n"
          "| | results | times faster | program | times faster | peak |\n| --- | --- | --- | --- | --- | --- |")
    if reference:
        print_row("notebook", reference)
    for mode in MODES:
        print_row(mode, medians(own[mode]), reference)
    first = medians(own["17 points"])["first"]
    print(f"\nAttention, prediction and norms: {first:.2f} s"
          + (f"; the notebook's norms alone {reference['norms']:.2f} s" if reference else ""), flush=True)


def arguments_of():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, help="the folder for references and model")
    parser.add_argument("--demo", type=pathlib.Path, default=REPOSITORY / "resources" / "models" / "minilm-l6-squad")
    parser.add_argument("--models", type=pathlib.Path, nargs="+", help="instead of the random and the demo model")
    parser.add_argument("--tokens", type=int, nargs="+", default=[26, 128, 384])
    parser.add_argument("--notebook-tokens", type=int, default=128, help="longer texts do without the notebook; 0: all do")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    if not arguments.work and (arguments.notebook_tokens > 0 or not arguments.models):
        parser.error("--work is needed for the notebook and for the random model")
    return arguments


def main():
    arguments = arguments_of()
    python = python_in(arguments.work) if arguments.work else None
    for model in arguments.models or [random_model(arguments.work, python, arguments.demo), arguments.demo]:
        for tokens in arguments.tokens:
            measure(arguments, python, model, tokens)


if __name__ == "__main__":
    main()
