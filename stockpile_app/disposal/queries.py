"""What is known of batches: the board, everything about one, its lines page by page, its progress."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stockpile_app.catalogue.queries import ITEM_TITLE
from stockpile_app.disposal.columns import (
    CHECK,
    DIFFERENCE,
    LAST_CHECK,
    LINE_STATE,
    OPEN,
    WENT,
    records,
)
from stockpile_app.disposal.facts import BatchFacts
from stockpile_app.disposal.gather import batch_facts
from stockpile_app.disposal.model import (
    BatchBox,
    BatchCheck,
    BatchDelivery,
    BatchIncident,
    BatchStep,
    DestructionAct,
    EndUserCertificate,
    EndUserQuantity,
    FreeFromExplosives,
    HeldBack,
    Residue,
    TraceCheck,
)
from stockpile_app.disposal.rows import (
    BatchLineRow,
    BatchRow,
    BatchView,
    LineState,
    NextStep,
    Progress,
    TypeCount,
)
from stockpile_app.disposal.rules import check_next
from stockpile_app.store import Stockpile


def batches(stockpile: Stockpile) -> list[BatchRow]:
    """The board: every batch, the latest first, with its one next step and what stands against it."""
    ids = [row[0] for row in stockpile.rows("SELECT id FROM batch ORDER BY id DESC")]
    return [_row(stockpile, facts) for facts in (batch_facts(stockpile, one) for one in ids) if facts]


def next_step(stockpile: Stockpile, batch_id: int) -> NextStep:
    """The one thing to do next with a batch, and what stands against it."""
    facts = batch_facts(stockpile, batch_id)
    return _next(facts) if facts else NextStep(None)


def _next(facts: BatchFacts) -> NextStep:
    return NextStep(facts.next, tuple(check_next(facts)))


def _row(stockpile: Stockpile, facts: BatchFacts) -> BatchRow:
    batch = facts.batch
    since, site, weapons = stockpile.row(_AROUND, [batch.id]) or ("", "", 0)
    return BatchRow(
        id=batch.id,
        number=batch.number,
        disposal=batch.disposal,
        step=facts.step,
        since=since,
        next=_next(facts),
        decided_on=batch.decided_on,
        planned_on=batch.planned_on,
        authority=batch.authority,
        site=site,
        recipient=batch.recipient,
        lines=facts.lines,
        weapons=weapons,
        held_back=facts.held_back,
        verified=facts.verified,
        open_cases=facts.open_cases,
    )


_AROUND = """
    SELECT coalesce((SELECT s.effective_at FROM batch_step s WHERE s.batch_id = b.id ORDER BY s.step_no DESC LIMIT 1),
                    b.decided_on),
        coalesce((SELECT name FROM account WHERE id = b.site_account), ''),
        (SELECT count(*) FROM batch_line WHERE batch_id = b.id AND weapon_id <> 0)
    FROM batch b WHERE b.id = ?
"""


def batch_view(stockpile: Stockpile, batch_id: int) -> BatchView | None:
    """Everything about one batch but its lines; None where there is none."""
    facts = batch_facts(stockpile, batch_id)
    if facts is None:
        return None

    free = records(stockpile, FreeFromExplosives, batch_id)
    end_user = records(stockpile, EndUserCertificate, batch_id)
    return BatchView(
        batch=facts.batch,
        row=_row(stockpile, facts),
        counts=tuple(type_counts(stockpile, batch_id)),
        progress=progress(stockpile, batch_id),
        differences=tuple(differences(stockpile, batch_id)),
        persons=facts.persons,
        steps=records(stockpile, BatchStep, batch_id),
        boxes=records(stockpile, BatchBox, batch_id),
        trace_checks=records(stockpile, TraceCheck, batch_id),
        held_back=records(stockpile, HeldBack, batch_id),
        incidents=records(stockpile, BatchIncident, batch_id),
        acts=records(stockpile, DestructionAct, batch_id),
        residues=records(stockpile, Residue, batch_id),
        free=free[0] if free else None,
        end_user=end_user[0] if end_user else None,
        end_user_quantities=records(stockpile, EndUserQuantity, batch_id),
        deliveries=records(stockpile, BatchDelivery, batch_id),
    )


_DIFFERENCES = f"""
    SELECT {CHECK}
    FROM batch_check c WHERE c.batch_id = ? AND {DIFFERENCE} ORDER BY c.check_no
