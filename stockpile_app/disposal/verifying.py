"""Verify at the site: one look, one answer of the list, one line of the journal.

Whatever is met can be recorded.  What agrees is verified; what does not is set aside and waits for
its case, which opens when the verification is finished or at once when it is set aside by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.access import acting, founding, rights
from stockpile_app.access.queries import others_in
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import utc_text
from stockpile_app.disposal.columns import CHECK, next_number, records
from stockpile_app.disposal.findings import refusal, refuse
from stockpile_app.disposal.gather import batch_by_id, line_facts, sealed_by, step_of
from stockpile_app.disposal.looking_up import Found, look_up
from stockpile_app.disposal.model import COURSE, Batch, BatchCheck, BatchPerson, CheckResult, Disposal, Step
from stockpile_app.disposal.queries import line_row
from stockpile_app.disposal.requests import Scan
from stockpile_app.disposal.rows import BatchLineRow, LineState, ListAnswer, ListSays
from stockpile_app.disposal.rules import no_such_batch, not_now
from stockpile_app.disposal.rules_verifying import check_read, check_verifier
from stockpile_app.disposal.saying import sentence
from stockpile_app.disposal.steps import today
from stockpile_app.store import Stockpile

VERIFY = "verify item"


def verify_item(stockpile: Stockpile, asked: Scan) -> ListAnswer:
    """Look one thing up on the list, and record what the list says to it.

    Raises:
        Refused: the batch is not at this step, who looks has packed it, nothing was read.
    """
    with acting(stockpile, VERIFY):
        earlier = _answered_before(stockpile, asked)
        if earlier:
            return earlier
        verifier = verifier_of(stockpile, asked.verifier)
        at_the_site(stockpile, asked.batch_id, verifier)
        refuse(check_read(asked.read, asked.line_no, asked.quantity))
        judged = _judge(stockpile, asked)
        if not judged.records:
            return _answer(stockpile, asked, judged, None, 0)
        check = _check(stockpile, asked, judged, verifier)
        entry = record(stockpile, Operation(VERIFY, asked.operation_id, {}), [check])
        return _answer(stockpile, asked, judged, check, entry)


def ask_list(stockpile: Stockpile, asked: Scan) -> ListAnswer:
    """What the list says to one thing, before anybody says that it matches; writes nothing."""
    return _answer(stockpile, asked, _judge(stockpile, asked), None, 0)


def verifier_of(stockpile: Stockpile, named: str) -> str:
    """Who looks: who is at the desk, unless somebody else is named."""
    return named.strip() or stockpile.actor.name


def at_the_site(stockpile: Stockpile, batch_id: int, verifier: str) -> Batch:
    """The batch whose boxes are open at the site, with somebody before it who did not pack.

    Raises:
        Refused: DISPOSAL-01, DISPOSAL-02 or DISPOSAL-40.
    """
    refuse(may_verify(stockpile, batch_id, verifier))
    batch = batch_by_id(stockpile, batch_id)
    assert batch is not None
    return batch


def may_verify(stockpile: Stockpile, batch_id: int, verifier: str = "") -> list[Finding]:
    """What stands against this person looking at the items of a batch now; nothing where they may."""
    batch = batch_by_id(stockpile, batch_id)
    if batch is None:
        return [no_such_batch(str(batch_id))]
    step = step_of(stockpile, batch_id)
    if step is not Step.RECEIVED or Step.VERIFIED not in COURSE[Disposal(batch.disposal)]:
        return [not_now(step, Step.RECEIVED)]
    return _against(stockpile, batch_id, verifier_of(stockpile, verifier), stockpile.actor.name)


def verifiers(stockpile: Stockpile, batch_id: int) -> list[str]:
    """Who of those with a key may look at the items of a batch."""
    named = others_in(stockpile, rights()[VERIFY].roles, "")
    return [user.name for user in named if not _against(stockpile, batch_id, user.name, user.name)]


def _against(stockpile: Stockpile, batch_id: int, verifier: str, actor: str) -> list[Finding]:
    sole = bool(founding(stockpile).sole)
    persons, packer = records(stockpile, BatchPerson, batch_id), sealed_by(stockpile, batch_id)
    return list(check_verifier(verifier, actor, persons, packer, sole=sole))


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the list says to one look.

    Attributes:
        quantity: How much of the line was counted, earlier boxes with this one; 0 for as many as was asked.
    """

    says: ListSays
    line: BatchLineRow | None = None
    result: CheckResult | None = None
    alike: int = 0
    remark: str = ""
    quantity: int = 0

    @property
    def records(self) -> bool:
        """Whether there is something to record."""
        return self.result is not None


