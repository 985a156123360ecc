#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and runs every benchmark, one after the other: the tables of docs/performance.md.
#     benchmarks/run.sh FOLDER
# FOLDER gets the references and the random model (3 GB). Takes about an hour of two cores, which nothing else should use.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$0")/../packaging/setup.sh"

[ $# -eq 1 ] || fail "Give a folder for the references: benchmarks/run.sh FOLDER"
work=$(mkdir -p "$1" && cd "$1" && pwd)
packages+=(python3-venv)
set_up -DCMAKE_BUILD_TYPE=Release -DHEADLIGHT_BENCHMARKS=ON
build_targets

openblas=/usr/lib/$(gcc -dumpmachine)/openblas-openmp # the one that the program takes
cores=$(nproc)

printf '\n# The notebook\n'
"$root/benchmarks/notebook/compare.py" "$build/bin/headlight-cli" --work "$work" --threads "$cores"
printf '\n# The engine, a path node\n'
for threads in 1 "$cores"; do
    OMP_NUM_THREADS=$threads OMP_WAIT_POLICY=passive LD_LIBRARY_PATH=$openblas "$build/benchmarks/engine"
done
printf '\n# Ablation\n'
for threads in 1 "$cores"; do
    OMP_NUM_THREADS=$threads OMP_WAIT_POLICY=passive LD_LIBRARY_PATH=$openblas "$build/benchmarks/ablation" \
        "$root/resources/models/minilm-l6-squad" 26 128
done
printf '\n# Growth\n'
growth=("$work/references/bin/python" "$root/benchmarks/growth.py" "$build" --model "$work/bert-base-random")
"${growth[@]}" --threads 1 "$cores" --plot "$work/growth.svg"
"${growth[@]}" --threads "$cores" --all-outputs --tokens 26 128 384 512 --points 33
printf '\n# Start\n'
time "$build/bin/headlight-cli" --version
for model in "$root/resources/models/minilm-l6-squad" "$work/bert-base-random"; do
    for _ in 1 2 3; do
        "$build/benchmarks/start" "$model"
    done
done
printf '\n# The window\n'
QT_QPA_PLATFORM=offscreen "$build/benchmarks/window"
