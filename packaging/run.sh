#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Headlight, and opens its window on the demo model with the example analysed. Without a
# display it does the same with headlight-cli, and says where session and pictures are. Arguments go to the window.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$0")/setup.sh"

question="What is important to us?"
context="It is important to us to include, empower and support humans of all kinds."

# A folder of our own: here, or where temporary files go.
output_folder() {
    local here=$PWD/headlight-demo
    mkdir -p "$here" 2>/dev/null && [ -w "$here" ] && { echo "$here"; return; }
    mktemp -d "${TMPDIR:-/tmp}/headlight-demo.XXXXXX"
}

run_without_display() {
    local cli=$build/bin/headlight-cli folder view
    folder=$(output_folder)
    say "There is no display: analysing the example with headlight-cli"
    "$cli" analyze --question "$question" --context "$context" --hidden --output "$folder/example.headlight"
    for view in heads layers overview token-to-head tokens distribution compare blocks words; do
        "$cli" export "$folder/example.headlight" --view "$view" --format png --output "$folder/$view.png"
    done
    say "The session and one picture of each view are in $folder"
}

set_up -DCMAKE_BUILD_TYPE=Release
build_targets headlight headlight-cli headlight_engine
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$build/bin/headlight" --run-example "$@"
fi
run_without_display
