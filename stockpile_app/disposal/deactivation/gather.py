"""What the rules of deactivation need to know: SQL in, frozen facts out."""

from __future__ import annotations

from stockpile_app.access import founding
from stockpile_app.base.clock import local_date
from stockpile_app.catalogue.queries import weapons_by_id
from stockpile_app.disposal.deactivation.model import Deactivation
from stockpile_app.disposal.deactivation.queries import checklist, results_of, weapon_and_batch
from stockpile_app.disposal.deactivation.rules import StandingFacts, VerifyFacts
from stockpile_app.disposal.model import Step
from stockpile_app.store import Stockpile


def today(stockpile: Stockpile) -> str:
    """The depot's local date."""
    return local_date(stockpile.clock.now(), founding(stockpile).zone).isoformat()


def standing_facts(stockpile: Stockpile, batch_id: int, line_no: int) -> StandingFacts:
    """What is known of a batch line."""
    batch = stockpile.row(
        "SELECT disposal, coalesce((SELECT step FROM batch_step WHERE batch_id = b.id "
        "ORDER BY step_no DESC LIMIT 1), ?) FROM batch b WHERE id = ?",
        [Step.DESIGNATED, batch_id],
    )
    line = stockpile.row(_LINE, [batch_id, line_no])
    if batch is None or line is None:
        return StandingFacts(*(batch or ()))
    weapon_id, checked, begun, held_back, calibre = line
    return StandingFacts(
        batch[0], batch[1], weapon_id, checked, begun, bool(held_back), calibre,
        traced=stockpile.row("SELECT 1 FROM trace_check WHERE batch_id = ?", [batch_id]) is not None,
        stopped=str(stockpile.value(_STOPPED, [weapon_id, today(stockpile)]) or ""),
    )  # fmt: skip


_LINE = (
    "SELECT l.weapon_id, "
    "coalesce((SELECT c.result FROM batch_check c WHERE c.batch_id = l.batch_id AND c.line_no = l.line_no "
    "ORDER BY c.check_no DESC LIMIT 1), ''), "
    "coalesce((SELECT max(d.id) FROM deactivation d WHERE d.batch_id = l.batch_id AND d.line_no = l.line_no), 0), "
    "EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = l.batch_id AND h.line_no = l.line_no), "
    "coalesce((SELECT w.calibre FROM weapon w WHERE w.id = l.weapon_id), '') "
    "FROM batch_line l WHERE l.batch_id = ? AND l.line_no = ?"
)


_STOPPED = (
    "SELECT kind FROM hold WHERE kind IN ('trace', 'evidence') AND (target, target_id) IN "
    "(SELECT 'weapon', id FROM weapon WHERE id = ?1 UNION ALL SELECT 'item_type', item_type_id FROM weapon "
    "WHERE id = ?1 UNION ALL SELECT 'account', account_id FROM weapon WHERE id = ?1) "
    "AND (until = '' OR until >= ?2) AND id NOT IN (SELECT hold_id FROM hold_release) ORDER BY id LIMIT 1"
)
"""A hold in force that keeps a weapon whole: on itself, its type or where it stands."""


def verify_facts(stockpile: Stockpile, one: Deactivation, verifier: str) -> VerifyFacts:
    """What is known when somebody verifies."""
    weapon_id, _ = weapon_and_batch(stockpile, one)
    results = results_of(stockpile, one.id)
    sole = bool(founding(stockpile).sole)
    return VerifyFacts(
        checklist=checklist(stockpile, one.id),
        country=one.country,
        mark=weapons_by_id(stockpile, [weapon_id])[weapon_id].mark,
        verifier="" if sole else verifier,
        performers=frozenset({one.performer, *(result.done_by for result in results)}),
        recorders=frozenset() if sole else recorders(stockpile, one.id),
        last_work=max(one.begun_on, *(result.done_on for result in results), *_marked_on(stockpile, one.id)),
        today=today(stockpile),
    )


def recorders(stockpile: Stockpile, deactivation_id: int) -> frozenset[str]:
    """The users who recorded what became of operations."""
    rows = stockpile.rows(
        "SELECT DISTINCT j.actor FROM deactivation_result r JOIN journal j ON j.entry = r.entry "
        "WHERE r.deactivation_id = ?",
        [deactivation_id],
    )
    return frozenset(row[0] for row in rows)


def _marked_on(stockpile: Stockpile, deactivation_id: int) -> list[str]:
    rows = stockpile.rows(
        "SELECT m.effective_on FROM deactivation_mark d JOIN marking m ON m.id = d.marking_id "
        "WHERE d.deactivation_id = ?",
        [deactivation_id],
    )
    return ["", *(row[0] for row in rows)]


def holds_served(stockpile: Stockpile, one: Deactivation, weapon_id: int) -> tuple[int, frozenset[int]]:
    """The reservation the weapon was declared with (0 for none), and all stops placed for this disposal."""
    row = stockpile.row(
        "SELECT n.hold_id FROM batch_line l JOIN declaration_line n ON n.declaration_id = l.declaration_id "
        "AND n.weapon_id = l.weapon_id JOIN hold h ON h.id = n.hold_id WHERE (l.batch_id, l.line_no) = (?, ?) "
        "AND n.hold_id NOT IN (SELECT hold_id FROM hold_release)",
        [one.batch_id, one.line_no],
    )
    boxes = stockpile.rows(
        "SELECT id FROM hold WHERE target = 'account' AND kind = 'reserved' AND target_id IN "
        "(SELECT w.account_id FROM weapon w JOIN batch_box b ON b.container_id = w.account_id "
        "WHERE w.id = ? AND b.batch_id = ?)",
        [weapon_id, one.batch_id],
    )
    reserved = int(row[0]) if row else 0
    return reserved, frozenset(filter(None, (reserved, *(box[0] for box in boxes))))
