"""What the books know about a batch that is to be certified."""

from __future__ import annotations

from typing import Any

from stockpile_app.catalogue.queries import ITEM_TITLE
from stockpile_app.disposal.certificates.facts import CertificateFacts, Covered, Earlier
from stockpile_app.disposal.certificates.model import CertificateKind
from stockpile_app.disposal.gather import batch_by_id, step_of
from stockpile_app.disposal.queries import type_counts
from stockpile_app.disposal.rows import TypeCount
from stockpile_app.store import Stockpile

STANDING = "(SELECT id FROM certificate WHERE id NOT IN (SELECT certificate_id FROM annulment))"
"""The ids of the certificates that stand."""

DESTROYED = """
    SELECT d.act_no AS act, m.voucher_id, m.line_no, m.item_type_id, m.weapon_id, m.lot_id, m.condition_from,
           m.quantity
    FROM destruction_act d JOIN movement m ON m.voucher_id = d.voucher_id JOIN account a ON a.id = m.to_account
    WHERE d.batch_id = ?1 AND a.kind = 'destroyed'
    AND m.voucher_id NOT IN (SELECT reverses FROM voucher WHERE reverses <> 0)
"""
DEACTIVATED = """
    SELECT 0 AS act, m.voucher_id, m.line_no, m.item_type_id, m.weapon_id, m.lot_id, m.condition_from, m.quantity
    FROM deactivation d JOIN deactivation_check c ON c.deactivation_id = d.id
    JOIN batch_line l ON l.batch_id = d.batch_id AND l.line_no = d.line_no
    JOIN movement m ON m.voucher_id = c.voucher_id AND m.weapon_id = l.weapon_id
    JOIN account a ON a.id = m.to_account
    WHERE d.batch_id = ?1 AND (?2 = 0 OR d.id = ?2) AND a.kind = 'deactivated'
    AND m.voucher_id NOT IN (SELECT reverses FROM voucher WHERE reverses <> 0)
"""

_LINES = f"""
    WITH gone AS ({{gone}})
    SELECT g.voucher_id, g.line_no, g.item_type_id, g.weapon_id, g.lot_id, g.quantity,
           coalesce(nullif(w.serial, ''), nullif(w.own_number, ''), nullif(t.number, ''), {ITEM_TITLE}),
           coalesce((SELECT c.number FROM certificate_line l JOIN certificate c ON c.id = l.certificate_id
                     WHERE c.id IN {STANDING} AND ((l.voucher_id = g.voucher_id AND l.voucher_line = g.line_no)
                     OR (g.weapon_id <> 0 AND l.weapon_id = g.weapon_id)) LIMIT 1), '')
    FROM gone g JOIN item_type i ON i.id = g.item_type_id LEFT JOIN weapon w ON w.id = g.weapon_id
    LEFT JOIN lot t ON t.id = g.lot_id ORDER BY g.act, g.voucher_id, g.line_no
"""

_CASES = """
    SELECT number FROM case_file WHERE id NOT IN (SELECT case_id FROM case_outcome) AND id IN (
        SELECT case_id FROM case_about WHERE about = 'batch' AND about_id = ?1
        UNION SELECT case_id FROM batch_check WHERE batch_id = ?1 AND case_id <> 0
        UNION SELECT a.case_id FROM case_about a JOIN batch_line l ON a.about = 'weapon' AND a.about_id = l.weapon_id
              WHERE l.batch_id = ?1 AND l.weapon_id <> 0
    ) ORDER BY id
"""

_EARLIER = f"""
    SELECT c.id, c.number, c.id NOT IN {STANDING}, coalesce((SELECT r.number FROM certificate r
           WHERE r.replaces = c.id AND r.id IN {STANDING}), '')
    FROM certificate c WHERE c.kind = ?3 AND c.batch_id = ?1 AND c.deactivation_id = ?2 ORDER BY c.id
"""


def gather(
    stockpile: Stockpile, batch_id: int, deactivation_id: int = 0, replaces: str = "", remarks: str = ""
) -> CertificateFacts:
    """Everything the rules look at."""
    kind = CertificateKind.DEACTIVATION if deactivation_id else CertificateKind.DESTRUCTION
    asked = (batch_id, deactivation_id, kind.value)
    lines = tuple(Covered(*row) for row in _rows(stockpile, _LINES.format(gone=_gone(kind)), asked))
    return CertificateFacts(
        kind=kind,
        batch=batch_by_id(stockpile, batch_id),
        step=step_of(stockpile, batch_id),
        counts=counts_of(stockpile, batch_id, deactivation_id),
        lines=lines,
        cases=tuple(row[0] for row in _rows(stockpile, _CASES, asked)),
        deactivation_id=deactivation_id,
        verified=bool(deactivation_id and lines),
        earlier=tuple(Earlier(a, b, bool(c), d) for a, b, c, d in _rows(stockpile, _EARLIER, asked)),
        replaces=replaces.strip(),
        remarks=remarks,
    )


def counts_of(stockpile: Stockpile, batch_id: int, deactivation_id: int = 0) -> tuple[TypeCount, ...]:
    """What became of each item type of the batch; of one weapon, where a deactivation is named."""
    line_no = stockpile.value("SELECT line_no FROM deactivation WHERE id = ?", [deactivation_id])
    return tuple(type_counts(stockpile, batch_id, int(line_no or 0)))


def _gone(kind: CertificateKind) -> str:
    return DESTROYED if kind is CertificateKind.DESTRUCTION else DEACTIVATED


def _rows(stockpile: Stockpile, sql: str, asked: tuple[int | str, ...]) -> list[tuple[Any, ...]]:
    """The rows of a query that uses the first of these values: ?1 the batch, ?2 the deactivation, ?3 the kind."""
    used = max(place for place in range(1, len(asked) + 1) if f"?{place}" in sql)
    return stockpile.rows(sql, asked[:used])
