"""Coming in: founding step by step, wrong passphrases, recovery, files that cannot be opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from stockpile_app import access
from stockpile_app.gui.access.entry_window import EntryWindow
from stockpile_app.gui.access.founding_sheets import SOLE, BooksDraft
from stockpile_app.gui.access.recovery_step import plain_code
from stockpile_app.gui.main_window import MainWindow
from tests.books import PASSPHRASE, Books
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.naughty import NAUGHTY
from tests.tampering import edit, key_of


def opened(desk: AtDesk) -> MainWindow:
    desk.qtbot.waitUntil(lambda: isinstance(desk.application.window, MainWindow), timeout=20_000)
    desk.idle()
    return desk.window


def test_first_run_founds_proves_the_sheet_and_opens(desk: AtDesk, tmp_path: Path) -> None:
    desk.settings.change(language="")
    window = desk.enter()
    assert window.sheet() is window.welcome
    window.welcome._go_on()
    assert desk.settings.now.language == "en"
    window.choose.new_asked.emit("depot")
    sheet = window.books
    sheet._code.set_value("D07")
    sheet._name.set_value("Oskel Depot")
    sheet._path.set_path(tmp_path / "oskel")
    sheet._go_on()
    keeper = window.keeper
    assert window.sheet() is keeper
    keeper._user.set_value("WO2 K. Brandt")
    keeper._secrets.secret.set_value("correct horse")
    keeper._secrets.again.set_value("correct horses")
    keeper._found()
    assert "not the same" in keeper._secrets.again._below.text()
    keeper._secrets.again.set_value("correct horse")
    keeper._found()
    desk.qtbot.waitUntil(lambda: window.sheet() is window.recovery, timeout=20_000)
    founded = window._founded
    assert founded is not None
    assert founded.stockpile.path == tmp_path / "oskel.stockpile"
    assert founded.stockpile.actor.role == "administrator", "several people is proposed, and shown"

    step = window.recovery
    step._go_on()
    assert not step._next.isEnabled()
    wrong = founded.recovery_code[:5] + "0000" + founded.recovery_code[9:]
    step._typed.set_value(wrong)
    assert not step._next.isEnabled()
    assert "Group 2" in step._typed._below.text()
    step._typed.set_value(founded.recovery_code.lower().replace("-", " "))
    assert step._next.isEnabled()
    step._go_on()
    assert window.sheet() is window.backups
    window.backups.folder.set_path(tmp_path / "no such stick")
    window.backups._take()
    assert "There is no folder" in window.backups.folder.field._below.text()
    (tmp_path / "stick").mkdir()
    window.backups.folder.set_path(tmp_path / "stick")
    window.backups._take()
    main = opened(desk)
    assert desk.settings.backup_folder(tmp_path / "oskel.stockpile") == str((tmp_path / "stick").resolve())
    assert main.windowTitle().startswith("Oskel Depot")
    assert str(tmp_path / "oskel.stockpile") in desk.settings.now.recent
    page = main.page()
    desk.idle()
    steps = [row.step for row in page.table.model.rows() if row.word == "First step"]  # type: ignore[attr-defined]
    assert steps == ["Add store house", "People & keys", "Exchange"]


def test_one_keeper_may_hold_all_duties(desk: AtDesk, tmp_path: Path) -> None:
    window = desk.enter()
    window._begin_books("depot")
    window.books._code.set_value("D08")
    window.books._name.set_value("Small Depot")
    window.books._path.set_path(tmp_path / "small")
    window.books._go_on()
    keeper = window.keeper
    assert "administrator" in keeper._keepers._below.text()
    keeper._keepers.set_value(SOLE)
    keeper._explain()
    assert "every paper says so" in keeper._keepers._below.text()
    keeper._user.set_value("WO2 K. Brandt")
    for field in keeper._secrets.fields:
        field.set_value("correct horse")
    keeper._found()
    desk.qtbot.waitUntil(lambda: window.sheet() is window.recovery, timeout=20_000)
    founded = window._founded
    assert founded is not None
    assert founded.stockpile.actor.role == "sole keeper"


def test_where_backups_go_may_be_left_for_later(desk: AtDesk, tmp_path: Path) -> None:
    window = desk.enter()
    window._begin_keeper(BooksDraft("depot", "D09", "Late Depot", "UTC", tmp_path / "late.stockpile"))
    keeper = window.keeper
    keeper._user.set_value("WO2 K. Brandt")
    for field in keeper._secrets.fields:
        field.set_value("correct horse")  # type: ignore[attr-defined]
    keeper._found()
    desk.qtbot.waitUntil(lambda: window.sheet() is window.recovery, timeout=20_000)
    window.recovery.proved.emit()
    window.backups._take()
    assert window.sheet() is window.backups
    assert "leave it for later" in window.backups.folder.field._below.text()
    window.backups.later.click()
    opened(desk)
    assert desk.settings.backup_folder(tmp_path / "late.stockpile") == ""


def test_a_wrong_passphrase_stays_in_place_and_the_right_one_opens(desk: AtDesk, books: Books) -> None:
    books.stockpile.close()
    window = desk.enter(books.path)
    assert window.sheet() is window.open
    window.open.open()
    assert "passphrase" in window.open._secret._below.text()
    window.open._secret.set_value("wrong horse")
    window.open.open()
    desk.idle()
    assert isinstance(desk.application.window, EntryWindow)
    assert window.open._secret._below.text()
    assert window.open._open.isEnabled()
    window.open._secret.set_value(PASSPHRASE)
    window.open.open()
    opened(desk)


def test_the_recovery_code_opens_and_rebuilds_the_keys_file(desk: AtDesk, books: Books) -> None:
    books.stockpile.close()
    keys = access.keys_path(books.path)
    keys.unlink()
    window = desk.enter(books.path)
    window.open._secret.set_value(PASSPHRASE)
    window.open.open()
    desk.idle()
    assert "recovery sheet" in window.open.message.accessibleName()
    window.open._recover()
    window.recover._code.set_value("AAAA-BBBB")
    window.recover.open()
    desk.idle()
    assert "14 groups" in window.recover._code._below.text()
    window.recover._code.set_value(books.recovery_code)
    window.recover.open()
    opened(desk)
    assert keys.is_file()


def test_a_file_that_is_open_elsewhere_says_who_has_it(desk: AtDesk, books: Books) -> None:
    window = desk.enter(books.path)
    window.open._secret.set_value(PASSPHRASE)
    window.open.open()
    desk.idle()
    assert "already open" in window.open.message.accessibleName()
    books.stockpile.close()


@pytest.mark.parametrize("content", [b"", b"not a stockpile at all" * 400], ids=["empty", "foreign"])
def test_a_foreign_file_gets_a_calm_sentence(desk: AtDesk, books: Books, content: bytes) -> None:
    books.stockpile.close()
    other = books.path.with_name("other.stockpile")
    shutil.copy(access.keys_path(books.path), access.keys_path(other))
    other.write_bytes(content)
    window = desk.enter(other)
    window.open._secret.set_value(PASSPHRASE)
    window.open.open()
    desk.idle()
    assert isinstance(desk.application.window, EntryWindow)
    told = window.open.message.accessibleName() + window.open._secret._below.text()
    assert told
    assert "Traceback" not in told


def test_a_damaged_book_opens_read_only_and_the_bar_says_so(desk: AtDesk, books: Books) -> None:
    books.stockpile.close()
    last = ("UPDATE journal SET actor = 'somebody else' WHERE entry = (SELECT max(entry) FROM journal)", ())
    edit(books.path, key_of(books), ("DELETE FROM verified", ()), last)
    window = desk.enter(books.path)
    window.open._secret.set_value(PASSPHRASE)
    window.open.open()
    main = opened(desk)
    assert "Read only" in main.status.text_of("alarm")


def test_naughty_words_in_every_founding_field_are_refused_or_kept(desk: AtDesk, tmp_path: Path) -> None:
    window = desk.enter()
    window._begin_books("depot")
    for text in NAUGHTY:
        window.books._code.set_value(text)
        window.books._name.set_value(text)
        window.books._path.set_path(tmp_path / "never.stockpile")
        window.books._judge(window.books._path.path())
        window.keeper._user.set_value(text)
        window.open._path.set_path(text)
        window.open._secret.set_value(text)
    desk.idle()
    assert not list(tmp_path.glob("never*"))


def test_every_sheet_fits_and_every_field_has_a_name(desk: AtDesk) -> None:
    window = desk.enter()
    window._begin_books("ministry")
    for sheet in window._sheets:
        window.show_sheet(sheet)
        desk.idle()
        assert find_clipped_texts(window) == []
        assert unnamed_inputs(window) == []


def test_codes_are_compared_as_people_type_them() -> None:
    assert plain_code("abcd-0o1i 8b") == plain_code("ABCDO0IIBB")
