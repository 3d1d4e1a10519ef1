#!/bin/sh
# Makes .venv with the pinned, hash-checked libraries and the program itself.
#
#   installers/make_environment.sh installers/requirements.txt
set -eu

PYTHON="${PYTHON:-python3}"
ENVIRONMENT=.venv

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Stockpile needs Python 3.11 or newer as “$PYTHON”. Install it, or name another:" >&2
    echo "    make PYTHON=/path/to/python3.12 ..." >&2
    exit 1
fi

if ! "$ENVIRONMENT/bin/python" -c 'import pip' 2>/dev/null; then
    "$PYTHON" -m venv --clear "$ENVIRONMENT"
fi

pip() {
    PYTHONWARNINGS=ignore "$ENVIRONMENT/bin/python" -m pip --quiet --disable-pip-version-check "$@"
}

echo "Installing the pinned libraries of $1"
pip install --require-hashes --requirement "$1"
pip install --no-deps --no-build-isolation --editable .