"""


def differences(stockpile: Stockpile, batch_id: int) -> list[BatchCheck]:
    """What did not agree at the site, explained or not, in the order it was met."""
    return [BatchCheck(*row) for row in stockpile.rows(_DIFFERENCES, [batch_id])]


_PROGRESS = """
    SELECT (SELECT count(*) FROM batch_line WHERE batch_id = ?1)
            - (SELECT count(*) FROM held_back WHERE batch_id = ?1),
        sum(state = 'verified'), sum(state = 'set aside'), sum(state = 'missing') FROM (
            SELECT c.result AS state FROM batch_check c WHERE c.batch_id = ?1 AND c.line_no > 0
            AND c.result IN ('verified', 'set aside', 'missing') AND c.check_no = (SELECT max(k.check_no)
                FROM batch_check k WHERE k.batch_id = ?1 AND k.line_no = c.line_no)
            AND NOT EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = ?1 AND h.line_no = c.line_no))
"""
_OTHERS = (
    f"SELECT count(*) FROM batch_check c WHERE c.batch_id = ? AND c.line_no = 0 AND {DIFFERENCE} AND {OPEN}"
)


def progress(stockpile: Stockpile, batch_id: int) -> Progress:
    """How far the looking at the site is, in lines of the batch."""
    planned, *seen = stockpile.row(_PROGRESS, [batch_id]) or (0, 0, 0, 0)
    verified, aside, missing = (int(count or 0) for count in seen)
    others = int(stockpile.value(_OTHERS, [batch_id]))
    return Progress(planned, verified, aside, missing, planned - verified - aside - missing, others)


_COUNTS = f"""
    SELECT item_type_id, title, base_unit, sum(quantity), sum(iif(state = 'held back', quantity, 0)), sum(received),
        sum(CASE WHEN state = 'held back' THEN 0 WHEN explained THEN quantity - received ELSE 0 END), sum(went)
    FROM (
        SELECT l.item_type_id, {ITEM_TITLE} AS title, i.base_unit, l.quantity, {LINE_STATE} AS state,
            CASE WHEN c.result = 'verified' AND NOT EXISTS (SELECT 1 FROM held_back b
                WHERE b.batch_id = l.batch_id AND b.line_no = l.line_no) THEN c.quantity ELSE 0 END AS received,
            coalesce(c.case_id, 0) <> 0 AND NOT {OPEN} AS explained,
            {WENT} AS went
        FROM batch_line l JOIN item_type i ON i.id = l.item_type_id {LAST_CHECK}
        WHERE l.batch_id = ?1 AND ?2 IN (0, l.line_no)
    ) GROUP BY item_type_id ORDER BY title
"""


def type_counts(stockpile: Stockpile, batch_id: int, line_no: int = 0) -> list[TypeCount]:
    """Planned, held back, received, explained and destroyed of each item type; of one line where it is named."""
    return [TypeCount(*row) for row in stockpile.rows(_COUNTS, [batch_id, line_no])]


_ROWS = f"""
    SELECT l.line_no, l.item_type_id, l.weapon_id, l.lot_id,
        CASE WHEN l.weapon_id THEN coalesce(nullif(w.serial, ''), w.own_number) ELSE coalesce(t.number, '') END,
        {ITEM_TITLE}, l.condition, l.quantity, coalesce(a.name, ''), {LINE_STATE} AS state,
        CASE WHEN c.result = 'verified' THEN c.quantity ELSE 0 END, coalesce(c.check_no, 0),
        coalesce(c.checked_by, ''), coalesce(c.checked_at, ''), coalesce(c.components, ''), coalesce(c.remark, ''),
        coalesce(c.case_id, 0), l.hazard, l.neq
    FROM batch_line l CROSS JOIN item_type i ON i.id = l.item_type_id
        LEFT JOIN weapon w ON w.id = l.weapon_id LEFT JOIN lot t ON t.id = l.lot_id
        LEFT JOIN batch_packed p ON p.batch_id = l.batch_id AND p.line_no = l.line_no
        LEFT JOIN account a ON a.id = p.container_id {LAST_CHECK}
    WHERE l.batch_id = ?
"""


def batch_lines(
    stockpile: Stockpile, batch_id: int, *, state: LineState | None = None, after: int = 0, limit: int = 200
) -> list[BatchLineRow]:
    """Lines of a batch after line `after`, in one state or in all; `limit` -1 for all of them."""
    sql = f"{_ROWS} AND l.line_no > ?"
    values: list[object] = [batch_id, after]
    if state is not None:
        sql, values = f"{sql} AND {LINE_STATE} = ?", [*values, state]
    return list(_line_rows(stockpile, f"{sql} ORDER BY l.line_no LIMIT ?", [*values, limit]))


def line_row(stockpile: Stockpile, batch_id: int, line_no: int) -> BatchLineRow | None:
    """One line of a batch, if it has it."""
    return next(_line_rows(stockpile, f"{_ROWS} AND l.line_no = ?", [batch_id, line_no]), None)


def _line_rows(stockpile: Stockpile, sql: str, values: Sequence[object]) -> Iterator[BatchLineRow]:
    for row in stockpile.rows(sql, values):
        yield replace(BatchLineRow(*row), state=LineState(row[9]))
