"""How findings, messages, toasts and progress are shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from stockpile_app.base.finding import Finding, Severity
from stockpile_app.gui.common import (
    Button,
    FindingCard,
    FindingLine,
    MessagePanel,
    Remedy,
    Status,
    Theme,
    Toast,
)
from stockpile_app.gui.common.finding_card import facts_of, rule_text, status_of, where_text
from tests.gui.common import gallery_data as data
from tests.gui.common.looking import find_clipped_texts


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def test_a_card_says_where_expected_got_and_rule(theme: Theme) -> None:
    card = FindingCard(theme, data.REFUSAL)
    said = words(card)
    assert said[0] == "This rifle is already issued to somebody else"
    assert said[1:] == [
        "Where", "Row 4, field Serial",
        "Expected", "in Armoury 1, free to issue",
        "Got", "with Sgt D. Orlan, 2 Platoon, A Company, since 2026-11-18 17:40 (D07-2026-00395)",
        "Rule", "LEDGER-03. House rule, no outside clause",
    ]  # fmt: skip


def test_what_a_finding_does_not_say_has_no_line() -> None:
    bare = Finding("X-1", Severity.WARNING, "Something")
    assert [name for name, _ in facts_of(bare)] == ["Rule"]
    assert where_text(bare) == ""
    assert where_text(Finding("X", Severity.NOTE, "s", row=3)) == "Row 3"
    assert where_text(Finding("X", Severity.NOTE, "s", field="Serial")) == "Field Serial"


def test_an_unverified_clause_says_so() -> None:
    finding = Finding(
        "SAFETY-11", Severity.NOTE, "s", clause="IATG 02.20:2021, table E.1", status="unverified"
    )
    assert rule_text(finding) == "SAFETY-11. IATG 02.20:2021, table E.1, not verified"
    assert status_of(finding) is Status.UNVERIFIED
    assert status_of(data.REFUSAL) is Status.STOP
    assert status_of(data.WARNING) is Status.WARN


def test_remedies_are_buttons_with_their_keys(theme: Theme, qtbot: QtBot) -> None:
    done: list[str] = []
    remedies = [
        Remedy("Record its hand-in first", lambda: done.append("hand-in"), "log-in", "F3"),
        Remedy("Show its life", lambda: done.append("life"), "history", link=True),
    ]
    card = FindingCard(theme, data.REFUSAL, remedies)
    card.show()
    card.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is card)
    QTest.keyClick(card, Qt.Key.Key_F3)
    card.findChildren(Button)[1].click()
    assert done == ["hand-in", "life"]


@pytest.mark.parametrize("width", [420, 560, 740])
@pytest.mark.parametrize("zoom", [90, 100, 150])
def test_a_card_is_as_high_as_its_words(theme: Theme, width: int, zoom: int) -> None:
    theme.set_zoom(zoom)
    card = FindingCard(theme, data.REFUSAL, many=True)
    card.resize(width, card.heightForWidth(width))
    card.show()
    QApplication.processEvents()
    card.resize(width, card.heightForWidth(width))
    QApplication.processEvents()
    assert find_clipped_texts(card) == []


def test_a_warning_is_one_line(theme: Theme) -> None:
    line = FindingLine(theme, data.WARNING)
    assert words(line) == [f"Row 3: {data.WARNING.sentence}"]
    assert line.accessibleName() == words(line)[0]


def test_data_is_never_markup(theme: Theme) -> None:
    card = FindingCard(theme, Finding("X", Severity.REFUSAL, "<b>bold</b>", got="<img src=x>"))
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in card.findChildren(QLabel) if label.text()
    )


def test_a_message_can_be_closed(theme: Theme) -> None:
    panel = MessagePanel(theme, "Nothing was written. The disk is full")
    panel.show()
    panel.findChild(Button).click()
    assert not panel.isVisible()
    panel.say("Another program has the file open")
    assert panel.isVisible()
    assert panel.accessibleName() == "Another program has the file open"


def test_a_toast_stays_while_it_is_looked_at(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(900, 760)
    toast = Toast(theme, host)
    toast._timer.setInterval(40)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    undone: list[str] = []
    toast.say("Issued 5 rifles · D07-2026-00412", "Undo by reversal", lambda: undone.append("undo"))
    assert toast.geometry().right() <= 900 - 16
    toast._link.setFocus()
    QTest.qWait(120)
    assert toast.isVisible()
    toast._link.clearFocus()
    qtbot.waitUntil(lambda: not toast.isVisible())
    toast.say("Issued", "Undo by reversal", lambda: undone.append("undo"))
    QTest.keyClick(host, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["undo"]
    assert not toast.isVisible()


def test_ten_seconds_are_in_the_tokens(theme: Theme) -> None:
    assert Toast(theme, QWidget())._timer.interval() == 10000
