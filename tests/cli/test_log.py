"""Planted secrets, real commands: none of them is in the log or in a report, whatever goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stockpile_app import ledger
from stockpile_app.access import keys_path
from stockpile_app.assembly import NewBooks, found
from stockpile_app.base import FixedClock
from stockpile_app.base.log import start_log, stop_log
from stockpile_app.store.driver import dbapi2
from tests.books import PASSPHRASE, TODAY, USER, WEAK
from tests.cli.desk import Desk, typed

KEEPER = "Quartermaster Ekwueme"
SERIAL, LOT, HOLDER, NOTE = "KM 06427", "17-83-270", "Cpl T. Vessin", "behind the third door"
WRONG = "wrong zebra crossing"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Where the log is written while commands run."""
    started = start_log(tmp_path / "log", FixedClock(TODAY))
    assert started is not None
    yield started
    stop_log()


@pytest.fixture
def planted(tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, tuple[str, ...]]:
    """Books full of what must never leave them, and the list of it."""
    folder = tmp_path / "Ekwueme's secret depot"
    folder.mkdir()
    asked = NewBooks(path=folder / "b.stockpile", kind="depot", code="B", name="Depot Zulu", user=KEEPER,
                     passphrase=PASSPHRASE)  # fmt: skip
    founded = found(asked, strength=WEAK)
    founded.stockpile.close()
    monkeypatch.setenv("STOCKPILE_USER", KEEPER)
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)
    desk = Desk(asked.path)
    desk.says("account", "--kind", "location", "--name", "Armoury 1")
    desk.says("account", "--kind", "holder", "--name", HOLDER)
    desk.says("item", "--name", "AKM", "--make", "Izhevsk", "--calibre", "7.62x39")
    receive(desk, SERIAL)
    key = founded.stockpile._key.hex()
    secrets = (PASSPHRASE, WRONG, KEEPER, "Ekwueme", SERIAL, "06427", LOT, HOLDER, "Vessin", NOTE, "Depot Zulu",
               founded.recovery_code, founded.recovery_code[:19], key, key[:16], str(folder), "Izhevsk")  # fmt: skip
    return desk, secrets


def receive(desk: Desk, serial: str) -> None:
    """Take one rifle in."""
    desk.says("receive", "--into", "Armoury 1", "--on", "2025-01-02", "--condition", "serviceable", "--item",
              "AKM", "--serial", serial, "--country", "RUS")  # fmt: skip


def said_in(log: Path) -> str:
    """The log and every report beside it."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted(log.parent.iterdir()))


def assert_clean(log: Path, secrets: tuple[str, ...]) -> None:
    """Nothing planted is in any file of the log's folder, in any case of letters."""
    text = said_in(log).casefold()
    assert [secret for secret in secrets if secret.casefold() in text] == []


