#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Headlight, and opens its window on the demo model with the example analysed. Without a
# display it does the same with headlight-cli, and says where session and pictures are: in the build's folder demo, or in
# HEADLIGHT_DEMO. Arguments go to the window.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$0")/setup.sh"

question="What is important to us?"
context="It is important to us to include, empower and support humans of all kinds."

# The checkout stays as it is: what is built goes where git does not look.
output_folder() {
    local folder=${HEADLIGHT_DEMO:-$build/demo}
    mkdir -p "$folder" || fail "The folder $folder cannot be made. Name another: HEADLIGHT_DEMO=FOLDER packaging/run.sh"
    echo "$folder"
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
