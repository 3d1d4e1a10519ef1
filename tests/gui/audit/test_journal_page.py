"""The journal page: entries newest first, verification that holds and one that does not."""

from __future__ import annotations

import pytest

from stockpile_app import audit
from stockpile_app.audit import Trouble
from stockpile_app.gui.audit.page import ACTIVITY, JournalPage, troubles_words
from stockpile_app.gui.audit.words import operation_word
from stockpile_app.gui.common import Dialog, Label
from stockpile_app.gui.exchange.audit_dialog import AuditDialog
from stockpile_app.gui.exchange.page import ExchangePage
from tests.books import USER, Books
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs


def test_entries_stand_newest_first(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    page = desk.page("journal", JournalPage)
    size = audit.head(books.stockpile).size
    assert page.entries.model.rowCount() == size
    first, last = page.entries.model.row_at(0), page.entries.model.row_at(size - 1)
    desk.idle()
    first, last = page.entries.model.row_at(0), page.entries.model.row_at(size - 1)
    assert first is not None
    assert last is not None
    assert (first.entry, last.entry) == (size, 1)
    assert operation_word(last.kind) == "Books founded"
    assert operation_word("something later") == "something later"


def test_verifying_all_tells_how_far_it_proved(desk: AtDesk, books: Books) -> None:
    window = desk.open(books)
    page = desk.page("journal", JournalPage)
    page.verify.click()
    desk.idle()
    size = audit.head(books.stockpile).size
    assert f"entry \u2066{size}\u2069" in window.toast.accessibleName()
    assert "verified" in window.status.text_of("verified").casefold()
    assert page.verify.isEnabled()


def test_what_differs_is_named() -> None:
    troubles = [Trouble("chain", f"Entry {number} differs", number) for number in range(5)]
    words = troubles_words(troubles)
    assert words.startswith("Entry 0 differs; Entry 1 differs; Entry 2 differs.")
    assert "and 2 more" in words
    assert words.endswith("You can look, export and back up")


def test_an_audit_workbook_is_written_and_noted(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    exchange = desk.page("exchange", ExchangePage)
    exchange.audit_workbook()
    dialog = desk.dialog(AuditDialog)
    target = desk.folder / "audit.xlsx"
    dialog.path.set_path(target)
    dialog.first.set_text("2026-11-20")
    dialog.last.set_text("2026-11-01")
    dialog.make.click()
    assert "before the first" in dialog.last._below.text()
    dialog.first.set_text("not a day")
    dialog.make.click()
    assert dialog.first._below.text()
    dialog.first.set_text("2026-11-01")
    dialog.last.set_text("")
    dialog.last.set_finding("")
    dialog.make.click()
    desk.idle()
    assert target.stat().st_size > 5_000
    page = desk.page("journal", JournalPage)
    page.tabs.open(ACTIVITY)
    desk.idle()
    assert next(row.kind for row in page.activity.model.rows()) == "export"
    assert not [one for one in desk.qapp.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]


def test_the_keys_of_the_books_are_shown_and_copied(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    page = desk.page("journal", JournalPage)
    keys = audit.depot_public(books.stockpile)
    assert page.keys.minimumSizeHint().width() <= page.theme.px(page.theme.tokens.sizes.pane)
    shown = "".join(label.text() for label in page.keys.facts.findChildren(Label)).replace(" ", "")
    assert keys.signing_public in shown
    assert keys.sealing_public in shown
    page.keys.copy_sealing.click()
    assert desk.qapp.clipboard().text() == keys.sealing_public
    page.keys.copy_signing.click()
    assert desk.qapp.clipboard().text() == keys.signing_public


def test_verification_names_books_that_this_computer_has_seen_further(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    page = desk.page("journal", JournalPage)
    size = audit.head(books.stockpile).size
    further = Trouble("rollback", f"this computer has seen them at entry {size + 1}", size + 1, "journal")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "rollback_troubles", lambda _books: iter([further]))
        page.verify_all()
        desk.idle()
    assert further.sentence in page.message.accessibleName()


def test_the_page_fits_and_every_field_has_a_name(desk: AtDesk, books: Books) -> None:
    window = desk.open(books)
    page = desk.page("journal", JournalPage)
    for tab in (0, ACTIVITY):
        page.tabs.open(tab)
        desk.idle()
        assert find_clipped_texts(window) == []
        assert unnamed_inputs(page) == []


def test_an_entry_names_the_persons_who_stand_for_it(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    page = desk.page("journal", JournalPage)
    size = page.entries.model.rowCount()
    page.entries.model.row_at(size - 1)
    desk.idle()
    page.entries.select(size - 1)
    desk.idle()
    assert page.persons.isVisible()
    assert page.persons.title.text().startswith("Persons of entry")
    shown = [label.text() for label in page.person_facts.findChildren(Label)]
    assert USER in shown
    assert "Signed by" in shown
