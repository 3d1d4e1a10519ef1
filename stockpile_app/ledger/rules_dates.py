"""Rules about when: dates that can be read, have come, and lie inside the books; what is due and expired."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.clock import readable_moment
from stockpile_app.ledger.facts import PostingFacts
from stockpile_app.ledger.findings import refusal, warning
from stockpile_app.ledger.model import END_OF_DAY, VoucherKind


def check_dates(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-07, 08 and 19: a readable date, not tomorrow, not before these books began."""
    posting = facts.posting
    for moment in sorted({posting.voucher.effective_at, *(m.effective_at for m in posting.movements)}):
        of_voucher = moment == posting.voucher.effective_at
        row = 0 if of_voucher else next(m.line_no for m in posting.movements if m.effective_at == moment)
        if not readable_moment(moment):
            yield _unreadable_date(tr("Effective on"), moment, row)
        elif moment[:10] > facts.today or (
            moment[:10] == facts.today and facts.now < moment < f"{facts.today}T{END_OF_DAY}"
        ):
            yield refusal(
                "LEDGER-07",
                tr("This date has not come yet"),
                row=row,
                field=tr("Effective on"),
                expected=tr("not after {now}", now=facts.now.replace("T", " ")),
                got=_shown(moment),
                remedy=tr("Correct the date, or the clock of this computer"),
            )
        elif facts.begins and moment[:10] < facts.begins and posting.kind is not VoucherKind.OPENING:
            yield refusal(
                "LEDGER-08",
                tr("This date is before these books began"),
                row=row,
                field=tr("Effective on"),
                expected=tr("from {date} on", date=facts.begins),
                got=moment[:10],
                remedy=tr("Correct the date"),
            )


def _shown(moment: str) -> str:
    return moment.removesuffix(f"T{END_OF_DAY}").replace("T", " ") or tr("nothing")


def _unreadable_date(field: str, got: str, row: int = 0) -> Finding:
    return refusal(
        "LEDGER-19",
        tr("This is not a date"),
        row=row,
        field=field,
        expected=tr("year-month-day, and hours:minutes where known: 2026-11-20 06:30"),
        got=_shown(got),
        remedy=tr("Enter the date again"),
    )


def check_clock(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-33: the computer's clock has not gone back since the last entry."""
    if facts.posting.voucher.recorded_at < facts.last_recorded_at:
        yield warning(
            "LEDGER-33",
            tr("The clock of this computer is behind the last entry of these books"),
            field=tr("Recorded"),
            expected=tr("not before {moment}", moment=facts.last_recorded_at),
            got=facts.posting.voucher.recorded_at,
            remedy=tr("Set the clock. The order of the entries is kept by their numbers"),
        )


def check_due(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-09: a weapon is issued until a day and time that is still to come."""
    voucher = facts.posting.voucher
    if not voucher.due_back_at:
        if any(movement.weapon_id for movement in facts.posting.movements):
            yield refusal(
                "LEDGER-09",
                tr("An issued weapon needs a day and time to come back"),
                field=tr("Due back"),
                expected=tr("a date and time"),
                got=tr("nothing"),
                remedy=tr("Enter when it is due back"),
            )
    elif not readable_moment(voucher.due_back_at):
        yield _unreadable_date(tr("Due back"), voucher.due_back_at)
    elif voucher.due_back_at <= voucher.effective_at.replace("T24:00", "T00:00"):
        yield refusal(
            "LEDGER-09",
            tr("It would be due back before it is issued"),
            field=tr("Due back"),
            expected=tr("after {moment}", moment=voucher.effective_at.replace("T", " ")),
            got=voucher.due_back_at.replace("T", " "),
            remedy=tr("Correct one of the two dates"),
        )


def check_expiry(facts: PostingFacts) -> Iterator[Finding]:
    """LEDGER-17: a lot past its date is pointed out when it is issued."""
    for movement in facts.posting.movements:
        lot = facts.lots.get(movement.lot_id)
        if lot and lot.expires_on and lot.expires_on < movement.effective_at[:10]:
            yield warning(
                "LEDGER-17",
                tr("This lot is past its date"),
                row=movement.line_no,
                field=tr("Lot"),
                expected=tr("a date still to come"),
                got=lot.expires_on,
                remedy=tr("Have the lot inspected before it is used"),
            )
