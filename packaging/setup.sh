# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# What run.sh and test.sh share: system check, packages, configuration, build. To be sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${HEADLIGHT_BUILD:-$root/build}

packages=(
    cmake ninja-build g++ ccache                 # to build; ccache makes the second build quick
    qt6-base-dev qt6-svg-dev                     # window, drawing, tests; icons
    libqcustomplot-dev                           # maps and plots
    libtorch-dev libopenblas0-openmp            # the numbers; without OpenBLAS they take tens of times longer
    libdnnl-dev                                  # matrix products; LibTorch brings the library with it
    libcli11-dev nlohmann-json3-dev              # command line; JSON
    libexpected-dev libssl-dev zlib1g-dev        # errors as values; SHA-256 of weights; checksums of zip archives
    python3                                      # the benchmarks' scripts, which the tests try
    fonts-dejavu-core                            # the same text in figures on every machine
)

# shellcheck disable=SC2034 # for test.sh
test_packages=(
    xvfb openbox libxcb-xtest0-dev               # a screen without a monitor, its window manager; pointer and keys on it
)

say() { printf '%s\n' "$*" >&2; }
fail() { say "headlight: $*"; exit 1; }

# Debian 12 and Ubuntu 24.04 are the first releases with all the packages.
check_system() {
    local ID="" VERSION_ID="" PRETTY_NAME="this system"
    # shellcheck source=/dev/null
    [ -r /etc/os-release ] && . /etc/os-release
    local least=0
    case $ID in
        debian) least=12 ;;
        ubuntu) least=24 ;;
    esac
    local major=${VERSION_ID%%.*}
    # Debian testing and unstable have no number.
    if [ "$least" -eq 0 ] || [ "${major:-999}" -lt "$least" ] || ! command -v apt-get >/dev/null; then
        fail "$PRETTY_NAME is not supported; Headlight builds on Debian 12 or newer (or Ubuntu 24.04 or newer)."
    fi
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Runs a command as root: as it is where we are root, else through sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "Installing packages needs root and there is no sudo; as root, run: apt-get install ${missing[*]}"
    fi
}

install_packages() {
    missing=()
    local package
    for package in "${packages[@]}"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "These Debian packages are missing and will be installed:"
    say "    ${missing[*]}"
    as_root apt-get -qq -o APT::Update::Error-Mode=any update ||
        fail "The package lists could not be fetched. Check the network connection, then run this again."
    for package in "${missing[@]}"; do
        apt-cache show "$package" >/dev/null 2>&1 ||
            fail "This system's package sources have no $package. Check /etc/apt/sources.list.d, then run this again."
    done
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >/dev/null ||
        fail "The packages could not be installed; the lines above say why. Check the network connection and the disk."
}

# As many jobs as there are cores, and no more than fit the memory: the largest files take 1 GB each.
build_jobs() {
    local memory
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
    local cores
    cores=$(nproc)
    local jobs=$((memory < cores ? memory : cores))
    echo $((jobs > 0 ? jobs : 1))
}

# configure [CMAKE ARGUMENT...]
configure() {
    say "Configuring in $build"
    mkdir -p "$build" || fail "The build's folder $build cannot be made."
    cmake -S "$root" -B "$build" -G Ninja "$@" >"$build/configure.log" 2>&1 ||
        { cat "$build/configure.log" >&2; fail "CMake could not configure the build; the lines above say why."; }
}

# build_targets [TARGET...]
build_targets() {
    say "Building with $(build_jobs) jobs; the first time takes some minutes"
    cmake --build "$build" --parallel "$(build_jobs)" ${1:+--target "$@"} >&2 ||
        fail "The build failed; the lines above say why."
}

# Everything before the build. Packages first: cmake is one of them.
set_up() {
    check_system
    install_packages
    configure "$@"
}
