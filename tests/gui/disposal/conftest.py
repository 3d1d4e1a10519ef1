"""A depot of several people with batches, and the program at one desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from stockpile_app import disposal
from stockpile_app.disposal.rows import BatchRow
from stockpile_app.gui.common import Dialog
from stockpile_app.gui.disposal.page import DisposalPage
from stockpile_app.gui.disposal.verification_screen import VerificationScreen
from tests.disposal.batches import Site
from tests.gui.at_desk import NOTEBOOK, AtDesk, desk
from tests.ready import ready_site

__all__ = ["desk"]

Enter = Callable[[str], DisposalPage]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Several people, a store apart, a site and four boxes."""
    return ready_site(tmp_path)


@pytest.fixture
def enter(desk: AtDesk, site: Site) -> Enter:
    """The disposal page, with this person at the desk."""

    def entered(who: str, size: QSize = NOTEBOOK) -> DisposalPage:
        site.stockpile.actor = site.staff.actors[who]
        window = desk.open(site.books)
        window.resize(size)
        page = desk.page("disposal", DisposalPage)
        desk.idle()
        return page

    return entered


def row_of(site: Site, batch: int) -> BatchRow:
    """The batch as the board has it."""
    return next(row for row in disposal.batches(site.stockpile) if row.id == batch)


def front(desk: AtDesk, kind: type[Dialog]) -> Dialog:
    """The dialog in front, with the keys."""
    desk.qtbot.waitUntil(lambda: any(isinstance(one, kind) for one in in_sight(desk)), timeout=20_000)
    found = next(one for one in in_sight(desk) if isinstance(one, kind))
    found.activateWindow()
    desk.idle()
    return found


def in_sight(desk: AtDesk) -> list[Dialog]:
    """Every open dialog."""
    return [one for one in desk.qapp.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]


def write(desk: AtDesk, text: str) -> None:
    """Typed where the keys go."""
    focused = desk.qapp.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)
    desk.idle()


def post(desk: AtDesk) -> None:
    """Ctrl+Enter."""
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


class Scanner:
    """The screen at the site, worked by scanner and function keys."""

    def __init__(self, desk: AtDesk, screen: VerificationScreen) -> None:
        self.desk, self.screen = desk, screen

    def scan(self, *reads: str) -> None:
        """A scanner: the text, and Enter."""
        for text in reads:
            focused = self.desk.qapp.focusWidget() or self.screen.scan
            QTest.keyClicks(focused, text)
            QTest.keyClick(focused, Qt.Key.Key_Return)
            self.desk.idle()

    def key(self, key: Qt.Key) -> None:
        """A function key."""
        QTest.keyClick(self.screen, key)
        self.desk.idle()

    @property
    def word(self) -> str:
        """What fills the screen."""
        return self.screen.answer.word.replace("\u2066", "").replace("\u2069", "")

    @property
    def bar(self) -> str:
        """`31 of 120 verified, 88 left · 1 set aside · 0 missing`."""
        return self.screen.bar.accessibleName().replace("\u2066", "").replace("\u2069", "").replace("  ", " ")


@pytest.fixture
def at_site(desk: AtDesk, site: Site, enter: Enter) -> Callable[[int], Scanner]:
    """The inspector before the open boxes of a batch."""

    def opened(batch: int) -> Scanner:
        page = enter("inspector")
        screen = page.course.open_screen(row_of(site, batch), full=False)
        screen.activateWindow()
        desk.idle()
        return Scanner(desk, screen)

    return opened
