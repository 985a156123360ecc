#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds the fuzzer's programs with clang, address and undefined behaviour sanitizer, and runs
# each for a minute, or for as many seconds as the first argument says; further arguments name readers (all, if none does).
# Ends with a line a reader. A file that broke one lies in build-fuzz/findings.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$0")/setup.sh"

build=${HEADLIGHT_BUILD:-$root/build-fuzz}
packages=(cmake ninja-build ccache clang-14 libclang-rt-14-dev nlohmann-json3-dev libexpected-dev libssl-dev zlib1g-dev)

seconds=${1:-60}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || fail "\"$seconds\" is not a number of seconds."
shift || true

# The limits are those that a reader must keep with files of this size: 10 s, and 256 MiB at once.
run_one() {
    local name=$1 log=$build/findings/$1.log
    mkdir -p "$build/found/$name"
    if ! "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=1024 \
        -malloc_limit_mb=256 -dict="$root/tests/fuzz/words.dict" -artifact_prefix="$build/findings/$name-" \
        -print_final_stats=1 "$build/found/$name" "$build/corpus/$name" >"$log" 2>&1; then
        say "$name: broken, see $log"
        return 1
    fi
    awk -v name="$name" '
        /number_of_executed_units/ { runs = $2 }
        /peak_rss_mb/ { memory = $2 }
        / cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") cover = $(i + 1) }
        END { printf "%-20s %12d executions, %6d edges, %5d MiB, nothing found\n", name, runs, cover, memory }' "$log"
}

set_up --preset fuzz
build_targets all
"$build/tests/fuzz/write_seeds" "$root/tests/data" "$build/corpus"
mkdir -p "$build/findings"
[ $# -gt 0 ] || { cd "$build/corpus" && set -- *; }
status=0
for name in "$@"; do
    run_one "$name" || status=1
done
exit "$status"
