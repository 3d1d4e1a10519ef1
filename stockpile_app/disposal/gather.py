"""What the books know about a batch: SQL in, frozen facts out."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.access import founding
from stockpile_app.catalogue.queries import ITEM_TITLE, chunks
from stockpile_app.disposal.columns import DIFFERENCE, LAST_CHECK, LINE_STATE, OPEN, records
from stockpile_app.disposal.facts import BatchFacts, LineFacts
from stockpile_app.disposal.model import Batch, BatchLine, BatchPerson, Step
from stockpile_app.store import Row, Stockpile

BATCH = (
    "id, number, recorded_year, serial_no, disposal, decided_on, authority, document, reason, site_account, "
    "planned_on, methods, recipient, transport, environment, scrap, cost, currency, site_limit"
)
"""The columns of a batch, as the record has them."""
_LINE = (
    "l.batch_id, l.line_no, l.declaration_id, l.item_type_id, l.condition, l.weapon_id, l.lot_id, l.quantity, "
    "l.hazard, l.neq"
)


_SINCE = "SELECT effective_at FROM batch_step WHERE batch_id = ? ORDER BY step_no DESC LIMIT 1"


def batch_by_id(stockpile: Stockpile, batch_id: int) -> Batch | None:
    """The batch with this id, if there is one."""
    row = stockpile.row(f"SELECT {BATCH} FROM batch WHERE id = ?", [batch_id])
    return Batch(*row) if row else None


def batch_numbered(stockpile: Stockpile, number: str) -> Batch | None:
    """The batch with this number, or with this id written out, if there is one."""
    batch_id = stockpile.value("SELECT id FROM batch WHERE number = ?", [number.strip().upper()])
    if batch_id is None and number.strip().isdecimal() and len(number.strip()) < 10:
        batch_id = int(number)
    return batch_by_id(stockpile, int(batch_id or 0))


def step_of(stockpile: Stockpile, batch_id: int) -> Step:
    """The last step done with a batch."""
    sql = "SELECT step FROM batch_step WHERE batch_id = ? ORDER BY step_no DESC LIMIT 1"
    return Step(stockpile.value(sql, [batch_id]) or Step.DESIGNATED)


def batch_facts(stockpile: Stockpile, batch_id: int) -> BatchFacts | None:
    """A batch and what stands around its next step, if there is one."""
    batch = batch_by_id(stockpile, batch_id)
    if batch is None:
        return None
    states: dict[str, int] = dict(stockpile.rows(_STATES, [batch_id]))
    return BatchFacts(
        batch=batch,
        step=step_of(stockpile, batch_id),
        persons=records(stockpile, BatchPerson, batch_id),
        since=str(stockpile.value(_SINCE, [batch_id]) or batch.decided_on),
        sealed_by=sealed_by(stockpile, batch_id),
        trace_checks=int(stockpile.value("SELECT count(*) FROM trace_check WHERE batch_id = ?", [batch_id])),
        open_cases=open_differences(stockpile, batch_id),
        lines=sum(states.values()),
        held_back=states.get("held back", 0),
        waiting=states.get("waiting", 0),
        verified=states.get("verified", 0) + states.get("destroyed", 0),
        gone=states.get("destroyed", 0),
        ammunition=has_ammunition(stockpile, batch_id),
        sole=bool(founding(stockpile).sole),
    )


_STATES = f"SELECT {LINE_STATE} AS state, count(*) FROM batch_line l {LAST_CHECK} WHERE l.batch_id = ? GROUP BY state"


def sealed_by(stockpile: Stockpile, batch_id: int) -> str:
    """Who recorded that the batch was packed and sealed; '' before."""
    sql = "SELECT done_by FROM batch_step WHERE batch_id = ? AND step = 'sealed'"
    return str(stockpile.value(sql, [batch_id]) or "")


def has_ammunition(stockpile: Stockpile, batch_id: int) -> bool:
    """Whether there is ammunition or explosive in the batch."""
    sql = (
        "SELECT 1 FROM item_type i WHERE i.kind IN ('ammunition', 'explosive') AND i.id IN "
        "(SELECT item_type_id FROM batch_line WHERE batch_id = ?)"
    )
    return stockpile.row(sql, [batch_id]) is not None


def open_differences(stockpile: Stockpile, batch_id: int) -> int:
    """How many things met at the site, or missing there, are still to be explained."""
    sql = f"SELECT count(*) FROM batch_check c WHERE c.batch_id = ? AND {DIFFERENCE} AND {OPEN}"
    return int(stockpile.value(sql, [batch_id]))


_LINE_FACTS = f"""
    SELECT {_LINE},
        CASE WHEN l.weapon_id THEN coalesce(nullif(w.serial, ''), w.own_number)
             ELSE coalesce(nullif(t.number, ''), {ITEM_TITLE}) END,
        CASE WHEN l.weapon_id THEN w.account_id ELSE coalesce(p.container_id, d.apart_account, 0) END,
        i.kind, {LINE_STATE}, CASE WHEN c.result = 'verified' THEN c.quantity ELSE 0 END,
        CASE WHEN l.weapon_id THEN (SELECT n.hold_id FROM declaration_line n WHERE n.weapon_id = l.weapon_id
                AND n.weapon_id <> 0 AND +n.declaration_id = l.declaration_id)
             ELSE coalesce((SELECT max(n.hold_id) FROM declaration_line n WHERE n.declaration_id = l.declaration_id
                AND n.weapon_id = 0 AND n.lot_id = l.lot_id AND n.item_type_id = l.item_type_id), 0) END,
        coalesce(p.container_id, 0), coalesce(b.hold_id, 0),
        c.check_no IS NOT NULL AND {DIFFERENCE} AND {OPEN}, coalesce(c.check_no, 0)
    FROM batch_line l CROSS JOIN item_type i ON i.id = l.item_type_id
        LEFT JOIN weapon w ON w.id = l.weapon_id LEFT JOIN lot t ON t.id = l.lot_id
        LEFT JOIN declaration d ON d.id = l.declaration_id
        LEFT JOIN batch_packed p ON p.batch_id = l.batch_id AND p.line_no = l.line_no
        LEFT JOIN batch_box b ON b.batch_id = l.batch_id AND b.container_id = p.container_id
        {LAST_CHECK}
    WHERE l.batch_id = ?
"""


def line_facts(stockpile: Stockpile, batch_id: int, lines: Iterable[int] = ()) -> list[LineFacts]:
    """These lines of a batch, or all of them, in their order."""
    wanted = set(lines)
    if not wanted:
        return [_facts(row) for row in stockpile.rows(f"{_LINE_FACTS} ORDER BY l.line_no", [batch_id])]
    return [
        _facts(row)
        for marks, portion in chunks(wanted)
        for row in stockpile.rows(
            f"{_LINE_FACTS} AND l.line_no IN ({marks}) ORDER BY l.line_no", [batch_id, *portion]
        )
    ]


def _facts(row: Row) -> LineFacts:
    return LineFacts(BatchLine(*row[:10]), *row[10:])
