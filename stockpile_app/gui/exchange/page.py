"""Exchange: spreadsheets in and out."""

from __future__ import annotations

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.page import PageWidget


class ExchangePage(PageWidget):
    """What came in, and what goes out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Exchange"), tr("Spreadsheets in and out."))
