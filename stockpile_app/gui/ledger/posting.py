"""What a voucher dialog asks of the books: runs on the workers, touches no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from stockpile_app import ledger
from stockpile_app.access import Requested
from stockpile_app.base import Finding, Severity
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.ledger.head_form import UNFILLED
from stockpile_app.gui.ledger.line_row import LineRow
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.gui.ledger.words import amounts, done_sentence
from stockpile_app.ledger.drafts import KeptDraft, discard_draft, save_draft
from stockpile_app.ledger.habits import last_of_kind, words_used
from stockpile_app.ledger.model import Posted, VoucherKind
from stockpile_app.ledger.reading import Reading, Subject, item_subject, read_mark, subject_of
from stockpile_app.ledger.requests import AnyVoucher, Line
from stockpile_app.store import Stockpile

_VERBS: dict[type[AnyVoucher], Callable[[Stockpile, Any], Posted | Requested]] = {
    ledger.OpeningVoucher: ledger.open_balance,
    ledger.ReceiptVoucher: ledger.receive,
    ledger.IssueVoucher: ledger.issue,
    ledger.HandInVoucher: ledger.hand_in,
    ledger.TransferVoucher: ledger.transfer,
    ledger.ExpenditureVoucher: ledger.expend,
    ledger.ReclassificationVoucher: ledger.reclassify,
    ledger.ReversalVoucher: ledger.reverse,
}
_ONE_SIDED = {"LEDGER-02", "LEDGER-27"}  # what a line without its other account looks like
FREE_FIELDS = ("purpose", "party", "authority")


def surroundings(books: Stockpile, kind: VoucherKind, draft: AnyVoucher | None) -> Surroundings:
    """What there is to choose from when the dialog of this kind opens."""
    account = getattr(draft, "from_account", 0) if draft else 0
    return Surroundings(
        accounts=tuple(a for a in ledger.accounts(books) if a.real),
        last=last_of_kind(books, kind),
        words={field: words_used(books, kind, field) for field in FREE_FIELDS},
        drafted=tuple(_subject(books, line, account) for line in draft.lines) if draft else (),
    )


def _subject(books: Stockpile, line: Line, account: int) -> Any:  # noqa: ANN401  (Subject or None)
    if line.new_weapon is not None or line.new_lot is not None:
        return item_subject(books, line.item_type_id)
    return subject_of(books, line, account)


def read(books: Stockpile, text: str, account: int) -> Reading:
    """What carries this mark."""
    return read_mark(books, text, account)


def anywhere(books: Stockpile, subject: Subject) -> Subject | None:
    """The same lot or item, read from the one place that holds it."""
    lot_id = subject.lot.id if subject.lot else 0
    return subject_of(books, Line(item_type_id=subject.item.id, lot_id=lot_id))


def check(books: Stockpile, voucher: AnyVoucher) -> list[Finding]:
    """What the rules would say; writes nothing."""
    return ledger.check_voucher(books, voucher)


def post(books: Stockpile, voucher: AnyVoucher) -> Posted | Requested:
    """Post it, or leave it for a second person, and forget the draft it came from."""
    posted = _VERBS[type(voucher)](books, voucher)
    discard_draft(books, voucher.operation_id)
    return posted


def keep(books: Stockpile, voucher: AnyVoucher) -> KeptDraft:
    """Keep it as a draft."""
    return save_draft(books, voucher)


def unfilled(field: str) -> Finding:
    """A field of the header that is still empty."""
    return Finding(
        rule=UNFILLED,
        severity=Severity.REFUSAL,
        sentence=tr("Fill this in before posting"),
        field=field,
        expected=tr("a value"),
        got=tr("nothing"),
    )


_COVERED = {"LEDGER-09", "LEDGER-16"}


def without_covered(findings: Sequence[Finding], unfilled: Sequence[Finding]) -> list[Finding]:
    """While header fields are empty, what the rules say of their emptiness is not repeated in every row."""
    if not unfilled:
        return list(findings)
    return [
        finding
        for finding in findings
        if finding.rule not in _ONE_SIDED and not (finding.rule in _COVERED and finding.got == tr("nothing"))
    ]


def facts(rows: Sequence[LineRow]) -> list[tuple[str, str]]:
    """What is on the voucher so far, by what it is."""
    weapons = [row for row in rows if row.unit == "weapon"]
    refused = sum(row.refused for row in weapons)
    accepted = len(weapons) - refused
    words = tr("{count} accepted", count=accepted)
    if refused:
        words = tr("{count} accepted, {refused} refused", count=accepted, refused=refused)
    others = amounts((row.unit, row.quantity) for row in rows if row.unit not in {"weapon", "round"})
    rounds = sum(row.quantity for row in rows if row.unit == "round")
    return [
        (tr("Weapons"), words if weapons else "0"),
        (tr("Rounds"), grouped(rounds)),
        *([(tr("Other"), others)] if others else []),
        (tr("Signature"), tr("on the printed voucher")),
    ]


def success(kind: VoucherKind, amount: str, place: str, number: str) -> str:
    """The message of success."""
    return done_sentence(kind, amount, place, number)
