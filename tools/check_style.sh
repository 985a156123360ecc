#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the style of source files: those that differ from a commit (by default where this branch left main, else the commit
# before), or, with --all, every one. Line lengths and licence lines; of changed files, where it is installed, clang-format too.
#
# Usage: tools/check_style.sh [--all | COMMIT]
set -euo pipefail
cd "$(dirname "$0")/.."

base() {
    git merge-base HEAD origin/main 2>/dev/null | grep -vx "$(git rev-parse HEAD)" || git rev-parse HEAD~1 2>/dev/null || git hash-object -t tree /dev/null
}

formats=1
if [ "${1:-}" = --all ]; then
    formats=0 # older files have forms of their own
    mapfile -t files < <(git ls-files '*.h' '*.cpp' | grep -v '_tables.cpp$')
else
    mapfile -t files < <(git diff --name-only --diff-filter=d "${1:-$(base)}" -- '*.h' '*.cpp' | grep -v '_tables.cpp$')
fi
status=0
complain() { echo "$*" >&2; status=1; }

for file in "${files[@]}"; do
    [ "$(head -n 2 "$file" | grep -c 'SPDX-')" -eq 2 ] || complain "$file: the two licence lines are missing"
    while IFS=: read -r line text; do
        complain "$file:$line: the line has ${#text} columns, more than 120"
    done < <(LC_ALL=C.UTF-8 grep -nE '^.{121,}$' "$file" | grep -vE 'https?://|R"' || true)
done
if [ "$formats" -eq 1 ] && command -v clang-format >/dev/null && [ ${#files[@]} -gt 0 ]; then
    clang-format --dry-run --Werror "${files[@]}" || complain "clang-format -i makes the form right"
fi
[ "$status" -eq 0 ] && echo "${#files[@]} files are in style" >&2
exit "$status"
