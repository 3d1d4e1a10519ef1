"""The pack for a destruction site: the batch goes along as lines, each answered where the boxes are opened.

What comes back becomes checks of the batch under the name of who looked, who did not pack; what is
missing or something else has its case at once.
"""

from __future__ import annotations

from stockpile_app.base import Refused, tr
from stockpile_app.base.text import N_
from stockpile_app.disposal import CheckResult, LineState, Step, batch_by_id, batch_lines, batch_view
from stockpile_app.disposal.bringing import Looked, looks_brought
from stockpile_app.exchange.pack.findings import refusal
from stockpile_app.exchange.pack.holding import check
from stockpile_app.exchange.pack.model import Answered, Brought, Gathered, PackLine, PackTask
from stockpile_app.ledger import HoldKind
from stockpile_app.store import Stockpile

KIND = "destruction site"
VERIFIED, INCOMPLETE, MISSING, OTHER = "verified", "incomplete", "not in the box", "something else"
_ON_THE_WAY = frozenset({Step.HANDED_OVER, Step.RECEIVED})


def gather(stockpile: Stockpile, batch_id: int) -> Gathered:
    """Every line of the batch that nobody has looked at yet, and the boxes, which stay shut until it returns.

    Raises:
        Refused: there is no such batch, its boxes have not left, or nothing is left to look at.
    """
    view = batch_view(stockpile, batch_id)
    rows = batch_lines(stockpile, batch_id, state=LineState.WAITING, limit=-1) if view else []
    if view is None or view.row.step not in _ON_THE_WAY or not rows:
        raise Refused([refusal(
            "PACK-05", tr("This batch has nothing to look at at the site"), tr("Batch"),
            tr("a batch that was handed over and is not verified"), view.row.number if view else str(batch_id),
            tr("Hand it over first, or choose another batch"))])  # fmt: skip
    units = dict(stockpile.rows("SELECT id, base_unit FROM item_type"))  # type: ignore[var-annotated]
    lines = (
        PackLine(number, *_subject(row.weapon_id, row.lot_id, row.item_type_id), row.mark, row.item, row.box,
                 row.condition, row.quantity, units[row.item_type_id])
        for number, row in enumerate(rows, start=1)
    )  # fmt: skip
    task = tr("{batch}: say of each line whether it is in its box", batch=view.row.number)
    return Gathered(task, lines, [("account", box.container_id) for box in view.boxes])


def _subject(weapon_id: int, lot_id: int, item_type_id: int) -> tuple[str, int]:
    if weapon_id:
        return "weapon", weapon_id
    return ("lot", lot_id) if lot_id else ("item_type", item_type_id)


def take_in(stockpile: Stockpile, brought: Brought) -> list[object]:
    """The checks of the batch that the answers are, and the cases of what differs."""
    lines = _Lines(stockpile, brought.subject_id)
    looks = [_looked(lines.of(one.asked), one) for one in brought.answers if one.answer.state]
    return looks_brought(stockpile, brought.subject_id, looks, brought.answered_by, brought.answered_at)


class _Lines:
    """Which line of the batch a line of the pack means; several of one lot are met in their order."""

    def __init__(self, stockpile: Stockpile, batch_id: int) -> None:
        self._open: dict[tuple[str, int, int], list[int]] = {}
        for row in batch_lines(stockpile, batch_id, limit=-1) if batch_by_id(stockpile, batch_id) else ():
            key = (*_subject(row.weapon_id, row.lot_id, row.item_type_id), row.quantity)
            self._open.setdefault(key, []).append(row.line_no)

    def of(self, asked: PackLine) -> int:
        """The batch's line; 0 where it has none any more."""
        found = self._open.get((asked.subject, asked.subject_id, asked.quantity), [])
        return found.pop(0) if found else 0


def _looked(line_no: int, one: Answered) -> Looked:
    state, remark = one.answer.state, one.answer.remark
    if state == INCOMPLETE:
        return Looked(line_no, CheckResult.VERIFIED, components=remark)
    results = {VERIFIED: CheckResult.VERIFIED, MISSING: CheckResult.MISSING, OTHER: CheckResult.SET_ASIDE}
    return Looked(line_no, results[state], remark=remark)


SITE = PackTask(
    kind=KIND,
    label=N_("Batch at a destruction site"),
    hold_kind=HoldKind.UNDER_COUNT,
    states=(
        (VERIFIED, N_("Verified")),
        (INCOMPLETE, N_("Verified, parts missing")),
        (MISSING, N_("Not in the box")),
        (OTHER, N_("Something else")),
    ),
    worded=frozenset({INCOMPLETE, OTHER}),
    gather=gather,
    check=check,
    take_in=take_in,
)
