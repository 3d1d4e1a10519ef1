"""The people, the founding of a file, and what waits for a second person, as the journal remembers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from stockpile_app.audit.model import BodyCodec
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import N_


class Role(StrEnum):
    """What a user is at this stockpile; a sole keeper holds every role, and every paper says so."""

    OFFICER = "officer"
    APPROVER = "approver"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    SOLE = "sole keeper"


ROLE_WORDS = {
    Role.OFFICER: N_("Armoury officer"),
    Role.APPROVER: N_("Approver"),
    Role.INSPECTOR: N_("Inspector"),
    Role.AUDITOR: N_("Auditor"),
    Role.ANALYST: N_("Ministry analyst"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.SOLE: N_("Sole keeper"),
}
"""What each role is called; translate when shown."""

ACTIVE, REVOKED = "active", "revoked"
RECOVERY = "recovery sheet"
"""Who acts in books that the recovery sheet opened; nobody of that name can be added."""


class BooksKind(StrEnum):
    """Whose books a file holds."""

    DEPOT = "depot"
    MINISTRY = "ministry"


@dataclass(frozen=True, slots=True)
class Founding:
    """The identity of the file: one depot's or one ministry's books.

    Attributes:
        code: Stands at the head of every voucher number.
        zone: The depot's IANA time zone; effective dates are local.
        sole: 1 when one keeper holds all roles.
    """

    id: int
    kind: str
    code: str
    name: str
    zone: str
    sole: int


@dataclass(frozen=True, slots=True)
class User:
    """A person who can open the books, with the public half of the signing key (hexadecimal).

    Attributes:
        state: `active` or `revoked`.
        scope: Ids of the store houses the person works in, comma separated; '' for all.
        key_by: Who made the person's key; '' when the person chose the passphrase alone.
    """

    id: int
    name: str
    role: str
    public_key: str
    state: str = ACTIVE
    scope: str = ""
    key_by: str = ""

    @property
    def houses(self) -> frozenset[int]:
        """The store houses the person works in; empty for all."""
        return frozenset(int(one) for one in self.scope.split(",") if one)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who unlocks a key with a passphrase."""

    name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """Something asked for that a second person must approve.

    Attributes:
        deed: The operation asked for, as the rights table calls it.
        content: What was asked, as canonical JSON.
        summary: The same in one sentence, as the asker saw it.
    """

    id: int
    deed: str
    content: str
    summary: str
    asked_by: str
    asked_at: str


class RequestOutcome(StrEnum):
    """What became of a request."""

    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a request, by whom.

    Attributes:
        outcome: A `RequestOutcome`.
    """

    request_id: int
    outcome: str
    decided_by: str
    decided_at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RestoreNote:
    """Going on from an older copy of the books.

    Attributes:
        kind: `restore` or `rejoin`.
        copy: The file it came from; made_at: when that was made, UTC.
        restored_size: Where the journal of the copy ended.
        seen_size, seen_root: How far these books had been seen before.
        approved_by: The second person; '' in single-keeper books.
    """

    id: int
    kind: str
    copy: str
    made_at: str
    restored_size: int
    seen_size: int
    seen_root: str
    asked_by: str
    approved_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Requested:
    """An operation now waits for a second person; nothing else has changed."""

    request_id: int
    summary: str
    changes: Changes = Changes(requests=True)  # noqa: RUF009  (frozen)


def _nobody(_stockpile: object, _content: Mapping[str, Any]) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Deed:
    """A slot for operations that need a second person: how they wait, and how they are done.

    Attributes:
        name: The operation, as the rights table calls it.
        say: What is asked in one sentence, from the content alone.
        perform: Does it inside the approving transaction: stockpile, content, request, decision.
        barred: Who may not approve this content besides the asker (for example who posted the voucher).
        wrote: Whether an entry wrote what the content asks: stockpile, entry, content, who asked; needed by
            every deed that does not change people, and that a verification can judge it by.
        vouchers: The kinds of voucher that its entry may hold beside its own records.
    """

    name: str
    say: Callable[[Any, Mapping[str, Any]], str]
    perform: Callable[[Any, Mapping[str, Any], Request, Decision], Any]
    barred: Callable[[Any, Mapping[str, Any]], frozenset[str]] = _nobody
    wrote: Callable[[Any, int, Mapping[str, Any], str], bool] | None = None
    vouchers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Carries:
    """A slot for an operation of one person whose entry holds vouchers of other kinds beside its own records."""

    operation: str
    vouchers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Written:
    """A slot that says in which kinds of entry the records of a table may stand, and in no other.

    What two persons do would else be written by one alone, into an entry of a kind that asks for neither.
    """

    table: str
    kinds: frozenset[str]


BODY_CODECS = (
    BodyCodec("founding", Founding, "stockpile", key=("id",)),
    BodyCodec("user", User, "user", key=("id",), amendable=True),
    BodyCodec("request", Request, "request", key=("id",)),
    BodyCodec("decision", Decision, "decision", key=("request_id",)),
    BodyCodec("restore note", RestoreNote, "restore_note", key=("id",)),
)
