"""Verifying a deactivation: two persons, neither of whom did the work; then the weapon leaves the books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from stockpile_app.access import Decision, Deed, Request, Requested, acting, ask, authorise, stands_alone
from stockpile_app.audit import entry_of_operation
from stockpile_app.base import Finding, refusals, tr
from stockpile_app.catalogue.queries import next_id, weapons_by_id
from stockpile_app.disposal.deactivation.findings import refusal, refuse
from stockpile_app.disposal.deactivation.gather import (
    holds_served,
    recorders,
    standing_facts,
    verify_facts,
)
from stockpile_app.disposal.deactivation.model import Deactivation, DeactivationCheck
from stockpile_app.disposal.deactivation.queries import (
    check_of,
    deactivation_numbered,
    results_of,
    weapon_and_batch,
)
from stockpile_app.disposal.deactivation.requests import VerifyDeactivation
from stockpile_app.disposal.deactivation.rules import check_newest, check_standing, check_verify
from stockpile_app.disposal.model import BatchStep, Step
from stockpile_app.ledger import Line, Posted
from stockpile_app.ledger.compose import Draft, moment
from stockpile_app.ledger.model import AccountKind, HoldRelease, VoucherKind
from stockpile_app.ledger.operations import virtual_account
from stockpile_app.ledger.post import post_within, posted_before, rehearse
from stockpile_app.store import Stockpile

VERIFY = VoucherKind.DEACTIVATION.value
"""The operation's name, and its deed's."""


def verify_deactivation(stockpile: Stockpile, asked: VerifyDeactivation) -> Posted | Requested:
    """Say that the finished weapon conforms; the approval posts its deactivation voucher.

    Raises:
        Refused: anything is open, failed or unmarked, or who verifies took part in the work.
    """
    authorise(stockpile, VERIFY)
    earlier = posted_before(stockpile, asked.operation_id)
    if earlier:
        return earlier
    if stands_alone(stockpile, VERIFY):
        with acting(stockpile, VERIFY):
            return _verify(stockpile, asked, stockpile.actor.name)
    return _leave_request(stockpile, asked)


def _leave_request(stockpile: Stockpile, asked: VerifyDeactivation) -> Requested:
    """Leave it for a second person, once the rules of both rooms accept it."""
    if not entry_of_operation(stockpile, asked.operation_id, "request"):
        one = deactivation_numbered(stockpile, asked.deactivation_id)
        refuse(_check(stockpile, asked, one, stockpile.actor.name))
        draft, _ = _draft(stockpile, asked, one)
        refuse(refusals(rehearse(stockpile, draft)))
    content = {
        name: int(value) if isinstance(value, bool) else value for name, value in asdict(asked).items()
    }
    return ask(stockpile, VERIFY, asked.operation_id, content)


def _verify(stockpile: Stockpile, asked: VerifyDeactivation, verifier: str, *facts: object) -> Posted:
    """Check, post the voucher, journal who compared it with the list; inside the transaction."""
    one = deactivation_numbered(stockpile, asked.deactivation_id)
    refuse(_check(stockpile, asked, one, verifier))
    draft, reserved = _draft(stockpile, asked, one)
    if facts:
        draft = replace(draft, operation_id=stockpile.ids.new_id(), posted_by=verifier)
    voucher_id = next_id(stockpile, "voucher")
    check = DeactivationCheck(
        deactivation_id=one.id,
        verified_on=asked.verified_on,
        verified_by=verifier,
        name=asked.name.strip(),
        entity=asked.entity.strip(),
        public=int(asked.public),
        listed=int(asked.listed),
        serial_read=asked.serial_read.strip(),
        voucher_id=voucher_id,
        title=asked.title.strip(),
    )
    ends = [HoldRelease(reserved, asked.verified_on, check.entity, tr("Deactivated"))] if reserved else []
    steps = _last_step(stockpile, one, check)
    posted = post_within(stockpile, draft, facts=(check, *ends, *steps, *facts))
    return replace(posted, changes=replace(posted.changes, disposal=True, holds=bool(ends)))


def _check(
    stockpile: Stockpile, asked: VerifyDeactivation, one: Deactivation, verifier: str
) -> Iterator[Finding]:
    """Everything that stands against it, in the books as they are now."""
    if check_of(stockpile, one.id):
        yield refusal(
            "DEACT-09", tr("This deactivation was verified before"), tr("Deactivation"),
            tr("a deactivation that is not verified"), str(one.id), tr("Look at its certificate"))  # fmt: skip
        return
    line = standing_facts(stockpile, one.batch_id, one.line_no)
    yield from check_standing(line)
    yield from check_newest(one, line.begun)
    yield from check_verify(asked, verify_facts(stockpile, one, verifier))


def _draft(stockpile: Stockpile, asked: VerifyDeactivation, one: Deactivation) -> tuple[Draft, int]:
    """The voucher that takes the weapon out of the books, and the reservation that it ends (0 for none)."""
    weapon_id, batch = weapon_and_batch(stockpile, one)
    reserved, serves = holds_served(stockpile, one, weapon_id)
    weapon = weapons_by_id(stockpile, [weapon_id])[weapon_id]
    draft = Draft(
        kind=VoucherKind.DEACTIVATION,
        operation_id=asked.operation_id,
        effective_at=asked.verified_on,
        lines=(Line(item_type_id=weapon.item_type_id, weapon_id=weapon_id, row=one.line_no),),
        to_account=virtual_account(stockpile, AccountKind.DEACTIVATED),
        head={"authority": asked.entity.strip(), "document": batch, "witness": asked.name.strip()},
        serves=serves,
    )
    return draft, reserved


def _last_step(stockpile: Stockpile, one: Deactivation, check: DeactivationCheck) -> list[BatchStep]:
    """The batch's step, with its last weapon: every line is deactivated, held back or explained as missing."""
    if stockpile.value(_LEFT, [one.batch_id, one.line_no]):
        return []
    number = stockpile.value(
        "SELECT coalesce(max(step_no), 0) + 1 FROM batch_step WHERE batch_id = ?", [one.batch_id]
    )
    return [
        BatchStep(
            batch_id=one.batch_id,
            step_no=int(number),
            step=Step.DEACTIVATED.value,
            effective_at=moment(check.verified_on),
            done_by=check.verified_by,
            person=check.name,
            organisation=check.entity,
            voucher_id=check.voucher_id,
        )
    ]


