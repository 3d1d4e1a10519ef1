"""A rifle comes in, goes out, comes back, is moved by mistake, put right, and proved."""

from __future__ import annotations

from stockpile_app import audit, ledger
from tests.books import Books


def test_issue_hand_in_transfer_and_a_mistake_put_right(books: Books) -> None:
    rifle = books.rifle("KM 06427", on="2026-11-01")
    books.issue(rifle, on="2026-11-02T06:30")
    books.hand_in(rifle, on="2026-11-02T18:00")
    books.issue(rifle, on="2026-11-03T06:30", to="other holder")
    books.hand_in(rifle, on="2026-11-04T07:00")
    wrong = books.transfer(rifle, to="magazine", on="2026-11-05")
    books.reverse(wrong, on="2026-11-06", reason="wrong store")

    where = {
        day: [b.account for b in ledger.balances(books.stockpile, as_of=f"2026-11-{day:02d}")]
        for day in range(1, 8)
    }
    assert where == {
        1: ["Armoury 1"],
        2: ["Armoury 1"],
        3: ["Sgt A. Moru"],
        4: ["Armoury 1"],
        5: ["Magazine 1"],
        6: ["Armoury 1"],
        7: ["Armoury 1"],
    }
    life = ledger.weapon_life(books.stockpile, rifle.id)
    words = ["receipt", "issue", "hand-in", "issue", "hand-in", "transfer", "reversal"]
    assert [event.word for event in life] == words
    assert (life[5].undone_by, life[6].undoes) == (life[6].voucher, life[5].voucher)
    assert life[6].detail == "wrong store"
    assert audit.verify(books.stockpile).holds
    assert [match.match for match in ledger.find(books.stockpile, "KM O6427")] == ["look_alike"]
    assert ledger.find(books.stockpile, "KM 06427")[0].account == "Armoury 1"


def test_the_morning_that_went_wrong(books: Books) -> None:
    """The clock is a day behind, the machine dies in the afternoon; in the evening everything adds up."""
    rifles = [books.rifle(serial) for serial in ("KM 06427", "RU 55321", "ZA 70014")]
    lot = books.lot("17-83-270", 1000, to="armoury")
    books.clock.tick(days=-1)
    issued = books.issue_voucher(*rifles, books.rounds(lot, 90), on="2026-11-19T06:30")
    posted = ledger.issue(books.stockpile, issued)
    assert audit.set_back(books.stockpile) == [posted.entry]
    books.clock.tick(days=1)
    books.reopen()
    again = ledger.issue(books.stockpile, issued)  # nobody was told, so it is asked for again
    assert (again.repeated, again.number) == (True, posted.number)
    books.hand_in(
        *rifles[:2], books.rounds(lot, 60, from_account=books.place("holder")), on="2026-11-19T18:00"
    )
    (still_out,) = ledger.open_issues(books.stockpile)
    assert (still_out.weapons, still_out.holder) == (1, "Cpl T. Vessin")
    assert (books.held("armoury", "ball"), books.held("holder", "ball")) == (970, 30)
    assert audit.verify(books.stockpile).holds


def test_the_key_is_lost_and_the_sheet_is_in_the_safe(books: Books) -> None:
    from stockpile_app.access import keys_path
    from stockpile_app.assembly import recover_stockpile

    rifle = books.rifle("KM 06427")
    books.stockpile.close()
    keys_path(books.path).unlink()
    with recover_stockpile(books.path, books.recovery_code.lower()) as stockpile:
        assert ledger.weapon_with_mark(stockpile, "KM 06427") == [rifle]
    books.reopen()
    assert books.stockpile.actor.name == "keeper"
