"""What does not agree at the site: a check of the list, and the case that must explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stockpile_app.base.clock import utc_text
from stockpile_app.cases.model import Case, CaseKind
from stockpile_app.cases.opening import open_case_within
from stockpile_app.disposal.columns import next_number
from stockpile_app.disposal.model import Batch, BatchCheck, CheckResult
from stockpile_app.disposal.rows import BatchLineRow
from stockpile_app.disposal.steps import day_to_explain
from stockpile_app.store import Stockpile

_KINDS = {
    CheckResult.MISSING: CaseKind.MISSING,
    CheckResult.NOT_ON_LIST: CaseKind.FOUND,
    CheckResult.SET_ASIDE: CaseKind.MISMATCH,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not agree, to be explained.

    Attributes:
        line_no: The line it is about; 0 when nothing on the list is.
        subject: In one sentence, for the case.
        about: What else the case is about: a weapon or lot and its id.
        alike, replaces, quantity, components, remark: As in the check.
        kind: Of the case, where it is not the usual one of its result.
    """

    line_no: int
    read: str
    result: CheckResult
    subject: str
    about: tuple[tuple[str, int], ...] = ()
    alike: int = 0
    replaces: int = 0
    quantity: int = 1
    components: str = ""
    remark: str = ""
    kind: CaseKind | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """The records to add to the entry, and the ids of the cases they open."""

    records: list[object] = field(default_factory=list)
    cases: tuple[int, ...] = ()
    checks: tuple[BatchCheck, ...] = ()


def about_line(row: BatchLineRow) -> tuple[tuple[str, int], ...]:
    """What a case about this line is about."""
    if row.weapon_id:
        return (("weapon", row.weapon_id),)
    return (("lot", row.lot_id),) if row.lot_id else (("item_type", row.item_type_id),)


def difference_records(
    stockpile: Stockpile,
    batch: Batch,
    found: Sequence[Difference],
    owner: str,
    deadline: str,
    checked_by: str = "",
    ahead: int = 0,
) -> Differences:
    """A case and a check for each difference, in order, to be journalled in one entry after `ahead` checks."""
    if not found:
        return Differences()
    owner, day = owner.strip() or stockpile.actor.name, day_to_explain(stockpile, deadline)
    first = next_number(stockpile, "batch_check", "check_no", batch.id) + ahead
    by = checked_by or stockpile.actor.name
    now = utc_text(stockpile.clock.now())
    records: list[object] = []
    cases: list[int] = []
    checks: list[BatchCheck] = []
    for offset, one in enumerate(found):
        kind, about = one.kind or _KINDS[one.result], [("batch", batch.id), *one.about]
        opened = open_case_within(
            stockpile, kind, one.subject, about, owner=owner, deadline=day, ahead=offset
        )
        case = opened[0]
        assert isinstance(case, Case)
        check = _check(batch.id, first + offset, one, case.id, now, by)
        records += [*opened, check]
        cases.append(case.id)
        checks.append(check)
    return Differences(records, tuple(cases), tuple(checks))


def _check(batch_id: int, number: int, one: Difference, case_id: int, now: str, by: str) -> BatchCheck:
    return BatchCheck(
        batch_id=batch_id,
        check_no=number,
        line_no=one.line_no,
        read=one.read,
        result=one.result.value,
        checked_at=now,
        checked_by=by,
        quantity=one.quantity,
        components=one.components,
        remark=one.remark,
        case_id=case_id,
        alike=one.alike,
        replaces=one.replaces,
    )
