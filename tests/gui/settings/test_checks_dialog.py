"""Check this computer: the doctor's checks as rows, the worst first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app import audit
from stockpile_app.base.check import Check, CheckState
from stockpile_app.gui.common import ChipLabel, Label, Status, Theme
from stockpile_app.gui.settings.checks_dialog import AskChecks, Checks, ChecksDialog, judgement
from stockpile_app.gui.settings.page import SettingsPage
from tests.books import Books
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs

LONG = (
    "a share of the machine of the Northern Region Command Ammunition and Weapons Depot, kept in the cellar"
)
FOUND = (
    Check("program", CheckState.INFO, "Program", "Stockpile 0.1.0"),
    Check("clock", CheckState.OK, "Clock", "08:00 UTC"),
    Check("backup", CheckState.WARN, "Backup", "Never backed up", "Back up"),
    Check("file_system", CheckState.STOP, "File system", LONG, f"Copy the books from {LONG}"),
)


def delivering(checks: Checks) -> AskChecks:
    """Asks that are answered at once."""

    def ask(_parent: QWidget, deliver: Callable[[Checks], object]) -> None:
        deliver(checks)

    return ask


def words_of(dialog: ChecksDialog) -> list[str]:
    """Every label of the list."""
    return [label.text() for label in dialog.findChildren(Label)]


def test_the_worst_stands_first_with_its_remedy(desk: AtDesk) -> None:
    window = desk.enter()
    dialog = ChecksDialog(desk.application.theme, window, delivering(FOUND))
    dialog.show()
    desk.idle()
    assert [one.check for one in dialog.checks] == ["file_system", "backup", "clock", "program"]
    assert {LONG, "Never backed up", "Back up"} <= set(words_of(dialog))
    chips = dialog.findChildren(ChipLabel)
    assert chips[0].accessibleName().endswith("In the way")
    assert find_clipped_texts(dialog) == []
    assert unnamed_inputs(dialog) == []


def test_the_checks_are_copied_as_text(desk: AtDesk) -> None:
    dialog = ChecksDialog(desk.application.theme, desk.enter(), delivering(FOUND))
    dialog.show()
    dialog.copy()
    assert "→ Back up" in QApplication.clipboard().text()
    assert dialog.told.isVisible()


def test_one_line_judges_all() -> None:
    assert judgement(FOUND)[0] is Status.STOP
    assert judgement(FOUND[:3])[0] is Status.WARN
    assert judgement(FOUND[:2]) == (Status.OK, "Everything is in order")


def test_the_settings_page_leads_there_and_the_books_are_looked_at(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    size = audit.head(books.stockpile).size
    page = desk.page("settings", SettingsPage)
    page.check.click()
    dialog = desk.dialog(ChecksDialog)
    desk.idle()
    found = {one.check: one for one in dialog.checks}
    assert found["backup"].sentence == "Never backed up"
    assert found["books"].state is CheckState.OK, "the reading connection never writes; the desk does"
    assert {"flush", "room", "clock", "keys", "driver"} <= set(found)
    assert audit.head(books.stockpile).size == size
    books.clock.tick(hours=-3)
    dialog.again.click()
    desk.idle()
    assert {one.check: one.state for one in dialog.checks}["clock_and_journal"] is CheckState.STOP
    assert find_clipped_texts(dialog) == []
    dialog.ask_close()


def test_books_that_can_only_be_read_say_why_in_the_window(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    books.stockpile.stop_writing("Read only: a check failed")
    desk.page("settings", SettingsPage).check_computer()
    dialog = desk.dialog(ChecksDialog)
    desk.idle()
    assert {one.check: one.sentence for one in dialog.checks}["books"] == "Read only: a check failed"
    dialog.ask_close()


def test_another_palette_is_followed(desk: AtDesk) -> None:
    theme: Theme = desk.application.theme
    dialog = ChecksDialog(theme, desk.enter(), delivering(FOUND))
    dialog.show()
    for palette in ("dark", "contrast"):
        theme.set_palette(palette)
        theme.set_zoom(130)
        desk.idle()
        assert find_clipped_texts(dialog) == []
