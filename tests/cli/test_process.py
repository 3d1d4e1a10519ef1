"""The program as its own process: nothing but JSON on standard output, and bytes that are no text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books import PASSPHRASE, USER
from tests.cli.desk import Desk

POSIX = pytest.mark.skipif(os.name != "posix", reason="arguments are bytes only there")


def started(*words: str | bytes, **more: str) -> subprocess.CompletedProcess[bytes]:
    """The program started anew with these words, which may be any bytes."""
    signed_in = {"STOCKPILE_USER": USER, "STOCKPILE_PASSPHRASE": PASSPHRASE}
    return subprocess.run(
        [sys.executable, "-m", "stockpile_app", *words], capture_output=True, check=False, timeout=60,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(Path.cwd()), **signed_in, **more},
    )  # fmt: skip


def test_json_stands_alone_on_standard_output(desk: Desk) -> None:
    ended = started("balance", str(desk.path), "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["total"] == 643
    refused = started("where", str(desk.path), "KM 1", "--jsn")
    assert (refused.returncode, refused.stdout) == (2, b"")


@POSIX
@pytest.mark.parametrize("language", ["C.UTF-8", "C"])
def test_bytes_that_are_no_text_end_with_a_sentence(language: str, desk: Desk) -> None:
    commands = (
        ("where", str(desk.path), b"KM\xff\xfe1"),
        ("account", str(desk.path), "--kind", "location", "--name", b"Arm\xffoury"),
        ("issue", str(desk.path), "--from", b"\xff", "--holder", b"\xfe", "--weapon", b"\xfd"),
        (
            "receive",
            str(desk.path),
            "--into",
            "Armoury 1",
            "--item",
            "AKM",
            "--serial",
            b"K\xff",
            "--on",
            "2025-03-01",
        ),
        ("balance", b"no\xffwhere.stockpile"),
    )
    for at, words in enumerate(commands):  # each in words and in JSON, one in each language
        as_json = at % 2 == (language == "C")
        ended = started(*words, *["--json"] * as_json, LC_ALL=language, PYTHONUTF8="0")
        assert ended.returncode in {0, 1, 3}, (words, ended.stderr)
        assert b"mistake of its own" not in ended.stderr, (words, ended.stderr)
        assert b"Traceback" not in ended.stderr, (words, ended.stderr)
        if as_json:
            assert isinstance(json.loads(ended.stdout), dict)


@POSIX
def test_a_reader_that_goes_away_is_no_fault(desk: Desk) -> None:
    command = f"{sys.executable} -m stockpile_app item {desk.path} | head -c 0"
    signed_in = {"STOCKPILE_USER": USER, "STOCKPILE_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(Path.cwd())}
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60,
                           env={**os.environ, **signed_in})  # fmt: skip
    assert b"Traceback" not in ended.stderr
    assert b"mistake of its own" not in ended.stderr


def test_without_a_passphrase_nobody_waits(desk: Desk) -> None:
    signed_in = {name: value for name, value in os.environ.items() if name != "STOCKPILE_PASSPHRASE"}
    ended = subprocess.run(
        [sys.executable, "-m", "stockpile_app", "balance", str(desk.path), "--user", USER, "--json"],
        capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
        env={**signed_in, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert ended.returncode == 3
    assert ended.stdout == b""
    assert b"Traceback" not in ended.stderr
