"""A pack leaves, holds what it is about, is answered without any books, and comes back once."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import audit, ledger
from stockpile_app.base import Cause, KnownError, Refused
from stockpile_app.exchange.pack import (
    Opener,
    ToKey,
    answers_of,
    give_up,
    open_pack,
    read_header,
    send_pack,
    take_back,
)
from stockpile_app.store import Actor
from tests.books import Books, dump_hash, new_books
from tests.exchange.pack.packs import INSPECTOR, SECRET, TASKS, Stick, a_stick, packs_out, request, stocked


@pytest.fixture
def stick(books: Books) -> Stick:
    return a_stick(stocked(books))


def test_what_is_out_is_shown_and_on_hold(stick: Stick) -> None:
    books = stick.books
    (out,) = packs_out(books)
    assert (out.pack.receiver, out.pack.lines, out.holds, out.days) == (INSPECTOR, 3, 1, 0)
    (hold,) = ledger.holds_in_force(books.stockpile)
    assert out.pack.pack_id in hold.reason
    assert (hold.target, hold.target_id, hold.kind) == ("account", books.place("armoury"), "under_count")
    rifle = ledger.weapon_with_mark(books.stockpile, "KM 06427")[0]
    assert books.refuse(ledger.issue, books.issue_voucher(rifle, on="2026-11-20T08:00"))
    books.clock.tick(days=9)
    assert packs_out(books)[0].days == 9
    assert audit.verify(books.stockpile).holds


def test_everybody_can_read_who_signed_what_and_nothing_else(stick: Stick) -> None:
    header = read_header(stick.path)
    assert header.signer == audit.depot_public(stick.books.stockpile).signing_public
    assert (header.kind, header.origin_code, header.lines, header.returns) == ("holding", "B", 3, "")
    assert header.sealed_to == "passphrase"
    content = stick.path.read_bytes()
    assert b"KM 06427" not in content
    assert INSPECTOR.encode() not in content


def test_the_lines_say_what_stands_there(stick: Stick) -> None:
    lines = stick.open().lines
    assert [(line.line, line.mark, line.quantity, line.subject) for line in lines] == [
        (1, "KM 06427", 1, "weapon"),
        (2, "KM 06428", 1, "weapon"),
        (3, "", 12, "item_type"),
    ]
    assert {line.place for line in lines} == {"Armoury 1"}


def test_an_answer_comes_back_and_the_hold_ends(stick: Stick) -> None:
    books, session = stick.books, stick.open()
    session.answer(1, "seen")
    session.answer(2, "remark", "stock cracked")
    answer = stick.path.with_name("back.stockpack")
    session.write_answer(answer, INSPECTOR)
    returned = take_back(books.stockpile, answer)
    assert (returned.states, returned.open, returned.repeated) == ({"seen": 1, "remark": 1}, 1, False)
    assert packs_out(books) == []
    assert ledger.holds_in_force(books.stockpile) == []
    answers = answers_of(books.stockpile, returned.pack.id)
    assert [(a.line, a.mark, a.state, a.remark) for a in answers] == [
        (1, "KM 06427", "seen", ""),
        (2, "KM 06428", "remark", "stock cracked"),
    ]
    assert audit.verify(books.stockpile).holds


def test_coming_back_twice_has_one_effect(stick: Stick) -> None:
    books = stick.books
    answer = stick.answered()
    take_back(books.stockpile, answer)
    before = dump_hash(books.stockpile)
    assert take_back(books.stockpile, answer).repeated
    again = stick.answered("again")
    assert again.read_bytes() != answer.read_bytes()
    assert take_back(books.stockpile, again).repeated
    assert dump_hash(books.stockpile) == before


def test_other_answers_to_the_same_pack_are_refused_with_both_named(stick: Stick) -> None:
    books = stick.books
    first, second = stick.answered(), stick.answered("other", by="Somebody else", state="not seen")
    take_back(books.stockpile, first)
    (finding,) = books.refuse(take_back, second)
    assert finding.rule == "PACK-13"
    assert INSPECTOR in finding.expected
    assert finding.got


def test_the_same_request_sends_once(books: Books) -> None:
    asked = request(stocked(books), books.path.with_name("one.stockpack"))
    first = send_pack(books.stockpile, asked)
    again = send_pack(books.stockpile, asked)
    assert again.repeated
    assert (again.pack, again.holds) == (first.pack, first.holds)
    assert len(packs_out(books)) == 1


def test_a_pack_sealed_to_another_depot_opens_with_its_key_alone(books: Books, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = new_books(tmp_path / "other", code="C")
    public = audit.depot_public(other.stockpile).sealing_public
    path = tmp_path / "to-c.stockpack"
    send_pack(stocked(books).stockpile, request(books, path, sealing=ToKey(public)))
    opener = Opener(private=audit.sealing_private(other.stockpile))
    assert len(open_pack(path, opener, TASKS).lines) == 3
    for wrong in (Opener(private=audit.sealing_private(books.stockpile)), Opener(passphrase=SECRET)):
        with pytest.raises(KnownError) as refused:
            open_pack(path, wrong, TASKS)
        assert refused.value.cause is Cause.WRONG_PASSPHRASE
    other.stockpile.close()


def test_an_answer_to_other_books_is_refused(stick: Stick, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = new_books(tmp_path / "other", code="C")
    (finding,) = other.refuse(take_back, stick.answered())
    assert finding.rule == "PACK-11"
    assert "Books" in finding.got
    other.stockpile.close()


def test_the_pack_itself_is_no_answer(stick: Stick) -> None:
    (finding,) = stick.books.refuse(take_back, stick.path)
    assert finding.rule == "PACK-10"
    with pytest.raises(KnownError, match="answer to a pack"):
        open_pack(stick.answered(), Opener(passphrase=SECRET), TASKS)


def test_a_pack_given_up_frees_what_it_held_and_waits_for_nothing(stick: Stick) -> None:
    books, number = stick.books, stick.sent.pack.pack_id
    assert books.refuse(give_up, books.id(), number, " ")[0].rule == "PACK-21"
    give_up(books.stockpile, books.id(), number, "The stick fell into the river")
    assert ledger.holds_in_force(books.stockpile) == []
    assert books.refuse(take_back, stick.answered())[0].rule == "PACK-14"
    assert books.refuse(give_up, books.id(), number, "again")[0].rule == "PACK-20"
    assert audit.verify(books.stockpile).holds


def test_a_hold_that_somebody_ended_by_hand_does_not_stop_the_return(stick: Stick) -> None:
    books = stick.books
    (hold,) = ledger.holds_in_force(books.stockpile)
    ledger.release_hold(books.stockpile, books.id(), hold.id, "2026-11-20", "Commander", "needed today")
    assert not take_back(books.stockpile, stick.answered()).repeated
    assert audit.verify(books.stockpile).holds


def test_crates_in_the_place_go_along_and_are_held(books: Books) -> None:
    stocked(books)
    books.lot("17-83", 500, to="crate")
    books.transfer(to="armoury", containers=(books.place("crate"),))
    stick = a_stick(books)
    assert [(line.place, line.mark, line.quantity) for line in stick.open().lines][-1] == (
        "Crate 14",
        "17-83",
        500,
    )
    assert {hold.target_id for hold in stick.sent.holds} == {books.place("armoury"), books.place("crate")}


def test_requests_that_cannot_be_sent(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "none.stockpack"
    assert books.refuse(send_pack, request(books, path))[0].rule == "PACK-04"
    stocked(books)
    with pytest.raises(KnownError) as refused:
        send_pack(books.stockpile, request(books, tmp_path / "no" / "folder.stockpack"))
    assert refused.value.cause is Cause.NOT_FOUND
    path.write_bytes(b"mine")
    with pytest.raises(KnownError) as refused:
        send_pack(books.stockpile, request(books, path))
    assert refused.value.cause is Cause.EXISTS
    assert path.read_bytes() == b"mine"
    assert packs_out(books) == []


def test_a_file_the_books_could_not_record_is_taken_away(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = books.path.with_name("lost.stockpack")
    monkeypatch.setattr(
        "stockpile_app.exchange.pack.operations.record",
        lambda *_: (_ for _ in ()).throw(KnownError(Cause.IO, "")),
    )
    with pytest.raises(KnownError):
        send_pack(stocked(books).stockpile, request(books, path))
    assert not path.exists()
    assert packs_out(books) == []


def test_a_person_without_the_right_sends_nothing(stick: Stick) -> None:
    books = stick.books
    books.stockpile.actor = Actor("somebody", "officer")
    with pytest.raises(Refused) as refused:
        send_pack(books.stockpile, request(books, books.path.with_name("x.stockpack")))
    assert refused.value.findings[0].rule == "ACCESS-10"
    assert not books.path.with_name("x.stockpack").exists()
