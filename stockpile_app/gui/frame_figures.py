"""What the frame around the pages shows of the books: whose they are, how they stand, what waits, what is found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from stockpile_app import ledger
from stockpile_app.access import role_word
from stockpile_app.access.model import BooksKind, Founding
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.people_rows import waiting_rows
from stockpile_app.gui.access.standing import show_standing, standing
from stockpile_app.gui.common import Status, Theme
from stockpile_app.gui.common.search_box import Deliver
from stockpile_app.gui.main_window import Identity, MainWindow
from stockpile_app.gui.pages import hit_of

_LONGEST_SAID = 720  # logical pixels


def identity(books: Founding, role: str, user: str) -> Identity:
    """The head of the navigation: whose books these are, and who is at the desk."""
    icon = "inbox" if books.kind == BooksKind.MINISTRY else "warehouse"
    return Identity(books.name, books.code, user, role_word(role), icon)


def shortened(theme: Theme, sentence: str) -> str:
    """A sentence that fits at the foot of the page, however long the names in it are."""
    room = theme.px(_LONGEST_SAID)
    return QFontMetrics(theme.font()).elidedText(sentence, Qt.TextElideMode.ElideRight, room)


def count_requests(desk: Desk, window: MainWindow) -> None:
    """The badge of People & keys: what waits for who is at the desk."""
    zone = desk.founding.zone
    desk.read(
        window,
        lambda books: sum(row.may for row in waiting_rows(books, zone)),
        lambda count: window.set_badge("people", count, Status.INFO),
    )


def ask_standing(desk: Desk, window: MainWindow, back_up: Callable[[], object]) -> None:
    """The status bar: verified when, journal how long, backed up when."""
    desk.read(
        window,
        lambda books: standing(books, desk.books.read_only),
        lambda now: show_standing(
            window.status, now, desk.now()[:10], lambda: window.open_page("journal"), back_up
        ),
    )


def search(desk: Desk, parent: QWidget, text: str, deliver: Deliver) -> None:
    """Find anything in the books, for the box above the pages."""
    desk.read(parent, lambda stockpile: [hit_of(match) for match in ledger.find(stockpile, text)], deliver)
