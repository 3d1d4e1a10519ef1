"""Which pages a file has, in which order the navigation lists them, and which page opens a find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from stockpile_app.assembly import check_closed, check_open
from stockpile_app.base.check import Check
from stockpile_app.base.text import N_, tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.access.backup_panel import BackupPanel
from stockpile_app.gui.access.people_page import PeoplePage
from stockpile_app.gui.audit.page import JournalPage
from stockpile_app.gui.catalogue.page import CataloguePage
from stockpile_app.gui.common.navigation import FOOT
from stockpile_app.gui.common.page import Page
from stockpile_app.gui.common.search_box import Hit
from stockpile_app.gui.disposal import certificate_shown, deactivation_shown
from stockpile_app.gui.disposal import request_shown as disposal_shown
from stockpile_app.gui.disposal.page import DisposalPage
from stockpile_app.gui.exchange.page import ExchangePage
from stockpile_app.gui.ledger import request_shown as ledger_shown
from stockpile_app.gui.ledger.duties import Duties
from stockpile_app.gui.ledger.page import LedgerPage
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.gui.settings.page import SettingsPage
from stockpile_app.gui.surplus import request_shown as surplus_shown
from stockpile_app.gui.surplus.page import SurplusPage
from stockpile_app.gui.today.page import TodayPage
from stockpile_app.ledger import Match
from stockpile_app.store import Stockpile

DAILY, BOOKS, FATE, SPREADSHEETS = 0, 1, 2, 4

_ROOMS = (ledger_shown, surplus_shown, disposal_shown, deactivation_shown, certificate_shown)
_SHOWS = {deed: shown for room in _ROOMS for deed, shown in room.SHOWS.items()}
"""What a second person is shown of each deed."""

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
    approvals = Approvals(desk, _SHOWS)
    duties = Duties(desk, approvals)
    return [
        Page("today", tr("Today"), "sun", lambda: TodayPage(desk, duties, approvals), DAILY),
        Page("ledger", tr("Ledger"), "book-open", lambda: _ledger(desk, duties), BOOKS),
        Page("surplus", tr("Surplus"), "scale", lambda: SurplusPage(desk, duties, approvals), FATE),
        Page("disposal", tr("Disposal"), "flame", lambda: DisposalPage(desk, duties, approvals), FATE),
        Page("exchange", tr("Exchange"), "arrow-left-right", lambda: ExchangePage(desk), SPREADSHEETS),
        Page("catalogue", tr("Catalogue"), "package", lambda: CataloguePage(desk), FOOT),
        Page("journal", tr("Journal"), "link-2", lambda: JournalPage(desk), FOOT),
        Page("people", tr("People & keys"), "key-round", lambda: PeoplePage(desk, approvals), FOOT),
        Page("settings", tr("Settings"), "settings", lambda: _settings(desk), FOOT),
    ]


def _ledger(desk: Desk, duties: Duties) -> LedgerPage:
    page = LedgerPage(desk, duties)
    page.export_asked.connect(lambda: QTimer.singleShot(0, lambda: _export(desk)))
    return page


def _checks(books: Stockpile, why: str) -> tuple[Check, ...]:
    return (*check_open(books, why), *check_closed(books.path, books.clock))


def _settings(desk: Desk) -> SettingsPage:
    def ask(parent: QWidget, deliver: Callable[[Sequence[Check]], object]) -> None:
        why = desk.books.read_only
        desk.read(parent, lambda books: _checks(books, why), deliver)

    return SettingsPage(desk.theme, desk.settings, ask, BackupPanel(desk))


def _export(desk: Desk) -> None:
    page = desk.open_page("exchange")
    if isinstance(page, ExchangePage):
        page.audit_workbook()


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
    """Open what was found: its life, its voucher, or its balances, all in the ledger."""
    page = window.open_page("ledger")
    if isinstance(page, LedgerPage):
        page.show_hit(hit)