def wrong_passphrase(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody mistypes."""
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", WRONG)
    assert desk.ends("balance").code == 3


def wrong_user(desk: Desk, _monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who is not there; the sentence on the terminal names those who are."""
    assert desk.ends("balance", "--user", HOLDER).code == 3


def refused_posting(desk: Desk, _monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rifle once more."""
    words = (
        "--into",
        "Armoury 1",
        "--item",
        "AKM",
        "--serial",
        SERIAL,
        "--country",
        "RUS",
        "--remarks",
        NOTE,
    )
    assert desk.ends("receive", *words[:-2]).code == 1
    assert desk.ends("issue", "--from", "Armoury 1", "--holder", NOTE, "--weapon", SERIAL).code == 1


def wrong_words(desk: Desk, _monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase typed where a command or an option stands."""
    assert typed(PASSPHRASE, desk.path).code == 2
    assert desk.ends("balance", WRONG).code == 2


def damaged_file(desk: Desk, _monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages overwritten."""
    with desk.path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(60_000))
    assert desk.ends("balance").code == 3
    assert desk.ends("doctor").code == 3


def damaged_keys(desk: Desk, _monkeypatch: pytest.MonkeyPatch) -> None:
    """A keys file that is no longer whole."""
    keys_path(desk.path).write_text(f'{{"slots": "{KEEPER}"}}', encoding="utf-8")
    assert desk.ends("balance").code == 3


def crash(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug of our own whose words carry everything."""

    def broken(*_anything: object, **_more: object) -> None:
        try:
            {}[f"{SERIAL} {HOLDER}"]
        except KeyError as missing:
            raise ValueError(f"{PASSPHRASE} {KEEPER} {desk.path} {LOT} {NOTE}") from missing

    monkeypatch.setattr("stockpile_app.cli.reading.find", broken)
    outcome = desk.ends("where", SERIAL)
    assert outcome.code == 3
    assert "Traceback" not in outcome.err
    assert NOTE not in outcome.err


def crash_in_the_driver(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement of ours that the driver refuses, with its values in the words."""

    def broken(*_anything: object, **_more: object) -> None:
        raise dbapi2.IntegrityError(f"UNIQUE constraint failed: {SERIAL}")

    monkeypatch.setattr(ledger, "weapon_life", broken)
    assert desk.ends("history", SERIAL).code == 3


def wrong_recovery_code(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a code."""
    monkeypatch.setenv("STOCKPILE_RECOVERY_CODE", "ABCD-EFGH-IJKL")
    assert desk.ends("recover").code == 3


MISHAPS: list[tuple[Callable[[Desk, pytest.MonkeyPatch], None], str]] = [
    (wrong_passphrase, "Stopped: KnownError(wrong_passphrase)"),
    (wrong_user, "Stopped: KnownError(wrong_passphrase)"),
    (refused_posting, "Stopped: Refused("),
    (wrong_words, "ended with 2"),
    (damaged_file, "ended with 3"),
    (damaged_keys, "Stopped: KnownError(damaged)"),
    (crash, "ValueError\n"),
    (crash_in_the_driver, "IntegrityError"),
    (wrong_recovery_code, "Command recover ended with 3"),
]


@pytest.mark.parametrize(("mishap", "told"), MISHAPS, ids=[mishap.__name__ for mishap, _ in MISHAPS])
def test_nothing_planted_is_in_the_log(
    planted: tuple[Desk, tuple[str, ...]],
    log: Path,
    monkeypatch: pytest.MonkeyPatch,
    mishap: Callable[[Desk, pytest.MonkeyPatch], None],
    told: str,
) -> None:
    desk, secrets = planted
    mishap(desk, monkeypatch)
    assert told in said_in(log)
    assert_clean(log, secrets)


def test_a_crash_leaves_a_report_and_says_where(
    planted: tuple[Desk, tuple[str, ...]], log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, secrets = planted
    monkeypatch.setattr("stockpile_app.cli.reading.find", lambda *_words: 1 // 0)
    outcome = desk.ends("where", SERIAL, "--json")
    assert (outcome.code, outcome.out) == (3, "")
    (report,) = log.parent.glob("stockpile-report-*.txt")
    assert str(report) in outcome.err
    text = report.read_text(encoding="utf-8")
    for part in ("stockpile where", "ZeroDivisionError", "stockpile_app/cli/reading.py:", "SQLCipher",
                 "Command where"):  # fmt: skip
        assert part in text
    assert_clean(log, secrets)


def test_what_a_command_does_is_one_line_at_each_end(desk: Desk, log: Path) -> None:
    log.write_text("", encoding="utf-8")
    desk.ends("balance")
    assert [line[30:] for line in log.read_text(encoding="utf-8").splitlines()] == [
        "cli        Command balance", "cli        Command balance ended with 0"]  # fmt: skip


def test_the_program_logs_into_the_folder_of_its_user(desk: Desk, tmp_path: Path) -> None:
    for home, folder in ((tmp_path / "home", True), (tmp_path / "file", False)):
        home.mkdir() if folder else home.write_text("in the way", encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, "-m", "stockpile_app", "balance", str(desk.path)],
            capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path.cwd()), "STOCKPILE_USER": USER,
                 "STOCKPILE_PASSPHRASE": PASSPHRASE, "XDG_STATE_HOME": str(home)},
        )  # fmt: skip
        assert (ended.returncode, ended.stderr) == (0, b"")
    (log,) = (tmp_path / "home").rglob("stockpile.log")
    assert "Command balance ended with 0" in log.read_text(encoding="utf-8")


def test_importing_the_program_starts_no_log() -> None:
    words = "import logging, stockpile_app.cli as _; print(logging.getLogger('stockpile_app').handlers)"
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
