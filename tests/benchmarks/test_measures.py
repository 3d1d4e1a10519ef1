"""Every measure at a tiny size: it runs, names itself, and has a floor above nothing.  No time is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import audit
from stockpile_app.cli.bench import FAMILIES, as_json_object, measured, table
from stockpile_app.cli.benchmarks.filling import lengthen
from stockpile_app.cli.benchmarks.ground import SCALES, Ground, Scale
from stockpile_app.cli.benchmarks.measure import Measure, percentile
from stockpile_app.ledger import IssueVoucher, Line, issue

TINY = Scale(weapons=300, item_types=45, serial_rows=40, quantity_rows=40, serials=60, times=3, postings=4,
             lookups=20, jumps=5, exported=120)  # fmt: skip


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("bench"), TINY)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_measures(family: str, ground: Ground) -> None:
    measures = list(measured(ground, [family]))
    assert measures
    for one in measures:
        assert one.name
        assert one.what
        assert one.value > 0, one
        assert one.unit in {"ms", "s", "MB"}
        if one.floor_is:
            assert one.floor > 0, one
            assert one.ratio > 0, one


def test_what_is_replayed_is_what_the_program_writes(tmp_path: Path) -> None:
    """The floor of a posting leaves the same books as the posting: they verify whole."""
    ground = Ground(tmp_path, TINY)
    with ground.recorder(ground.register) as books:
        item, weapon, place = books.rows("SELECT item_type_id, id, account_id FROM weapon ORDER BY id")[0]
        voucher = IssueVoucher(operation_id=ground.ids.new_id(), effective_at="2026-11-20T06:30", from_account=place,
                               holder=160, due_back_at="2026-11-20T18:30",
                               lines=(Line(item_type_id=item, weapon_id=weapon),))  # fmt: skip
        size = audit.head(books).size
        rows = books.recorded(lambda: issue(books, voucher))
        assert audit.head(books).size == size, "a recording is rolled back"
        assert {sql.split()[2] for sql, _ in rows if sql.startswith("INSERT")} >= {
            "journal", "journal_body", "voucher", "movement",
        }  # fmt: skip
        books.replay(rows)
        assert audit.head(books).size == size + 1
        assert books.value("SELECT account_id FROM weapon WHERE id = ?", [weapon]) == 160
        assert audit.verify(books).holds


def test_filled_books_hold(tmp_path: Path) -> None:
    ground = Ground(tmp_path, TINY)
    with ground.open(ground.opened("history", TINY.serials)) as books:
        assert lengthen(books, TINY.times) == TINY.serials * TINY.times
        assert books.value("SELECT count(*) FROM movement") == TINY.serials * TINY.times
        assert audit.verify(books).holds


def test_bounds_and_ratios() -> None:
    kept = Measure("a", "b", 2.0, "s", 1.0, "c", most_ratio=2)
    assert (kept.ratio, kept.within) == (2.0, True)
    assert not Measure("a", "b", 2.1, "s", 1.0, "c", most_ratio=2).within
    assert not Measure("a", "b", 2.1, "s", most=2).within
    assert Measure("a", "b", 2.1, "s").within
    assert percentile([5, 1, 4, 2, 3], 0.95) == 5


def test_the_table_says_kept_or_missed() -> None:
    lines = list(
        table([Measure("a", "b", 2.0, "s", 1.0, "c", most_ratio=1), Measure("d", "e", 1.0, "MB", most=3)])
    )
    assert lines[1].split() == ["a", "2.000", "s", "1.000", "s", "2.00", "<=", "1x", "missed"]
    assert lines[3].split() == ["d", "1.000", "MB", "<=", "3", "MB", "kept"]
    assert set(as_json_object(Measure("a", "b", 2.0, "s"))) == {
        "name", "what", "value", "unit", "floor", "floor_is", "ratio", "most_ratio", "most", "within",
    }  # fmt: skip


def test_scales_grow() -> None:
    small, depot, nation = SCALES["small"], SCALES["depot"], SCALES["nation"]
    assert small.weapons < depot.weapons == 100_000 < nation.weapons == 1_000_000
    assert depot.serial_rows == 100_000
    assert nation.serials == 200_000
    assert nation.serials * nation.times == 1_000_000
