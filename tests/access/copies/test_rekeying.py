"""After suspicion: the same books under another key, by two persons; nobody's old key opens them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stockpile_app import access, audit
from stockpile_app.access import Person, Rekeyed, Rekeying, World
from stockpile_app.access.copies import rekeying
from stockpile_app.assembly import ASSEMBLY, open_stockpile, recover_stockpile
from stockpile_app.base import Cause, KnownError, Refused
from tests.books import PASSPHRASE, WEAK, Books, dump
from tests.people import NAMES, Staff
from tests.ready import ready_staff

KEEPER, APPROVER = NAMES["administrator"], NAMES["approver"]
NEXT = "after the suspicion"


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    """A staffed depot, closed."""
    made = ready_staff(tmp_path)
    with made.acting("officer"):
        made.books.slings(12)
    made.books.stockpile.close()
    return made


def _asked(books: Books, **more: object) -> Rekeying:
    given: dict[str, object] = {"second": Person(APPROVER, PASSPHRASE), **more}
    return Rekeying(target=books.path, person=Person(KEEPER, PASSPHRASE), passphrase=NEXT, **given)  # type: ignore[arg-type]


def _rekey(books: Books, asked: Rekeying) -> Rekeyed:
    return access.rekey(asked, World(ASSEMBLY, books.clock, books.ids), WEAK)


def test_the_same_books_stand_under_another_key(staff: Staff) -> None:
    books = staff.books
    with open_stockpile(books.path, KEEPER, PASSPHRASE) as before:
        rows = dump(before)
    done = _rekey(books, _asked(books, reason="A laptop was lost"))
    with open_stockpile(books.path, KEEPER, NEXT) as after:
        proof = audit.verify(after)
        assert proof.holds, proof.troubles
        (entry,) = [one for one in audit.entries(after) if one.kind == "re-key"]
        assert {one.person for one in audit.signatures_of(after, entry.entry)} == {KEEPER, APPROVER}
        changed = {name for name, content in dump(after).items() if content != rows[name]}
        assert changed == {"journal", "journal_body", "journal_node", "key_slot", "signature", "user"}
    assert set(done.first_passphrases) == set(NAMES.values()) - {KEEPER}
    assert not [path for path in books.path.parent.iterdir() if "going" in path.name or "coming" in path.name]


def test_no_old_key_opens_them_and_the_new_ones_do(staff: Staff) -> None:
    books = staff.books
    done = _rekey(books, _asked(books))
    for who in (KEEPER, NAMES["officer"]):
        with pytest.raises(KnownError):
            open_stockpile(books.path, who, PASSPHRASE)
    with pytest.raises(KnownError):
        recover_stockpile(books.path, books.recovery_code)
    recover_stockpile(books.path, done.recovery_code).close()
    officer = NAMES["officer"]
    with open_stockpile(books.path, officer, done.first_passphrases[officer]) as opened:
        with pytest.raises(Refused) as refused:
            access.revoke_user(opened, books.id(), KEEPER)
        assert refused.value.findings[0].rule in {"ACCESS-13", "ACCESS-24"}
        access.change_own_passphrase(opened, books.id(), "words of my own", WEAK)
        assert audit.verify(opened).holds


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        (None, "ACCESS-40"),
        (Person(KEEPER, PASSPHRASE), "ACCESS-41"),
        (Person(NAMES["auditor"], PASSPHRASE), "ACCESS-41"),
        (Person("Nobody", PASSPHRASE), "ACCESS-41"),
    ],
)
def test_it_needs_a_second_person(staff: Staff, second: Person | None, rule: str) -> None:
    before = staff.books.path.read_bytes()
    with pytest.raises(Refused) as refused:
        _rekey(staff.books, _asked(staff.books, second=second))
    assert refused.value.findings[0].rule == rule
    assert staff.books.path.read_bytes()[:4096] == before[:4096]
    open_stockpile(staff.books.path, KEEPER, PASSPHRASE).close()


def test_a_wrong_passphrase_of_the_second_person_changes_nothing(staff: Staff) -> None:
    with pytest.raises(KnownError):
        _rekey(staff.books, _asked(staff.books, second=Person(APPROVER, "not it")))
    open_stockpile(staff.books.path, NAMES["officer"], PASSPHRASE).close()


def test_an_officer_cannot(staff: Staff) -> None:
    asked = Rekeying(
        target=staff.books.path,
        person=Person(NAMES["officer"], PASSPHRASE),
        passphrase=NEXT,
        second=Person(APPROVER, PASSPHRASE),
    )
    with pytest.raises(Refused) as refused:
        _rekey(staff.books, asked)
    assert refused.value.findings[0].rule == "ACCESS-11"


def test_nobody_writes_while_the_books_change_their_key(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another would post between the copy and the change of place would be lost: it is refused."""
    give, met = rekeying._give_new_keys, list[Cause]()

    def tried(*arguments: Any) -> dict[str, str]:
        with pytest.raises(KnownError) as refused:
            open_stockpile(staff.books.path, NAMES["officer"], PASSPHRASE)
        met.append(refused.value.cause)
        return give(*arguments)

    monkeypatch.setattr(rekeying, "_give_new_keys", tried)
    _rekey(staff.books, _asked(staff.books))
    assert met == [Cause.LOCKED]


def test_a_first_passphrase_is_no_second_person(staff: Staff) -> None:
    """After a re-key the administrator knows everybody's first passphrase, and none of them approves."""
    done = _rekey(staff.books, _asked(staff.books))
    asked = Rekeying(
        target=staff.books.path,
        person=Person(KEEPER, NEXT),
        passphrase=NEXT,
        second=Person(APPROVER, done.first_passphrases[APPROVER]),
    )
    with pytest.raises(Refused) as refused:
        _rekey(staff.books, asked)
    assert refused.value.findings[0].rule == "ACCESS-41"


def test_a_slot_that_calls_itself_sole_keeper_is_not_believed(staff: Staff) -> None:
    """The administrator seals an own slot with another role; the books say who that is."""
    slots = access.read_slots(staff.books.path)
    mine = next(slot for slot in slots if slot.user == KEEPER)
    opened = access.open_slot(mine, PASSPHRASE)
    forged = access.seal_slot(KEEPER, "sole keeper", PASSPHRASE, opened.key, WEAK, opened.signing)
    access.write_slots(staff.books.path, [forged, *(slot for slot in slots if slot.user != KEEPER)])
    with pytest.raises(Refused) as refused:
        _rekey(staff.books, _asked(staff.books, second=None, reason="because I want"))
    assert refused.value.findings[0].rule == "ACCESS-40"
