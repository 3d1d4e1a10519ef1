"""A scan goes to the scan field and never into the field that has the focus; a person types as always."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from stockpile_app.gui.common import ScanField, ScanFilter, TextField, Theme, vbox


class Hand:
    """A clock that goes on by `gap` with each key."""

    def __init__(self) -> None:
        self.now, self.gap = 0, 5

    def __call__(self) -> int:
        self.now += self.gap
        return self.now


class Desk(QWidget):
    """A dialog with a field that has the focus and a scan field that has not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.authority = TextField(theme, "Authority")
        self.remarks = QPlainTextEdit()
        self.scan = ScanField(theme, "Scan or type a serial")
        self.scans: list[str] = []
        self.hand = Hand()
        vbox(self, self.authority, self.remarks, self.scan)
        self.scan.scanned.connect(self.scans.append)
        self.filter = ScanFilter(self, 50, self.hand).route_to(self.scan)


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot) -> Desk:
    made = Desk(theme)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    made.authority.line.setText("Standing order")
    made.authority.line.setFocus()
    return made


def test_a_scan_leaves_the_focused_field_as_it_was(desk: Desk) -> None:
    QTest.keyClicks(desk.authority.line, "KM-06431")
    QTest.keyClick(desk.authority.line, Qt.Key.Key_Return)
    assert desk.scans == ["KM-06431"]
    assert desk.authority.value() == "Standing order"


def test_a_scan_into_a_text_of_several_lines(desk: Desk) -> None:
    desk.remarks.setPlainText("as found")
    desk.remarks.setFocus()
    QTest.keyClicks(desk.remarks, "D07-W-004127")
    QTest.keyClick(desk.remarks, Qt.Key.Key_Enter)
    assert desk.scans == ["D07-W-004127"]
    assert desk.remarks.toPlainText() == "as found"


def test_a_person_types_as_always(desk: Desk) -> None:
    desk.hand.gap = 120
    QTest.keyClicks(desk.authority.line, " 12")
    QTest.keyClick(desk.authority.line, Qt.Key.Key_Return)
    assert desk.scans == []
    assert desk.authority.value() == "Standing order 12"


def test_a_burst_without_enter_is_typing(desk: Desk) -> None:
    QTest.keyClicks(desk.authority.line, " 12/2026")
    QTest.keyClick(desk.authority.line, Qt.Key.Key_Tab)
    assert desk.scans == []
    assert desk.authority.value() == "Standing order 12/2026"


def test_a_short_burst_is_typing(desk: Desk) -> None:
    QTest.keyClicks(desk.authority.line, "12")
    QTest.keyClick(desk.authority.line, Qt.Key.Key_Return)
    assert desk.scans == []


def test_a_slow_key_before_a_scan_stays(desk: Desk) -> None:
    desk.hand.gap = 200
    QTest.keyClicks(desk.authority.line, "x")
    desk.hand.gap = 200
    QTest.keyClick(desk.authority.line, Qt.Key.Key_K)
    desk.hand.gap = 5
    QTest.keyClicks(desk.authority.line, "M06431")
    QTest.keyClick(desk.authority.line, Qt.Key.Key_Return)
    assert desk.scans == ["kM06431"]
    assert desk.authority.value() == "Standing orderx"


def test_the_scan_field_hands_over_once(desk: Desk) -> None:
    desk.scan.setFocus()
    QTest.keyClicks(desk.scan, "KM 06431")
    QTest.keyClick(desk.scan, Qt.Key.Key_Return)
    assert desk.scans == ["KM 06431"]
    assert desk.scan.text() == ""
    QTest.keyClick(desk.scan, Qt.Key.Key_Return)
    assert desk.scans == ["KM 06431"]
