"""What a pack is made of: who signed it, what it asks, its lines, and what comes back.

A room with a task of its own (count, destruction site, transfer) makes one `PackTask` and hands it
to the assembly; the format, the holds, the coming back and the window know no more than this.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from json.encoder import encode_basestring
from typing import Any, TypeVar

from stockpile_app.audit.model import canonical
from stockpile_app.base import Finding

FORMAT = 1
ENDING = ".stockpack"
MOST_CONTENT = 256 << 20
LONGEST_LINE = 1 << 20
LONGEST_HEADER = 64 << 10
MOST_LINES = 2_000_000

TO_PASSPHRASE = "passphrase"
Record = TypeVar("Record")
_WIDEST = 1 << 63


@cache
def _names(record: type) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, str(one.type)) for one in fields(record))


@cache
def _pieces(types: tuple[type, ...]) -> tuple[tuple[str, int, str, bool], ...]:
    """A line's pieces in canonical order: `"name":`, which record, which field, whether a number."""
    found = sorted((name, at, kind) for at, one in enumerate(types) for name, kind in _names(one))
    return tuple((f"{canonical(name)}:", at, name, kind == "int") for name, at, kind in found)


def plain(record: object) -> dict[str, Any]:
    """The record's fields and values."""
    kind: type[Any] = type(record)
    return {name: getattr(record, name) for name, _ in _names(kind)}  # type: ignore[arg-type]


def text_of(*records: object) -> str:
    """One line of a pack: the fields of these records, as `canonical` writes them."""
    told = [
        name + (int.__repr__ if number else encode_basestring)(getattr(records[at], field))
        for name, at, field, number in _pieces(tuple(map(type, records)))
    ]
    return "{" + ",".join(told) + "}"


def records_of(text: str, *types: type) -> tuple[Any, ...]:
    """The records of a line that says exactly their fields, in canonical form.

    Raises:
        ValueError: another field, another kind of value, or another way of writing it.
    """
    content = json.loads(text)
    wanted = [pair for record in types for pair in _names(record)]
    if not isinstance(content, dict) or not all(name in content for name, _ in wanted):
        raise ValueError("fields")
    if not all(_fits(content[name], kind) for name, kind in wanted):
        raise ValueError("values")
    found = tuple(record(*[content[name] for name, _ in _names(record)]) for record in types)
    if text_of(*found) != text:
        raise ValueError("fields")
    return found


def _fits(value: object, kind: str) -> bool:
    if kind == "int":
        return type(value) is int and -_WIDEST <= value < _WIDEST
    return type(value) is str


@dataclass(frozen=True, slots=True)
class PackHeader:
    """The line that everybody can read: what this is, who signed it, for whom it is sealed.

    Attributes:
        kind: The task's kind, for example `holding`.
        pack_id: A UUID of its own.
        task: What is asked, in one sentence.
        origin_code, origin_name: The depot whose books it is about.
        signer: Ed25519 public key whose signature stands at the end, hexadecimal.
        return_public: The one-time key that will sign the answer; '' in an answer.
        sealed_to: Fingerprint of the receiver's key, or `passphrase`.
        returns: The pack that this one answers; '' for one that goes out.
        size, root: The journal of the origin when it was made; 0 and '' in an answer.
        note: The signed checkpoint over them, when there is one.
        lines, sha256: Of the content before it was sealed.
    """

    format: int
    kind: str
    pack_id: str
    task: str
    origin_code: str
    origin_name: str
    signer: str
    return_public: str
    sealed_to: str
    returns: str
    size: int
    root: str
    note: str
    made_at: str
    lines: int = 0
    sha256: str = ""

    def line(self) -> str:
        """The header as it stands in the file."""
        return text_of(self)


@dataclass(frozen=True, slots=True)
class PackLine:
    """One thing a pack speaks of.

    Attributes:
        line: Counted from 1.
        subject: `weapon`, `lot` or `item_type`.
        subject_id: Its id in the origin's books.
        mark: The serial or lot number as marked; '' for what is followed by quantity alone.
        item: The item type's title.
        place: The account that it stands in.
    """

    line: int
    subject: str
    subject_id: int
    mark: str
    item: str
    place: str
    condition: str
    quantity: int
    unit: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The first line of the content: what only the receiver may read beside the lines.

    Attributes:
        salt: Makes the content's hash tell nothing to who guesses at the lines.
        return_private: The one-time key that signs the answer; '' in an answer.
        answer_to: The origin's X25519 key, to which the answer is sealed; '' in an answer.
        answered_by, answered_at: Who answered, by the receiver's clock; '' in a pack that goes out.
    """

    pack_id: str
    receiver: str
    salt: str
    return_private: str = field(default="", repr=False)
    answer_to: str = ""
    answered_by: str = ""
    answered_at: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found about one line; `state` is one of the task's words, '' while it is open."""

    state: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A line and what was found about it, as it comes back."""

    asked: PackLine
    answer: Answer


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a task sends out.

    Attributes:
        task: The sentence that says what is asked.
        lines: What it speaks of, one by one.
        held: What is on hold until it returns: (target, id) as a hold names them.
    """

    task: str
    lines: Iterable[PackLine]
    held: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Brought:
    """What came back of a pack.

    Attributes:
        subject_id: What the task was about.
        answered_by, answered_at: Who answered, by the receiver's clock, UTC.
    """

    subject_id: int
    answered_by: str
    answered_at: str
    answers: Iterable[Answered]


@dataclass(frozen=True, slots=True)
class PackTask:
    """A slot: one kind of pack, and what its room does with it.

    Attributes:
        kind: The kind as it stands in the header, never reused.
        label: What it is called; translate when shown.
        hold_kind: The kind of hold on what is out.
        states: What may be answered to a line, with its word (translate when shown).
        worded: Those of them that mean nothing without a remark.
        gather: The lines for a subject id of the books: stockpile, id.
        check: What is wrong with the answers that came back, or are about to.
        take_in: Further records to journal when it comes back (takes the stockpile and what came back).
    """

    kind: str
    label: str
    hold_kind: str
    states: tuple[tuple[str, str], ...]
    worded: frozenset[str]
    gather: Callable[[Any, int], Gathered]
    check: Callable[[Iterable[Answered]], Iterator[Finding]]
    take_in: Callable[[Any, Brought], Iterable[object]]
