"""Signed notes: written as C2SP says, read back, and refused when a byte is another one."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.audit.note import (
    checkpoint_text,
    is_signed_by,
    key_name,
    read_note,
    signed_note,
)
from stockpile_app.audit.signing import PrivateKey, new_private
from stockpile_app.base import Cause, KnownError

DEPOT, PERSON = PrivateKey(new_private()), PrivateKey(new_private())
ROOT = hashlib.sha256(b"root").hexdigest()
AT = "2026-11-20T08:00:00Z"
TEXT = checkpoint_text("stockpile/B", 17, ROOT, AT)
NOTE = signed_note(TEXT, [("stockpile/B", DEPOT), ("Sgt A. Moru", PERSON)])


def test_a_note_is_three_lines_the_time_a_gap_and_a_line_for_each_signer() -> None:
    lines = NOTE.split("\n")
    assert lines[:2] == ["stockpile/B", "17"]
    assert base64.b64decode(lines[2]).hex() == ROOT
    assert lines[3] == AT
    assert lines[4] == lines[7] == ""
    names = [line.rpartition(" ")[0] for line in lines[5:7]]
    assert names == ["\u2014 stockpile/B", "\u2014 Sgt%20A.%20Moru"]


def test_the_key_hash_is_that_of_the_standard() -> None:
    raw = base64.b64decode(NOTE.split("\n")[5].rpartition(" ")[2])
    told = b"stockpile/B\n\x01" + bytes.fromhex(DEPOT.public)
    assert raw[:4] == hashlib.sha256(told).digest()[:4]
    assert len(raw) == 4 + 64


def test_a_note_is_read_back() -> None:
    note = read_note(NOTE)
    assert (note.origin, note.size, note.root, note.at) == ("stockpile/B", 17, ROOT, AT)
    assert [one.signer for one in note.signatures] == ["stockpile/B", "Sgt A. Moru"]
    assert is_signed_by(note, DEPOT.public)
    assert is_signed_by(note, PERSON.public)
    assert not is_signed_by(note, PrivateKey(new_private()).public)


def test_a_note_that_went_through_another_system_is_still_read() -> None:
    note = read_note(NOTE.replace("\n", "\r\n"))
    assert (note.size, is_signed_by(note, DEPOT.public)) == (17, True)


@given(st.integers(0, len(NOTE) - 1), st.sampled_from("0aZ/+=\n \u2014"))
def test_one_changed_sign_is_refused(at: int, sign: str) -> None:
    changed = NOTE[:at] + sign + NOTE[at + 1 :]
    if changed == NOTE:
        return
    try:
        note = read_note(changed)
    except KnownError:
        return
    assert not (is_signed_by(note, DEPOT.public) and is_signed_by(note, PERSON.public))


def test_a_note_cut_off_anywhere_is_refused() -> None:
    for at in range(len(NOTE)):
        try:
            note = read_note(NOTE[:at])
        except KnownError:
            continue
        assert not is_signed_by(note, PERSON.public), (
            f"cut at {at}: only a whole signature line may go missing"
        )


@pytest.mark.parametrize(
    "text",
    ["", "\n", "\n\n", "nothing", "a\nb\nc\n\n\u2014 x y\n", "o\n-1\nAAAA\n\n", TEXT,
     "o\n\u0663\nAAAA\n\n\u2014 x AAAAAAA=\n",
     NOTE.replace("17", "017"), "x" * 20_000, NOTE + "\udcff", NOTE.replace("\u2014", "-")],
)  # fmt: skip
def test_what_is_no_checkpoint_is_told_so(text: str) -> None:
    with pytest.raises(KnownError) as refused:
        read_note(text)
    assert refused.value.cause is Cause.FOREIGN


def test_a_signature_is_not_taken_over_to_another_text() -> None:
    lines = NOTE.split("\n")
    moved = "\n".join([*checkpoint_text("stockpile/B", 18, ROOT, AT).split("\n")[:4], *lines[4:]])
    assert not is_signed_by(read_note(moved), DEPOT.public)


@given(st.text(min_size=1, max_size=30))
def test_any_name_is_a_key_name_of_the_standard_and_back(name: str) -> None:
    told = key_name(name)
    assert told.isascii()
    assert not set(told) & set(" +\n")
    note = read_note(signed_note(TEXT, [(name, PERSON)]))
    assert note.signatures[0].signer == name
    assert is_signed_by(note, PERSON.public)


def a_note_of(lines: list[str]) -> str:
    return signed_note("\n".join(lines) + "\n", [("stockpile/B", DEPOT)])


def test_the_three_lines_are_enough_and_more_are_kept() -> None:
    origin, size, root = TEXT.split("\n")[:3]
    note = read_note(a_note_of([origin, size, root]))
    assert (note.at, note.more) == ("", ())
    assert read_note(a_note_of([origin, size, root, AT, "more"])).more == (AT, "more")


def test_a_root_is_32_bytes_and_a_checkpoint_not_longer_than_any_can_be() -> None:
    origin, size, _root = TEXT.split("\n")[:3]
    for length in (0, 31, 33):
        with pytest.raises(KnownError):
            read_note(a_note_of([origin, size, base64.b64encode(bytes(length)).decode()]))
    room = 16_384 - len(a_note_of([*TEXT.split("\n")[:4], ""]))
    longest = a_note_of([*TEXT.split("\n")[:4], "x" * room])
    assert len(longest) == 16_384
    assert read_note(longest).size == 17
    with pytest.raises(KnownError):
        read_note(a_note_of([*TEXT.split("\n")[:4], "x" * (room + 1)]))


@pytest.mark.parametrize("public", ["", "no key", "Z" * 64, "ab" * 31, "AB" * 32, "ab" * 32 + "0"])
def test_what_is_no_key_signed_nothing(public: str) -> None:
    assert is_signed_by(read_note(NOTE), public) is False


def test_a_size_has_at_most_18_digits_and_a_signature_one_byte_at_least() -> None:
    origin, _size, root = TEXT.split("\n")[:3]
    assert read_note(a_note_of([origin, "9" * 18, root])).size == 10**18 - 1
    with pytest.raises(KnownError):
        read_note(a_note_of([origin, "1" + "0" * 18, root]))
    for length in (4, 5):
        line = f"\u2014 stockpile/B {base64.b64encode(bytes(length)).decode()}\n"
        text = f"{origin}\n17\n{root}\n\n{line}"
        if length == 5:
            assert [one.signature for one in read_note(text).signatures] == [b"\0"]
        else:
            with pytest.raises(KnownError):
                read_note(text)
