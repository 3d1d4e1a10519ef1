"""Step 1 of the import: the file, its sheet, the row of its headers; the first rows are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.base.text import tr
from stockpile_app.exchange.model import RawRow
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_open, is_file
from stockpile_app.gui.common import (
    Choice,
    Column,
    ComboField,
    EmptyState,
    Kind,
    RowLook,
    Status,
    TableView,
    Theme,
    hbox,
    vbox,
)
from stockpile_app.gui.common.cells import Cell
from stockpile_app.gui.exchange.sheet_look import Look

SHEETS = "*.csv *.tsv *.txt *.xlsx *.xls *.ods"
_MOST_COLUMNS = 24
_CELL = 60


class FileStep(QWidget):
    """Which file, and where its headers stand.

    Signals:
        file_chosen: another file (`Path`).
        sheet_chosen: another sheet (its name).
    """

    file_chosen = Signal(object)
    sheet_chosen = Signal(str)

    def __init__(self, theme: Theme, choose: Choose = choose_to_open) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.theme = theme
        self.look: Look | None = None
        self.path = PathField(theme, tr("File"), f"{tr('Spreadsheets')} ({SHEETS})", choose, "Ctrl+O")
        self.sheet: ComboField[str] = ComboField(theme, tr("Sheet"))
        self.header: ComboField[int] = ComboField(theme, tr("Row of the headers"))
        self.sheet.chosen.connect(lambda name: self.sheet_chosen.emit(name or ""))
        self.header.chosen.connect(self._mark_header)
        self.path.changed.connect(self._path_changed)
        row = hbox(None, spacing=12)
        row.addWidget(self.path, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sheet, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.header, 2, Qt.AlignmentFlag.AlignTop)
        self._column: QVBoxLayout = vbox(self, spacing=12)
        self._column.addLayout(row)
        self._table: TableView[RawRow] = self._new_table(())
        self._column.addWidget(self._table, 1)
        self.show_look(None)

    def _path_changed(self) -> None:
        path = self.path.path()
        self.path.field.set_finding("")
        if is_file(path):
            self.file_chosen.emit(path)

    def show_look(self, look: Look | None) -> None:
        """Show the first rows of a file."""
        self.look = look
        sheets = look.sheets if look else ()
        self.sheet.setVisible(len(sheets) > 1)
        self.header.setVisible(look is not None)
        rows = look.rows if look else ()
        self._replace_table(rows)
        if look is not None:
            names = [
                Choice(one.name, one.name if one.visible else tr("{name} (hidden)", name=one.name))
                for one in sheets
            ]
            self.sheet.set_choices(names)
            self.sheet.set_value(look.sheet)
            self.header.set_choices(
                [Choice(row.row, _row_words(row)) for row in rows if "".join(row.texts).strip()]
            )
            self.header.set_value(look.header_row)

    def header_row(self) -> int:
        """The row that holds the headers."""
        return self.header.value() or (self.look.header_row if self.look else 1)

    # The first rows

    def _replace_table(self, rows: Sequence[RawRow]) -> None:
        old = self._table
        self._table = self._new_table(rows)
        self._column.replaceWidget(old, self._table)
        old.hide()
        old.deleteLater()
        self._table.set_rows(rows)

    def _new_table(self, rows: Sequence[RawRow]) -> TableView[RawRow]:
        across = min(_MOST_COLUMNS, max((len(row.texts) for row in rows), default=0))
        columns: list[Column[RawRow]] = [Column("row", tr("Row"), Kind.NUMBER, sortable=False)]
        columns += [
            Column(f"c{place}", letters(place), value=_cell_of(place), sample="wwwwwwwwww", sortable=False)
            for place in range(across)
        ]
        if not across:
            columns.append(Column("empty", "", value=lambda _row: "", stretch=True, sortable=False))
        table = TableView(self.theme, tr("First rows of the file"), columns, look=self._look_of)
        empty = EmptyState(
            self.theme,
            tr("No file yet"),
            tr(
                "Drop a spreadsheet here, or choose one. It is only read; the program never changes your file."
            ),
        )
        table.set_empty(empty.with_act(tr("Choose a file"), self.path.ask, "folder-open"))
        return table

    def _look_of(self, row: RawRow) -> RowLook:
        header = self.header_row()
        if row.row == header:
            return RowLook(bar=Status.INFO)
        return RowLook(faint=row.row < header)

    def _mark_header(self, _row: object) -> None:
        self._table.view.viewport().update()


def letters(place: int) -> str:
    """A column's letters, as a spreadsheet program shows them: A ... Z, AA ..."""
    text = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _cell_of(place: int) -> Callable[[RawRow], Cell]:
    return lambda row: row.texts[place][:_CELL] if place < len(row.texts) else ""


def _row_words(row: RawRow) -> str:
    texts = " · ".join(text.strip() for text in row.texts if text.strip())
    return f"{row.row}: {texts[:_CELL]}"
