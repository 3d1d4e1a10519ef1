"""C6: whatever the clock says, the number of the entry orders the ledger, and a set-back is flagged."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stockpile_app import assembly, audit, ledger
from stockpile_app.base import Refused
from tests.books import PASSPHRASE, TODAY, USER, Books, a_depot, reopened
from tests.faults.power_cut import ENVIRONMENT
from tests.faults.report import ROOT, reported

CHILD = Path(__file__).with_name("posting_child.py")


def _set(books: Books, moment: datetime) -> None:
    books.clock.moment = moment


def _order(books: Books) -> list[int]:
    """The vouchers as they were posted: their numbers follow the entries, whatever their times."""
    return [row[0] for row in books.stockpile.rows("SELECT entry FROM voucher ORDER BY id")]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=5), timedelta(days=19)])
def test_a_clock_set_back_is_flagged_once_and_orders_nothing(books: Books, back: timedelta) -> None:
    first = books.slings(1)
    _set(books, TODAY - back)
    second = books.slings(2)
    books.clock.tick(minutes=1)
    third = books.slings(3)
    assert _order(books) == [first.entry, second.entry, third.entry]
    assert audit.set_back(books.stockpile) == [second.entry]
    assert audit.verify(books.stockpile).holds
    recorded = [one.recorded_at for one in audit.entries(books.stockpile)]
    assert recorded[second.entry - 1] < recorded[first.entry - 1]


def test_in_1970_nothing_has_come_yet(books: Books) -> None:
    _set(books, datetime(1970, 1, 1, tzinfo=UTC))
    with pytest.raises(Refused) as refused:
        books.slings(1)
    assert "LEDGER-07" in {one.rule for one in refused.value.findings}
    assert "the clock of this computer" in refused.value.findings[0].remedy


def test_a_clock_far_ahead_is_flagged_when_it_is_right_again(books: Books) -> None:
    _set(books, TODAY + timedelta(days=4000))
    ahead = books.slings(1, on="2037-01-01")
    _set(books, TODAY)
    again = books.slings(2)
    assert _order(books) == [ahead.entry, again.entry]
    assert audit.set_back(books.stockpile) == [again.entry]
    assert audit.verify(books.stockpile).holds


def test_the_hour_that_comes_twice_is_no_set_back(tmp_path: Path) -> None:
    books = a_depot(tmp_path, zone="Europe/Berlin")
    _set(books, datetime(2027, 10, 31, 0, 30, tzinfo=UTC))  # 02:30 summer time
    one = books.slings(1, on="2027-10-31T02:20")
    _set(books, datetime(2027, 10, 31, 1, 10, tzinfo=UTC))  # 02:10 winter time
    other = books.slings(2, on="2027-10-31T02:05")
    assert _order(books) == [one.entry, other.entry]
    assert audit.set_back(books.stockpile) == []
    books.stockpile.close()


def test_books_opened_under_another_clock_are_no_other_books(books: Books) -> None:
    posted = books.slings(1)
    books.stockpile.close()
    for moment in (datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC), TODAY):
        _set(books, moment)
        books.stockpile = reopened(books)
        assert not books.stockpile.read_only
        assert len(ledger.vouchers(books.stockpile)) == 1
        assert audit.head(books.stockpile).size == posted.entry
        books.stockpile.close()


def _post_at(books: Books, when: str, number: int) -> None:
    """Post one voucher in a program whose whole system says that it is then."""
    subprocess.run(
        ["faketime", when, sys.executable, str(CHILD), str(books.path), str(number), "1"], check=True,
        cwd=ROOT, env={**ENVIRONMENT, "HOME": str(books.path.parent), "TZ": "UTC"}, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def test_end_to_end_under_a_false_clock(books: Books) -> None:
    books.stockpile.close()
    before = audit_size(books)
    times = ["2026-11-22 08:00:00", "2026-11-21 08:00:00", "2031-01-01 00:00:00", "2026-11-23 08:00:00"]
    for number, when in enumerate(times):
        _post_at(books, when, number + 1)
    with assembly.open_stockpile(books.path, USER, PASSPHRASE) as stockpile:
        posted = [one for one in audit.entries(stockpile) if one.entry > before]
        assert [one.recorded_at[:10] for one in posted] == [when[:10] for when in times]
        assert audit.set_back(stockpile) == [posted[1].entry, posted[3].entry]
        assert audit.verify(stockpile).holds
    reported("C6", 1, lambda: {"clocks": len(times), "flagged": 2})


def audit_size(books: Books) -> int:
    """How many entries closed books have."""
    with reopened(books) as stockpile:
        return audit.head(stockpile).size
