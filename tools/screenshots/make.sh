#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the pictures of README.md and of the manual: the window with the demo model's example analysed. Needs no display.
#
#   tools/screenshots/make.sh [PROGRAM]         docs/*.png alone (PROGRAM: build/bin/headlight)
#   tools/screenshots/make.sh PROGRAM FOLDER    and the window in all sizes, themes and views, into FOLDER
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
program=${1:-$root/build/bin/headlight}
folder=${2:-}
[ -x "$program" ] || { echo "make.sh: no program at $program; build it first, or name it." >&2; exit 1; }

settings=$(mktemp -d)
trap 'rm -rf "$settings"' EXIT
export XDG_CONFIG_HOME="$settings" QT_QPA_PLATFORM=offscreen HEADLIGHT_RESOURCES="$root/resources"

# take FILE SIZE THEME VIEW: one picture.
take() {
    "$program" --run-example --screenshot "$1" --size "$2" --theme "$3" --view "$4" --measure start --layer 4 --head 6
    echo "$1"
}

# take_distribution FILE SIZE THEME SESSION: the same of a session that holds hidden units.
take_distribution() {
    "$program" "$4" --screenshot "$1" --size "$2" --theme "$3" --view distribution --layer 4 --head 6
    echo "$1"
}

mkdir -p "$root/docs"
take "$root/docs/screenshot.png" 1280x800 light heads
take "$root/docs/manual-compare.png" 1280x720 light compare
take "$root/docs/manual-blocks.png" 1280x720 dark blocks
if [ -n "$folder" ]; then
    mkdir -p "$folder"
    session=$settings/example.headlight
    "$(dirname "$program")/headlight-cli" analyze --hidden --question "What is important to us?" --output "$session" \
        --context "It is important to us to include, empower and support humans of all kinds." 2> /dev/null
    for theme in light dark; do
        for size in 1280x720 1280x800 1920x1080 2560x1440; do
            take "$folder/heads-$size-$theme.png" $size $theme heads
            take_distribution "$folder/distribution-$size-$theme.png" $size $theme "$session"
        done
        for view in layers overview token-to-head tokens compare blocks; do
            for size in 1280x720 1920x1080 2560x1440; do
                take "$folder/$view-$size-$theme.png" $size $theme $view
            done
        done
    done
fi
