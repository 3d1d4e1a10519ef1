"""A depot file on the disk, and the passphrase in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import assembly
from stockpile_app.access import people
from stockpile_app.assembly import NewBooks, found
from tests.books import PASSPHRASE, USER, WEAK
from tests.cli.desk import Desk


@pytest.fixture
def at_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who types, and the passphrase."""
    monkeypatch.setenv("STOCKPILE_USER", USER)
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def empty(tmp_path: Path, at_desk: None) -> Desk:
    """Founded books with nothing in them."""
    path = tmp_path / "b.stockpile"
    asked = NewBooks(path=path, kind="depot", code="B", name="Books", user=USER, passphrase=PASSPHRASE)
    found(asked, strength=WEAK).stockpile.close()
    return Desk(path)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """Books with two armouries, a holder, rifles KM 1 and KM 2, a lot of rounds and some slings."""
    for kind, name in (("location", "Armoury 1"), ("location", "Armoury 2"), ("holder", "Cpl T. Vessin")):
        empty.says("account", "--kind", kind, "--name", name)
    empty.says("item", "--name", "AKM", "--make", "Izhevsk", "--calibre", "7.62x39")
    empty.says("item", "--name", "Ball", "--kind", "ammunition", "--tracking", "lot", "--pack", "box=50")
    empty.says("item", "--name", "Sling", "--kind", "accessory", "--tracking", "quantity")
    into = ("--into", "Armoury 1", "--on", "2025-01-02", "--condition", "serviceable")
    empty.says("receive", *into, "--item", "AKM", "--serial", "KM 1", "--serial", "KM 2", "--country", "RUS")
    empty.says("receive", *into, "--item", "Ball", "--lot", "17-83", "--quantity", "12 boxes + 37")
    empty.says("receive", *into, "--item", "Sling", "--quantity", "4")
    return empty


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key derivation that a test can afford."""
    monkeypatch.setattr(assembly.access, "calibrated", lambda: WEAK)
    monkeypatch.setattr(people, "calibrated", lambda: WEAK)
