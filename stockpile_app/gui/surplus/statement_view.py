"""The list of item types: what is needed, held and above it, on any day and under any “what if”."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from stockpile_app.base import KnownError
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import Choice, Column, EmptyState, Label, Pill, Role, TableView, vbox
from stockpile_app.gui.common.flow import flow
from stockpile_app.gui.ledger.day_pill import DayPill
from stockpile_app.gui.ledger.filter_line import FilterLine
from stockpile_app.gui.surplus.bars import BarsDelegate
from stockpile_app.gui.surplus.mark_box import MarkDelegate, marked_word
from stockpile_app.gui.surplus.marks import Marks
from stockpile_app.gui.surplus.rows import (
    WANTED,
    TypeRow,
    apart_columns,
    count_words,
    lines_of,
    rows_of,
    type_columns,
    type_look,
)
from stockpile_app.surplus import Share, Statement, StatementLine, scenarios, surplus_statement

WIDE_FROM = 1120
"""Logical pixels of list from which every share that stands apart has a column."""
MARK, BAR = 0, 2
BAR_WIDTH = 190


class StatementView(QWidget):
    """The list of item types, and its filters, which the page lays across its whole width.

    Signals:
        chosen: another line is the current one (`StatementLine` or None).
        opened: Enter on a line (`StatementLine`).
        space: Space on a line (`StatementLine`): mark what is above its requirement.
        arrived: a statement has come (`Statement`).
        reckoning: the reckoning has begun, or ended.
        failed: the environment stopped it (the sentence).
    """

    chosen = Signal(object)
    opened = Signal(object)
    space = Signal(object)
    arrived = Signal(object)
    reckoning = Signal(bool)
    failed = Signal(str)

    def __init__(self, desk: Desk, marks: Marks) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.desk, self.marks = desk, marks
        self.statement: Statement | None = None
        self.scenario = ""
        self._wanted, self._text, self._by_calibre, self._turn = WANTED[0], "", False, 0
        self._apart: list[Share] = []
        self.count = Label("", tone=Role.TEXT_2)
        self._build_filters()
        self._build_table()
        self.filters = flow(self.day, self.what_if, self.show_pill, self.by, self.filter_line)
        vbox(self, self.table)
        QShortcut(QKeySequence("Ctrl+G"), self).activated.connect(self.day.edit)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter_line.setFocus)

    def _build_filters(self) -> None:
        theme = self.desk.theme
        self.day = DayPill(theme, self.desk.today())
        self.day.chosen.connect(lambda _day: self.refresh())
        self.what_if = Pill(theme, tr("What if"), tr("what is in force"))
        self.what_if.chosen.connect(self._choose_scenario)
        self.show_pill = Pill(theme, tr("Show"), tr(WANTED[0].words))
        self.show_pill.set_choices(
            [Choice(number, tr(one.words)) for number, one in enumerate(WANTED) if number]
        )
        self.show_pill.chosen.connect(self._choose_wanted)
        self.by = Pill(theme, tr("By"), tr("item type"))
        self.by.set_choices([Choice("calibre", tr("calibre"))])
        self.by.chosen.connect(self._choose_shape)
        self.filter_line = FilterLine(theme, tr("Filter this list"))
        self.filter_line.changed.connect(self._filter)
        self.filter_line.entered.connect(self.to_list)

    def _build_table(self) -> None:
        theme = self.desk.theme
        self.table: TableView[TypeRow] = TableView(
            theme, tr("Surplus by item type"), self._columns(), look=type_look, key=lambda row: row.key
        )
        height = self.table.drawn_height
        self._bars = BarsDelegate(theme, height, self.table)
        self.table.view.setItemDelegateForColumn(BAR, self._bars)
        boxes = MarkDelegate(theme, height, self.table, self._markable)
        self.table.view.setItemDelegateForColumn(MARK, boxes)
        self.table.row_selected.connect(lambda row: self.chosen.emit(row.line))
        self.table.row_opened.connect(self._open)
        self.table.view.installEventFilter(self)

    def _columns(self) -> list[Column[TypeRow]]:
        return type_columns(self._marked, BAR_WIDTH, self._apart)

    def _markable(self, row: TypeRow) -> bool:
        """Only what is in force today can be declared."""
        return bool(row.line and row.line.surplus) and not self.scenario and not self.as_of()

    def _marked(self, row: TypeRow) -> str:
        return marked_word(bool(row.line and self.marks.quantity(row.line.item_type_id)))

    # Asking

    def refresh(self) -> None:
        """Run the query again; what was selected stays selected."""
        self._turn += 1
        turn, on, scenario = self._turn, self.as_of(), self.scenario
        reader = self.desk.reader
        self.reckoning.emit(True)
        self.desk.runner.query(
            self,
            lambda: (surplus_statement(reader, on=on, scenario=scenario), scenarios(reader)),
            lambda found: self._arrived(turn, *found),
            self._failed,
        )

    def _failed(self, problem: KnownError) -> None:
        self.reckoning.emit(False)
        self.failed.emit(problem.sentence)

    def as_of(self) -> str:
        """The past day asked for; '' for now."""
        day = self.day.day
        return "" if day >= self.desk.today() else day.isoformat()

    def _arrived(self, turn: int, statement: Statement, names: list[str]) -> None:
        if turn != self._turn:
            return
        self.reckoning.emit(False)
        self.statement = statement
        self.what_if.set_choices([Choice(name, name) for name in names])
        self.count.setText(count_words(statement))
        self._fit_columns()
        self._show()
        self.arrived.emit(statement)

    # Filtering

    def _choose_scenario(self, name: object) -> None:
        self.scenario = str(name or "")
        self.refresh()

    def _choose_wanted(self, number: object) -> None:
        self._wanted = WANTED[number if isinstance(number, int) else 0]
        self._show()

    def _choose_shape(self, by: object) -> None:
        self._by_calibre = by == "calibre"
        self._show()

    def _filter(self, text: str) -> None:
        self._text = text
        self._show()

    def _show(self) -> None:
        if self.statement is None:
            return
        lines = lines_of(self.statement, self._wanted, self._text)
        rows = rows_of(self.statement, lines, self._by_calibre)
        self.table.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select(next(number for number, row in enumerate(rows) if row.line))
        current = self.current()
        self.chosen.emit(current)

    def current(self) -> StatementLine | None:
        """The line of the current row."""
        row = self.table.current_row()
        return row.line if row is not None else None

    def line(self, item_type_id: int) -> StatementLine | None:
        """The line of an item type, in what is shown now."""
        return self.statement.line(item_type_id) if self.statement is not None else None

    def _open(self, row: TypeRow) -> None:
        if row.line is not None:
            self.opened.emit(row.line)

    # Marking

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space marks a line instead of selecting it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            line = self.current()
            if event.key() == Qt.Key.Key_Space and line is not None:
                self.space.emit(line)
                return True
        return False

    def to_list(self) -> None:
        """The keyboard goes into the list."""
        self.table.setFocus()

    def redraw(self) -> None:
        """The marks are others."""
        self.table.view.viewport().update()

    # Place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit_columns():
            self._show()

    def _fit_columns(self) -> bool:
        """Every share that stands apart has a column where there is room; returns whether that changed."""
        wide = self.width() >= self.desk.theme.px(WIDE_FROM)
        wanted = apart_columns(self.statement) if wide else []
        if wanted == self._apart:
            return False
        self._apart = wanted
        self.table.set_columns(self._columns())
        return True

    def set_empty(self, state: EmptyState) -> None:
        """What stands here before anything is held or needed."""
        self.table.set_empty(state)
