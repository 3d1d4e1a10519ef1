"""Dialogs: Ctrl+Enter posts and Enter never does; Esc goes to the scan field first; refusals block."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stockpile_app.gui.common import Button, Dialog, PrimaryButton, ScanField, TextField, Theme
from stockpile_app.gui.common.dialog import SMALL
from tests.gui.common import gallery_data as data
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs


class Posting:
    """An issue dialog over a window, with what was posted."""

    def __init__(self, theme: Theme, window: QWidget, size: QSize | None = None) -> None:
        self.posted: list[str] = []
        self.dialog = Dialog(
            theme, window, "log-out", "Issue voucher", "draft", **({"size": size} if size else {})
        )
        self.field, self.scan = TextField(theme, "Authority"), ScanField(theme, "Scan a serial")
        self.dialog.body.addWidget(self.scan)
        self.dialog.body.addWidget(self.field)
        self.dialog.add_button(Button(theme, "Keep as draft", "", "Ctrl+S"))
        post = PrimaryButton(theme, "Post voucher", "check", "Ctrl+Return").does(
            lambda: self.posted.append("posted")
        )
        self.dialog.add_button(post, primary=True)
        self.dialog.use_scan_field(self.scan)


@pytest.fixture
def posting(theme: Theme, qtbot: QtBot) -> Posting:
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    made = Posting(theme, window)
    made.window = window  # type: ignore[attr-defined]
    made.dialog.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.dialog)
    return made


def test_it_covers_its_window_and_keeps_its_picture(posting: Posting) -> None:
    assert posting.dialog.size() == QSize(1366, 768)
    assert posting.dialog._sheet.size() == QSize(1160, 720)
    assert posting.dialog._behind is not None
    assert find_clipped_texts(posting.dialog) == []
    assert unnamed_inputs(posting.dialog) == []


def test_a_wide_window_has_a_wide_dialog_and_a_small_one_stays_small(theme: Theme) -> None:
    window = QWidget()
    window.resize(1920, 1080)
    wide, small = Posting(theme, window).dialog, Posting(theme, window, SMALL).dialog
    for dialog in (wide, small):
        dialog.show()
    assert wide._sheet.size() == QSize(1280, 800)
    assert small._sheet.size() == SMALL


def test_enter_never_posts_and_control_enter_does(posting: Posting) -> None:
    posting.field.editor.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(posting.field.editor, key)
    posting.scan.setFocus()
    QTest.keyClick(posting.scan, Qt.Key.Key_Return)
    assert posting.posted == []
    QTest.keyClick(posting.field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert posting.posted == ["posted"]
    QTest.keyClick(posting.field.editor, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert posting.posted == ["posted", "posted"]


def test_escape_goes_to_the_scan_field_then_closes(posting: Posting) -> None:
    posting.field.editor.setFocus()
    QTest.keyClick(posting.field.editor, Qt.Key.Key_Escape)
    assert posting.dialog.isVisible()
    assert posting.scan.hasFocus()
    QTest.keyClick(posting.scan, Qt.Key.Key_Escape)
    assert not posting.dialog.isVisible()


def test_the_scan_field_has_the_focus_first(posting: Posting) -> None:
    assert posting.scan.hasFocus()


def test_refusals_block_and_warnings_do_not(posting: Posting) -> None:
    posting.dialog.show_findings([data.REFUSAL, data.WARNING])
    assert posting.dialog._found.text() == "1 refusal to resolve before posting"
    assert posting.dialog._more.text() == "· 1 warning"
    QTest.keyClick(posting.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert posting.posted == []
    posting.dialog.show_findings([data.WARNING])
    assert posting.dialog._found.text() == "1 warning"
    QTest.keyClick(posting.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert posting.posted == ["posted"]


def test_f8_goes_from_finding_to_finding(posting: Posting) -> None:
    steps: list[int] = []
    posting.dialog.next_finding.connect(steps.append)
    QTest.keyClick(posting.dialog, Qt.Key.Key_F8)
    QTest.keyClick(posting.dialog, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert steps == [1, -1]


def test_it_follows_its_window(posting: Posting) -> None:
    posting.window.resize(1500, 800)  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert posting.dialog.size() == QSize(1500, 800)


def test_a_notice_stands_in_the_dialog(posting: Posting) -> None:
    posting.dialog.show_notice("Nothing was written. The disk is full")
    assert posting.dialog.message.isVisible()


def test_without_a_scan_field_the_first_field_has_the_focus(theme: Theme, qtbot: QtBot) -> None:
    dialog = Dialog(theme, None, "flame", "Reverse a voucher", size=SMALL)
    reason = TextField(theme, "Reason")
    dialog.body.addWidget(reason)
    primary = dialog.add_button(PrimaryButton(theme, "Reverse", "undo-2", "Ctrl+Return"), primary=True)
    dialog.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    assert reason.editor.hasFocus()
    bare = Dialog(theme, None, "flame", "Nothing to ask", size=SMALL)
    primary = bare.add_button(PrimaryButton(theme, "Go on", "", "Esc"), primary=True)
    bare.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is bare)
    assert primary.hasFocus()
