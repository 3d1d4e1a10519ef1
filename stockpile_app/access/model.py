"""The people and the founding of a file, as the journal remembers them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import BodyCodec


class Role(StrEnum):
    """What a user is at this stockpile; a sole keeper holds every role, and every paper says so."""

    OFFICER = "officer"
    APPROVER = "approver"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    SOLE = "sole keeper"


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
    """A person who can open the books, with the public half of the signing key (hexadecimal)."""

    id: int
    name: str
    role: str
    public_key: str


BODY_CODECS = (
    BodyCodec("founding", Founding, "stockpile", key=("id",)),
    BodyCodec("user", User, "user", key=("id",), amendable=True),
)
