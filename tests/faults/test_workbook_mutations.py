# ruff: noqa: E501  (a table of tokens reads best one line each)
"""Damaged and altered workbooks by the hundred: each ends in rows or in a sentence, never otherwise.

A few dozen by default; `make faults` tries ten thousand, and `STOCKPILE_FAULTS` set to `full` or to a
number makes the default run as long.  Every mutation is known by its seed.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from stockpile_app.base import Refused
from stockpile_app.exchange.model import SheetFormat
from stockpile_app.exchange.profile import Field, Profile
from stockpile_app.exchange.read_rows import read_rows
from stockpile_app.exchange.sheet_reader import list_sheets
from tests.faults import workbooks
from tests.faults.report import reported

FULL = 10_000
_SIZES = {"": 48, "full": FULL}
_WANTED = os.environ.get("STOCKPILE_FAULTS", "")
COUNT = _SIZES[_WANTED] if _WANTED in _SIZES else int(_WANTED)
GROUPS = 4
BLOCKS = 25
SLOWEST = 40.0  # seconds: the processor limit of the reader, and a little

COLUMNS = {
    Field.ACCOUNT: "Place",
    Field.ITEM_NAME: "Item",
    Field.QUANTITY: "Qty",
    Field.UNIT: "UI",
    Field.UNIT_VALUE: "Price",
    Field.EFFECTIVE_ON: "Received",
    Field.SERIAL: "Serial",
}
MAKERS: dict[SheetFormat, Callable[..., bytes]] = {
    SheetFormat.CSV: workbooks.csv_bytes,
    SheetFormat.XLSX: workbooks.xlsx_bytes,
    SheetFormat.XLS: workbooks.xls_bytes,
    SheetFormat.ODS: workbooks.ods_bytes,
}
Mutation = Callable[[bytes, random.Random], bytes]
_TOKENS = (
    b"<", b">", b'"', b"&", b"&#0;", b"&#x110000;", b"\0", b"\xff\xfe", b"-1", b"99999999999999999999", b"1e309", b"NaN",
    b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<![CDATA[", b"XFD1048576", b'r="A1"', b't="s"', b't="d"', b"<f>1/0</f>",
    b'table:number-rows-repeated="1048576"', b'table:number-columns-repeated="16384"', b"\xed\xa0\x80", b'","', b"\r", b"\n\n",
)  # fmt: skip


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    """Some bytes become others."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_short(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def drop_piece(data: bytes, chance: random.Random) -> bytes:
    """A piece of the middle is missing."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 600) :]


def double_piece(data: bytes, chance: random.Random) -> bytes:
    """A piece stands twice."""
    start = chance.randrange(len(data))
    end = start + chance.randrange(1, 600)
    return data[:end] + data[start:end] + data[end:]


def insert_token(data: bytes, chance: random.Random) -> bytes:
    """A telling piece of markup or binary stands where it should not."""
    place = chance.randrange(len(data))
    return data[:place] + chance.choice(_TOKENS) + data[place:]


def swap_fields(data: bytes, chance: random.Random) -> bytes:
    """A 16- or 32-bit field, such as a length or an offset, becomes extreme."""
    size = chance.choice((2, 4))
    place = chance.randrange(max(1, len(data) - size))
    return data[:place] + chance.choice((b"\0", b"\xff", b"\x7f")) * size + data[place + size :]


OUTSIDE: tuple[Mutation, ...] = (flip_bytes, cut_short, drop_piece, double_piece, insert_token, swap_fields)


def inside(data: bytes, chance: random.Random) -> bytes:
    """One member of a zip is mutated and packed again with a right checksum; or lost, or doubled."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in members if members[name]])
    how = chance.random()
    if how < 0.1:
        del members[name]
    elif how < 0.2:
        members[name] = members[chance.choice(list(members))]
    else:
        members[name] = chance.choice(OUTSIDE)(members[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in members.items():
            archive.writestr(one, content)
    return stream.getvalue()


def mutated(kind: SheetFormat, seed: int) -> bytes:
    """The mutation with this seed."""
    chance = random.Random(f"{kind}-{seed}")
    data = MAKERS[kind](workbooks.honest_rows(40))
    if kind in {SheetFormat.XLSX, SheetFormat.ODS} and chance.random() < 0.7:
        return inside(data, chance)
    for _ in range(chance.choice((1, 1, 1, 3))):
        data = chance.choice(OUTSIDE)(data, chance) or b"\0"
    return data


def outcome(path: Path, kind: SheetFormat) -> str:
    """`read`, or the rules by which the file was refused; anything else is a failure of the test."""
    try:
        read = read_rows(path, Profile(kind, columns=COLUMNS))
    except Refused as refused:
        return rules_of(refused)
    for row in read.rows:
        assert (row.values is None) == any(one.severity == "refusal" for one in row.findings)
        assert row.values is None or (type(row.values.quantity) is int and row.values.quantity > 0)
    return "read"


@pytest.mark.parametrize("group", range(GROUPS))
@pytest.mark.parametrize("kind", SheetFormat)
def test_every_mutation_ends_in_rows_or_a_sentence(
    kind: SheetFormat, group: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try_seeds(kind, range(group, COUNT // len(MAKERS), GROUPS), tmp_path, monkeypatch)


@pytest.mark.faults
@pytest.mark.parametrize("block", range(BLOCKS))
@pytest.mark.parametrize("kind", SheetFormat)
def test_ten_thousand_mutations_end_in_rows_or_a_sentence(
    kind: SheetFormat, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = range(block, FULL // len(MAKERS), BLOCKS)
    reported(f"C10 {kind}", block, lambda: try_seeds(kind, seeds, tmp_path, monkeypatch))


def try_seeds(
    kind: SheetFormat, seeds: range, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, object]:
    """Each seed ends in time, in rows or in a sentence, and no file is left behind."""
    scratch = folder / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    path = folder / f"list.{kind}"
    outcomes: Counter[str] = Counter()
    for seed in seeds:
        path.write_bytes(mutated(kind, seed))
        start = time.monotonic()
        outcomes[outcome(path, kind)] += 1
        assert time.monotonic() - start < SLOWEST, (kind, seed)
    assert list(scratch.iterdir()) == []
    return {"workbooks": outcomes.total(), "outcomes": outcomes}


def test_listing_the_sheets_meets_damage_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    for seed in range(min(COUNT, 40) // 4):
        path.write_bytes(mutated(SheetFormat.XLSX, 1_000_000 + seed))
        try:
            assert isinstance(list_sheets(path), list)
        except Refused as refused:
            rules_of(refused)


def rules_of(refused: Refused) -> str:
    """The rules of a refusal, each of which must say something."""
    assert refused.findings
    assert all(one.sentence and one.rule.startswith("EXCHANGE-") for one in refused.findings)
    return ",".join(sorted({one.rule for one in refused.findings}))
