"""What a weapon that enters could be taken for: what was destroyed before any other, however it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from stockpile_app import ledger
from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.catalogue.model import Weapon
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.post import post
from stockpile_app.ledger.twins import look_alikes
from tests.books import Books
from tests.cases.gone import gone


def entering(books: Books, serial: str, *, item: str = "rifle", **more: Any) -> Weapon:
    """A weapon that is not in the books yet."""
    known = Weapon(
        0, books.item(item), "Izhevsk", "AKM", "7.62x39", serial, "RUS", look_alike=look_alike_key(serial)
    )
    return replace(known, **more)


def twin(books: Books, weapon: Weapon) -> str:
    """The mark of what it could be taken for; '' for nothing."""
    found = look_alikes(books.stockpile, [weapon.serial]).twin_of(weapon)
    return found.mark if found else ""


def test_what_is_held_is_met_under_its_calibre_and_another_spelling(books: Books) -> None:
    books.rifle("KM 06427")
    assert twin(books, entering(books, "KM O6427")) == "KM 06427"
    assert twin(books, entering(books, "KM O6427", calibre="5.45x39")) == ""
    assert twin(books, entering(books, "KM 06427", make="FN")) == "", "two makes may stamp one number"
    assert twin(books, entering(books, "KM 06427", make="Izhevsk arsenal")) == "KM 06427"
    assert twin(books, entering(books, "KM 06428")) == ""
    assert twin(books, replace(entering(books, "KM O6427"), look_alike="")) == ""


def test_what_was_destroyed_comes_before_what_is_held(books: Books) -> None:
    books.rifle("KM O6427")
    gone(books, books.weapon_of(books.receive(books.new_rifle("KM 06427"), accept_look_alike="compared")))
    assert twin(books, entering(books, "KM 0-6427")) == "KM 06427"


@pytest.mark.parametrize("typed", [{"calibre": "5.45x39"}, {"make": "FN"}, {"calibre": "", "make": ""}])
def test_a_destroyed_one_of_the_same_type_is_met_whatever_is_typed_beside(
    books: Books, typed: dict[str, str]
) -> None:
    gone(books, books.rifle("KM 06427"))
    assert twin(books, entering(books, "KM 06427", **typed)) == "KM 06427"


def test_a_destroyed_one_of_another_type_is_met_under_its_calibre_and_make(books: Books) -> None:
    gone(books, books.rifle("KM 06427"))
    same = entering(books, "KM 06427", item="pistol")
    for calibre in ("7.62 × 39 mm", "7.62X39", ""):
        assert twin(books, replace(same, calibre=calibre)) == "KM 06427"
    assert twin(books, replace(same, calibre="9x18")) == ""
    assert twin(books, replace(same, make="Izh")) == "KM 06427"
    assert twin(books, replace(same, make="FN")) == ""


def test_a_destroyed_one_without_a_serial_is_met_by_the_depots_own_number(books: Books) -> None:
    weapons = [books.weapon_of(books.receive(books.new_rifle("", unmarked=True))) for _ in range(2)]
    assert weapons[0].own_number
    gone(books, weapons[0])
    assert twin(books, entering(books, weapons[0].own_number)) == weapons[0].own_number
    assert twin(books, entering(books, weapons[1].own_number)) == ""
    assert twin(books, entering(books, f"{weapons[0].own_number}9")) == ""


def test_what_is_destroyed_is_never_posted_by_one_alone(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stockpile_app.ledger.post.stands_alone", lambda *_asked: False)
    to = ledger.virtual_account(books.stockpile, "destroyed")
    draft = Draft(
        kind=VoucherKind.DESTRUCTION,
        operation_id=books.id(),
        effective_at="2026-11-10",
        lines=(),
        to_account=to,
    )
    with pytest.raises(ValueError, match="second person"):
        post(books.stockpile, draft)
    with pytest.raises(ValueError, match="another's name"):
        post(books.stockpile, replace(draft, posted_by="Sgt A. Moru"))
