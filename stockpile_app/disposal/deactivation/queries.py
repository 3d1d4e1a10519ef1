"""What is read of deactivations: the batch's weapons, one weapon's checklist, and all of one for its paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from stockpile_app.base import Refused, tr
from stockpile_app.base.text import N_
from stockpile_app.catalogue.model import Marking, Weapon
from stockpile_app.catalogue.queries import MARKING_COLUMNS, weapons_by_id
from stockpile_app.disposal.deactivation.checklist import Checklist, checklist_of, work_of
from stockpile_app.disposal.deactivation.findings import refusal
from stockpile_app.disposal.deactivation.model import (
    Deactivation,
    DeactivationCheck,
    DeactivationMark,
    DeactivationResult,
)
from stockpile_app.disposal.deactivation.profile import Profile
from stockpile_app.disposal.deactivation.profile_file import profile_coded, profiles
from stockpile_app.store import Stockpile

NOT_BEGUN, OPEN, READY, DEACTIVATED, HELD_BACK = "not begun", "open", "ready", "deactivated", "held back"

ROW_WORDS = {
    NOT_BEGUN: N_("Not begun"),
    OPEN: N_("Open"),
    READY: N_("To be verified"),
    DEACTIVATED: N_("Deactivated"),
    HELD_BACK: N_("Held back"),
}
"""How far a weapon of the batch is; translate when shown."""


@dataclass(frozen=True, slots=True)
class DeactivationRow:
    """One weapon of a deactivation batch, and how far it is.

    Attributes:
        deactivation_id: 0 while it has not begun.
        state: A key of `ROW_WORDS`.
        open: Operations open or failed; `operations` how many there are.
        unmarked: Essential components without their mark.
        voucher: The number of the voucher that took it out of the books; '' before.
    """

    batch_id: int
    line_no: int
    weapon: Weapon
    deactivation_id: int
    state: str
    profile: str = ""
    firearm_type: str = ""
    operations: int = 0
    open: int = 0
    unmarked: int = 0
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class DeactivationView:
    """Everything about one deactivation: what a page shows and a certificate prints.

    Attributes:
        marks: The deactivation marks, in the order of the profile's components.
        performers: Everybody who did work on it, as recorded.
        check: None until it is verified; `voucher` and `voucher_line` with it.
        title: What the certificate is called: the authority's name only for an entity on its list.
    """

    deactivation: Deactivation
    weapon: Weapon
    batch_number: str
    checklist: Checklist
    marks: tuple[Marking, ...]
    performers: tuple[str, ...]
    check: DeactivationCheck | None
    voucher: str
    voucher_line: int
    title: str


def deactivations(stockpile: Stockpile, batch_id: int) -> list[DeactivationRow]:
    """The weapons of a deactivation batch, in the batch's order."""
    lines = stockpile.rows(
        "SELECT l.line_no, l.weapon_id, coalesce(d.id, 0), coalesce(v.number, ''), h.line_no IS NOT NULL "
        "FROM batch_line l "
        "LEFT JOIN deactivation d ON d.id = (SELECT max(n.id) FROM deactivation n "
        "WHERE n.batch_id = l.batch_id AND n.line_no = l.line_no) "
        "LEFT JOIN deactivation_check c ON c.deactivation_id = d.id "
        "LEFT JOIN voucher v ON v.id = c.voucher_id "
        "LEFT JOIN held_back h ON h.batch_id = l.batch_id AND h.line_no = l.line_no "
        "WHERE l.batch_id = ? AND l.weapon_id <> 0 ORDER BY l.line_no",
        [batch_id],
    )
    found = list(lines)
    weapons = weapons_by_id(stockpile, [line[1] for line in found])
    return [
        _row(stockpile, batch_id, line_no, weapons[weapon_id], number, voucher, held=bool(held))
        for line_no, weapon_id, number, voucher, held in found
    ]


