"""The officer's morning by keyboard alone, in a real window: open, import, issue, search, print, audit, close."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stockpile_app import audit, ledger
from tests.books import PASSPHRASE, Books, a_depot, reopened

SCRIPT = Path(__file__).with_name("morning_by_keyboard.py")
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.window


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """A depot whose holder drew a weapon before, so that his due time is proposed."""
    made = a_depot(tmp_path)
    rifle = made.rifle("KM 06427")
    made.issue(rifle, on="2026-11-02T06:30", due="2026-11-02T18:30", purpose="Guard, Gate 2")
    made.hand_in(rifle)
    return made


def test_the_morning_by_keyboard_alone(screen: str, books: Books, tmp_path: Path) -> None:
    sheet = tmp_path / "old.csv"
    rows = "".join(
        f"Armoury 1,TT {n:05d},Tula,TT-33,7.62x25 mm,2012-03-19,serviceable\n" for n in range(1, 9)
    )
    sheet.write_text("Place,Serial,Make,Model,Calibre,Date,Condition\n" + rows, encoding="utf-8")
    books.stockpile.close()
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(books.path), str(sheet), PASSPHRASE],
        env={
            **os.environ,
            "DISPLAY": screen,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
            "HOME": str(home),
        },
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["closed"], done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    stockpile = reopened(books)
    weapon = ledger.weapon_with_mark(stockpile, "TT 00002")[0]
    row = next(one for one in ledger.weapon_rows(stockpile, [weapon.id]))
    assert row.account == "Cpl T. Vessin"
    assert [one.kind for one in audit.activities(stockpile)][:2] == ["export", "print"]
    assert list(home.rglob("*.xlsx"))
    assert audit.verify(stockpile).holds
    stockpile.close()
