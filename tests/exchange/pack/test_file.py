"""The file itself: whatever is cut off, turned, moved or put under another header, nothing is read from it."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.access import KeyStrength
from stockpile_app.audit.signing import new_private, public_of, sign
from stockpile_app.base import Cause, KnownError
from stockpile_app.exchange.pack import file as pack_file
from stockpile_app.exchange.pack.file import MAGIC, SIGNATURE, read_header, sealed_pack, write_pack
from stockpile_app.exchange.pack.model import (
    FORMAT,
    Answer,
    Letter,
    PackHeader,
    PackLine,
    records_of,
    text_of,
)
from stockpile_app.exchange.pack.seal import Lock, Opener, ToPassphrase, fingerprint
from stockpile_app.exchange.pack.stream import CHUNK, TAG
from tests.books import WEAK
from tests.naughty import NAUGHTY

SECRET = "told by telephone"
PRIVATE = new_private()


def header(**more: object) -> PackHeader:
    known = PackHeader(
        FORMAT,
        "holding",
        "id",
        "Look",
        "B",
        "Books",
        public_of(PRIVATE),
        "",
        "passphrase",
        "",
        7,
        "ab",
        "",
        "now",
    )
    return replace(known, **more)  # type: ignore[arg-type]


def line(number: int, mark: str = "KM 06427") -> PackLine:
    return PackLine(number, "weapon", number, mark, "AKM", "Armoury 1", "serviceable", 1, "weapon")


def lines(count: int) -> Iterator[str]:
    return (text_of(line(number)) for number in range(1, count + 1))


def written(path: Path, count: int = 3, head: PackHeader | None = None) -> bytes:
    path.unlink(missing_ok=True)
    write_pack(
        path, head or header(), Letter("id", "R. Amsel", "00"), lines(count), ToPassphrase(SECRET, WEAK),
        lambda message: sign(PRIVATE, message),
    )  # fmt: skip
    return path.read_bytes()


def marks(path: Path, secret: str = SECRET) -> list[str]:
    with sealed_pack(path) as sealed:
        return [one.mark for (one,) in sealed.open(Opener(passphrase=secret)).records(PackLine)]


def signed_again(content: bytes) -> bytes:
    """The content under a fresh, right signature: what a forger with the signer's own key could do."""
    body = content[:-SIGNATURE]
    return body + sign(PRIVATE, b"stockpile pack\n" + hashlib.sha256(body).digest())


def assert_calm(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(KnownError) as refused:
        marks(path)
    assert refused.value.sentence


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pack") / "small.stockpack"
    written(path)
    return path


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of several chunks."""
    path = tmp_path_factory.mktemp("pack") / "long.stockpack"
    written(path, 2_000)
    assert path.stat().st_size > 4 * CHUNK
    return path


def test_what_is_written_is_read(small: Path) -> None:
    assert marks(small) == ["KM 06427"] * 3
    assert read_header(small).lines == 3


@given(at=st.integers(0, 1 << 20), bit=st.integers(0, 7))
def test_any_flipped_bit_is_refused(small: Path, at: int, bit: int) -> None:
    content = bytearray(small.read_bytes())
    content[at % len(content)] ^= 1 << bit
    assert_calm(small.with_name("flipped"), bytes(content))


@given(at=st.integers(0, 1 << 20), bit=st.integers(0, 7))
def test_any_flipped_bit_is_refused_even_when_signed_again(small: Path, at: int, bit: int) -> None:
    """The content's key is bound to the header, so the signature is not the only guard."""
    content = bytearray(small.read_bytes())
    content[at % (len(content) - SIGNATURE)] ^= 1 << bit
    assert_calm(small.with_name("flipped"), signed_again(bytes(content)))


@given(length=st.integers(0, 1 << 20))
def test_any_truncation_is_refused(small: Path, length: int) -> None:
    content = small.read_bytes()
    assert_calm(small.with_name("cut"), content[: length % len(content)])


@given(length=st.integers(0, 1 << 20))
def test_any_truncation_is_refused_even_when_signed_again(small: Path, length: int) -> None:
    content = small.read_bytes()
    cut = content[: length % (len(content) - SIGNATURE)]
    assert_calm(small.with_name("cut"), signed_again(cut + bytes(SIGNATURE)))


@given(first=st.integers(0, 3), second=st.integers(0, 3))
def test_chunks_cannot_be_moved_left_out_or_repeated(long: Path, first: int, second: int) -> None:
    content = long.read_bytes()
    with sealed_pack(long) as sealed:
        start, width = sealed.start, CHUNK + TAG
    chunks = [content[start + n * width : start + (n + 1) * width] for n in range(4)]
    rest = content[start + 4 * width : -SIGNATURE]
    moved, without, twice = list(chunks), list(chunks), list(chunks)
    moved[first], moved[second] = moved[second], moved[first]
    del without[first]
    twice.insert(second, chunks[first])
    for changed in ([moved] if first != second else []) + [without, twice, chunks[: first + 1]]:
        tail = b"" if changed == chunks[: first + 1] else rest
        forged = content[:start] + b"".join(changed) + tail + bytes(SIGNATURE)
        assert_calm(long.with_name("moved"), signed_again(forged))


def test_content_cannot_be_put_under_another_header(small: Path) -> None:
    content = small.read_bytes()
    head = records_of(content.split(b"\n")[1].decode(), PackHeader)[0]
    other = text_of(replace(head, task="Destroy all of it")).encode()
    forged = content.replace(content.split(b"\n")[1], other)
    assert_calm(small.with_name("forged"), forged)
    assert_calm(small.with_name("forged"), signed_again(forged))


def test_another_signer_cannot_keep_the_name(small: Path) -> None:
    content, stranger = small.read_bytes(), new_private()
    digest = hashlib.sha256(content[:-SIGNATURE]).digest()
    assert_calm(small.with_name("s"), content[:-SIGNATURE] + sign(stranger, b"stockpile pack\n" + digest))


@pytest.mark.parametrize("secret", ["", "told by telephon", "Told by telephone", "told by telephone\n"])
def test_a_wrong_passphrase_opens_nothing(small: Path, secret: str) -> None:
    with pytest.raises(KnownError) as refused:
        marks(small, secret)
    assert refused.value.cause is Cause.WRONG_PASSPHRASE


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 1 << 30}, {"passes": 1 << 40}, {"lanes": 100_000}, {"memory_kib": -1}, {"passes": 0},
        {"salt": "zz"}, {"salt": ""}, {"nonce": ""}, {"way": "key"}, {"way": "key", "ephemeral": "00" * 32},
    ],
)  # fmt: skip
def test_a_lock_that_was_edited_neither_opens_nor_keeps_the_computer_busy(
    small: Path, change: dict[str, object]
) -> None:
    content = small.read_bytes()
    lock = content.split(b"\n")[2]
    edited = replace(records_of(lock.decode(), Lock)[0], **change)
    forged = signed_again(content.replace(lock, text_of(edited).encode()))
    assert_calm(small.with_name("lock"), forged)


