"""The second person: what must be approved waits, and is done by the approval of somebody else.

Asking is a signed entry of the journal, and so is the answer: the record shows both.  Nobody
approves their own request, nor one that a `Deed` bars them from, nor with a key that somebody else
made for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stockpile_app.access.acting import access_refusal, acting, first_passphrase, role_word
from stockpile_app.access.model import ACTIVE, Decision, Deed, Request, Requested, RequestOutcome, User
from stockpile_app.access.queries import (
    decision_on,
    founding,
    others_in,
    request_row,
    undecided,
    user_named,
    users,
)
from stockpile_app.access.rights import Right, rights
from stockpile_app.access.slots import mend_key_file
from stockpile_app.audit import Operation, entry_of_operation, note_activity, record
from stockpile_app.audit.model import canonical
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.base.plain_text import folded_name
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might decide; `why_not` says why that person may not."""

    name: str
    role: str
    why_not: str = ""


def stands_alone(stockpile: Stockpile, operation: str) -> bool:
    """Whether no second person is needed: none is asked for, one keeper keeps these books, or none exists yet."""
    right = rights()[operation]
    if not right.second or founding(stockpile).sole:
        return True
    return right.first and not others_in(stockpile, right.second, stockpile.actor.name)


def ask(
    stockpile: Stockpile,
    deed: str,
    operation_id: str,
    content: Mapping[str, Any],
    beside: Callable[[int], None] | None = None,
) -> Requested:
    """Leave a request for a second person; the same operation id twice leaves one.

    Args:
        content: What is asked, integers and strings and lists of them only; the deed says it in a sentence.
        beside: Writes what belongs to the request and stands in no journal entry (a waiting key).
    """
    with acting(stockpile, deed):
        earlier = entry_of_operation(stockpile, operation_id, "request")
        if earlier:
            row = stockpile.row("SELECT id, summary FROM request WHERE entry = ?", [earlier])
            return Requested(*(row or (0, "")))
        request = _new_request(stockpile, deed, content)
        record(stockpile, Operation("request", operation_id, {}), [request])
        if beside:
            beside(request.id)
    return Requested(request.id, request.summary)


def _new_request(stockpile: Stockpile, deed: str, content: Mapping[str, Any]) -> Request:
    return Request(
        id=int(stockpile.value("SELECT coalesce(max(id), 0) + 1 FROM request")),
        deed=deed,
        content=canonical(content),
        summary=_deed(stockpile, deed).say(stockpile, content),
        asked_by=stockpile.actor.name,
        asked_at=utc_text(stockpile.clock.now()),
    )


def approve(stockpile: Stockpile, request_id: int) -> Any:  # noqa: ANN401  (what the deed gives)
    """Approve a request and do what was asked, in one transaction.

    Raises:
        Refused: it is decided already, or this person may not decide it, or the rules now refuse it.
    """
    request = _undecided(stockpile, request_id)
    deed = _deed(stockpile, request.deed)
    content = json.loads(request.content)
    _refuse_decider(stockpile, request, deed.barred(stockpile, content))
    with acting(stockpile, "approve"):
        done = deed.perform(
            stockpile, content, request, _decision(stockpile, request, RequestOutcome.APPROVED)
        )
        if decision_on(stockpile, request.id) is None:
            raise RuntimeError("the deed did not write the decision with what it did")
    mend_key_file(stockpile)
    return done


def rehearse_request(stockpile: Stockpile, request_id: int) -> list[Finding]:
    """What the rules would say to this request today, whoever approves it; writes nothing."""
    request = _undecided(stockpile, request_id)
    deed = _deed(stockpile, request.deed)
    try:
        with stockpile.rehearsal():
            decision = _decision(stockpile, request, RequestOutcome.APPROVED)
            deed.perform(stockpile, json.loads(request.content), request, decision)
    except Refused as refused:
        return list(refused.findings)
    return []


def refuse_request(stockpile: Stockpile, operation_id: str, request_id: int, reason: str) -> Decision:
    """Send a request back with a reason; nothing of it is done."""
    request = _undecided(stockpile, request_id)
    _refuse_decider(stockpile, request, frozenset())
    if not reason.strip():
        raise Refused([_no_reason()])
    decision = _decision(stockpile, request, RequestOutcome.REFUSED, reason)
    return _close(stockpile, operation_id, "refuse request", decision)


def withdraw(stockpile: Stockpile, operation_id: str, request_id: int, reason: str = "") -> Decision:
    """Take back a request of one's own."""
    request = _undecided(stockpile, request_id)
    if request.asked_by != stockpile.actor.name:
        raise Refused([access_refusal(
            "ACCESS-33", tr("Only {name} can withdraw this request", name=request.asked_by), tr("Request"),
            request.asked_by, stockpile.actor.name, tr("Send it back instead, with a reason"))])  # fmt: skip
    decision = _decision(stockpile, request, RequestOutcome.WITHDRAWN, reason)
    return _close(stockpile, operation_id, "withdraw request", decision)


def may_decide(stockpile: Stockpile, request: Request, name: str = "") -> Finding | None:
    """Why this person (who is at the desk, unless named) may not decide the request; None when it may be."""
    return _decider_trouble(stockpile, request, _barred(stockpile, request), name)


