"""Which pages a file has, in which order the navigation lists them, and which page opens a find."""

from __future__ import annotations

from stockpile_app.base.text import N_, tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.audit.page import JournalPage
from stockpile_app.gui.catalogue.page import CataloguePage
from stockpile_app.gui.common.navigation import FOOT
from stockpile_app.gui.common.page import Page
from stockpile_app.gui.common.search_box import Hit
from stockpile_app.gui.exchange.page import ExchangePage
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.gui.settings.page import SettingsPage
from stockpile_app.ledger import Match

DAILY, SPREADSHEETS = 0, 4

_FOUND = {
    "weapon": N_("Weapon"),
    "lot": N_("Lot"),
    "container": N_("Container"),
    "account": N_("Account"),
    "item_type": N_("Item type"),
    "voucher": N_("Voucher"),
}


def pages(desk: Desk) -> list[Page]:
    """The pages of a depot's file, and of a ministry's: both keep books in the same way."""
    return [
        Page("exchange", tr("Exchange"), "arrow-left-right", lambda: ExchangePage(desk), SPREADSHEETS),
        Page("catalogue", tr("Catalogue"), "package", lambda: CataloguePage(desk), FOOT),
        Page("journal", tr("Journal"), "link-2", lambda: JournalPage(desk), FOOT),
        Page("settings", tr("Settings"), "settings", lambda: SettingsPage(desk.theme, desk.settings), FOOT),
    ]


def hit_of(match: Match) -> Hit:
    """A find as the search field lists it."""
    return Hit(
        kind=tr(_FOUND.get(match.kind, match.kind)),
        mark=match.identity,
        what=match.detail,
        where=match.account,
        exact=match.match == "exact",
        target=match,
    )


def open_hit(window: MainWindow, hit: Hit) -> None:
    """Open what was found: item types and accounts in the catalogue, all else in the ledger."""
    match = hit.target
    if isinstance(match, Match) and match.kind in {"item_type", "account"}:
        page = window.open_page("catalogue")
        if isinstance(page, CataloguePage):
            page.show_match(match)
