"""The board: every batch under the head of its state, with what blocks it and its one next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.model import Disposal, Step
from stockpile_app.disposal.rows import BatchRow
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import (
    Action,
    Column,
    EmptyState,
    Kind,
    RowKind,
    RowLook,
    Status,
    TableView,
    Tabs,
    Text,
    vbox,
)
from stockpile_app.gui.common.cells import Cell
from stockpile_app.gui.disposal.words import (
    ACT_ICONS,
    act_word,
    blocks_words,
    contents,
    disposal_word,
    next_act,
    step_word,
)

UNDER_WAY, FINISHED = 0, 1
_LOOKED_AT = frozenset({Step.RECEIVED, Step.VERIFIED, Step.DESTROYED, Step.DEACTIVATED})


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A batch, or the head of those in one state."""

    head: str = ""
    batch: BatchRow | None = None


def board_rows(batches: Iterable[BatchRow], finished: bool) -> list[BoardRow]:
    """Batches under the heads of their states: those nearest to their end first, the oldest first in each."""
    chosen = [one for one in batches if (one.next.step is None) is finished]
    return list(_grouped(chosen))


def _grouped(batches: list[BatchRow]) -> Iterator[BoardRow]:
    for step in reversed(Step):
        found = sorted((one for one in batches if one.step is step), key=lambda one: (one.since, one.number))
        if found:
            count = trn("{count} batch", "{count} batches", len(found))
            yield BoardRow(f"{step_word(step)} · {count}")
            yield from (BoardRow(batch=one) for one in found)


class Board(QWidget):
    """Batches under way, and those that are finished.

    Signals:
        chosen: another batch is the current one (its row, or None).
        step_asked: Enter, or a click on the next step (its row).
        decide_asked: the first decision is wanted.
    """

    chosen = Signal(object)
    step_asked = Signal(object)
    decide_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._batches: list[BatchRow] = []
        self.tabs = Tabs(desk.theme, [tr("Under way"), tr("Finished")])
        self.table: TableView[BoardRow] = TableView(
            desk.theme, tr("Batches"), board_columns(), look=_look, key=_key
        )
        self.table.row_selected.connect(lambda row: self.chosen.emit(row.batch))
        self.table.row_opened.connect(self._open)
        self.table.action_requested.connect(lambda row, _column: self._open(row))
        self._empty = EmptyState(
            desk.theme,
            tr("No batches here"),
            tr(
                "What was declared surplus is put into a batch by a decision, and followed to its certificate."
            ),
        )
        if not desk.read_only:
            self._empty.with_act(tr("Decide about surplus"), self.decide_asked.emit, "signature")
        self.table.set_empty(self._empty)
        self.tabs.changed.connect(lambda _number: self._show())
        column = vbox(self, self.tabs, spacing=8)
        column.addWidget(self.table, 1)

    def set_batches(self, batches: Iterable[BatchRow]) -> None:
        """Show these; the one that was current stays current."""
        self._batches = list(batches)
        self._show()

    def _show(self) -> None:
        rows = board_rows(self._batches, self.tabs.current() == FINISHED)
        self.table.set_rows(rows)
        if rows and (self.table.current_row() is None or self.current() is None):
            self.table.select(1)
        if not rows:
            self.chosen.emit(None)

    def current(self) -> BatchRow | None:
        """The current batch."""
        row = self.table.current_row()
        return row.batch if row is not None else None

    def select_batch(self, batch_id: int) -> None:
        """Bring a batch in sight, on whichever tab it stands."""
        for batch in self._batches:
            if batch.id == batch_id:
                self.tabs.open(FINISHED if batch.next.step is None else UNDER_WAY)
        for position, row in enumerate(self.table.model.rows()):
            if row.batch is not None and row.batch.id == batch_id:
                self.table.select(position)

    def _open(self, row: object) -> None:
        if isinstance(row, BoardRow) and row.batch is not None:
            self.step_asked.emit(row.batch)


def board_columns() -> list[Column[BoardRow]]:
    """Batch, what it is and what blocks it, site, date, next step."""
    return [
        Column("number", tr("Batch"), Kind.SERIAL, _number, sortable=False),
        Column("what", tr("What, and what blocks it"), value=_what, stretch=True, sortable=False),
        Column("site", tr("Site"), value=_site, width=120, sortable=False),
        Column("planned", tr("Planned"), Kind.DATE, _planned, sortable=False),
        Column("step", tr("Next step"), Kind.ACTION, _step, sortable=False),
    ]


def _number(row: BoardRow) -> Cell:
    return row.batch.number if row.batch else row.head


def _what(row: BoardRow) -> Cell:
    """What lies in it, how much of it is verified, what it is for where it is not destroyed; and what blocks it."""
    if row.batch is None:
        return None
    words = [contents(row.batch)]
    if row.batch.step in _LOOKED_AT:
        words.append(tr("{figure} verified", figure=grouped(row.batch.verified)))
    if row.batch.disposal != Disposal.DESTRUCTION:
        words.append(disposal_word(row.batch.disposal))
    return Text(" · ".join(words), blocks_words(row.batch))


def _site(row: BoardRow) -> Cell:
    return (row.batch.site or row.batch.recipient) if row.batch else None


def _planned(row: BoardRow) -> Cell:
    return (row.batch.planned_on or None) if row.batch else None


def _step(row: BoardRow) -> Cell:
    act = next_act(row.batch) if row.batch else None
    return Action(act_word(act), ACT_ICONS[act]) if act else None


def _look(row: BoardRow) -> RowLook:
    """Heads are groups; what differs has a bar that is found at once."""
    if row.batch is None:
        return RowLook(RowKind.GROUP)
    return RowLook(bar=Status.WARN) if row.batch.open_cases else RowLook()


def _key(row: BoardRow) -> tuple[str, int]:
    return row.head, row.batch.id if row.batch else 0