@pytest.mark.parametrize(
    "content",
    [b"", b"STOCKPACK1", MAGIC, MAGIC + b"{}\n{}\n" + bytes(200), b"PK\x03\x04" * 40,
     MAGIC + b"[" * 60_000 + b"\n", MAGIC + b"\xff\n", MAGIC + b"x" * 200_000],
    ids=range(8),
)  # fmt: skip
def test_what_is_no_pack(tmp_path: Path, content: bytes) -> None:
    assert_calm(tmp_path / "no", content)


def test_a_later_format_asks_for_the_newer_program(tmp_path: Path) -> None:
    written(tmp_path / "w", head=header(format=2))
    with pytest.raises(KnownError) as refused:
        read_header(tmp_path / "w")
    assert refused.value.cause is Cause.NEWER


@pytest.mark.parametrize("limit", ["LONGEST_LINE", "MOST_CONTENT", "MOST_LINES"])
def test_limits_hold_for_writing_and_for_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    path = tmp_path / "big.stockpack"
    written(path, 40)
    monkeypatch.setattr(pack_file, limit, 20)
    with pytest.raises(KnownError, match="larger"):
        marks(path)
    with pytest.raises(KnownError, match="larger"):
        written(tmp_path / "more.stockpack", 40)
    assert not (tmp_path / "more.stockpack").exists()


def test_naughty_strings_go_out_and_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "naughty.stockpack"
    sound = [text for text in NAUGHTY if not any("\ud800" <= sign <= "\udfff" for sign in text)]
    texts = (text_of(line(number, mark)) for number, mark in enumerate(sound, start=1))
    write_pack(
        path,
        header(),
        Letter("id", "R. Amsel", "00"),
        texts,
        ToPassphrase(SECRET, WEAK),
        lambda m: sign(PRIVATE, m),
    )
    assert marks(path) == sound


@pytest.mark.parametrize("text", ['{"a":1}', '{"state":"x","remark":"y"}', '{"remark":1,"state":""}',
                                  '{"remark":"","state":"","state":""}', "[]", "1", '{"remark":"\\u0041","state":""}',
                                  '{"remark": "", "state":""}'])  # fmt: skip
def test_a_line_says_exactly_its_fields_in_one_way(text: str) -> None:
    with pytest.raises(ValueError, match=r"fields|values"):
        records_of(text, Answer)


def test_a_large_pack_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    path = tmp_path / "large.stockpack"
    tracemalloc.start()
    try:
        written(path, 30_000)
        size = path.stat().st_size
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        with sealed_pack(path) as sealed:
            assert sum(1 for _ in sealed.open(Opener(passphrase=SECRET)).records(PackLine)) == 30_000
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert peak < min(size / 2, 2 << 20)


def test_a_fingerprint_stands_for_one_key() -> None:
    assert len(fingerprint("ab" * 32)) == 32
    assert fingerprint("ab" * 32) != fingerprint("ab" * 31 + "ac")
    assert KeyStrength() == ToPassphrase("x").strength
