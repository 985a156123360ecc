#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Headlight, runs every test, and ends with the line "N passed, N failed".
# With --sanitize: the tests of core and of the window, or of the one that is named, under the address and undefined
# behaviour sanitizers, in a build of their own.
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname "$0")/setup.sh"

# What the test programs said of themselves ("Totals: 12 passed, 0 failed, ..."); a program that ended without saying so,
# or that failed in another way, is one failure.
count_results() {
    awk '
        /^Totals: / { passed += $2; failed += $4; skipped += $6; reported = 1; own += $4 }
        /^Test Passed\.$/ { reported = 0; own = 0 }
        /^Test Failed\.$/ { if (!reported || own == 0) failed++; reported = 0; own = 0 }
        END { print passed + 0, failed + 0, skipped + 0 }' "$build/Testing/Temporary/LastTest.log"
}

run_tests() {
    local status=0 passed failed skipped
    rm -f "$build/Testing/Temporary/LastTest.log"
    ctest --test-dir "$build" --output-on-failure --no-tests=error --parallel "$(nproc)" "$@" >&2 || status=$?
    [ -f "$build/Testing/Temporary/LastTest.log" ] || fail "No test was run."
    read -r passed failed skipped < <(count_results)
    [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
    [ "$skipped" -eq 0 ] || say "$skipped skipped"
    echo "$passed passed, $failed failed"
    [ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
}

packages+=("${test_packages[@]}")
options=()
[ -z "${HEADLIGHT_WERROR:-}" ] || options+=(-DHEADLIGHT_WERROR=ON) # for continuous integration: other compilers warn of other things
case ${1:-} in
    "")
        set_up -DCMAKE_BUILD_TYPE=Release -DHEADLIGHT_TESTS=ON -DHEADLIGHT_BENCHMARKS=ON "${options[@]}"
        build_targets
        run_tests
        ;;
    --sanitize)
        build=${HEADLIGHT_BUILD:-$root/build-asan}
        parts=("${2:-core}")
        [ $# -gt 1 ] || parts+=(ui)
        # Line numbers are all that a report needs; the whole of the debug information takes twice as long to build.
        set_up -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" -DHEADLIGHT_TESTS=ON \
            -DHEADLIGHT_SANITIZE=address,undefined "${options[@]}"
        build_targets "${parts[@]/#/tests_}"
        run_tests --label-regex "^($(IFS='|'; echo "${parts[*]}"))$"
        ;;
    *)
        fail "Unknown argument $1; the one there is, --sanitize [core|ui], runs the tests of core and of the window under the sanitizers."
        ;;
esac