def candidates(stockpile: Stockpile, request: Request) -> list[Candidate]:
    """Who might decide: those whose role approves it, and the asker, with the reason against it."""
    right, barred = rights()[request.deed], _barred(stockpile, request)
    return [
        Candidate(user.name, user.role, _why_not(stockpile, request, barred, user))
        for user in users(stockpile)
        if user.state == ACTIVE and (right.approves(user.role) or user.name == request.asked_by)
    ]


def _why_not(stockpile: Stockpile, request: Request, barred: frozenset[str], user: User) -> str:
    """The reason in a few words, as it stands beside a name."""
    if user.name == request.asked_by:
        return tr("asked for this")
    if user.key_by:
        return tr("has not changed the first passphrase")
    return tr("has a part in this") if _decider_trouble(stockpile, request, barred, user.name) else ""


def _barred(stockpile: Stockpile, request: Request) -> frozenset[str]:
    return _deed(stockpile, request.deed).barred(stockpile, json.loads(request.content))


def waiting(stockpile: Stockpile) -> list[Request]:
    """Requests that nobody has decided yet, the oldest first; each says what its content says."""
    return [_said(stockpile, request) for request in undecided(stockpile)]


def request_numbered(stockpile: Stockpile, request_id: int) -> Request | None:
    """One request by its number, decided or not; it says what its content says."""
    request = request_row(stockpile, request_id)
    return _said(stockpile, request) if request else None


def _said(stockpile: Stockpile, request: Request) -> Request:
    """The sentence comes from the content that would be done, never from who asked."""
    try:
        said = _deed(stockpile, request.deed).say(stockpile, json.loads(request.content))
    except (ValueError, KeyError, TypeError, StopIteration):
        said = tr("This request cannot be read. Send it back")
    return replace(request, summary=said)


def _close(stockpile: Stockpile, operation_id: str, kind: str, decision: Decision) -> Decision:
    with acting(stockpile, kind):
        record(stockpile, Operation(kind, operation_id, {}), [decision])
        stockpile.write("DELETE FROM waiting_slot WHERE request_id = ?", [decision.request_id])
    return decision


def _decision(stockpile: Stockpile, request: Request, outcome: RequestOutcome, reason: str = "") -> Decision:
    now = utc_text(stockpile.clock.now())
    return Decision(request.id, outcome.value, stockpile.actor.name, now, reason.strip())


def _deed(stockpile: Stockpile, name: str) -> Deed:
    return next(deed for deed in stockpile.assembly.of(Deed) if deed.name == name)


def _undecided(stockpile: Stockpile, request_id: int) -> Request:
    request = request_row(stockpile, request_id)
    if request is None:
        raise Refused([access_refusal(
            "ACCESS-30", tr("There is no request {number}", number=request_id), tr("Request"),
            tr("a request that waits"), str(request_id), tr("Look at what waits"))])  # fmt: skip
    if decision_on(stockpile, request_id):
        raise Refused([_decided_already()])
    return request


def _refuse_decider(stockpile: Stockpile, request: Request, barred: frozenset[str]) -> None:
    trouble = _decider_trouble(stockpile, request, barred)
    if trouble is not None:
        note_activity(stockpile, "denial", f"approve request {request.id}: {trouble.rule}")
        raise Refused([trouble])


def _decider_trouble(
    stockpile: Stockpile, request: Request, barred: frozenset[str], name: str = ""
) -> Finding | None:
    """ACCESS-32: who decides is somebody else, whose duty it is, and who has no part in it.

    ACCESS-13: with a key that nobody else made.
    """
    name = name or stockpile.actor.name
    right, decider = rights()[request.deed], user_named(stockpile, name)
    if request.asked_by == name:
        return access_refusal(
            "ACCESS-32", tr("Requested by you. A second person must approve"), tr("Approver"),
            _second_words(right), name, tr("Ask somebody else to approve"))  # fmt: skip
    if decider is None or not right.approves(decider.role):
        return access_refusal(
            "ACCESS-32", tr("Approving this is not among the duties of this role"), tr("Approver"),
            _second_words(right), _role_of(decider), tr("Ask somebody who has that role"))  # fmt: skip
    if decider.key_by:
        return first_passphrase(decider)
    if folded_name(decider.name) in map(folded_name, barred):
        return access_refusal(
            "ACCESS-32", tr("{name} has a part in this and cannot approve it", name=decider.name), tr("Approver"),
            tr("somebody who had no part in it"), decider.name, tr("Ask another approver"))  # fmt: skip
    return None


def _second_words(right: Right) -> str:
    return ", ".join(role_word(role) for role in sorted(right.second))


def _role_of(user: User | None) -> str:
    return role_word(user.role) if user else tr("unknown")


def _decided_already() -> Finding:
    return access_refusal(
        "ACCESS-31", tr("This request was decided before"), tr("Request"), tr("a request that waits"),
        tr("decided"), tr("Look at what waits"))  # fmt: skip


def _no_reason() -> Finding:
    return access_refusal(
        "ACCESS-34", tr("A request is sent back with a reason"), tr("Reason"), tr("one sentence"), tr("nothing"),
        tr("Say why"))  # fmt: skip
