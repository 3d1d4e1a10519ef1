"""Pages and dialogs as they are seen: nothing clipped, every input named, in both directions and long words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockpile_app import audit
from stockpile_app.base.text import PSEUDO_LANGUAGE, use_language
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.page import Page
from stockpile_app.gui.ledger.duties import Duties
from stockpile_app.gui.ledger.life import LifeKind
from stockpile_app.gui.ledger.new_account_dialog import NewAccountDialog
from stockpile_app.gui.ledger.new_item_dialog import NewItemDialog
from stockpile_app.gui.ledger.page import LedgerPage
from stockpile_app.gui.ledger.start import Start
from stockpile_app.gui.main_window import Identity, MainWindow
from stockpile_app.gui.today.page import TodayPage
from stockpile_app.ledger import NewMark, VoucherKind
from tests.books import Books
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.gui.ledger.conftest import Keys

LOOKS = [
    ("en", Qt.LayoutDirection.LeftToRight),
    ("en", Qt.LayoutDirection.RightToLeft),
    (PSEUDO_LANGUAGE, Qt.LayoutDirection.LeftToRight),
]


@pytest.fixture(params=LOOKS, ids=["english", "right-to-left", "long"])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """English, mirrored, and longer words."""
    language, direction = request.param
    use_language(language)
    qapp.setLayoutDirection(direction)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def full(books: Books) -> None:
    """A morning's worth of everything the pages show."""
    rifle = books.rifle("KM 07000", year="1970")
    books.issue(rifle, on="2026-11-10T06:30", due="2026-11-10T18:30", purpose="Guard, Gate 1")
    books.hand_in(rifle, on="2026-11-10T17:55")
    books.reverse(
        books.transfer(rifle, to="workshop", on="2026-11-11"), on="2026-11-12", reason="wrong rifle"
    )
    mark = NewMark(kind="import", text="VD 2004", place="receiver, left")
    books.receive(books.new_rifle("KM O7000", marks=(mark,)), accept_look_alike="read twice, two rifles")
    books.issue(books.rifle("ЛБ 2208"), on="2026-11-18T17:40", to="other holder", due="2026-11-19T18:00")
    books.issue(
        books.rifle("TE 70415"), on="2026-11-20T06:30", due="2026-11-20T18:30", purpose="Guard, Gate 2"
    )
    books.lot("17-83-270", 41600, expires_on="2026-11-15")
    books.reclassify(rifle, condition_to="repairable", on="2026-11-13")


def frame(desk: Desk, size: tuple[int, int]) -> tuple[MainWindow, Duties]:
    """The real window around the two pages."""
    duties = Duties(desk)
    pages = [
        Page("today", "Today", "sun", lambda: TodayPage(desk, duties)),
        Page("ledger", "Ledger", "book-open", lambda: LedgerPage(desk, duties)),
    ]
    identity = Identity("Oskel Depot", "D-07", "WO2 K. Brandt", "Armoury officer")
    window = MainWindow(desk.theme, identity, pages, desk.runner, lambda _text, _deliver: None, desk.now)
    desk.open_page, desk.say = window.open_page, window.toast.say
    window.resize(*size)
    window.show()
    return window, duties


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("filled", [True, False], ids=["full", "empty"])
def test_pages(books: Books, desk: Desk, keys: Keys, size: tuple[int, int], filled: bool) -> None:
    if filled:
        full(books)
        audit.verify(books.stockpile)
    window, _duties = frame(desk, size)
    keys.settle()
    assert find_clipped_texts(window.page()) == []
    page = window.open_page("ledger")
    assert isinstance(page, LedgerPage)
    for number in range(4):
        page.tabs.open(number)
        keys.settle()
        if page._view().table.model.rowCount():
            page._view().table.select(0)
            keys.settle()
        assert find_clipped_texts(page) == [], f"tab {number}"
    assert unnamed_inputs(window) == []


BY_DISPOSAL = {VoucherKind.DISPATCH, VoucherKind.DESTRUCTION, VoucherKind.DEACTIVATION}
"""Kinds that only a batch posts; nobody fills them in by hand."""


def starts(books: Books) -> dict[VoucherKind, Start]:
    armoury = books.place("armoury")
    return {
        VoucherKind.OPENING: Start(account_id=armoury),
        VoucherKind.RECEIPT: Start(account_id=armoury),
        VoucherKind.ISSUE: Start(account_id=armoury, marks=("KM 07000", "ЛБ 2208", "17-83-270")),
        VoucherKind.HAND_IN: Start(marks=("ЛБ 2208", "nothing")),
        VoucherKind.TRANSFER: Start(marks=("KM 07000", "KM O7OOO", "Crate 14")),
        VoucherKind.EXPENDITURE: Start(account_id=books.place("magazine"), marks=("17-83-270",)),
        VoucherKind.RECLASSIFICATION: Start(account_id=armoury, marks=("KM 07000",)),
        VoucherKind.REVERSAL: Start(voucher_number="B-ISS-2026-000001"),
    }


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("kind", [kind for kind in VoucherKind if kind not in BY_DISPOSAL])
def test_voucher_dialogs(
    books: Books, begin: Callable[..., Any], keys: Keys, kind: VoucherKind, qtbot: QtBot
) -> None:
    full(books)
    dialog = begin(kind, starts(books)[kind])
    keys.settle()
    if kind in (VoucherKind.RECEIPT, VoucherKind.OPENING):
        dialog.panel.choose(books.items["rifle"])
        keys.settle()
    qtbot.wait(20)
    assert find_clipped_texts(dialog) == []
    assert unnamed_inputs(dialog) == []


@pytest.mark.usefixtures("look")
def test_small_dialogs(books: Books, desk: Desk, duties: Duties, window: Any, keys: Keys) -> None:
    full(books)
    for dialog in (
        NewAccountDialog(desk, window, "holder"),
        NewAccountDialog(desk, window, "location"),
        NewItemDialog(desk, window),
    ):
        dialog.open()
        keys.settle()
        assert find_clipped_texts(dialog) == []
        assert unnamed_inputs(dialog) == []
        dialog.done(0)
    duties.show_life(LifeKind.WEAPON, 1)
    keys.settle()
    _looked_at(keys)
    duties.show_voucher("B-ISS-2026-000001")
    keys.settle()
    _looked_at(keys)


def _looked_at(keys: Keys) -> None:
    shown = QApplication.activeModalWidget()
    assert shown is not None
    assert find_clipped_texts(shown) == []
    assert unnamed_inputs(shown) == []
    shown.close()
    keys.settle()
