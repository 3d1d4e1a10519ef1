"""Killed at any moment, the program lost nothing it had promised, and nothing is there by half."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from stockpile_app import assembly, audit, ledger
from tests.books import PASSPHRASE, USER, Books, a_depot
from tests.faults.posting_child import voucher
from tests.faults.power_cut import forget
from tests.faults.report import reported

CHILD = Path(__file__).with_name("posting_child.py")
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Told:
    """What a killed child had said before it died."""

    acknowledged: list[int]
    ready: bool


def killed_child(path: Path, start: int, after: float) -> Told:
    """Start a posting program and kill it with SIGKILL `after` seconds from its first word."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(path), str(start), "100000"], stdout=subprocess.PIPE, text=True,
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(path.parent)},
    )  # fmt: skip
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.wait()
    lines = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return Told([int(line) for line in lines], first == "ready\n")


def check_after(books: Books, told: list[int], start: int) -> int:
    """Reopen as the program does: no lost promise, nothing by half; what was tried again has one effect."""
    stockpile = assembly.open_stockpile(books.path, USER, PASSPHRASE)
    try:
        assert not stockpile.read_only
        assert audit.verify(stockpile).holds
        posted = {row[0] for row in stockpile.rows("SELECT serial FROM weapon")}
        assert {f"S{number:06d}" for number in told} <= posted
        silent = len(posted) - len(told)
        item, place = books.item("rifle"), books.place("armoury")
        for number in [*told[-1:], start + len(told)]:
            before = audit.head(stockpile).size
            again = ledger.receive(stockpile, voucher(number, item, place))
            known = f"S{number:06d}" in posted
            assert again.repeated is known
            assert audit.head(stockpile).size == before + (not known)
        return silent
    finally:
        stockpile.close()


def _kill(folder: Path, times: int, seed: int) -> dict[str, int]:
    chance = random.Random(seed)
    books = a_depot(folder)
    books.stockpile.close()
    master = folder.with_name(f"{folder.name}-master")
    shutil.copytree(folder, master)
    found = {"kills": 0, "acknowledged": 0, "committed_untold": 0}
    for _ in range(times):
        shutil.rmtree(folder)
        shutil.copytree(master, folder)
        forget()
        told = killed_child(books.path, 1, chance.uniform(0.02, 0.16))
        assert told.ready
        found["committed_untold"] += max(check_after(books, told.acknowledged, 1), 0)
        found["kills"] += 1
        found["acknowledged"] += len(told.acknowledged)
    return found


def test_killed_while_posting(tmp_path: Path) -> None:
    folder = tmp_path / "depot"
    folder.mkdir()
    found = reported("C1", 1, lambda: _kill(folder, 5, seed=1))
    assert found["acknowledged"] > 0


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(10, 20))
def test_killed_a_thousand_times(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "depot"
    folder.mkdir()
    assert reported("C1", seed, lambda: _kill(folder, 100, seed))["kills"] == 100


def _contend(tmp_path: Path, programs: int, weapons: int) -> dict[str, int]:
    books = a_depot(tmp_path)
    serials = [f"S{number:04d}" for number in range(weapons)]
    books.receive(*(books.new_rifle(serial, calibre=serial) for serial in serials))
    holders = [books.account("holder", f"Holder {number}").id for number in range(programs)]
    books.stockpile.close()
    pool = ",".join(map(str, range(1, weapons + 1)))
    children = [
        subprocess.Popen(
            [sys.executable, str(CHILD), str(books.path), str(holder), pool], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        )
        for holder in holders
    ]  # fmt: skip
    won = []
    for child in children:
        out, err = child.communicate(timeout=600)
        assert (child.returncode, err) == (0, "")
        won.append([int(line) for line in out.split()])
    assert sorted(weapon for one in won for weapon in one) == list(range(1, weapons + 1))
    stockpile = assembly.open_stockpile(books.path, USER, PASSPHRASE)
    assert audit.verify(stockpile).holds
    with_holders = stockpile.rows("SELECT account_id, id FROM weapon ORDER BY id")
    assert with_holders == sorted(
        ((holder, weapon) for holder, one in zip(holders, won, strict=True) for weapon in one),
        key=lambda pair: pair[1],
    )
    stockpile.close()
    return {"programs": programs, "weapons": weapons, "issued_twice": 0}


def test_two_programs_want_the_same_weapons(tmp_path: Path) -> None:
    reported("C7 two programs", 1, lambda: _contend(tmp_path, 2, 12))


@pytest.mark.faults
@pytest.mark.parametrize("programs", [2, 5])
def test_many_programs_want_the_same_thousand_weapons(tmp_path: Path, programs: int) -> None:
    reported(f"C7 {programs} programs", 10, lambda: _contend(tmp_path, programs, 1000))