_LEFT = """
    SELECT count(*) FROM batch_line l
        LEFT JOIN batch_check c ON c.batch_id = l.batch_id AND c.check_no = (SELECT max(k.check_no)
            FROM batch_check k WHERE k.batch_id = l.batch_id AND k.line_no = l.line_no)
    WHERE l.batch_id = ? AND l.line_no <> ?
        AND NOT EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = l.batch_id AND h.line_no = l.line_no)
        AND NOT EXISTS (SELECT 1 FROM deactivation d JOIN deactivation_check v ON v.deactivation_id = d.id
            WHERE d.batch_id = l.batch_id AND d.line_no = l.line_no)
        AND NOT (coalesce(c.result, '') IN ('missing', 'set aside')
            AND EXISTS (SELECT 1 FROM case_outcome o WHERE o.case_id = c.case_id))
"""


def _perform(
    stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision
) -> Posted:
    """What the second person's approval does: in the asker's name, recorded with both."""
    return _verify(stockpile, _kept(content), request.asked_by, decision)


def _kept(content: Mapping[str, Any]) -> VerifyDeactivation:
    flags = {name: bool(content[name]) for name in ("public", "listed")}
    return VerifyDeactivation(**{**content, **flags})


def _say(stockpile: Stockpile, content: Mapping[str, Any]) -> str:
    one = deactivation_numbered(stockpile, int(content["deactivation_id"]))
    weapon_id, batch = weapon_and_batch(stockpile, one)
    weapon = weapons_by_id(stockpile, [weapon_id])[weapon_id]
    return tr(
        "Take {weapon} of {batch} out of the books as deactivated; verified by {name}, {entity}",
        weapon=weapon.title, batch=batch, name=content["name"], entity=content["entity"],
    )  # fmt: skip


def _barred(stockpile: Stockpile, content: Mapping[str, Any]) -> frozenset[str]:
    """Who did or recorded the work has a part in it."""
    number = int(content["deactivation_id"])
    return recorders(stockpile, number) | {result.done_by for result in results_of(stockpile, number)}


def _wrote(stockpile: Stockpile, entry: int, content: Mapping[str, Any], asked_by: str) -> bool:
    """Whether an entry wrote the check that was asked, of that weapon, in that person's name."""
    asked = _kept(content)
    rows = stockpile.rows(
        "SELECT c.deactivation_id, c.verified_on, c.name, c.title, c.entity, c.public, c.listed, c.serial_read, "
        "c.verified_by FROM deactivation_check c JOIN voucher v ON v.id = c.voucher_id AND v.entry = c.entry "
        "WHERE c.entry = ?",
        [entry],
    )
    said = (asked.name, asked.title, asked.entity, asked.serial_read)
    name, title, entity, serial = (text.strip() for text in said)
    return rows == [(asked.deactivation_id, asked.verified_on, name, title, entity, int(asked.public),
                     int(asked.listed), serial, asked_by)]  # fmt: skip


DEEDS = (Deed(VERIFY, _say, _perform, _barred, _wrote),)
