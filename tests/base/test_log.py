"""The log: what may stand in it, what never does, and that it never stops the work."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from stockpile_app.base import Cause, FixedClock
from stockpile_app.base.log import (
    BLANK,
    LONGEST,
    NAME,
    LogFile,
    Word,
    clean,
    earlier,
    last_lines,
    log_file,
    start_log,
    stop_log,
)
from tests.books import PASSPHRASE, TODAY

PACKAGE = Path(__file__).resolve().parents[2] / "stockpile_app"
LOG = logging.getLogger("stockpile_app.cli.outcome")
KEY = "2dd29ca851e7b56e4697b0e1f08507293d761a05ce4d1b628663f411a8086d99"
CODE = "FXJJ-ZKCR-464W-4RUX-WDQ7-BBIH-FE6X-MGQF-ZYNR-WYUG-6QI2-QCDN-TGVE-TYA7"


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Where the log is written while a test runs."""
    started = start_log(tmp_path / "log", FixedClock(TODAY))
    assert started is not None
    yield started
    stop_log()


def text_of(path: Path) -> str:
    """What the log says."""
    return path.read_text(encoding="utf-8")


def test_a_line_is_time_level_area_and_sentence(path: Path) -> None:
    LOG.warning("Stopped: %s after %d lines, %s", Word("LEDGER-30"), 12, Cause.LOCKED)
    assert (
        text_of(path)
        == "2026-11-20T08:00:00Z warning  cli        Stopped: LEDGER-30 after 12 lines, locked\n"
    )
    assert list(last_lines()) == text_of(path).splitlines()
    assert log_file() == path
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("told", ["KM 06427", "Cpl T. Vessin", "/home/juma/b.stockpile", PASSPHRASE, "x"])
def test_a_text_that_is_no_word_of_the_program_is_blanked(path: Path, told: str) -> None:
    LOG.error("Read %s", told)
    LOG.error("Read %(what)s", {"what": told})
    LOG.error("Read %s and %s", [told], Path(told))
    sentences = [line.partition("Read ")[2] for line in text_of(path).splitlines()]
    assert sentences == [BLANK, BLANK, f"{BLANK} and {BLANK}"]


def test_a_wrong_call_writes_the_fixed_text(path: Path) -> None:
    (handler,) = (one for one in logging.getLogger("stockpile_app").handlers if isinstance(one, LogFile))
    for wrong in ({"msg": "Two places %s %s", "args": ("KM 06427",)}, {"msg": ValueError("KM 06427")}):
        handler.handle(logging.makeLogRecord({"name": LOG.name, **wrong}))
    assert "Two places %s %s" in text_of(path)
    assert "KM 06427" not in text_of(path)


def test_a_fault_is_told_without_its_words(path: Path) -> None:
    try:
        int(f"PRAGMA key = x'{KEY}' of Cpl T. Vessin")
    except ValueError:
        LOG.exception("A fault")
    assert "ValueError\n" in text_of(path)
    assert "test_log.py:" in text_of(path)
    assert KEY not in text_of(path)
    assert "Vessin" not in text_of(path)


@pytest.mark.parametrize("secret", [
    KEY, KEY.upper(), KEY[:32], CODE, CODE.replace("-", " "), CODE.replace("-", ""), CODE.lower(),
    "c2VjcmV0IGtleSBvZiB0aGUgYm9va3M=", " ".join(KEY[i : i + 2] for i in range(0, 32, 2)),
])  # fmt: skip
def test_what_looks_like_a_secret_is_blanked(path: Path, secret: str) -> None:
    LOG.error("Said %s", Word(secret))
    assert text_of(path).endswith(f"Said {BLANK}\n")


def test_what_the_environment_keeps_as_a_secret_is_blanked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("STOCKPILE_PASSPHRASE", PASSPHRASE), ("STOCKPILE_APPROVER_PASSPHRASE", "other word"),
                        ("STOCKPILE_USER", "Vessin"), ("STOCKPILE_RECOVERY_CODE", "half-a-code")):  # fmt: skip
        monkeypatch.setenv(name, value)
        LOG.error("Said %s", Word(f"it is {value} indeed"))
        assert value not in text_of(path)
        assert text_of(path).endswith(f"it is {BLANK} indeed\n")


def test_ordinary_sentences_and_places_stay_whole() -> None:
    for line in (
        "2026-11-20T08:00:00Z info     gui        Books opened, to read and write",
        "      stockpile_app/gui/ledger/very_long_name_of_a_module_here.py:120 a_function_with_a_long_name_too",
        "books that were kept with care have been seen",
        "SQLite 3.53.4, SQLCipher 4.19.0 community",
    ):
        assert clean(line, {}) == line


def test_a_long_log_is_rotated_once_and_read_across(path: Path) -> None:
    for number in range(LONGEST // 60 + 200):
        LOG.info("Line %d of many that fill the file", number)
    assert path.stat().st_size <= LONGEST
    assert earlier(path).stat().st_size <= LONGEST
    assert {one.name for one in path.parent.iterdir()} == {NAME, f"{NAME}.1"}
    path.write_text("", encoding="utf-8")
    assert len(last_lines(30)) == 30


def test_a_folder_that_cannot_be_written_costs_the_log_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert start_log(tmp_path / "file" / "log", FixedClock(TODAY)) is None
    LOG.error("Not heard")
    assert log_file() is None
    assert list(last_lines()) == []
    assert capfd.readouterr().err == ""
    stop_log()


def test_a_log_taken_away_while_running_costs_only_lines(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    LOG.error("Not heard")
    assert list(last_lines()) == []


def test_starting_again_writes_each_line_once(path: Path) -> None:
    start_log(path.parent, FixedClock(TODAY))
    LOG.info("Once")
    assert text_of(path).count("Once") == 1


def log_calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call on a module's `_LOG`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "_LOG":
                yield node


def test_every_sentence_of_the_log_is_a_fixed_text_of_the_program() -> None:
    calls = [
        (path.name, call)
        for path in sorted(PACKAGE.rglob("*.py"))
        for call in log_calls(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(calls) >= 8
    for name, call in calls:
        assert isinstance(call.args[0], ast.Constant), f"{name}:{call.lineno}"
