"""What the frame around the pages shows of the books: whose they are, how they stand, what waits, what is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from stockpile_app import ledger
from stockpile_app.access import role_word
from stockpile_app.access.model import BooksKind, Founding
from stockpile_app.base.changes import Changes
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.people_rows import waiting_rows
from stockpile_app.gui.access.standing import show_standing, standing
from stockpile_app.gui.common import Status, Theme
from stockpile_app.gui.common.search_box import Deliver
from stockpile_app.gui.main_window import Identity, MainWindow
from stockpile_app.gui.pages import hit_of
from stockpile_app.gui.today.disposal_needs import batch_needs
from stockpile_app.gui.today.surplus_needs import review_due
from stockpile_app.store import Stockpile

_LONGEST_SAID = 720  # logical pixels


def identity(books: Founding, role: str, user: str) -> Identity:
    """The head of the navigation: whose books these are, and who is at the desk."""
    icon = "inbox" if books.kind == BooksKind.MINISTRY else "warehouse"
    return Identity(books.name, books.code, user, role_word(role), icon)


def shortened(theme: Theme, sentence: str) -> str:
    """A sentence that fits at the foot of the page, however long the names in it are."""
    room = theme.px(_LONGEST_SAID)
    return QFontMetrics(theme.font()).elidedText(sentence, Qt.TextElideMode.ElideRight, room)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person on one page: how many things, in the colour of the worst."""

    page: str
    count: int
    status: Status = Status.INFO


def count_what_waits(desk: Desk, window: MainWindow, changes: object = None) -> None:
    """The badges of the navigation: what waits for who is at the desk, on the pages that these changes concern."""
    for concerned, count in _COUNTS:
        if not isinstance(changes, Changes) or concerned(changes):
            desk.read(window, partial(count, desk), partial(_show_badge, window))


def _show_badge(window: MainWindow, found: Waiting) -> None:
    window.set_badge(found.page, found.count, found.status)


def _requests(desk: Desk, books: Stockpile) -> Waiting:
    """What who is at the desk may decide."""
    return Waiting("people", sum(row.may for row in waiting_rows(books, desk.founding.zone)))


def _surplus(desk: Desk, books: Stockpile) -> Waiting:
    """The review of the stocks that is due."""
    return Waiting("surplus", len(list(review_due(books, desk.today().isoformat()))), Status.WARN)


def _batches(desk: Desk, books: Stockpile) -> Waiting:
    """Batches whose next step is a duty of who is at the desk; one that differs or is late gives the colour."""
    needs = list(batch_needs(books, desk.today().isoformat()))
    late = any(need.status is Status.WARN for need in needs)
    return Waiting("disposal", len(needs), Status.WARN if late else Status.INFO)


_COUNTS: tuple[tuple[Callable[[Changes], bool], Callable[[Desk, Stockpile], Waiting]], ...] = (
    (lambda _changes: True, _requests),
    (lambda changes: changes.surplus, _surplus),
    (lambda changes: changes.disposal or changes.cases or changes.people or changes.requests, _batches),
)
"""Which changes concern the figure of a page, and how it is counted."""


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