def _row(
    stockpile: Stockpile,
    batch_id: int,
    line_no: int,
    weapon: Weapon,
    number: int,
    voucher: str,
    *,
    held: bool,
) -> DeactivationRow:
    if not number:
        return DeactivationRow(batch_id, line_no, weapon, 0, HELD_BACK if held else NOT_BEGUN)
    one, listed = deactivation_numbered(stockpile, number), checklist(stockpile, number)
    working = READY if listed.ready else OPEN
    return DeactivationRow(
        batch_id=batch_id,
        line_no=line_no,
        weapon=weapon,
        deactivation_id=number,
        state=DEACTIVATED if voucher else HELD_BACK if held else working,
        profile=one.profile,
        firearm_type=one.firearm_type,
        operations=len(listed.lines),
        open=listed.open,
        unmarked=sum(not mark.text for mark in listed.marks),
        voucher=voucher,
    )


def checklist(stockpile: Stockpile, deactivation_id: int) -> Checklist:
    """Every operation of one weapon's list, how it stands and what blocks.

    Raises:
        Refused: there is no such deactivation, or its profile is not on this computer.
    """
    one = deactivation_numbered(stockpile, deactivation_id)
    return checklist_of(
        work_of(profile_of(one), one, results_of(stockpile, one.id), marks_of(stockpile, one.id))
    )


def deactivation_view(stockpile: Stockpile, deactivation_id: int) -> DeactivationView:
    """Everything about one deactivation.

    Raises:
        Refused: there is no such deactivation, or its profile is not on this computer.
    """
    one = deactivation_numbered(stockpile, deactivation_id)
    listed, check = checklist(stockpile, one.id), check_of(stockpile, one.id)
    results = results_of(stockpile, one.id)
    weapon_id, number = weapon_and_batch(stockpile, one)
    voucher, line = _voucher(stockpile, check.voucher_id if check else 0, weapon_id)
    return DeactivationView(
        deactivation=one,
        weapon=weapons_by_id(stockpile, [weapon_id])[weapon_id],
        batch_number=number,
        checklist=listed,
        marks=_markings(stockpile, (mark.marking_id for mark in listed.marks)),
        performers=tuple(dict.fromkeys(result.done_by for result in results)),
        check=check,
        voucher=voucher,
        voucher_line=line,
        title=listed.profile.title_of(listed=bool(check and check.listed and check.public)),
    )


# Records ----------------------------------------------------------------------------------------


def _columns(record: type) -> str:
    return ", ".join(one.name for one in fields(record))


def deactivation_numbered(stockpile: Stockpile, deactivation_id: int) -> Deactivation:
    """The deactivation of this number.

    Raises:
        Refused: there is none.
    """
    row = stockpile.row(f"SELECT {_columns(Deactivation)} FROM deactivation WHERE id = ?", [deactivation_id])
    if row is None:
        raise Refused([refusal(
            "DEACT-04", tr("There is no such deactivation"), tr("Deactivation"), tr("a deactivation that has begun"),
            str(deactivation_id), tr("Look at the batch"))])  # fmt: skip
    return Deactivation(*row)


def profile_of(one: Deactivation) -> Profile:
    """The profile under which a weapon is deactivated, in the edition with which it began.

    Raises:
        Refused: it is not on this computer.
    """
    profile = profile_coded(one.profile, one.edition)
    if profile is None:
        known = ", ".join(f"{each.code} {each.edition}" for each in profiles())
        raise Refused([refusal(
            "DEACT-01", tr("This profile is not on this computer"), tr("Profile"), known,
            f"{one.profile} {one.edition}", tr("Put the profile’s file where the others are"))])  # fmt: skip
    return profile


def results_of(stockpile: Stockpile, deactivation_id: int) -> list[DeactivationResult]:
    """Everything recorded of its operations, in the order of recording for each."""
    rows = stockpile.rows(
        f"SELECT {_columns(DeactivationResult)} FROM deactivation_result WHERE deactivation_id = ? "
        "ORDER BY operation, result_no",
        [deactivation_id],
    )
    return [DeactivationResult(*row) for row in rows]


def result_of(stockpile: Stockpile, entry: int) -> DeactivationResult:
    """The result that an entry of the journal recorded."""
    row = stockpile.row(
        f"SELECT {_columns(DeactivationResult)} FROM deactivation_result WHERE entry = ?", [entry]
    )
    return DeactivationResult(*(row or ()))


