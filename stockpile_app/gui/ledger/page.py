"""The ledger page: balances, weapons, lots and vouchers, with the life of what is selected beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.empty_state import EmptyState
from stockpile_app.gui.common.labels import hbox
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.gui.common.pills import Tabs
from stockpile_app.gui.common.search_box import Hit
from stockpile_app.gui.ledger.balances_view import BalancesView
from stockpile_app.gui.ledger.duties import Duties, printed_key
from stockpile_app.gui.ledger.life import LifeKind
from stockpile_app.gui.ledger.life_pane import LifePane
from stockpile_app.gui.ledger.lots_view import LotsView
from stockpile_app.gui.ledger.start import Start
from stockpile_app.gui.ledger.vouchers_view import VouchersView
from stockpile_app.gui.ledger.weapons_view import WeaponsView
from stockpile_app.ledger.balances import Balance
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.search import Match

BALANCES, WEAPONS, LOTS, VOUCHERS = range(4)


class LedgerPage(PageWidget):
    """What every account holds, proved as the sum of its movements.

    Signals:
        export_asked: Ctrl+E: the audit workbook is wanted.
    """

    help_topic = "ledger"
    export_asked = Signal()

    def __init__(self, desk: Desk, duties: Duties, parent: QWidget | None = None) -> None:
        super().__init__(
            desk.theme,
            tr("Ledger"),
            tr("What every account holds, proved as the sum of its movements"),
            parent,
        )
        self.desk, self.duties = desk, duties
        self._stale = True
        self._mark = ""
        self._build_header()
        self.tabs = Tabs(self.theme, [tr("Balances"), tr("Weapons"), tr("Lots"), tr("Vouchers")])
        self.balances = BalancesView(desk)
        self.weapons = WeaponsView(desk)
        self.lots = LotsView(desk)
        self.vouchers = VouchersView(desk)
        self.stack = QStackedWidget()
        for view in (self.balances, self.weapons, self.lots, self.vouchers):
            self.stack.addWidget(view)
        self._counts = QStackedWidget()
        self._counts.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for view in (self.balances, self.weapons, self.lots, self.vouchers):
            view.count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self._counts.addWidget(view.count)
        self.content.addLayout(hbox(None, self.tabs, self._counts))
        self.add(self.stack, 1)
        self.life = LifePane(desk)
        self.set_pane(self.life)
        self._connect()
        self._set_empty()
        QShortcut(QKeySequence("Ctrl+R"), self).activated.connect(self._reverse)
        QShortcut(QKeySequence("Ctrl+I"), self).activated.connect(self.open_pane)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.close_pane)

    def _build_header(self) -> None:
        export = Button(self.theme, tr("Export"), "download", "Ctrl+E").does(self.export_asked.emit)
        self.new = PrimaryButton(self.theme, tr("New voucher"), "plus", "Ctrl+N")
        printed_key(self.new).does(lambda: self.duties.ask_kind(self.new))
        self.header.add_act(export)
        self.header.add_act(self.new)

    def _connect(self) -> None:
        self.tabs.changed.connect(self._open_tab)
        self.balances.balance_chosen.connect(self._balance_chosen)
        self.balances.weapon_chosen.connect(self._serial_chosen)
        self.balances.show_weapons.connect(self.show_weapons_of)
        self.balances.opened.connect(self._balance_opened)
        self.weapons.weapon_chosen.connect(lambda found: self.life.show_item(LifeKind.WEAPON, found))
        self.weapons.opened.connect(lambda found: self.show_life(LifeKind.WEAPON, found))
        self.lots.lot_chosen.connect(lambda found: self.life.show_item(LifeKind.LOT, found))
        self.lots.opened.connect(lambda found: self.show_life(LifeKind.LOT, found))
        self.vouchers.opened.connect(self.duties.show_voucher)
        self.life.voucher_asked.connect(self.duties.show_numbered)
        self.life.issue_asked.connect(lambda mark: self._move(VoucherKind.ISSUE, mark))
        self.life.transfer_asked.connect(lambda mark: self._move(VoucherKind.TRANSFER, mark))
        self.life.print_asked.connect(lambda _life: self._print())

    def _set_empty(self) -> None:
        def state(headline: str, sentence: str) -> EmptyState:
            empty = EmptyState(self.theme, headline, sentence)
            return empty.with_act(tr("Record the first receipt"), self._first_receipt, "package")

        books = tr("Nothing is held yet")
        self.balances.set_empty(state(books, tr("Balances show what every account holds, on any day")))
        self.weapons.table.set_empty(state(books, tr("The register shows every weapon with its whole life")))
        self.lots.table.set_empty(
            state(books, tr("The register shows every lot, where it is and until when"))
        )
        self.vouchers.table.set_empty(
            state(tr("No vouchers yet"), tr("The register shows every paper, newest first"))
        )

    def _first_receipt(self) -> None:
        self.duties.begin(VoucherKind.RECEIPT)

    # What the frame tells

    def arrived(self) -> None:
        self.duties.live_in(self.window(), self._open_page)
        if self._stale:
            self.refresh()

    def _open_page(self) -> QWidget | None:
        window = self.window()
        page = getattr(window, "page", None)
        found = page() if callable(page) else self
        return found if isinstance(found, QWidget) else None

    def on_changes(self, changes: object) -> None:
        if not isinstance(changes, Changes):
            return
        if changes.vouchers or changes.holdings or changes.holds or changes.catalogue or changes.accounts:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def refresh(self) -> None:
        """F5, and after every posting."""
        self._stale = False
        self._view().refresh()
        self.life.again()

    def _view(self) -> BalancesView | WeaponsView | LotsView | VouchersView:
        return (self.balances, self.weapons, self.lots, self.vouchers)[self.tabs.current()]

    # Tabs

    def _open_tab(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self._counts.setCurrentIndex(number)
        self.life.clear()
        self._fit_pane()
        self._view().refresh()
        self._view().table.setFocus()

    def _fit_pane(self) -> None:
        """The register of vouchers has no life beside it, and takes the whole width."""
        super()._fit_pane()
        if self.pane is not None and self.tabs.current() == VOUCHERS:
            self.pane.hide()

    def show_weapons_of(self, balance: Balance) -> None:
        """The weapons of one balance on their own tab."""
        self.weapons.show_balance(balance)
        self.tabs.open(WEAPONS)

    def show_life(self, kind: LifeKind, item_id: int) -> None:
        """Show the life of an item; over the page where there is no room beside the list."""
        self.life.show_item(kind, item_id)
        self.open_pane()

    def show_match(self, match: Match) -> None:
        """Open what a search found."""
        if match.kind == "voucher":
            self.duties.show_voucher(match.identity)
        elif match.kind == "container":
            self.duties.show_life(LifeKind.CONTAINER, match.id)
        elif match.kind in {"weapon", "lot"}:
            view = self.weapons if match.kind == "weapon" else self.lots
            view.filter_line.setText(match.identity)
            self.tabs.open(WEAPONS if match.kind == "weapon" else LOTS)
            self.show_life(LifeKind(match.kind), match.id)
        elif match.kind == "account":
            self.tabs.open(BALANCES)
            self.balances.account.show_words(match.identity)
            self.balances.filter_account(match.id)
        elif match.kind == "item_type":
            self.tabs.open(BALANCES)
            self.balances.item.show_words(match.identity)
            self.balances.filter_item(match.id)

    def show_hit(self, hit: Hit) -> None:
        """Open a hit of the search field."""
        if isinstance(hit.target, Match):
            self.show_match(hit.target)

    # Selecting

    def _balance_chosen(self, balance: Balance | None) -> None:
        if self.tabs.current() != BALANCES:
            return
        if balance is None:
            self.life.clear()
        elif balance.lot_id:
            self.life.show_item(LifeKind.LOT, balance.lot_id)
        elif balance.tracking != "serial":
            self.life.clear(tr("Followed by quantity: its movements stand in the register of vouchers"))
        elif not self.balances.fits_second():
            self.life.clear(tr("Enter lists the weapons of this balance, each with its life"))

    def _serial_chosen(self, weapon_id: int) -> None:
        if self.tabs.current() == BALANCES:
            self.life.show_item(LifeKind.WEAPON, weapon_id)

    def _balance_opened(self, balance: Balance) -> None:
        if balance.lot_id:
            self.show_life(LifeKind.LOT, balance.lot_id)
        elif balance.tracking == "serial":
            self.show_weapons_of(balance)

    def start_here(self) -> Start:
        """The item in the pane, and the account of the current balance."""
        life, balance = self.life.life, self.balances.selected()
        if self.tabs.current() == VOUCHERS:
            return Start()
        marks = (life.mark,) if life is not None and life.kind is not LifeKind.CONTAINER else ()
        account = balance.account_id if balance is not None and balance.account_kind != "holder" else 0
        if life is not None and life.account_id:
            account = life.account_id
        return Start(marks=marks, account_id=account)

    # Acts

    def _move(self, kind: VoucherKind, mark: str) -> None:
        life = self.life.life
        self.duties.open(kind, Start(marks=(mark,), account_id=life.account_id if life else 0))

    def _reverse(self) -> None:
        number = self.vouchers.selected() if self.tabs.current() == VOUCHERS else ""
        if number:
            self.duties.reverse(number)

    def _print(self) -> None:
        number = self.vouchers.selected() if self.tabs.current() == VOUCHERS else ""
        if number:
            self.duties.show_voucher(number)
        elif self.life.life is not None:
            self.duties.print_life(self.life.life)
