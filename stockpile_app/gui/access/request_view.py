"""A request as the second person sees it: what will happen, who asked, who may decide.

Runs on the reading worker and touches no widget.  What a deed looks like is said by its own room,
in a `Shows`, so that this one knows no voucher.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stockpile_app import access
from stockpile_app.access import Candidate, Decision, Request, Right, User, rights, role_word
from stockpile_app.access.model import ACTIVE
from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.catalogue import store_houses
from stockpile_app.gui.access.words import fingerprint, houses_words
from stockpile_app.gui.common import Column
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Shown:
    """What a deed shows of itself.

    Attributes:
        will: What will happen, in about three lines.
        facts: Names and values: the original's number, the difference to today's balance.
        rows: The lines concerned, under `columns` (made on the window's thread).
    """

    will: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    columns: Callable[[], Sequence[Column[Any]]] | None = None
    rows: tuple[Any, ...] = ()


Show = Callable[[Stockpile, Mapping[str, Any]], Shown]
Shows = Mapping[str, Show]
"""By deed, how its request is shown."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """Everything the approval dialog shows.

    Attributes:
        mine: Why who is at the desk may not decide it; None when that person may.
    """

    request: Request
    decision: Decision | None
    shown: Shown
    candidates: tuple[Candidate, ...]
    mine: Finding | None


def view_of(books: Stockpile, request_id: int, shows: Shows) -> RequestView | None:
    """One request with what it would do; None when there is no such request."""
    request = access.request_numbered(books, request_id)
    if request is None:
        return None
    show = {**PEOPLE, **shows}.get(request.deed)
    shown = show(books, json.loads(request.content)) if show else Shown((request.summary,))
    return RequestView(
        request,
        access.decision_on(books, request_id),
        shown,
        tuple(access.candidates(books, request)),
        access.may_decide(books, request),
    )


def approvers(books: Stockpile, right: Right, without: frozenset[str]) -> list[str]:
    """The names of those who could approve such a thing now."""
    return [
        user.name
        for user in access.users(books)
        if user.state == ACTIVE and right.approves(user.role) and user.name not in without and not user.key_by
    ]


def second_person(books: Stockpile, operation: str, without: frozenset[str] = frozenset()) -> str:
    """Who must approve this operation of who is at the desk, in words; '' when nobody has to."""
    if access.stands_alone(books, operation):
        return ""
    right = rights()[operation]
    names = approvers(books, right, without | {books.actor.name})
    return ", ".join(names) or tr(
        "nobody yet: {roles}", roles=", ".join(map(role_word, sorted(right.second)))
    )


# People and keys -----------------------------------------------------------------------------------


def _wanted(books: Stockpile, content: Mapping[str, Any]) -> tuple[User, User | None, dict[int, str]]:
    """The person as asked for, the person as the books know them now, and the store houses."""
    name = str(content["name"])
    before = access.user_named(books, name)
    now = before or User(0, name, "", "")
    user = replace(
        now,
        role=str(content.get("role", now.role)),
        scope=str(content.get("scope", now.scope)),
        public_key=str(content.get("public_key", now.public_key)),
    )
    return user, before, {one.id: one.name for one in store_houses(books)}


def _add(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    user, _before, houses = _wanted(books, content)
    return Shown(
        (
            tr("{name} gets a key to these books", name=user.name),
            tr("Who asks for it has chosen the first passphrase"),
            tr("{name} must choose another before any work", name=user.name),
        ),
        (
            (tr("Role"), role_word(user.role)),
            (tr("Store houses"), houses_words(user, houses)),
            (tr("Key"), fingerprint(user)),
        ),
    )


def _change(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    user, before, houses = _wanted(books, content)
    old = before or user
    return Shown(
        (
            tr("{name} has other duties from now on", name=user.name),
            tr("The key and the passphrase stay as they are"),
        ),
        (
            (tr("Role"), _became(role_word(old.role), role_word(user.role))),
            (tr("Store houses"), _became(houses_words(old, houses), houses_words(user, houses))),
        ),
    )


def _became(before: str, after: str) -> str:
    return after if before == after else tr("{before} → {after}", before=before, after=after)


def _revoke(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    user, _before, _houses = _wanted(books, content)
    return Shown(
        (
            tr("{name} can no longer open these books", name=user.name),
            tr("What {name} did stays in the journal", name=user.name),
            tr("The name is never given again"),
        ),
        ((tr("Role"), role_word(user.role)), (tr("Key"), fingerprint(user))),
    )


def _reset(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    user, before, _houses = _wanted(books, content)
    key = _became(fingerprint(before), fingerprint(user)) if before else fingerprint(user)
    return Shown(
        (
            tr("The present passphrase of {name} opens these books no more", name=user.name),
            tr("Who asks for it has chosen the first passphrase"),
            tr("{name} must choose another before any work", name=user.name),
        ),
        ((tr("Role"), role_word(user.role)), (tr("Key"), key)),
    )


PEOPLE: Shows = {"add user": _add, "change user": _change, "revoke user": _revoke, "reset passphrase": _reset}