def marks_of(stockpile: Stockpile, deactivation_id: int) -> dict[str, tuple[str, int]]:
    """The text and id of the last mark on each essential component."""
    rows = stockpile.rows(
        "SELECT d.component, m.text, m.id FROM deactivation_mark d JOIN marking m ON m.id = d.marking_id "
        "WHERE d.deactivation_id = ? ORDER BY d.mark_no",
        [deactivation_id],
    )
    return {component: (text, marking_id) for component, text, marking_id in rows}


def mark_of(stockpile: Stockpile, entry: int) -> tuple[DeactivationMark, Marking]:
    """The mark that an entry of the journal recorded."""
    mark = stockpile.row(
        f"SELECT {_columns(DeactivationMark)} FROM deactivation_mark WHERE entry = ?", [entry]
    )
    marking = stockpile.row(f"SELECT {MARKING_COLUMNS} FROM marking WHERE entry = ?", [entry])
    return DeactivationMark(*(mark or ())), Marking(*(marking or ()))


def check_of(stockpile: Stockpile, deactivation_id: int) -> DeactivationCheck | None:
    """Who verified it; None before."""
    row = stockpile.row(
        f"SELECT {_columns(DeactivationCheck)} FROM deactivation_check WHERE deactivation_id = ?",
        [deactivation_id],
    )
    return DeactivationCheck(*row) if row else None


def weapon_and_batch(stockpile: Stockpile, one: Deactivation) -> tuple[int, str]:
    """The id of the weapon, and the number of its batch."""
    row = stockpile.row(
        "SELECT l.weapon_id, b.number FROM batch_line l JOIN batch b ON b.id = l.batch_id "
        "WHERE (l.batch_id, l.line_no) = (?, ?)",
        [one.batch_id, one.line_no],
    )
    return (row[0], row[1]) if row else (0, "")


def _markings(stockpile: Stockpile, ids: Iterable[int]) -> tuple[Marking, ...]:
    rows = (stockpile.row(f"SELECT {MARKING_COLUMNS} FROM marking WHERE id = ?", [number]) for number in ids)
    return tuple(Marking(*row) for row in rows if row)


def _voucher(stockpile: Stockpile, voucher_id: int, weapon_id: int) -> tuple[str, int]:
    row = stockpile.row(
        "SELECT v.number, m.line_no FROM voucher v JOIN movement m ON m.voucher_id = v.id "
        "WHERE v.id = ? AND m.weapon_id = ?",
        [voucher_id, weapon_id],
    )
    return (row[0], row[1]) if row else ("", 0)


# Finding --------------------------------------------------------------------------------------------


def line_of_weapon(stockpile: Stockpile, weapon_id: int) -> tuple[int, int]:
    """The batch to be deactivated that a weapon is in, and its line; (0, 0) when it is in none."""
    row = stockpile.row(
        "SELECT l.batch_id, l.line_no FROM batch_line l JOIN batch b ON b.id = l.batch_id "
        "WHERE l.weapon_id = ? AND b.disposal = 'deactivation' "
        "AND NOT EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = l.batch_id AND h.line_no = l.line_no) "
        "ORDER BY l.batch_id DESC LIMIT 1",
        [weapon_id],
    )
    return (row[0], row[1]) if row else (0, 0)


def deactivation_of(stockpile: Stockpile, weapon_id: int) -> Deactivation:
    """The last deactivation that was begun on a weapon.

    Raises:
        Refused: none was.
    """
    number = stockpile.value(
        "SELECT d.id FROM deactivation d JOIN batch_line l ON l.batch_id = d.batch_id AND l.line_no = d.line_no "
        "WHERE l.weapon_id = ? ORDER BY d.id DESC LIMIT 1",
        [weapon_id],
    )
    if number is None:
        raise Refused([refusal(
            "DEACT-04", tr("No deactivation was begun on this weapon"), tr("Weapon"),
            tr("a weapon that is being deactivated"), str(weapon_id), tr("Begin it first"))])  # fmt: skip
    return deactivation_numbered(stockpile, int(number))


def batches_of(stockpile: Stockpile) -> dict[int, str]:
    """The batches to be deactivated, by id with their numbers, the latest first."""
    return dict(
        stockpile.rows("SELECT id, number FROM batch WHERE disposal = 'deactivation' ORDER BY id DESC")
    )