def _judge(stockpile: Stockpile, asked: Scan) -> _Judged:
    found = look_up(stockpile, asked.batch_id, asked.read.strip()) if asked.read.strip() else Found()
    named = _named(stockpile, asked, found)
    if named is not None:
        return _judge_line(stockpile, asked, named)
    if len(found.lines) > 1:
        return _Judged(ListSays.SEVERAL, line_row(stockpile, asked.batch_id, found.lines[0]))
    if found.destroyed is not None:
        return _Judged(
            ListSays.DESTROYED_BEFORE, result=CheckResult.NOT_ON_LIST, remark=tr("Destroyed before")
        )
    if found.alike:
        alike = line_row(stockpile, asked.batch_id, found.alike[0])
        return _Judged(ListSays.LOOKS_LIKE, alike, CheckResult.SET_ASIDE, alike=found.alike[0])
    return _Judged(ListSays.NOT_ON_LIST, result=CheckResult.NOT_ON_LIST)


def _named(stockpile: Stockpile, asked: Scan, found: Found) -> BatchLineRow | None:
    """The one line meant: found by its mark, or named beside it; a weapon is never named without its mark."""
    if len(found.lines) == 1 and asked.line_no in {0, found.lines[0]}:
        return line_row(stockpile, asked.batch_id, found.lines[0])
    if asked.line_no in found.lines:
        return _of_several(line_row(stockpile, asked.batch_id, asked.line_no), asked.read.strip())
    row = (
        line_row(stockpile, asked.batch_id, asked.line_no)
        if asked.line_no and not asked.read.strip()
        else None
    )
    if row is not None and not row.mark:
        return row
    if asked.line_no and not found.lines and not asked.read.strip():
        raise Refused([refusal(
            "DISPOSAL-41", tr("What has a mark is verified by its mark"), tr("Mark"), row.mark if row else tr("a line"),
            tr("nothing"), tr("Scan it, or type the mark as it is read"))])  # fmt: skip
    return None


def _of_several(row: BatchLineRow | None, read: str) -> BatchLineRow | None:
    """The line named, of several that carry this mark; a mark that many share tells none of them.

    Raises:
        Refused: DISPOSAL-41, the line has a mark of its own.
    """
    if row is not None and row.mark and row.mark.upper() != read.upper():
        raise Refused([refusal(
            "DISPOSAL-41", tr("Several lines carry this mark, and it tells none of them"), tr("Mark"), row.mark, read,
            tr("Scan the serial, or type it as it is read"))])  # fmt: skip
    return row


def _judge_line(stockpile: Stockpile, asked: Scan, row: BatchLineRow) -> _Judged:
    if row.state is LineState.HELD_BACK:
        remark = tr("Line {number} was held back", number=row.line_no)
        return _Judged(ListSays.HELD_BACK, row, CheckResult.NOT_ON_LIST, alike=row.line_no, remark=remark)
    adds = asked.adds and not row.weapon_id and asked.quantity > 0
    if row.state is LineState.VERIFIED and not adds:
        return _Judged(ListSays.ALREADY, row)
    stopped = _other_hold(stockpile, asked.batch_id, row)
    if stopped:
        return _Judged(
            ListSays.ON_HOLD, row, CheckResult.SET_ASIDE, remark=tr("On hold: {kind}", kind=stopped)
        )
    if adds:
        return _counted(row, asked.quantity + _counted_before(stockpile, asked.batch_id, row))
    if asked.quantity not in {0, row.quantity}:
        return _Judged(ListSays.OTHER_QUANTITY, row, CheckResult.SET_ASIDE)
    return _Judged(ListSays.VERIFIED, row, CheckResult.VERIFIED)


