"""A fork is joined: the newer history counts, and what only the old books have is proposed again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from stockpile_app import access, assembly, audit, catalogue, ledger
from stockpile_app.access import Rejoined, Restoring, rejoin, restore
from stockpile_app.base import Finding, Refused
from stockpile_app.catalogue.queries import weapons_by_id
from stockpile_app.ledger import LeftBehind, carry_over
from stockpile_app.ledger.drafts import drafts
from tests.books import PASSPHRASE, USER, Books, a_depot
from tests.two_people import APPROVER, KEEPER, several_people, world


@dataclass
class Fork:
    """Books that were restored and went on, and the newer copy that turned up later."""

    old: Books
    newer: Path
    common: int

    def join(self, **more: object) -> Rejoined[LeftBehind]:
        """Join them."""
        self.old.stockpile.close()
        asked = Restoring(
            backup=self.newer, target=self.old.path, person=KEEPER, reason="A newer copy was found"
        )
        return rejoin(replace(asked, **more), world(self.old), carry_over)  # type: ignore[arg-type]

    def refusal(self, **more: object) -> Finding:
        """The finding of a join that must be refused."""
        self.old.stockpile.close()
        before = self.old.path.read_bytes()
        with pytest.raises(Refused) as refused:
            self.join(**more)
        assert self.old.path.read_bytes() == before
        return refused.value.findings[0]


def fork(books: Books, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Fork:
    """Back up, go on, back up again, restore the first on a computer that remembers nothing."""
    rifle = books.rifle("KM 06427")
    first = access.back_up(books.stockpile, folder / "first.stockpile-backup").file
    books.rifle("KM 11932")
    newer = access.back_up(books.stockpile, folder / "newer.stockpile-backup").file
    books.stockpile.close()
    (folder / "elsewhere").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "another computer"))
    restore(
        Restoring(backup=first.path, target=folder / "elsewhere" / "b.stockpile", person=KEEPER), world(books)
    )
    books.stockpile.path = folder / "elsewhere" / "b.stockpile"
    books.reopen()
    books.issue(rifle)
    return Fork(books, newer.path, first.header.size)


@pytest.fixture
def forked(books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fork:
    """A fork of single-keeper books."""
    return fork(books, tmp_path, monkeypatch)


def test_the_newer_history_counts_and_the_rest_is_proposed(forked: Fork) -> None:
    forked.old.hand_in(weapons_by_id(forked.old.stockpile, [1])[1])
    forked.old.rifle("KM 2")
    forked.old.lot("17-83-270", 500)
    forked.old.account("holder", "Cpl B. Rau")
    outcome = forked.join()
    assert outcome.common == forked.common
    told = [(one.kind, bool(one.draft), one.why) for one in outcome.left]
    assert told == [
        ("issue", True, ""), ("hand-in", True, ""), ("receipt", True, ""), ("receipt", True, ""),
        ("open account", False, "Enter it again by hand"),
    ]  # fmt: skip
    forked.old.reopen()
    stockpile = forked.old.stockpile
    assert audit.verify(stockpile).holds
    assert {row[0] for row in stockpile.rows("SELECT serial FROM weapon")} == {"KM 06427", "KM 11932"}
    kept = {one.kind.value: one.voucher for one in drafts(stockpile)}
    ledger.issue(stockpile, kept["issue"])  # type: ignore[arg-type]
    ledger.hand_in(stockpile, kept["hand-in"])  # type: ignore[arg-type]
    for one in drafts(stockpile):
        if one.kind.value == "receipt":
            ledger.receive(stockpile, one.voucher)  # type: ignore[arg-type]
    assert forked.old.held("armoury", "rifle") == 3
    assert forked.old.held("magazine", "ball") == 500
    assert audit.verify(stockpile).holds


def test_what_the_newer_books_do_not_know_yet_is_listed(forked: Fork) -> None:
    other = forked.old.rifle("KM 2")
    forked.old.places["new"] = forked.old.account("location", "Armoury 9")
    forked.old.transfer(other, to="new")
    forked.old.transfer(other, to="workshop", on="2026-11-04")
    why = [one.why for one in forked.join().left if not one.draft]
    assert why == [
        "Enter it again by hand",
        "The newer books have no weapon KM 2 yet",
        "The newer books have no weapon KM 2 yet",
    ]


def test_it_stands_in_the_journal_and_the_old_books_stay(forked: Fork) -> None:
    seen = audit.head(forked.old.stockpile)
    outcome = forked.join()
    assert outcome.aside.name == "b.before-rejoin-2026-11-20.stockpile"
    assert (outcome.note.seen_size, outcome.note.kind) == (seen.size, "rejoin")
    forked.old.reopen()
    assert list(audit.entries(forked.old.stockpile))[-1].kind == "rejoin"
    forked.old.stockpile.close()
    with assembly.open_stockpile(outcome.aside, USER, PASSPHRASE) as aside:
        assert audit.head(aside) == seen


def test_a_stockpile_file_is_a_newer_copy_too(forked: Fork, tmp_path: Path) -> None:
    outcome = forked.join(backup=tmp_path / "b.stockpile")
    assert outcome.common == forked.common
    forked.old.reopen()
    assert forked.old.stockpile.value("SELECT count(*) FROM weapon") == 2


def test_nothing_newer_another_depots_and_no_reason_are_refused(forked: Fork, tmp_path: Path) -> None:
    assert forked.refusal(backup=tmp_path / "first.stockpile-backup").rule == "RESTORE-02"
    assert forked.refusal(reason=" ").rule == "ACCESS-42"
    (tmp_path / "x").mkdir()
    other = a_depot(tmp_path / "x")
    other.stockpile.close()
    assert forked.refusal(backup=other.path).rule == "RESTORE-01"


def test_two_people_join(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    books = several_people(tmp_path / "home")
    first = access.back_up(books.stockpile, tmp_path / "first.stockpile-backup").file
    catalogue.add_depot(books.stockpile, books.id(), "D07", "Depot 7")
    newer = access.back_up(books.stockpile, tmp_path / "newer.stockpile-backup").file
    books.stockpile.close()
    target = tmp_path / "b.stockpile"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another computer"))
    restore(Restoring(backup=first.path, target=target, person=KEEPER), world(books))
    books.stockpile.path = target
    joining = Fork(books, newer.path, first.header.size)
    assert joining.refusal().rule == "ACCESS-40"
    outcome = joining.join(second=APPROVER)
    assert (outcome.note.approved_by, outcome.left) == (APPROVER.name, ())
