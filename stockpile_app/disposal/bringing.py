"""What was looked at away from the books becomes checks of the batch, under the name of who looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stockpile_app.base import tr
from stockpile_app.disposal.columns import next_number
from stockpile_app.disposal.differences import Difference, about_line, difference_records
from stockpile_app.disposal.findings import refuse
from stockpile_app.disposal.model import BatchCheck, CheckResult, Step
from stockpile_app.disposal.queries import batch_lines
from stockpile_app.disposal.rows import BatchLineRow, LineState
from stockpile_app.disposal.rules import check_state
from stockpile_app.disposal.rules_verifying import check_bringer, check_verifier
from stockpile_app.disposal.steps import known_batch
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Looked:
    """One line that somebody looked at: verified, missing, or set aside.

    Attributes:
        components: Missing from the weapon, in words.
    """

    line_no: int
    result: CheckResult
    components: str = ""
    remark: str = ""


def looks_brought(
    stockpile: Stockpile, batch_id: int, looks: Sequence[Looked], verifier: str, at: str
) -> list[object]:
    """The records to journal for looks that were brought back; lines settled since then are passed over.

    Raises:
        Refused: the batch is not at this step, or who looked, or who brings it, has packed it.
    """
    facts = known_batch(stockpile, batch_id)
    by = verifier.strip()
    brings = "" if facts.sole else stockpile.actor.name
    refuse([*check_state(facts, Step.RECEIVED),
            *check_verifier(by, by, facts.persons, facts.sealed_by, sole=False),
            *check_bringer(brings, facts.persons, facts.sealed_by)])  # fmt: skip
    rows = {row.line_no: row for row in batch_lines(stockpile, batch_id, state=LineState.WAITING, limit=-1)}
    first = next_number(stockpile, "batch_check", "check_no", batch_id)
    open_looks = [(look, rows[look.line_no]) for look in looks if look.line_no in rows]
    seen = [pair for pair in open_looks if pair[0].result is CheckResult.VERIFIED]
    checks: list[object] = [
        _verified(batch_id, first + ahead, look, row, by, at) for ahead, (look, row) in enumerate(seen)
    ]
    apart = [_difference(facts.batch.number, *pair) for pair in open_looks if pair not in seen]
    told = difference_records(stockpile, facts.batch, apart, "", "", by, ahead=len(checks))
    return [*checks, *told.records]


def _verified(batch_id: int, number: int, look: Looked, row: BatchLineRow, by: str, at: str) -> BatchCheck:
    return BatchCheck(
        batch_id=batch_id,
        check_no=number,
        line_no=row.line_no,
        read=row.mark,
        result=CheckResult.VERIFIED.value,
        checked_at=at,
        checked_by=by,
        quantity=row.quantity,
        components=look.components.strip(),
        remark=look.remark.strip(),
    )


def _difference(batch: str, look: Looked, row: BatchLineRow) -> Difference:
    mark = row.mark or row.item
    if look.result is CheckResult.MISSING:
        subject = tr("{mark} is on the list of {batch}, line {number}, and not in the boxes", mark=mark,
                     batch=batch, number=row.line_no)  # fmt: skip
    else:
        subject = tr("{read}: {remark}", read=mark, remark=look.remark.strip())
    quantity = 0 if look.result is CheckResult.MISSING else row.quantity
    return Difference(
        row.line_no,
        row.mark,
        look.result,
        subject,
        about_line(row),
        quantity=quantity,
        remark=look.remark.strip(),
    )
