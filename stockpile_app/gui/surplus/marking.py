"""Marking by Space: a whole line's surplus, or one thing; and why not, where nothing can be marked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.surplus.items_view import ItemRow, ItemsView
from stockpile_app.gui.surplus.marks import Marks, first_of, may_mark
from stockpile_app.gui.surplus.statement_view import StatementView
from stockpile_app.gui.surplus.words import share_word
from stockpile_app.surplus import Ground, StatementLine, SurplusItem, surplus_items

ALL_GOODS = 100_000


class Marking(QWidget):
    """Keeps the marks of one page in step with its two lists.  Never shown itself.

    Signals:
        changed: the marks are others.
        said: why nothing was marked.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(
        self, desk: Desk, marks: Marks, statement: StatementView, items: ItemsView, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.hide()
        self.desk, self.marks, self._statement, self._items = desk, marks, statement, items
        statement.space.connect(self.mark_line)
        items.space.connect(self.mark_thing)

    def why_not(self) -> str:
        """Why nothing can be marked now; '' when it can."""
        if self._statement.scenario:
            return tr("A “what if” declares nothing. Choose what is in force first")
        if self._statement.as_of():
            return tr("A past day declares nothing. Go back to today first")
        return ""

    def mark_line(self, line: StatementLine) -> None:
        """Space on an item type: what is above its requirement, first what is put forward first."""
        why_not = self.why_not() or _nothing_above(line)
        if why_not:
            self.said.emit(why_not)
        elif self.marks.quantity(line.item_type_id):
            self.marks.clear(line.item_type_id)
            self.changed.emit()
        else:
            self._mark_surplus(line)

    def _mark_surplus(self, line: StatementLine) -> None:
        limit = line.surplus if line.tracking == "serial" else ALL_GOODS

        def take(found: list[SurplusItem]) -> None:
            self.marks.add(first_of(found, line.surplus, line.unit))
            self.changed.emit()

        self.desk.read(
            self,
            lambda books: surplus_items(books, line.item_type_id, Ground.SURPLUS, limit=limit),
            take,
            name=tr("Marking"),
        )

    def mark_thing(self, row: ItemRow) -> None:
        """Space on a weapon or lot."""
        why_not = self.why_not()
        if not why_not and not may_mark(row.item):
            why_not = tr("Cannot be declared from here: {why}", why=share_word(row.item.share))
        if why_not:
            self.said.emit(why_not)
            return
        if self.marks.has(row.item):
            self.marks.take(row.item)
        else:
            self.marks.add([self._items.picked(row)])
        self.changed.emit()

    def clear(self) -> None:
        """What was marked is declared."""
        self.marks.clear()
        self.changed.emit()


def _nothing_above(line: StatementLine) -> str:
    if line.surplus:
        return ""
    if not line.stated:
        return tr("No requirement is stated, so nothing of this can be called surplus")
    return tr("Nothing of this is above the requirement. Enter shows what stands apart")
