# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Which source files have changed. To be sourced in the repository's folder, not run.

# The commit where this branch left main, else the one before; where only one was fetched, that: nothing has changed.
base() {
    git merge-base HEAD origin/main 2>/dev/null | grep -vx "$(git rev-parse HEAD)" || git rev-parse HEAD~1 2>/dev/null || git rev-parse HEAD
}

# Tables that scripts make have forms of their own.
written_by_hand() { grep -v '_tables.cpp$'; }

# changed_files [COMMIT]: those that differ from COMMIT, by default from base().
changed_files() {
    git diff --name-only --diff-filter=d "${1:-$(base)}" -- '*.h' '*.cpp' | written_by_hand
}
