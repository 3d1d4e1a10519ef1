"""Journal: the proof of the books."""

from __future__ import annotations

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.page import PageWidget


class JournalPage(PageWidget):
    """Entries, verification, activity."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Journal"), tr("Every operation, chained and provable."))