def _counted(row: BatchLineRow, met: int) -> _Judged:
    """One more box: the sum is what is compared, and what is short of it waits for the next box."""
    if met == row.quantity:
        return _Judged(ListSays.VERIFIED, row, CheckResult.VERIFIED, quantity=met)
    says = ListSays.COUNTED if met < row.quantity else ListSays.OTHER_QUANTITY
    return _Judged(says, row, CheckResult.SET_ASIDE, quantity=met)


def _counted_before(stockpile: Stockpile, batch_id: int, row: BatchLineRow) -> int:
    """How much of the line was counted in earlier boxes; what has a case is counted anew."""
    if row.state not in {LineState.SET_ASIDE, LineState.VERIFIED} or row.case_id:
        return 0
    sql = "SELECT quantity FROM batch_check WHERE (batch_id, check_no) = (?, ?)"
    return int(stockpile.value(sql, [batch_id, row.check_no]) or 0)


def _other_hold(stockpile: Stockpile, batch_id: int, row: BatchLineRow) -> str:
    """The kind of a hold in force on the weapon or lot that is not its reservation; '' without one."""
    target, target_id = ("weapon", row.weapon_id) if row.weapon_id else ("lot", row.lot_id)
    facts = line_facts(stockpile, batch_id, [row.line_no])[0]
    sql = (
        "SELECT kind FROM hold WHERE target = ? AND target_id = ? AND id <> ? AND (until = '' OR until >= ?) "
        "AND NOT EXISTS (SELECT 1 FROM hold_release r WHERE r.hold_id = hold.id) ORDER BY id LIMIT 1"
    )
    return str(stockpile.value(sql, [target, target_id, facts.hold_id, today(stockpile)]) or "")


def _check(stockpile: Stockpile, asked: Scan, judged: _Judged, verifier: str) -> BatchCheck:
    row, result = judged.line, judged.result
    assert result is not None
    on_line = row is not None and result is not CheckResult.NOT_ON_LIST and not judged.alike
    before = row.check_no if row and on_line and row.state is LineState.SET_ASIDE and not row.case_id else 0
    return BatchCheck(
        batch_id=asked.batch_id,
        check_no=next_number(stockpile, "batch_check", "check_no", asked.batch_id),
        line_no=row.line_no if row and on_line else 0,
        read=asked.read.strip(),
        result=result.value,
        checked_at=utc_text(stockpile.clock.now()),
        checked_by=verifier,
        quantity=judged.quantity or asked.quantity or (row.quantity if row and on_line else 1),
        components=asked.components.strip(),
        remark=" · ".join(filter(None, (judged.remark, asked.remark.strip()))),
        alike=judged.alike,
        replaces=before,
    )


def _answer(
    stockpile: Stockpile, asked: Scan, judged: _Judged, check: BatchCheck | None, entry: int
) -> ListAnswer:
    number = judged.line.line_no if judged.line else 0
    row = line_row(stockpile, asked.batch_id, number) if entry and number else judged.line
    changes = Changes(entry=entry, disposal=bool(entry))
    said = sentence(judged.says, row, asked.read.strip(), judged.quantity)
    return ListAnswer(judged.says, said, row, check, changes)


def _answered_before(stockpile: Stockpile, asked: Scan) -> ListAnswer | None:
    entry = entry_of_operation(stockpile, asked.operation_id)
    found = stockpile.row(f"SELECT {CHECK} FROM batch_check c WHERE c.entry = ?", [entry]) if entry else None
    if found is None:
        return None
    check = BatchCheck(*found)
    row = line_row(stockpile, asked.batch_id, check.line_no or check.alike)
    says = _said(stockpile, check, row)
    return ListAnswer(says, sentence(says, row, check.read), row, check, Changes(), repeated=True)


def _said(stockpile: Stockpile, check: BatchCheck, row: BatchLineRow | None) -> ListSays:
    """What the list said when this was recorded."""
    if check.result == CheckResult.VERIFIED:
        return ListSays.VERIFIED
    if check.result == CheckResult.SET_ASIDE:
        other = row is not None and check.quantity != row.quantity
        return ListSays.LOOKS_LIKE if check.alike else ListSays.OTHER_QUANTITY if other else ListSays.ON_HOLD
    if check.alike:
        return ListSays.HELD_BACK
    gone = look_up(stockpile, check.batch_id, check.read).destroyed
    return ListSays.NOT_ON_LIST if gone is None else ListSays.DESTROYED_BEFORE
