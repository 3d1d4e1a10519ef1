"""What needs a person today, gathered from the books: sorted by danger, then by age.

Runs on the reading worker and touches no widget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from stockpile_app import access, audit, cases, ledger
from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access.people_rows import waiting_rows
from stockpile_app.gui.cases.words import days_words, urgency
from stockpile_app.gui.cases.words import kind_word as case_word
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.ledger.words import amount, kind_word, moment_words
from stockpile_app.gui.today.disposal_needs import batch_needs, pack_needs
from stockpile_app.gui.today.first_steps import first_steps, role_at_desk
from stockpile_app.gui.today.need import Act, Need
from stockpile_app.gui.today.spans import days_ago, minutes_between, span
from stockpile_app.gui.today.surplus_needs import review_due
from stockpile_app.ledger.drafts import drafts
from stockpile_app.ledger.duties import Figures, OpenIssue
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.registers import VoucherRow
from stockpile_app.ledger.rows import LotRow, lots_on_hold, lots_past_date
from stockpile_app.store import Stockpile

OLD_BACKUP_DAYS = 7  # a backup older than that, with work done since, asks for another
FINAL = frozenset({VoucherKind.REVERSAL, VoucherKind.DESTRUCTION, VoucherKind.DEACTIVATION})  # never undone
STALE_HOURS = 24  # books not verified for a day ask for it


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the first page.

    Attributes:
        count: How many things need a person; `worst` the gravest status among them.
        expected: What is due back later today.
        verified_at: When the books were last verified, local; '' never.
    """

    needs: list[Need] = field(default_factory=list)
    done: list[Need] = field(default_factory=list)
    figures: Figures = field(default_factory=lambda: Figures(0, 0, 0, 0, 0))
    expected: list[OpenIssue] = field(default_factory=list)
    verified_at: str = ""
    next_due: str = ""

    @property
    def count(self) -> int:
        """How many things need a person; what is only expected later today does not yet."""
        return sum(need.status is not Status.IDLE for need in self.needs)

    @property
    def worst(self) -> Status:
        """The gravest status among them."""
        return self.needs[0].status if self.needs else Status.OK


_WEIGHT = {Status.STOP: 0, Status.WARN: 1, Status.UNVERIFIED: 2, Status.INFO: 3, Status.IDLE: 4, Status.OK: 5}


def gather(books: Stockpile, now: str, zone: str) -> Today:
    """Everything on the first page.

    Args:
        now: The depot's local time, `2026-11-20 08:00`.
    """
    issues = ledger.open_issues(books)
    _entry, verified = audit.last_verified(books)
    today = now[:10]
    needs = [
        *_overdue(issues, now),
        *_due(issues, now),
        *_lots(books, today),
        *_cases(books),
        *_requests(books, now, zone),
        *_drafts(books, now, zone),
        *_unverified(books, verified, now, zone),
        *_backup(books, now, zone),
        *review_due(books, today),
        *batch_needs(books, today),
        *pack_needs(books, now, zone),
        *first_steps(books),
    ]
    needs.sort(key=lambda need: (_WEIGHT[need.status], need.since))
    undo = access.rights()["reversal"].allows(role_at_desk(books))
    later = [i for i in issues if i.due_back_at.replace("T", " ") >= now]
    return Today(
        needs=needs,
        done=[_done(row, zone, undo) for row in ledger.posted_on(books, today)],
        figures=ledger.figures(books),
        expected=[i for i in later if i.due_back_at[:10] == today],
        verified_at=local_text(verified, zone),
        next_due=later[0].due_back_at if later else "",
    )


def _holder(issue: OpenIssue) -> str:
    return " · ".join(filter(None, (issue.item, issue.unit, issue.holder)))


def _overdue(issues: list[OpenIssue], now: str) -> Iterator[Need]:
    for issue in issues:
        if issue.due_back_at.replace("T", " ") < now:
            yield Need(
                Status.STOP,
                tr("Overdue"),
                trn("{count} weapon not handed in", "{count} weapons not handed in", issue.weapons),
                _holder(issue),
                moment_words(issue.due_back_at),
                tr("{time} late", time=span(issue.due_back_at, now)),
                Act.HAND_IN,
                tr("Record hand-in"),
                issue.number,
                issue.holder_id,
            )


def _due(issues: list[OpenIssue], now: str) -> Iterator[Need]:
    for issue in issues:
        due = issue.due_back_at.replace("T", " ")
        if due >= now and due[:10] == now[:10]:
            yield Need(
                Status.IDLE,
                tr("Due today"),
                trn("{count} weapon due back", "{count} weapons due back", issue.weapons),
                _holder(issue),
                moment_words(issue.due_back_at),
                tr("in {time}", time=span(now, due)),
                Act.HAND_IN,
                tr("Record hand-in"),
                issue.number,
                issue.holder_id,
            )


