#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs clang-tidy, as .clang-tidy says, over the source files that differ from a commit (by default where this branch left main,
# else the commit before); a header is seen by way of the .cpp beside it. Needs a build that has been built
# (compile_commands.json). A few minutes at most: what there is no time for is named, and not checked.
#
# Usage: tools/check_tidy.sh [--build FOLDER] [--seconds N] [COMMIT | FILE...]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tools/changed_files.sh
. tools/changed_files.sh

say() { printf '%s\n' "$*" >&2; }

build=${HEADLIGHT_BUILD:-build}
seconds=240
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$2; shift 2 ;;
        --seconds) seconds=$2; shift 2 ;;
        *) break ;;
    esac
done
command -v clang-tidy >/dev/null || { say "clang-tidy is not installed: nothing is checked"; exit 0; }
[ -r "$build/compile_commands.json" ] || { say "$build has no compile_commands.json: configure it with CMake first"; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# clang cannot read what GCC precompiled: beside these copies of the headers there is none.
commands_for_clang() {
    local header
    while read -r _ header; do
        mkdir -p "$work$(dirname "$header")"
        cp "$header" "$work$header"
    done < <(grep -oE -- '-include /[^" ]*/cmake_pch\.hxx' "$build/compile_commands.json" | sort -u)
    sed -E "s#-include (/[^\" ]*/cmake_pch\.hxx)#-include $work\1#g; s# -fpch-preprocess# #g" \
        "$build/compile_commands.json" >"$work/compile_commands.json"
}

wanted_files() {
    if [ -f "${1:-}" ]; then printf '%s\n' "$@"; else changed_files "$@"; fi
}

# Of the wanted files, those that are compiled; for a header the .cpp of its name.
compiled_files() {
    local file
    wanted_files "$@" | sed 's/\.h$/.cpp/' | sort -u | while read -r file; do
        if grep -qF "\"file\": \"$PWD/$file\"" "$work/compile_commands.json"; then echo "$file"; fi
    done
}

# Checks one file, unless the time is up; what it finds goes to a file of its own.
tidy_file() {
    local left=$((deadline - $(date +%s))) log
    log=$work/findings/${1//\//+}
    [ "$left" -gt 0 ] || { echo "$1" >>"$work/left_out"; return; }
    timeout "$left" clang-tidy -p "$work" --quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-error "$1" \
        >"$log" 2>/dev/null || [ $? -ne 124 ] || echo "$1" >>"$work/left_out"
}
export -f tidy_file

commands_for_clang
mkdir "$work/findings"
mapfile -t files < <(compiled_files "$@")
deadline=$(($(date +%s) + seconds))
export work deadline
[ ${#files[@]} -eq 0 ] || printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c 'tidy_file "$1"' _

# Findings in the wanted files alone; a header's is found by many. What cannot be read at all is a finding too.
findings=$(cat "$work"/findings/* 2>/dev/null | sed -n "s#^$PWD/##p; /^error:/p" | grep -E '^[^ ]+: (warning|error):|^error:' |
    grep -F -f <(wanted_files "$@" | sed 's/$/:/'; echo error:) | sort -u || true)
left_out=$(sort -u "$work/left_out" 2>/dev/null | tr '\n' ' ' || true)
[ -z "$left_out" ] || say "No time was left for: $left_out"
[ -z "$findings" ] || { say "$findings"; exit 1; }
say "clang-tidy finds nothing in ${#files[@]} files${left_out:+, less those without time}"
