"""What needs a person today, gathered from the books: sorted by danger, then by age.

Runs on the reading worker and touches no widget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from stockpile_app import access, audit, ledger
from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access.people_rows import waiting_rows
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.ledger.words import amount, kind_word, moment_words
from stockpile_app.ledger.drafts import KeptDraft, drafts
from stockpile_app.ledger.duties import Figures, OpenIssue
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.registers import VoucherRow
from stockpile_app.ledger.rows import LotRow, lots_on_hold, lots_past_date
from stockpile_app.store import Stockpile

OLD_BACKUP_DAYS = 7  # a backup older than that, with work done since, asks for another
STALE_HOURS = 24  # books not verified for a day ask for it


class Act(StrEnum):
    """What the next step of a row is."""

    HAND_IN = "hand in"
    INSPECT = "inspect"
    LOT = "show the lot"
    DRAFT = "finish the draft"
    VERIFY = "verify"
    BACKUP = "back up"
    UNDO = "undo"
    VOUCHER = "show the voucher"
    PLACES = "add places"
    PEOPLE = "add people"
    HOUSES = "add store houses"
    KEYS = "give keys"
    APPROVE = "approve"
    IMPORT = "import"
    NOTHING = ""


ICONS = {
    Act.HAND_IN: "log-in",
    Act.INSPECT: "clipboard-list",
    Act.LOT: "layers",
    Act.DRAFT: "pencil",
    Act.VERIFY: "circle-check",
    Act.BACKUP: "hard-drive-download",
    Act.UNDO: "undo-2",
    Act.VOUCHER: "file-text",
    Act.PLACES: "warehouse",
    Act.PEOPLE: "users",
    Act.HOUSES: "warehouse",
    Act.KEYS: "key-round",
    Act.APPROVE: "signature",
    Act.IMPORT: "file-spreadsheet",
}


@dataclass(frozen=True, slots=True)
class Need:
    """One line of the first page.

    Attributes:
        word: The state, on the chip.
        what: One sentence; `who` the line under it.
        since: Date and time; `late` the words under it.
        step: The next step, in words.
        number, item_id, draft: What the step works on.
        done: Stands under *Done today*.
        head: The head of a group.
    """

    status: Status
    word: str
    what: str
    who: str = ""
    since: str = ""
    late: str = ""
    act: Act = Act.NOTHING
    step: str = ""
    number: str = ""
    item_id: int = 0
    draft: KeptDraft | None = None
    done: bool = False
    head: bool = False


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
        *_requests(books, now, zone),
        *_drafts(books, now, zone),
        *_unverified(books, verified, now, zone),
        *_backup(books, now, zone),
        *_first_steps(books),
    ]
    needs.sort(key=lambda need: (_WEIGHT[need.status], need.since))
    undo = access.rights()["reversal"].allows(_role(books))
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
    if since and _minutes(since, now) < STALE_HOURS * 60:
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
            else tr("Asked for by you · a second person decides"),
            row.since,
            tr("{time} ago", time=span(row.since, now)),
            Act.APPROVE,
            tr("Show request"),
            item_id=row.request.id,
        )


def _backup(books: Stockpile, now: str, zone: str) -> Iterator[Need]:
    """Never backed up, or too long ago for what was written since; books with no voucher have nothing to lose."""
    if not books.row("SELECT 1 FROM voucher LIMIT 1") or not access.needs_backup(books):
        return
    last = access.last_backup(books)
    since = local_text(last.at, zone) if last else ""
    if since and _minutes(since, now) < OLD_BACKUP_DAYS * 24 * 60:
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


def _first_steps(books: Stockpile) -> Iterator[Need]:
    """What fills new books; books for several people begin with store houses and keys."""
    if not access.founding(books).sole and access.rights()["add user"].allows(_role(books)):
        yield from _first_people(books)
    elif access.rights()["open account"].allows(_role(books)):
        yield from _first_accounts(books)


def _role(books: Stockpile) -> str:
    person = access.user_named(books, books.actor.name)
    return person.role if person else ""


def _first_people(books: Stockpile) -> Iterator[Need]:
    keys = [user for user in access.users(books) if user.state == "active"]
    houses = books.row("SELECT 1 FROM store_house LIMIT 1")
    entered = books.row("SELECT 1 FROM voucher LIMIT 1")
    if not houses:
        yield Need(Status.INFO, tr("First step"), tr("Add the store houses"),
                   tr("Armouries, magazines and open stacks"), act=Act.HOUSES, step=tr("Add store house"))  # fmt: skip
    if len(keys) == 1:
        yield Need(Status.INFO, tr("First step"), tr("Add the people who keep these books"),
                   tr("An approver first: from then on two persons give keys"), act=Act.KEYS,
                   step=tr("People & keys"))  # fmt: skip
    if not entered:
        yield Need(Status.INFO, tr("First step"), tr("Bring in the old register"),
                   tr("An armoury officer does this, from a spreadsheet"), act=Act.IMPORT,
                   step=tr("Exchange"))  # fmt: skip


def _first_accounts(books: Stockpile) -> Iterator[Need]:
    accounts = [account for account in ledger.accounts(books) if account.real]
    if not any(account.kind == "location" for account in accounts):
        yield Need(Status.INFO, tr("First step"), tr("Add the store houses and their locations"),
                   tr("Where stock is kept"), act=Act.PLACES, step=tr("Add locations"))  # fmt: skip
    if not any(account.kind == "holder" for account in accounts):
        yield Need(Status.INFO, tr("First step"), tr("Add the people who sign for weapons"),
                   tr("Holders: units and persons"), act=Act.PEOPLE, step=tr("Add a holder"))  # fmt: skip
    if not books.row("SELECT 1 FROM voucher LIMIT 1"):
        yield Need(Status.INFO, tr("First step"), tr("Bring in the old register"),
                   tr("A spreadsheet that holds the stock today"), act=Act.IMPORT, step=tr("Import"))  # fmt: skip


def _done(row: VoucherRow, zone: str, undo: bool) -> Need:
    place = tr(row.to_account or ("" if row.kind == VoucherKind.OPENING else row.from_account))
    lines = trn("{count} line", "{count} lines", row.lines)
    words = ", ".join(filter(None, (kind_word(row.kind), place, lines)))
    fixed = row.reversed or row.kind == "reversal" or not undo
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


def _minutes(earlier: str, later: str) -> int:
    return int((_moment(later) - _moment(earlier)).total_seconds() // 60)


def _moment(text: str) -> datetime:
    text = text.replace("T", " ")
    text = text.replace(" 24:00", " 23:59") if len(text) > 10 else f"{text} 00:00"
    return datetime.fromisoformat(text)


def span(earlier: str, later: str) -> str:
    """`13 h 58 min`, or `5 days` from two days on."""
    minutes = max(0, _minutes(earlier, later))
    if minutes >= 2 * 24 * 60:
        return trn("{count} day", "{count} days", minutes // (24 * 60))
    hours, rest = divmod(minutes, 60)
    return (
        tr("{hours} h {minutes} min", hours=hours, minutes=rest)
        if hours
        else tr("{minutes} min", minutes=rest)
    )


def days_ago(day: str, today: str) -> str:
    """`5 days ago`, `today`."""
    days = (date.fromisoformat(today[:10]) - date.fromisoformat(day[:10])).days
    return trn("{count} day ago", "{count} days ago", days) if days > 0 else tr("today")
