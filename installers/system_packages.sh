#!/bin/sh
# Installs the Debian packages that the program needs from the system, or says which command does.
#
#   installers/system_packages.sh run      what the window needs
#   installers/system_packages.sh tests    that, and what the tests need besides
#
# Nothing is done, and nothing is said, when everything is already there.
set -eu

PYTHON="${PYTHON:-python3}"

DRAWING="libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0"
WINDOW="libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1
    libxcb-util1 libxcb-xfixes0 libxcb-xkb1"
TESTS="xvfb xdotool poppler-utils libreoffice-calc strace gcc libc6-dev faketime"

case "${1:-run}" in
    run) wanted="$DRAWING $WINDOW" ;;
    tests) wanted="$DRAWING $WINDOW $TESTS" ;;
    *) echo "usage: $0 run|tests" >&2; exit 2 ;;
esac

if ! "$PYTHON" -c 'import ensurepip' 2>/dev/null; then
    wanted="$wanted python3-venv"
fi

if ! command -v dpkg-query >/dev/null; then
    echo "This is not a Debian system. The window needs what Debian calls:" $wanted >&2
    exit 0
fi

is_installed() {
    # Newer releases ship some libraries under a name ending in t64.
    dpkg-query -W -f='${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null | grep -qx installed
}

missing=""
for package in $wanted; do
    is_installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

command="apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" -ne 0 ]; then
    echo "These system packages are not installed yet:$missing" >&2
    echo "As root, run:" >&2
    echo "    apt-get update && $command" >&2
    # The program can be set up without them; making the environment and testing cannot.
    case "${1:-run}$missing" in
        tests*|*python3-venv*) exit 1 ;;
        *) exit 0 ;;
    esac
fi

echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -qq && $command -qq >/dev/null; }; then
    echo "The system packages could not be installed. Once the package source can be reached, run:" >&2
    echo "    apt-get update && $command" >&2
    exit 1
fi
