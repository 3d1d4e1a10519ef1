"""What is out, since when and on hold with what; what became of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stockpile_app.base import Refused, tr
from stockpile_app.base.plain_text import quoted
from stockpile_app.exchange.pack.findings import refusal
from stockpile_app.exchange.pack.model import PackTask
from stockpile_app.exchange.pack.records import PackAnswer, PackOut, PackReturn
from stockpile_app.ledger import Hold
from stockpile_app.store import Stockpile

OUT_COLUMNS = (
    "id, pack_id, kind, task, subject_id, receiver, sealed_to, return_public, lines, lines_sha256, sha256, "
    "file_name, made_at"
)
_RETURN_COLUMNS = "pack_id, outcome, sha256, answered_by, answered_at, answers, reason, returned_at"
_ANSWER_COLUMNS = (
    "pack_id, line, subject, subject_id, mark, item, place, condition, quantity, unit, state, remark"
)


@dataclass(frozen=True, slots=True)
class PackState:
    """One pack that left, and what became of it.

    Attributes:
        sent_by: Who sent it.
        days: Whole days since it left, until now or until it ended.
        holds: How many of its holds are in force.
        end: None while it is out.
    """

    pack: PackOut
    sent_by: str
    days: int
    holds: int
    end: PackReturn | None


def packs(stockpile: Stockpile) -> list[PackState]:
    """Every pack that ever left, the latest first."""
    ends = {row[0]: PackReturn(*row) for row in stockpile.rows(f"SELECT {_RETURN_COLUMNS} FROM pack_return")}
    holds: dict[int, int] = dict(
        stockpile.rows(
            "SELECT pack_id, count(*) FROM pack_hold "
            "WHERE hold_id NOT IN (SELECT hold_id FROM hold_release) GROUP BY pack_id"
        )
    )
    found = []
    for row in stockpile.rows(
        f"SELECT {', '.join('p.' + name for name in OUT_COLUMNS.split(', '))}, j.actor FROM pack_out p "
        "JOIN journal j ON j.entry = p.entry ORDER BY p.id DESC"
    ):
        pack = PackOut(*row[:-1])
        end = ends.get(pack.id)
        until = datetime.fromisoformat(end.returned_at) if end else stockpile.clock.now()
        days = max(0, (until - datetime.fromisoformat(pack.made_at)).days)
        found.append(PackState(pack, row[-1], days, holds.get(pack.id, 0), end))
    return found


def pack_with_id(stockpile: Stockpile, pack_id: str) -> PackOut | None:
    """The pack that left under this UUID."""
    row = stockpile.row(f"SELECT {OUT_COLUMNS} FROM pack_out WHERE pack_id = ?", [pack_id])
    return PackOut(*row) if row else None


def return_of(stockpile: Stockpile, number: int) -> PackReturn | None:
    """What became of a pack; None while it is out."""
    row = stockpile.row(f"SELECT {_RETURN_COLUMNS} FROM pack_return WHERE pack_id = ?", [number])
    return PackReturn(*row) if row else None


def answers_of(stockpile: Stockpile, number: int) -> list[PackAnswer]:
    """What was found, line by line, in the pack that came back."""
    sql = f"SELECT {_ANSWER_COLUMNS} FROM pack_answer WHERE pack_id = ? ORDER BY line"
    return [PackAnswer(*row) for row in stockpile.rows(sql, [number])]


def holds_of(stockpile: Stockpile, number: int, *, in_force: bool = False) -> list[Hold]:
    """The holds placed for a pack; only those still in force when asked."""
    ended = " AND h.id NOT IN (SELECT hold_id FROM hold_release)" if in_force else ""
    return [
        Hold(*row)
        for row in stockpile.rows(
            "SELECT h.id, h.target, h.target_id, h.kind, h.authority, h.reason, h.placed_on, h.until, h.blocks "
            f"FROM hold h JOIN pack_hold p ON p.hold_id = h.id WHERE p.pack_id = ?{ended} ORDER BY h.id",
            [number],
        )
    ]


def task_of(stockpile: Stockpile, kind: str) -> PackTask:
    """The task of this kind, from the room that has it.

    Raises:
        Refused: no room of this program has it.
    """
    tasks = {task.kind: task for task in stockpile.assembly.of(PackTask)}
    if kind not in tasks:
        raise Refused([refusal("PACK-05", tr("This program knows no pack of this kind"), tr("Kind"),
                               ", ".join(tasks), quoted(kind), tr("Choose one of these kinds"))])  # fmt: skip
    return tasks[kind]