def _lots(books: Stockpile, today: str) -> Iterator[Need]:
    for lot in lots_past_date(books, today):
        yield Need(
            Status.WARN,
            tr("Expired"),
            tr("Lot {number}: its date has passed", number=isolate(lot.number)),
            lot_words(lot),
            lot.expires_on,
            days_ago(lot.expires_on, today),
            Act.INSPECT,
            tr("Record inspection"),
            lot.number,
            lot.id,
        )
    for lot, reason, placed_on in lots_on_hold(books):
        yield Need(
            Status.STOP,
            tr("On hold"),
            tr("Lot {number}: {reason}", number=isolate(lot.number), reason=reason),
            lot_words(lot),
            placed_on,
            days_ago(placed_on, today),
            Act.LOT,
            tr("Show the lot"),
            lot.number,
            lot.id,
        )


def lot_words(lot: LotRow) -> str:
    """`7.62×39 mm ball · 41 600 rounds · Magazine 1`."""
    return " · ".join(filter(None, (lot.item, amount(lot.quantity, lot.unit), lot.places.replace(",", ", "))))


def _cases(books: Stockpile) -> Iterator[Need]:
    """What must be explained, the late ones first."""
    for row in cases.cases(books, open_only=True):
        yield Need(
            urgency(row),
            tr("Case late") if row.overdue else tr("Case"),
            row.case.subject,
            " · ".join(filter(None, (isolate(row.case.number), case_word(row.case.kind), row.owner))),
            row.deadline,
            days_words(row),
            Act.CASE,
            tr("Show the case"),
            row.case.number,
        )


def _drafts(books: Stockpile, now: str, zone: str) -> Iterator[Need]:
    for draft in drafts(books):
        saved = local_text(draft.saved_at, zone)
        lines = trn("{count} line", "{count} lines", len(draft.voucher.lines))
        yield Need(
            Status.INFO,
            tr("Draft"),
            tr("{kind}: begun and not posted", kind=kind_word(draft.kind)),
            tr("{lines}, nothing has moved. Del forgets it", lines=lines),
            saved,
            tr("{time} ago", time=span(saved, now)),
            Act.DRAFT,
            tr("Finish the draft"),
            draft.id,
            draft=draft,
        )


def _unverified(books: Stockpile, verified: str, now: str, zone: str) -> Iterator[Need]:
    since = local_text(verified, zone)
    if since and minutes_between(since, now) < STALE_HOURS * 60:
        return
    size = audit.head(books).size
    yield Need(
        Status.UNVERIFIED,
        tr("Not verified"),
        tr("The books have not been verified today") if since else tr("The books have not been verified yet"),
        trn("journal of {figure} entry", "journal of {figure} entries", size, figure=isolate(grouped(size))),
        since or now[:10],
        tr("{time} ago", time=span(since, now)) if since else "",
        Act.VERIFY,
        tr("Verify the books"),
    )


def _requests(books: Stockpile, now: str, zone: str) -> Iterator[Need]:
    """What who is at the desk may decide, and what that person has asked for."""
    for row in waiting_rows(books, zone):
        if not row.may and not row.own:
            continue
        yield Need(
            Status.INFO if row.may else Status.IDLE,
            tr("Approval") if row.may else tr("Waits"),
            tr("Approve: {summary}", summary=row.request.summary) if row.may else row.request.summary,
            tr("Requested by {name} · second person needed", name=row.request.asked_by)
            if row.may
            else tr("Requested by you · a second person decides"),
            row.since,
            tr("{time} ago", time=span(row.since, now)),
            Act.APPROVE,
            tr("Show request"),
            item_id=row.request.id,
        )


def _backup(books: Stockpile, now: str, zone: str) -> Iterator[Need]:
    """Never backed up, or too long ago for what was written since; books with no voucher have nothing to lose."""
    if not ledger.anything_posted(books) or not access.needs_backup(books):
        return
    last = access.last_backup(books)
    since = local_text(last.at, zone) if last else ""
    if since and minutes_between(since, now) < OLD_BACKUP_DAYS * 24 * 60:
        return
    size = audit.head(books).size - (last.size if last else 0)
    yield Need(
        Status.WARN,
        tr("Backup"),
        tr("The last backup is old") if since else tr("Never backed up"),
        trn("{figure} entry would be lost with this disk", "{figure} entries would be lost with this disk", size,
            figure=isolate(grouped(size))),
        since or now[:10],
        tr("{time} ago", time=span(since, now)) if since else "",
        Act.BACKUP,
        tr("Back up now"),
    )  # fmt: skip


def _done(row: VoucherRow, zone: str, undo: bool) -> Need:
    place = tr(row.to_account or ("" if row.kind == VoucherKind.OPENING else row.from_account))
    lines = trn("{count} line", "{count} lines", row.lines)
    words = ", ".join(filter(None, (kind_word(row.kind), place, lines)))
    fixed = row.reversed or row.kind in FINAL or not undo
    return Need(
        Status.IDLE if row.reversed else Status.OK,
        tr("Reversed") if row.reversed else tr("Done"),
        f"{isolate(row.number)} · {words}",
        since=local_text(row.recorded_at, zone),
        act=Act.VOUCHER if fixed else Act.UNDO,
        step=tr("Show the voucher") if fixed else tr("Undo by reversal"),
        number=row.number,
        done=True,
    )
