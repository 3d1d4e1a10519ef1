"""Backing up from the window, at the end of a session, and a guided restore on another machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import access, audit
from stockpile_app.access import Role
from stockpile_app.gui.access import backing_up
from stockpile_app.gui.access.backup_panel import BackupPanel
from stockpile_app.gui.access.entry_window import EntryWindow
from stockpile_app.gui.audit.page import JournalPage
from stockpile_app.gui.common import Label
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.gui.settings.page import SettingsPage
from tests.books import PASSPHRASE, Books, dump_hash
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.two_people import APPROVER, OFFICER, add_person, several_people


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the person chooses when asked."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(backing_up, "choose_folder", lambda _parent, _start: str(folder))
    return folder


def backups(folder: Path) -> list[str]:
    """The names in the folder."""
    return sorted(path.name for path in folder.iterdir())


def test_back_up_now_asks_once_and_says_so_in_the_bar(desk: AtDesk, books: Books, stick: Path) -> None:
    window = desk.open(books)
    assert window.status.text_of("backup") == "Never backed up"
    page = desk.page("journal", JournalPage)
    page.back_up.click()
    desk.idle()
    desk.idle()
    assert backups(stick) == ["b-2026-11-20-0800.stockpile-backup"]
    assert "2026-11-20 08:00" in window.status.text_of("backup")
    assert desk.settings.backup_folder(books.path) == str(stick)
    assert "Backed up" in window.toast.accessibleName() or window.toast.isVisible()


def test_closing_backs_up_what_was_written_and_nothing_twice(desk: AtDesk, books: Books, stick: Path) -> None:
    desk.settings.set_backup_folder(books.path, str(stick))
    before = dump_hash(books.stockpile)
    desk.open(books)
    desk.window.close()
    desk.qtbot.waitUntil(lambda: not desk.application.window.isVisible(), timeout=20_000)  # type: ignore[union-attr]
    assert len(backups(stick)) == 1
    desk.application.end()
    desk.application = type(desk.application)(desk.qapp, desk.settings)
    books.reopen()
    assert dump_hash(books.stockpile) == before
    assert not access.needs_backup(books.stockpile)
    desk.open(books)
    desk.application.close_books()
    desk.qtbot.waitUntil(lambda: isinstance(desk.application.window, EntryWindow), timeout=20_000)
    assert len(backups(stick)) == 1


def test_a_stick_that_is_not_there_holds_the_books_open_until_somebody_says(
    desk: AtDesk, books: Books, stick: Path
) -> None:
    desk.settings.set_backup_folder(books.path, str(stick / "gone"))
    desk.open(books)
    desk.application.close_books()
    dialog = desk.dialog(backing_up.ClosingDialog)
    assert isinstance(desk.application.window, MainWindow)
    assert "There is no folder" in dialog.message.accessibleName()
    assert not find_clipped_texts(dialog)
    (stick / "gone").mkdir()
    dialog.again.click()
    desk.qtbot.waitUntil(lambda: isinstance(desk.application.window, EntryWindow), timeout=20_000)
    assert len(backups(stick / "gone")) == 1


def test_closing_without_a_backup_is_said_and_done(desk: AtDesk, books: Books, stick: Path) -> None:
    desk.settings.set_backup_folder(books.path, str(stick / "gone"))
    desk.open(books)
    desk.application.close_books()
    desk.dialog(backing_up.ClosingDialog).without.click()
    desk.qtbot.waitUntil(lambda: isinstance(desk.application.window, EntryWindow), timeout=20_000)
    assert backups(stick) == []


def test_the_folder_stands_in_the_settings(desk: AtDesk, books: Books, stick: Path) -> None:
    desk.open(books)
    page = desk.page("settings", SettingsPage)
    panel = page.findChild(BackupPanel)
    assert panel is not None
    assert "No folder" in panel.folder.text()
    panel.choose()
    desk.idle()
    assert str(stick) in panel.folder.text()
    panel.back_up()
    desk.idle()
    desk.idle()
    assert "2026-11-20 08:00" in panel.last.findChildren(Label)[-1].text()
    assert not find_clipped_texts(desk.window)


# Restoring


def chosen(desk: AtDesk, backup: Path, target: Path) -> EntryWindow:
    """The entry window at the second step of a restore."""
    window = desk.enter()
    window.choose.restore_asked.emit()
    assert window.sheet() is window.backup
    window.backup.path.set_path(backup)
    desk.idle()
    assert window.backup.next.isEnabled()
    window.backup._go_on()
    assert window.sheet() is window.place
    window.place.path.set_path(target)
    return window


def test_moving_to_a_new_machine_is_a_guided_restore(
    desk: AtDesk, books: Books, stick: Path, tmp_path: Path
) -> None:
    backup = access.back_up(books.stockpile, stick).file.path
    before = dump_hash(books.stockpile)
    books.stockpile.close()
    target = tmp_path / "new.stockpile"
    window = chosen(desk, backup, target)
    for sheet in (window.backup, window.place):
        assert not find_clipped_texts(sheet)
        assert not unnamed_inputs(sheet)
    window.place.restore()
    assert "passphrase" in window.place.secret._below.text()
    window.place.secret.set_value("wrong horse")
    window.place.restore()
    desk.idle()
    assert "passphrase" in window.place.secret._below.text()
    window.place.secret.set_value(PASSPHRASE)
    window.place.restore()
    desk.qtbot.waitUntil(lambda: window.sheet() is window.restored, timeout=20_000)
    desk.idle()
    assert not find_clipped_texts(window.restored)
    window.restored.open()
    desk.qtbot.waitUntil(lambda: isinstance(desk.application.window, MainWindow), timeout=20_000)
    desk.idle()
    opened = desk.application.desk
    assert opened is not None
    assert opened.books.path == target
    assert dump_hash(opened.books) == before


def test_a_damaged_backup_is_told_at_the_first_step(desk: AtDesk, books: Books, stick: Path) -> None:
    backup = access.back_up(books.stockpile, stick).file.path
    books.stockpile.close()
    backup.write_bytes(backup.read_bytes()[:-2000])
    window = desk.enter()
    window.open.restore_asked.emit()
    window.backup.path.set_path(backup)
    desk.idle()
    assert not window.backup.next.isEnabled()
    assert "cut off" in window.backup.path.field._below.text()


def test_an_older_copy_asks_the_sole_keeper_why(desk: AtDesk, books: Books, stick: Path) -> None:
    backup = access.back_up(books.stockpile, stick).file.path
    books.rifle("KM 2")
    books.stockpile.close()
    window = chosen(desk, backup, books.path)
    window.place.secret.set_value(PASSPHRASE)
    window.place.restore()
    desk.idle()
    desk.idle()
    assert window.place.reason.isVisible()
    assert not window.place.beside.isVisible()
    assert "ends at entry" in window.place.message.accessibleName()
    assert not find_clipped_texts(window.place)
    window.place.reason.set_value("The disk was failing")
    window.place.restore()
    desk.qtbot.waitUntil(lambda: window.sheet() is window.restored, timeout=20_000)
    assert "Enter again" in window.restored.advice.text()
    desk.idle()
    assert not find_clipped_texts(window.restored)


def test_an_older_copy_asks_a_second_person(desk: AtDesk, tmp_path: Path, stick: Path) -> None:
    books = several_people(tmp_path)
    backup = access.back_up(books.stockpile, stick).file.path
    add_person(books, type(OFFICER)("Lt C. Adu", "yet another phrase"), Role.INSPECTOR)
    books.stockpile.close()
    window = chosen(desk, backup, books.path)
    window.place.user.set_value("keeper")
    window.place.secret.set_value(PASSPHRASE)
    window.place.restore()
    desk.idle()
    assert window.place.beside.isVisible()
    window.place.second.set_value(APPROVER.name)
    window.place.second_secret.set_value(APPROVER.passphrase)
    window.place.reason.set_value("Wrong person added")
    window.place.restore()
    desk.qtbot.waitUntil(lambda: window.sheet() is window.restored, timeout=20_000)
    window.restored.open()
    desk.qtbot.waitUntil(lambda: isinstance(desk.application.window, MainWindow), timeout=20_000)
    desk.idle()
    opened = desk.application.desk
    assert opened is not None
    assert list(audit.entries(opened.reader))[-1].kind == "restore"
