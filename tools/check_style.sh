#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the style of source files: those that differ from a commit (by default where this branch left main, else the commit
# before), or, with --all, every one. Line lengths and licence lines; of changed lines, where it is installed, clang-format too.
#
# Usage: tools/check_style.sh [--all | COMMIT]
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=tools/changed_files.sh
. tools/changed_files.sh

formats=1
if [ "${1:-}" = --all ]; then
    formats=0 # older files have forms of their own
    mapfile -t files < <(git ls-files '*.h' '*.cpp' | written_by_hand)
else
    mapfile -t files < <(changed_files "$@")
fi
status=0
complain() { echo "$*" >&2; status=1; }

for file in "${files[@]}"; do
    [ "$(head -n 2 "$file" | grep -c 'SPDX-')" -eq 2 ] || complain "$file: the two licence lines are missing"
    while IFS=: read -r line text; do
        complain "$file:$line: the line has ${#text} columns, more than 120"
    done < <(LC_ALL=C.UTF-8 grep -nE '^.{121,}$' "$file" | grep -vE 'https?://|R"' || true)
done
# Of the lines that have changed alone: what stands around them may have a form of its own.
if [ "$formats" -eq 1 ] && [ ${#files[@]} -gt 0 ]; then
    if command -v git-clang-format >/dev/null; then
        form=$(git clang-format --quiet --diff "${1:-$(base)}" -- "${files[@]}" || true)
        [ -z "$form" ] || complain "$form"$'\n'"git clang-format ${1:-$(base)} makes the form right"
    else
        echo "clang-format is not installed: the form is not checked" >&2
    fi
fi
[ "$status" -eq 0 ] && echo "${#files[@]} files are in style" >&2
exit "$status"
