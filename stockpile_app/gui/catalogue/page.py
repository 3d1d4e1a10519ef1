"""Catalogue: what can be held, and where."""

from __future__ import annotations

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.ledger import Match


class CataloguePage(PageWidget):
    """Item types, accounts, reference lists."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Catalogue"), tr("What can be held, and where."))

    def show_match(self, match: Match) -> None:
        """Show what a search found."""
