"""A session without books: only its task, what was answered is kept encrypted, the answer is recognised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.base import Cause, KnownError, Refused
from stockpile_app.exchange.pack import Opener, open_pack, read_header, take_back
from stockpile_app.exchange.pack.session import answer_path
from tests.books import Books
from tests.exchange.pack.packs import INSPECTOR, SECRET, Stick, a_stick, stocked
from tests.naughty import NAUGHTY


@pytest.fixture
def stick(books: Books) -> Stick:
    return a_stick(stocked(books))


def test_it_goes_on_where_it_was_left(stick: Stick) -> None:
    session = stick.open()
    session.answer(2, "remark", "no magazine")
    session.answer(1, "seen")
    session.answer(1, "")
    assert session.unsaved
    session.save()
    assert b"no magazine" not in session.work_path.read_bytes()
    again = stick.open()
    assert again.answers == session.answers
    assert again.answer_to(2).remark == "no magazine"
    assert again.open_lines == 2
    again.save()


def test_saving_twice_alike_shows_nothing_of_it(stick: Stick) -> None:
    session = stick.open()
    session.answer(1, "seen")
    session.save()
    first = session.work_path.read_bytes()
    session.save()
    second = session.work_path.read_bytes()
    assert first[40:] != second[40:]


def test_what_was_kept_and_is_damaged_is_said_and_left_alone(stick: Stick) -> None:
    session = stick.open()
    session.answer(1, "seen")
    session.save()
    sound = session.work_path.read_bytes()

    @given(at=st.integers(0, len(sound) - 1), cut=st.booleans())
    def damage(at: int, cut: bool) -> None:
        bad = sound[:at] if cut else sound[:at] + bytes([sound[at] ^ 4]) + sound[at + 1 :]
        session.work_path.write_bytes(bad)
        with pytest.raises(KnownError, match=r"out\.stockpack-work") as refused:
            session.load()
        assert refused.value.cause is Cause.DAMAGED
        assert session.work_path.read_bytes() == bad

    damage()


def test_another_packs_work_does_not_fit(books: Books) -> None:
    stocked(books)
    one, two = a_stick(books, "one.stockpack"), a_stick(books, "two.stockpack")
    session = one.open()
    session.answer(1, "seen")
    session.save()
    session.work_path.replace(two.path.with_suffix(".stockpack-work"))
    with pytest.raises(KnownError):
        two.open()


def test_only_the_task_can_be_answered(stick: Stick) -> None:
    session = stick.open()
    for line, state, rule in ((0, "seen", "PACK-30"), (4, "seen", "PACK-30"), (1, "destroyed", "PACK-15")):
        with pytest.raises(Refused) as refused:
            session.answer(line, state)
        assert rule in {finding.rule for finding in refused.value.findings}
    assert session.answers == {}


def test_an_answer_that_says_nothing_is_not_written(stick: Stick) -> None:
    session = stick.open()
    path = answer_path(stick.path)
    assert [finding.rule for finding in session.findings()] == ["PACK-17"]
    session.answer(1, "remark")
    with pytest.raises(Refused) as refused:
        session.write_answer(path, " ")
    assert {finding.rule for finding in refused.value.findings} == {"PACK-16", "PACK-31"}
    assert not path.exists()


def test_the_answer_is_signed_with_the_key_that_was_sent(stick: Stick) -> None:
    header = read_header(stick.answered())
    assert header.signer == stick.sent.pack.return_public
    assert header.returns == stick.sent.pack.pack_id
    assert stick.open().letter.return_private not in repr(stick.open())


def test_the_answer_opens_in_the_books_that_asked_and_nowhere_else(stick: Stick) -> None:
    answer = stick.answered()
    assert read_header(answer).sealed_to != "passphrase"
    assert b"KM 06427" not in answer.read_bytes()
    assert take_back(stick.books.stockpile, answer).states == {"seen": 3}


def test_the_answer_is_never_written_over_another_file(stick: Stick) -> None:
    path = stick.answered()
    before = path.read_bytes()
    session = stick.open()
    session.answer(1, "seen")
    with pytest.raises(KnownError) as refused:
        session.write_answer(path, INSPECTOR)
    assert refused.value.cause is Cause.EXISTS
    assert path.read_bytes() == before


def test_a_kind_this_program_does_not_know(stick: Stick) -> None:
    with pytest.raises(KnownError) as refused:
        open_pack(stick.path, Opener(passphrase=SECRET), ())
    assert refused.value.cause is Cause.NEWER


def test_naughty_remarks_come_back_as_typed_or_are_refused(books: Books) -> None:
    stick = a_stick(stocked(books))
    session = stick.open()
    kept = []
    for text in NAUGHTY:
        try:
            session.answer(1, "remark", text)
        except Refused:
            continue
        kept.append(session.answer_to(1).remark)
        session.save()
        session.load()
        assert session.answer_to(1).remark == text.strip() == kept[-1]
    assert len(kept) > 40
    session.answer(1, "remark", "=1+1 <b>ثم</b>")
    path = stick.path.with_name("n.stockpack")
    session.write_answer(path, "Śmigły-Rydz (Ødegård)")
    assert take_back(books.stockpile, path).end.answered_by == "Śmigły-Rydz (Ødegård)"
