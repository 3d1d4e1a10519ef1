"""The desk these tests work at, alone or among several people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stockpile_app.gui.main_window import MainWindow
from tests.gui.at_desk import AtDesk, books, desk
from tests.people import Staff
from tests.ready import ready_staff

__all__ = ["books", "desk"]

Enter = Callable[[str], MainWindow]


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    """A depot kept by several people; the officer has received slings."""
    made = ready_staff(tmp_path)
    with made.acting("officer"):
        made.books.slings(12)
        made.books.rifle("KM 06427")
    return made


@pytest.fixture
def enter(desk: AtDesk, staff: Staff) -> Enter:
    """The main window, with this person at the desk."""

    def entered(who: str) -> MainWindow:
        staff.books.stockpile.actor = staff.actors[who]
        return desk.open(staff.books)

    return entered
