"""The life of one item over the page, where there is no pane beside the list."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.ledger.life import LifeKind
from stockpile_app.gui.ledger.life_pane import LifePane


class LifeDialog(Dialog):
    """The same pane as beside a list, as a sheet."""

    def __init__(self, desk: Desk, parent: QWidget | None, kind: LifeKind, item_id: int) -> None:
        super().__init__(desk.theme, parent, "history", tr("Life of an item"), size=QSize(560, 700))
        self.pane = LifePane(desk, sheet=True)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.pane, 1)
        self.pane.show_item(kind, item_id)
        close = Button(desk.theme, tr("Close"), "", "Escape").does(self.ask_close)
        close.setShortcut("")
        self.add_button(close)
