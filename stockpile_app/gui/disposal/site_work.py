"""What the screen at the site asks of the books and has them record: one look, one answer, one line of the journal.

Runs on the workers and touches no widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stockpile_app import cases, disposal
from stockpile_app.access import founding
from stockpile_app.base.text import tr
from stockpile_app.cases import NewAttachment
from stockpile_app.catalogue import fittings_of, markings_of
from stockpile_app.catalogue.queries import weapons_by_id
from stockpile_app.disposal.model import Duty
from stockpile_app.disposal.requests import Aside, Scan, Undo
from stockpile_app.disposal.rows import BatchLineRow, BatchView, LineState, ListAnswer, Progress
from stockpile_app.gui.catalogue.weapon_dialogs import component_words
from stockpile_app.gui.catalogue.words import listed
from stockpile_app.store import Stockpile

MOST_MARKS = 5  # as many as stand beside the mark on a small screen


@dataclass(frozen=True, slots=True)
class SiteBatch:
    """What the head and the bar of the screen say.

    Attributes:
        sole: One keeper keeps these books, so that the verifier is named.
        unmarked: Something in it has no mark, and is chosen from the list.
    """

    view: BatchView
    sole: bool
    unmarked: bool = False

    def named(self, duty: Duty) -> list[str]:
        """Who was named for this duty."""
        return [one.name for one in self.view.persons if one.duty == duty]


@dataclass(frozen=True, slots=True)
class Looked:
    """What the list says, and what else is marked on the weapon."""

    answer: ListAnswer
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, and how far the verification is now."""

    answer: ListAnswer | None
    progress: Progress
    check_no: int = 0
    cases: tuple[int, ...] = ()


def site_batch(books: Stockpile, batch_id: int) -> SiteBatch | None:
    """The batch as the site sees it."""
    view = disposal.batch_view(books, batch_id)
    return SiteBatch(view, bool(founding(books).sole), bool(unmarked(books, batch_id))) if view else None


def unmarked(books: Stockpile, batch_id: int) -> list[BatchLineRow]:
    """Lines still to be looked at that have no mark."""
    waiting = disposal.batch_lines(books, batch_id, state=LineState.WAITING, limit=-1)
    return [line for line in waiting if not line.mark]


def look(books: Stockpile, asked: Scan) -> Looked:
    """What the list says to a mark; writes nothing."""
    answer = disposal.ask_list(books, asked)
    weapon = answer.line.weapon_id if answer.line else 0
    return Looked(answer, also_marked(books, weapon) if weapon else ())


def also_marked(books: Stockpile, weapon_id: int) -> tuple[str, ...]:
    """`bolt PC 3324`: every other mark of the weapon, with the component or the kind it is."""
    kinds = {choice.value: choice.words for choice in listed("marking_kinds")}
    parts = {
        component.id: component_words(component) for component, _fitting in fittings_of(books, weapon_id)
    }
    weapon = weapons_by_id(books, [weapon_id])[weapon_id]
    found = [
        f"{parts.get(mark.component_id) or kinds.get(mark.kind, mark.kind)} {mark.text}"
        for mark in markings_of(books, weapon_id)
        if mark.component_id or mark.text != weapon.serial
    ]
    own = [tr("own number {mark}", mark=weapon.own_number)] if weapon.own_number and weapon.serial else []
    return tuple(dict.fromkeys([*found, *own]))[:MOST_MARKS]


def verify(books: Stockpile, asked: Scan) -> Recorded:
    """Record what the list says to it."""
    answer = disposal.verify_item(books, asked)
    number = answer.check.check_no if answer.check else 0
    return Recorded(answer, disposal.progress(books, asked.batch_id), number)


def set_aside(books: Stockpile, asked: Aside) -> Recorded:
    """Set it aside; its case is opened."""
    done = disposal.set_aside(books, asked)
    return Recorded(None, disposal.progress(books, asked.batch_id), cases=done.cases)


def undo(books: Stockpile, asked: Undo) -> Recorded:
    """Take the last look back."""
    disposal.undo_check(books, asked)
    return Recorded(None, disposal.progress(books, asked.batch_id))


def photograph(books: Stockpile, operation_id: str, about: tuple[str, int], path: Path, remark: str) -> str:
    """Keep the photograph with its hash; `3e81 09fc`, as much of it as people compare."""
    new = NewAttachment(operation_id=operation_id, about=about, path=path, remark=remark)
    digits = cases.attach(books, new).sha256
    return f"{digits[:4]} {digits[4:8]}"
