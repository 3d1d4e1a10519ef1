"""The whole life of one weapon, lot or container: every movement, mark, part, hold and seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event in the life of a weapon, lot or container, newest last.

    Attributes:
        word: The voucher kind, or `mark`, `component`, `ownership`, `hold`, `look-alike`, `seal`.
        recorded_at: UTC; shown only when its day differs from the effective one.
        voucher: Number, '' for events without one; `undoes` and `undone_by` link reversed pairs.
        entry: The journal entry that recorded it.
    """

    effective_at: str
    recorded_at: str
    word: str
    detail: str
    from_account: str = ""
    to_account: str = ""
    quantity: int = 0
    voucher: str = ""
    voucher_id: int = 0
    undoes: str = ""
    undone_by: str = ""
    entry: int = 0


def weapon_life(stockpile: Stockpile, weapon_id: int) -> list[LifeEvent]:
    """Everything that ever happened to a weapon, in order of effect."""
    events = [*_movement_events(stockpile, "m.weapon_id", weapon_id), *_facts(stockpile, weapon_id)]
    events += _hold_events(stockpile, "weapon", weapon_id)
    return sorted(events, key=lambda event: (event.effective_at, event.voucher_id))


def lot_life(stockpile: Stockpile, lot_id: int) -> list[LifeEvent]:
    """Everything that ever happened to a lot, in order of effect."""
    events = [*_movement_events(stockpile, "m.lot_id", lot_id), *_hold_events(stockpile, "lot", lot_id)]
    return sorted(events, key=lambda event: (event.effective_at, event.voucher_id))


def container_life(stockpile: Stockpile, container_id: int) -> list[LifeEvent]:
    """Where a container stood and which seals it had, in order of effect."""
    events = [
        LifeEvent(row[0], row[1], row[2], "", row[3], row[4], 0, row[5], row[6], entry=row[7])
        for row in stockpile.rows(
            "SELECT c.effective_at, v.recorded_at, v.kind, coalesce(f.name, ''), coalesce(t.name, ''), v.number, "
            "v.id, v.entry FROM container_stand c JOIN voucher v ON v.id = c.voucher_id "
            "LEFT JOIN account f ON f.id = c.from_account LEFT JOIN account t ON t.id = c.to_account "
            "WHERE c.container_id = ?",
            [container_id],
        )
    ]
    events += [
        LifeEvent(row[0] + "T24:00", row[1], "seal", f"{row[2]} · {row[3]}", entry=row[4])
        for row in stockpile.rows(
            "SELECT s.effective_on, j.recorded_at, s.number, s.act, s.entry FROM seal s "
            "JOIN journal j ON j.entry = s.entry WHERE s.container_id = ?",
            [container_id],
        )
    ]
    return sorted(events, key=lambda event: (event.effective_at, event.voucher_id))


def _movement_events(stockpile: Stockpile, column: str, value: int) -> Iterator[LifeEvent]:
    for row in stockpile.rows(
        "SELECT m.effective_at, v.recorded_at, v.kind, m.condition_from, m.condition_to, f.name, t.name, m.quantity, "
        "v.number, v.id, v.purpose, v.reason, m.remarks, "
        "coalesce((SELECT number FROM voucher WHERE id = v.reverses), ''), "
        "coalesce((SELECT number FROM voucher WHERE reverses = v.id), ''), v.entry "
        "FROM movement m JOIN voucher v ON v.id = m.voucher_id "
        f"JOIN account f ON f.id = m.from_account JOIN account t ON t.id = m.to_account WHERE {column} = ?",
        [value],
    ):
        before, after, purpose, reason, remarks = row[3], row[4], row[10], row[11], row[12]
        condition = f"{before} → {after}" if before != after else ""
        yield LifeEvent(
            effective_at=row[0],
            recorded_at=row[1],
            word=row[2],
            detail=" · ".join(filter(None, (condition, purpose, reason, remarks))),
            from_account=row[5],
            to_account=row[6],
            quantity=row[7],
            voucher=row[8],
            voucher_id=row[9],
            undoes=row[13],
            undone_by=row[14],
            entry=row[15],
        )


_FACTS = """
    SELECT f.effective_on || 'T24:00', j.recorded_at, f.word, f.detail, f.entry FROM (
        SELECT effective_on, entry, 'mark' AS word, kind || ' · ' || text || ' · ' || place || ' · ' || state
               AS detail FROM marking WHERE weapon_id = ?1
        UNION ALL
        SELECT t.effective_on, t.entry, 'component', t.act || ' · ' || c.kind || ' · ' || c.description
        FROM fitting t JOIN component c ON c.id = t.component_id WHERE t.weapon_id = ?1
        UNION ALL
        SELECT effective_on, entry, 'ownership', kind || ' · ' || reference FROM ownership WHERE weapon_id = ?1
        UNION ALL
        SELECT substr(j.recorded_at, 1, 10), k.entry, 'look-alike', w.serial || ' · ' || k.reason
        FROM look_alike k JOIN journal j ON j.entry = k.entry
        JOIN weapon w ON w.id = CASE WHEN k.weapon_id = ?1 THEN k.twin_id ELSE k.weapon_id END
        WHERE k.weapon_id = ?1 OR k.twin_id = ?1
    ) AS f JOIN journal j ON j.entry = f.entry
"""


def _facts(stockpile: Stockpile, weapon_id: int) -> list[LifeEvent]:
    return [
        LifeEvent(row[0], row[1], row[2], row[3], entry=row[4]) for row in stockpile.rows(_FACTS, [weapon_id])
    ]


def _hold_events(stockpile: Stockpile, target: str, target_id: int) -> list[LifeEvent]:
    return [
        LifeEvent(row[0] + "T24:00", row[1], "hold", f"{row[2]} · {row[3]} · {row[4]}", entry=row[5])
        for row in stockpile.rows(
            "SELECT h.placed_on, j.recorded_at, h.kind, h.reason, h.authority, h.entry FROM hold h "
            "JOIN journal j ON j.entry = h.entry WHERE h.target = ?1 AND h.target_id = ?2 UNION ALL "
            "SELECT r.released_on, j.recorded_at, 'released', r.reason, r.authority, r.entry FROM hold_release r "
            "JOIN hold h ON h.id = r.hold_id JOIN journal j ON j.entry = r.entry "
            "WHERE h.target = ?1 AND h.target_id = ?2",
            [target, target_id],
        )
    ]
