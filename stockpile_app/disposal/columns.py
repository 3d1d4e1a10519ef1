"""How batches are read: the columns of each record and the one query that says how far a line is."""

from __future__ import annotations

from typing import TypeVar

from stockpile_app.audit import BodyCodec
from stockpile_app.disposal.model import BODY_CODECS
from stockpile_app.store import Stockpile

Record = TypeVar("Record")
NEWEST = 2**62
"""Later than any entry: everything that is known."""

_CODECS: dict[type, BodyCodec] = {codec.record: codec for codec in BODY_CODECS}

GONE = (
    "EXISTS (SELECT 1 FROM destruction_act x JOIN movement m ON m.voucher_id = x.voucher_id "
    "AND m.line_no = l.line_no WHERE x.batch_id = l.batch_id) "
    "OR EXISTS (SELECT 1 FROM deactivation d JOIN deactivation_check k ON k.deactivation_id = d.id "
    "WHERE d.batch_id = l.batch_id AND d.line_no = l.line_no) "
    "OR EXISTS (SELECT 1 FROM batch_step s JOIN movement m ON m.voucher_id = s.voucher_id "
    "AND m.line_no = l.line_no WHERE s.batch_id = l.batch_id AND s.step = 'dispatched')"
)
"""Whether line `l` was destroyed, deactivated or dispatched: such a voucher's lines are numbered as the batch's."""

WENT = (
    "(SELECT coalesce(sum(m.quantity), 0) FROM movement m WHERE m.line_no = l.line_no AND m.voucher_id IN ("
    "SELECT x.voucher_id FROM destruction_act x WHERE x.batch_id = l.batch_id UNION ALL "
    "SELECT s.voucher_id FROM batch_step s WHERE s.batch_id = l.batch_id AND s.step = 'dispatched')) "
    "+ (SELECT count(*) FROM deactivation d JOIN deactivation_check k ON k.deactivation_id = d.id "
    "WHERE d.batch_id = l.batch_id AND d.line_no = l.line_no)"
)
"""How much of line `l` was destroyed, deactivated or dispatched, as the vouchers say."""

LAST_CHECK = (
    "LEFT JOIN batch_check c ON c.batch_id = l.batch_id AND c.check_no = (SELECT max(k.check_no) "
    "FROM batch_check k WHERE k.batch_id = l.batch_id AND k.line_no = l.line_no)"
)
"""Joins the last check of line `l` as `c`."""

LINE_STATE = (
    "CASE WHEN EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = l.batch_id AND h.line_no = l.line_no) "
    f"THEN 'held back' WHEN {GONE} THEN 'destroyed' WHEN c.result IN ('verified', 'set aside', 'missing') "
    "THEN c.result ELSE 'waiting' END"
)
"""The `LineState` of line `l` with its last check `c`."""

CHECK = (
    "c.batch_id, c.check_no, c.line_no, c.read, c.result, c.checked_at, c.checked_by, c.quantity, c.components, "
    "c.remark, c.case_id, c.alike, c.replaces"
)
"""The fields of check `c`, as the record has them."""

DIFFERENCE = (
    "c.result IN ('set aside', 'not on the list', 'missing') AND NOT EXISTS (SELECT 1 FROM batch_check r "
    "WHERE r.batch_id = c.batch_id AND r.replaces = c.check_no AND r.replaces <> 0)"
)
"""Whether check `c` says that something does not agree, and was not taken back or replaced."""

OPEN = "(c.case_id = 0 OR NOT EXISTS (SELECT 1 FROM case_outcome o WHERE o.case_id = c.case_id))"
"""Whether the difference of check `c` is still to be explained."""


def records(
    stockpile: Stockpile, record: type[Record], batch_id: int, known: int = NEWEST
) -> tuple[Record, ...]:
    """Every record of this kind that a batch has, as known at a journal entry, in the order of its key."""
    codec = _CODECS[record]
    names, order = ", ".join(codec.columns), ", ".join(codec.key)
    sql = f"SELECT {names} FROM {codec.table} WHERE batch_id = ? AND entry <= ? ORDER BY {order}"
    return tuple(record(*row) for row in stockpile.rows(sql, [batch_id, known]))


def next_number(stockpile: Stockpile, table: str, column: str, batch_id: int) -> int:
    """The number that the batch's next record of a table gets."""
    sql = f"SELECT coalesce(max({column}), 0) + 1 FROM {table} WHERE batch_id = ?"
    return int(stockpile.value(sql, [batch_id]))
