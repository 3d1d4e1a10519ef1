"""Ctrl+K: one field, always there, that finds anything by any of its marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget

from stockpile_app.base.text import tr, trn
from stockpile_app.gui.common.cells import Cell, Chip, Column, Kind, Text
from stockpile_app.gui.common.chips import KeyCap
from stockpile_app.gui.common.labels import Label, hbox, vbox
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status

WIDTH = 460
_POPUP_WIDTH = 760
_PATIENCE_MS = 150


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        kind: What it is, in the field's word: Weapon, Lot, Voucher, Holder.
        mark: The mark it was found by, verbatim.
        what, where: What it is and where it stands.
        exact: False for a look-alike, which is shown apart.
        target: What the page needs to open it.
    """

    kind: str
    mark: str
    what: str
    where: str
    exact: bool
    target: object


Deliver = Callable[[Sequence[Hit]], None]
Search = Callable[[str, Deliver], None]
"""Starts a search and hands the hits over later, exact ones first."""


class SearchBox(QLineEdit):
    """Type or scan; Down goes into the list, Enter opens the first hit, Esc leaves.

    Signals:
        chosen: a hit was opened (`Hit`).
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._search = theme, search
        self._asked = ""
        self._open_first = False
        name = tr("Find a serial, lot, voucher or holder")
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setProperty("kit", "search")
        self._icon = QAction(name, self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._cap = KeyCap("Ctrl+K", self)
        self.results = SearchResults(theme, self)
        self.results.chosen.connect(self._choose)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._patience.start())
        self.returnPressed.connect(self._enter)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        self.setFixedSize(self._theme.px(WIDTH), self._theme.px(self._theme.tokens.sizes.field))
        self._icon.setIcon(self._theme.icon("search", Role.TEXT_2))
        self._place_cap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cap()

    def _place_cap(self) -> None:
        size = self._cap.sizeHint()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 9 if mirrored else self.width() - size.width() - 9
        self._cap.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    # Asking

    def _ask(self) -> None:
        text = self.text().strip()
        self._asked = text
        if text:
            self._search(text, lambda hits: self._show(text, hits))
        else:
            self.results.hide()

    def _show(self, text: str, hits: Sequence[Hit]) -> None:
        if text != self._asked:
            return
        self.results.show_hits(text, hits)
        if self._open_first and hits:
            self._choose(hits[0])
        self._open_first = False

    def _enter(self) -> None:
        self._patience.stop()
        if (
            self.results.isVisible()
            and self.text().strip() == self._asked
            and self.results.first() is not None
        ):
            self._choose(self.results.first())
        else:
            self._open_first = True
            self._ask()

    def _choose(self, hit: object) -> None:
        self.results.hide()
        self.clear()
        self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.results.hide()
            self.clear()
        elif event.key() == Qt.Key.Key_Down and self.results.isVisible():
            self.results.table.view.setFocus()
            self.results.table.select(0)
        else:
            super().keyPressEvent(event)


class SearchResults(QFrame):
    """The list under the search field, over the page.

    Signals:
        chosen: a hit was opened (`Hit`).
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, field: QLineEdit) -> None:
        super().__init__(field.window())
        self._theme, self._field = theme, field
        self.setProperty("kit", "popup")
        self._found = Label("", Face.CAPTION, Role.TEXT_2)
        self._pattern = False
        columns: list[Column[Hit]] = [
            Column("kind", tr("Kind"), sortable=False, sample="Voucher", tone=Role.TEXT_2),
            Column("mark", tr("Found by"), Kind.SERIAL, sortable=False),
            Column(
                "what",
                tr("What and where"),
                value=lambda hit: Text(hit.what, hit.where),
                stretch=True,
                sortable=False,
            ),
            Column("match", tr("Match"), Kind.CHIP, value=self._match, sortable=False),
        ]
        self.table: TableView[Hit] = TableView(theme, tr("Found"), columns, framed=False)
        self.table.row_opened.connect(self.chosen)
        self.table.view.clicked.connect(lambda index: self._open(index.row()))
        self.table.view.installEventFilter(self)
        foot = hbox(None, self._found)
        foot.setContentsMargins(12, 6, 12, 6)
        column = vbox(self, self.table, spacing=0, margin=2)
        column.addLayout(foot)
        self.hide()

    def _match(self, hit: Hit) -> Cell:
        if hit.exact:
            return Chip(Status.OK, tr("exact"))
        return Chip(Status.INFO, tr("fits")) if self._pattern else Chip(Status.WARN, tr("look-alike"))

    def _open(self, position: int) -> None:
        self.chosen.emit(self.table.model.row_at(position))

    def first(self) -> Hit | None:
        """The first hit, when there is one."""
        return self.table.model.row_at(0) if self.table.model.rowCount() else None

    def show_hits(self, text: str, hits: Sequence[Hit]) -> None:
        """Show what was found, or say that nothing was."""
        self._pattern = "?" in text
        self.table.set_rows(hits)
        self.table.setVisible(bool(hits))
        nothing = tr("Nothing has the mark “{text}”. Write ? for what cannot be read", text=text)
        self._found.setText(trn("{count} found", "{count} found", len(hits)) if hits else nothing)
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        self._place(len(hits))
        self.show()
        self.raise_()

    def _place(self, count: int) -> None:
        rows = min(count, 8) * self._theme.row_height(two_line=True)
        head = self._theme.px(self._theme.tokens.sizes.table_header) if count else 0
        height = rows + head + self._found.sizeHint().height() + 26
        width = min(self._theme.px(_POPUP_WIDTH), self._field.window().width() - 40)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = self._field.mapTo(self._field.window(), QPoint(0, self._field.height() + 4))
        left = corner.x() + self._field.width() - width if mirrored else corner.x()
        self.setGeometry(left, corner.y(), width, height)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def _is_elsewhere(self, watched: QObject) -> bool:
        """Whether something in the window was pressed that is neither the field nor this list."""
        if not isinstance(watched, QWidget) or watched.window() is not self._field.window():
            return False
        ours = (self, self._field)
        return not any(watched is one or one.isAncestorOf(watched) for one in ours)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and self._is_elsewhere(watched):
            self.hide()
        if watched is not self.table.view:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at_top = event.key() == Qt.Key.Key_Up and self.table.view.currentIndex().row() == 0
            if at_top or event.key() == Qt.Key.Key_Escape:
                self._field.setFocus()
                self.setVisible(at_top)
                return True
        return False
