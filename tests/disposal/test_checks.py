"""What a whole verification says of batches that somebody has edited behind the program's back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from stockpile_app.disposal.checks import check_batches
from tests.books import Books, reopened
from tests.disposal.batches import Site, two_of_everything
from tests.ready import ready_site
from tests.tampering import edit, key_of


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Two batches destroyed and two sold; the file is closed."""
    site = ready_site(tmp_path_factory.mktemp("sound"))
    two_of_everything(site)
    assert list(check_batches(site.stockpile)) == []
    site.stockpile.close()
    return site


@pytest.mark.parametrize(
    ("sql", "table", "said"),
    [
        ("UPDATE batch SET serial_no = 9 WHERE id = 2", "batch", "is not the next of its year"),
        ("UPDATE batch SET number = 'B-BAT-2026-000009' WHERE id = 1", "batch", "is not the next of its year"),
        ("DELETE FROM destruction_act WHERE batch_id = 1 AND act_no = 1", "voucher", "belongs to no act of a batch"),
        ("DELETE FROM batch_step WHERE step = 'dispatched'", "voucher", "belongs to no batch"),
        ("UPDATE voucher SET kind = 'deactivation' WHERE kind = 'dispatch'", "voucher", "no weapon of a batch"),
        ("UPDATE destruction_act SET voucher_id = 1 WHERE batch_id = 1 AND act_no = 1", "destruction_act",
         "has no voucher"),
        ("UPDATE destruction_act SET voucher_id = (SELECT min(voucher_id) FROM destruction_act)", "destruction_act",
         "name one voucher"),
        ("UPDATE batch_line SET weapon_id = 999 WHERE batch_id = 1 AND line_no = 1", "movement",
         "is not the line of its batch"),
        ("DELETE FROM batch_check WHERE result = 'verified'", "movement", "was not verified"),
        ("UPDATE batch_check SET quantity = quantity + 1 WHERE result = 'verified'", "movement", "was not verified"),
        ("DELETE FROM destruction_act WHERE batch_id = 1 AND act_no = 2", "batch_step", "something verified is not"),
        ("UPDATE held_back SET line_no = 1 WHERE batch_id = 1", "held_back", "held back that was destroyed"),
        ("UPDATE batch_check SET checked_by = 'WO2 K. Brandt'", "batch_check", "Who packed a batch verified it"),
    ],
)  # fmt: skip
def test_every_edit_is_named(closed: Site, tmp_path: Path, sql: str, table: str, said: str) -> None:
    shutil.copytree(closed.books.path.parent, tmp_path, dirs_exist_ok=True)
    copy: Any = Books(closed.stockpile, closed.books.clock, closed.books.ids, closed.books.recovery_code)
    copy.stockpile = _AtPath(tmp_path / closed.books.path.name)
    assert edit(copy.path, key_of(copy), (sql, ())) > 0
    stockpile = reopened(copy)
    found = list(check_batches(stockpile))
    stockpile.close()
    assert any(trouble.table == table and said in trouble.sentence for trouble in found), found


class _AtPath:
    """Stands for a closed stockpile: only where it is."""

    def __init__(self, path: Path) -> None:
        self.path = path
