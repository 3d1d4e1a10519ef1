"""The lines of a batch: where each lies and how far it is; long lists are shown in portions."""

from __future__ import annotations

from stockpile_app import disposal
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.disposal import LINE_WORDS, BatchLineRow, LineState
from stockpile_app.gui.common import (
    Button,
    Choice,
    Column,
    Dialog,
    Kind,
    Label,
    Pill,
    Role,
    TableView,
    hbox,
    isolate,
)
from stockpile_app.gui.disposal.site_dialogs import line_columns
from stockpile_app.gui.disposal.step_dialog import Work
from stockpile_app.gui.ledger.words import condition_word, moment_words


class LinesDialog(Dialog):
    """Every line, or those in one state."""

    def __init__(self, work: Work) -> None:
        batch = work.batch
        assert batch is not None
        super().__init__(
            work.desk.theme, work.parent, "clipboard-list", tr("Lines of the batch"), isolate(batch.number)
        )
        self.work, self.desk, self._state = work, work.desk, ""
        self.pill = Pill(self.theme, tr("State"), tr("all"))
        self.pill.set_choices([Choice(str(one), tr(LINE_WORDS[one])) for one in LineState])
        self.pill.chosen.connect(self._filter)
        self.count = Label("", tone=Role.TEXT_2)
        self.table: TableView[BatchLineRow] = TableView(
            self.theme, tr("Lines"), _columns(), key=lambda row: row.line_no
        )
        head = hbox(None, self.pill, spacing=12)
        head.addStretch(1)
        head.addWidget(self.count)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.add_button(Button(self.theme, tr("Close"), "", "Esc").does(self.ask_close))
        self.refresh()

    def _take_focus(self) -> None:
        self.table.view.setFocus()

    def _filter(self, state: object) -> None:
        self._state = str(state or "")
        self.refresh()

    def refresh(self) -> None:
        """Ask for them."""
        batch_id = self.work.batch_id
        state = LineState(self._state) if self._state else None
        self.desk.read(
            self, lambda books: disposal.batch_lines(books, batch_id, state=state, limit=-1), self._show
        )

    def _show(self, rows: list[BatchLineRow]) -> None:
        self.table.set_rows(rows)
        self.count.setText(tr("{count} lines", count=grouped(len(rows))))
        if rows:
            self.table.select(0)


def _columns() -> list[Column[BatchLineRow]]:
    first, last = line_columns()[:-1], line_columns()[-1]
    return [
        *first,
        Column("condition", tr("Condition"), value=lambda row: condition_word(row.condition)),
        Column("neq", tr("NEQ kg"), Kind.SERIAL),
        Column("checked_by", tr("Looked at by"), sample="WO2 K. Brandt"),
        Column("checked_at", tr("When"), Kind.DATE, lambda row: moment_words(row.checked_at)),
        Column("components", tr("Missing components")),
        last,
    ]
