"""The import in the window: four steps, findings, all or nothing, sources, naughty files."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app import ledger
from stockpile_app.exchange.model import RawRow
from stockpile_app.exchange.past_imports import past_imports, source_names
from stockpile_app.exchange.profile import DateOrder, Field
from stockpile_app.gui.exchange.file_step import letters
from stockpile_app.gui.exchange.import_wizard import COLUMNS, FILE, PREVIEW, RESULT, ImportWizard
from stockpile_app.gui.exchange.page import ExchangePage
from stockpile_app.gui.exchange.preview import RowState
from tests.books import Books, dump_hash
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.naughty import NAUGHTY

HEAD = ("Place", "Serial", "Make", "Model", "Calibre", "Date")
CTRL = Qt.KeyboardModifier.ControlModifier


def sheet(
    folder: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, name: str = "old.csv"
) -> Path:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def rifles(count: int, place: str = "Armoury 2", first: int = 1) -> list[list[str]]:
    return [
        [place, f"TT {number:05d}", "Tula", "TT-33", "7.62x25 mm", "2012-03-19"]
        for number in range(first, first + count)
    ]


def begin(desk: AtDesk, books: Books) -> ImportWizard:
    desk.open(books)
    page = desk.page("exchange", ExchangePage)
    page.import_sheet()
    return page.wizard


def look_into(desk: AtDesk, wizard: ImportWizard, path: Path) -> None:
    wizard.file_step.path.set_path(path)
    desk.idle()


def go_to_preview(desk: AtDesk, wizard: ImportWizard, path: Path) -> None:
    look_into(desk, wizard, path)
    wizard.go_on.click()
    desk.idle()
    assert wizard.steps.now == COLUMNS, wizard.message.accessibleName()
    wizard.go_on.click()
    desk.idle()


def test_a_register_is_previewed_and_booked(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    rows = [*rifles(5), ["Armoury 2", "", "Tula", "TT-33", "7.62x25 mm", "2012-03-19"], rifles(1)[0]]
    wizard = begin(desk, books)
    before = dump_hash(books.stockpile)
    go_to_preview(desk, wizard, sheet(tmp_path, rows))
    assert wizard.steps.now == PREVIEW
    shown = wizard.preview_step.shown
    assert shown is not None
    assert (shown.report.rows_read, shown.report.rows_refused, shown.report.rows_created) == (7, 2, 5)
    assert shown.accounts == ("Armoury 2",)
    assert len(shown.item_types) == 1
    assert [group.count for group in shown.groups[:2]] == [1, 1]
    assert shown.row_at(0).state is RowState.VALID
    assert shown.row_at(5).state is RowState.REFUSED
    assert dump_hash(books.stockpile) == before
    QTest.keyClick(desk.window, Qt.Key.Key_Return, CTRL)
    desk.idle()
    assert wizard.steps.now == RESULT
    assert len(ledger.weapon_with_mark(books.stockpile, "TT 00003")) == 1
    assert "5" in desk.window.toast.accessibleName()
    wizard.result_step.done.emit()
    desk.idle()
    listed = desk.page("exchange", ExchangePage).list.table.model.rows()
    assert [(row.created, row.refused) for row in listed] == [(5, 2)]


def test_all_or_nothing_blocks_while_a_row_is_refused(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    go_to_preview(
        desk, wizard, sheet(tmp_path, [*rifles(2), ["Armoury 2", "", "Tula", "TT-33", "", "2012-03-19"]])
    )
    foot = wizard.preview_step.foot
    assert foot.book.isEnabled()
    foot.all_or_nothing.setChecked(True)
    assert not foot.book.isEnabled()
    assert "Nothing is imported" in foot.accessibleName()


def test_f8_goes_from_finding_to_finding_and_round(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    blank = ["Armoury 2", "", "Tula", "TT-33", "7.62x25 mm", "2012-03-19"]
    wizard = begin(desk, books)
    go_to_preview(desk, wizard, sheet(tmp_path, [*rifles(3), blank, *rifles(3, first=9), blank]))
    step = wizard.preview_step
    seen = []
    for _ in range(3):
        QTest.keyClick(desk.window, Qt.Key.Key_F8)
        row = step.rows.current_row()
        assert row is not None
        seen.append(row.row)
    assert seen == [5, 9, 5]
    QTest.keyClick(desk.window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    row = step.rows.current_row()
    assert row is not None
    assert row.row == 9


def test_the_mended_file_is_loaded_again_with_f5(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    path = sheet(tmp_path, [*rifles(2), ["Armoury 2", "", "Tula", "TT-33", "", "2012-03-19"]])
    go_to_preview(desk, wizard, path)
    sheet(tmp_path, rifles(3))
    QTest.keyClick(desk.window, Qt.Key.Key_F5)
    desk.idle()
    shown = wizard.preview_step.shown
    assert shown is not None
    assert (shown.report.rows_read, shown.report.rows_refused) == (3, 0)


def test_the_order_of_day_and_month_is_asked_for(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    rows = [[*row[:-1], "03/04/2012"] for row in rifles(3)]
    wizard = begin(desk, books)
    go_to_preview(desk, wizard, sheet(tmp_path, rows))
    assert wizard.steps.now == COLUMNS
    dates = wizard.columns_step.defaults.dates
    assert "day or month first" in dates._below.text()
    dates.set_value(DateOrder.DMY)
    wizard.go_on.click()
    desk.idle()
    assert wizard.steps.now == PREVIEW
    shown = wizard.preview_step.shown
    assert shown is not None
    values = shown.row_at(0).values
    assert values is not None
    assert str(values.effective_on) == "2012-04-03"


def test_a_file_without_account_says_so_under_the_field(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    path = sheet(tmp_path, [row[1:] for row in rifles(2)], HEAD[1:])
    go_to_preview(desk, wizard, path)
    assert wizard.steps.now == COLUMNS
    account = wizard.columns_step.defaults.account
    assert account._below.text()
    account.set_text("Armoury 1")
    wizard.go_on.click()
    desk.idle()
    assert wizard.steps.now == PREVIEW
    assert wizard.preview_step.shown is not None
    assert wizard.preview_step.shown.accounts == ()


def test_a_column_means_one_thing(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    look_into(desk, wizard, sheet(tmp_path, rifles(2)))
    wizard.go_on.click()
    desk.idle()
    step = wizard.columns_step
    combo = step._combos[Field.REMARKS]
    combo.setCurrentIndex(combo.findText("Serial"))
    combo.activated.emit(combo.currentIndex())
    columns = step.profile().columns
    assert columns[Field.REMARKS] == "Serial"
    assert Field.SERIAL not in columns


def test_which_register_it_is_must_be_said(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    go_to_preview(desk, wizard, sheet(tmp_path, rifles(4)))
    wizard.preview_step.foot.book.click()
    desk.idle()
    wizard.begin()
    go_to_preview(desk, wizard, sheet(tmp_path, rifles(4, first=3), name="other.csv"))
    assert wizard.steps.now == COLUMNS
    assert wizard.source.isVisible(), wizard.message.accessibleName()
    wizard.source.chosen.emit("old.csv")
    desk.idle()
    assert wizard.steps.now == PREVIEW
    shown = wizard.preview_step.shown
    assert shown is not None
    assert (shown.report.rows_unchanged, shown.report.rows_created, shown.report.rows_missing) == (2, 2, 2)
    assert source_names(books.stockpile) == ["old.csv"]
    assert len(past_imports(books.stockpile)) == 1


def test_findings_are_saved_as_a_workbook(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    target = tmp_path / "to-correct.xlsx"
    wizard._choose_save = lambda *_asked: str(target)
    go_to_preview(
        desk, wizard, sheet(tmp_path, [*rifles(2), ["Armoury 2", "", "Tula", "TT-33", "", "2012-03-19"]])
    )
    wizard.preview_step.foot.save.click()
    desk.idle()
    assert target.stat().st_size > 2_000


def test_a_profile_is_kept_and_taken_for_the_next_file(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    look_into(desk, wizard, sheet(tmp_path, rifles(2)))
    wizard.go_on.click()
    desk.idle()
    wizard.columns_step.defaults.currency.set_value("EUR")
    wizard.profiles.name.set_text("register 2019 ../x")
    wizard.profiles.keep_named()
    assert [
        choice for choice in wizard.profiles.name._choices if ".." in choice.value and "/" in choice.value
    ] == []
    wizard.columns_step.defaults.currency.set_value("")
    wizard.profiles._take(wizard.profiles.name.text())
    assert wizard.columns_step.defaults.currency.value() == "EUR"
    wizard.profiles._open = lambda *_asked: str(tmp_path / "nothing.toml")
    wizard.profiles.load_file()
    assert "nothing.toml" in wizard.message.accessibleName()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 5000, b"PK\x03\x04 no zip", b'a,b\n"unclosed', b"\xff\xfe\x00d", b"<html>"],
    ids=["empty", "zeros", "half zip", "unclosed", "broken utf-16", "html"],
)
def test_a_file_that_cannot_be_read_stays_at_the_first_step(
    desk: AtDesk, books: Books, tmp_path: Path, content: bytes
) -> None:
    wizard = begin(desk, books)
    path = tmp_path / "bad.xlsx"
    path.write_bytes(content)
    look_into(desk, wizard, path)
    wizard.go_on.click()
    desk.idle()
    assert wizard.steps.now in {FILE, COLUMNS}
    if wizard.steps.now == FILE:
        assert wizard.message.accessibleName()


def is_writable(text: str) -> bool:
    """Whether a text file can hold it at all."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def test_naughty_cells_are_shown_and_judged(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    rows = [["Armoury 2", text, text, text, text, "2012-03-19"] for text in NAUGHTY if is_writable(text)]
    wizard = begin(desk, books)
    go_to_preview(desk, wizard, sheet(tmp_path, rows))
    assert wizard.steps.now == PREVIEW, wizard.message.accessibleName()
    shown = wizard.preview_step.shown
    assert shown is not None
    wizard.preview_step.rows.view.scrollToBottom()
    desk.idle()
    assert find_clipped_texts(wizard.preview_step.foot) == []
    wizard.preview_step.foot.book.click()
    desk.idle()
    assert wizard.steps.now in {RESULT, PREVIEW}


def test_every_step_fits_and_every_field_has_a_name(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    look_into(desk, wizard, sheet(tmp_path, [*rifles(8), ["Armoury 2", "", "", "", "", "99/99/9999"]]))
    window = desk.window
    for step in (FILE, COLUMNS, PREVIEW):
        assert wizard.steps.now == step, wizard.message.accessibleName()
        assert find_clipped_texts(window) == []
        assert unnamed_inputs(wizard) == []
        wizard.go_on.click()
        desk.idle()
    wizard.preview_step.next_finding(1)
    desk.idle()
    assert find_clipped_texts(window) == []


def test_a_thousand_rows_cost_the_window_little(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    wizard = begin(desk, books)
    go_to_preview(desk, wizard, sheet(tmp_path, rifles(3_000)))
    rows = wizard.preview_step.rows
    assert rows.model.rowCount() == 3_000
    assert not rows.model.in_hand()


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert RawRow(1, "t", ("x",)).row == 1
