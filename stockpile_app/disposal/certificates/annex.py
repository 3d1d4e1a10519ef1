"""The lines of a certificate's annex, weapon by weapon and lot by lot, as the books hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stockpile_app.catalogue.model import MarkState
from stockpile_app.catalogue.queries import ITEM_TITLE, chunks
from stockpile_app.disposal.certificates.gathering import DEACTIVATED, DESTROYED
from stockpile_app.disposal.certificates.model import CertificateKind
from stockpile_app.disposal.certificates.view import AnnexLot, AnnexWeapon
from stockpile_app.disposal.columns import LAST_CHECK
from stockpile_app.store import Stockpile

Key = tuple[int, int]
"""A voucher's id and the number of its line."""

_WEAPONS = f"""
    WITH gone AS ({{gone}})
    SELECT g.voucher_id, g.line_no, w.id, w.item_type_id, {ITEM_TITLE}, w.serial, w.own_number, w.make, w.model,
           w.calibre, w.country, coalesce(c.components, ''), coalesce(c.checked_by, ''),
           coalesce(c.checked_at, ''), coalesce(d.performed_by, p.performer, ''), g.act, v.number
    FROM gone g JOIN weapon w ON w.id = g.weapon_id JOIN item_type i ON i.id = w.item_type_id
    JOIN voucher v ON v.id = g.voucher_id
    LEFT JOIN batch_line l ON l.batch_id = ?1 AND l.weapon_id = g.weapon_id
    {LAST_CHECK}
    LEFT JOIN destruction_act d ON d.batch_id = ?1 AND d.act_no = g.act
    LEFT JOIN deactivation p ON p.id = (SELECT max(n.id) FROM deactivation n
        WHERE n.batch_id = ?1 AND n.line_no = l.line_no)
    ORDER BY g.act, g.voucher_id, g.line_no
"""

_LOTS = f"""
    WITH gone AS ({DESTROYED})
    SELECT g.voucher_id, g.line_no, g.lot_id, g.item_type_id, {ITEM_TITLE}, coalesce(t.number, ''),
           g.quantity, i.base_unit, coalesce(l.hazard, ''), coalesce(l.neq, ''), coalesce(c.checked_by, ''),
           coalesce(d.performed_by, ''), g.act, v.number
    FROM gone g JOIN item_type i ON i.id = g.item_type_id JOIN voucher v ON v.id = g.voucher_id
    LEFT JOIN lot t ON t.id = g.lot_id
    LEFT JOIN batch_line l ON l.batch_id = ?1 AND l.line_no = (SELECT min(o.line_no) FROM batch_line o
        WHERE o.batch_id = ?1 AND o.item_type_id = g.item_type_id AND o.lot_id = g.lot_id AND o.weapon_id = 0
        AND o.condition = g.condition_from)
    {LAST_CHECK}
    LEFT JOIN destruction_act d ON d.batch_id = ?1 AND d.act_no = g.act
    WHERE g.weapon_id = 0 ORDER BY g.act, g.voucher_id, g.line_no
"""


def annex_weapons(
    stockpile: Stockpile,
    kind: CertificateKind,
    batch_id: int,
    deactivation_id: int,
    numbers: dict[Key, int],
    known: int,
) -> tuple[AnnexWeapon, ...]:
    """The weapons with their marks.

    Args:
        numbers: Gives each voucher line its place in the annex.
        known: The journal entry up to which marks are told, so that a later one changes no paper.
    """
    if kind is CertificateKind.DESTRUCTION:
        rows = stockpile.rows(_WEAPONS.format(gone=DESTROYED), [batch_id])
    else:
        rows = stockpile.rows(_WEAPONS.format(gone=DEACTIVATED), [batch_id, deactivation_id])
    wanted = [row for row in rows if (row[0], row[1]) in numbers]
    marks = _marks(stockpile, (row[2] for row in wanted), known)
    return tuple(
        AnnexWeapon(
            line_no=numbers[row[0], row[1]],
            weapon_id=row[2],
            item_type_id=row[3],
            item=row[4],
            mark=row[5] or row[6],
            make=row[7],
            model=row[8],
            calibre=row[9],
            country=row[10],
            marks=_others(marks.get(row[2], ()), row[6] if row[5] else ""),
            missing=row[11],
            verified_by=row[12],
            verified_at=row[13],
            destroyed_by=row[14],
            act_no=row[15],
            voucher=row[16],
        )
        for row in wanted
    )


def annex_lots(stockpile: Stockpile, batch_id: int, numbers: dict[Key, int]) -> tuple[AnnexLot, ...]:
    """The quantities of lots, and of what is followed by quantity alone."""
    return tuple(
        AnnexLot(numbers[row[0], row[1]], *row[2:])
        for row in stockpile.rows(_LOTS, [batch_id])
        if (row[0], row[1]) in numbers
    )


def _marks(stockpile: Stockpile, weapons: Iterable[int], known: int) -> dict[int, list[str]]:
    """Every mark read on each weapon, in the order of reading; an erased one says so."""
    found: dict[int, list[str]] = {}
    for marks, portion in chunks(weapons):
        for weapon, kind, text, state in stockpile.rows(
            f"SELECT weapon_id, kind, text, state FROM marking WHERE weapon_id IN ({marks}) AND entry <= ? "
            "ORDER BY id",
            [*portion, known],
        ):
            found.setdefault(weapon, []).append(_mark(kind, text, state))
    return found


def _mark(kind: str, text: str, state: str) -> str:
    told = text if state == MarkState.READABLE else " ".join(filter(None, (text, f"({state})")))
    return f"{kind} {told}".strip()


def _others(marks: Iterable[str], own_number: str) -> tuple[str, ...]:
    return tuple(_told(marks, own_number))


def _told(marks: Iterable[str], own_number: str) -> Iterator[str]:
    yield from marks
    if own_number:
        yield own_number
