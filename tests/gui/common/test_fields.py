"""Fields: what they read, what they say is wrong, and that a screen reader can name them."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from stockpile_app.base.quantity import Quantity
from stockpile_app.gui.common import (
    CheckField,
    Choice,
    ComboField,
    LabelledField,
    Moment,
    MomentField,
    MultiLineField,
    QuantityField,
    Role,
    SecretField,
    SerialField,
    Status,
    TextField,
    Theme,
    vbox,
)
from stockpile_app.gui.common.moment_field import read_moment
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-20 18:30", Moment(date(2026, 11, 20), time(18, 30))),
        ("2026-11-20T18:30", Moment(date(2026, 11, 20), time(18, 30))),
        ("20261120 1830", Moment(date(2026, 11, 20), time(18, 30))),
        ("2026.1.2", Moment(date(2026, 1, 2))),
        ("٢٠٢٦-١١-٢٠", Moment(date(2026, 11, 20))),
        ("20/11/2026", None),
        ("99/99/9999", None),
        ("2026-02-30", None),
        ("2026-11-20 25:00", None),
        ("", None),
    ],
)
def test_dates_are_read_as_typed(typed: str, read: Moment | None) -> None:
    assert read_moment(typed) == read


def all_fields(theme: Theme) -> list[LabelledField]:
    return [
        TextField(theme, "Authority", optional=True),
        SerialField(theme, "Serial"),
        SecretField(theme, "Passphrase"),
        ComboField(theme, "From account", [Choice(1, "Armoury 1")]),
        MomentField(theme, "Effective on"),
        QuantityField(theme, "Quantity", "round", {"box": 50}),
        MultiLineField(theme, "Reason"),
        CheckField(theme, "Accept the look-alike"),
    ]


def test_every_field_has_the_name_that_the_eye_sees(theme: Theme) -> None:
    form = QWidget()
    vbox(form, *all_fields(theme))
    form.show()
    for field in form.findChildren(LabelledField):
        interface = QAccessible.queryAccessibleInterface(field.editor)
        assert interface.text(QAccessible.Text.Name) == field.name
        assert field.findChild(QLabel).buddy() is field.editor
    assert unnamed_inputs(form) == []
    assert find_clipped_texts(form) == []


def test_optional_is_written(theme: Theme) -> None:
    field = TextField(theme, "Authority", optional=True)
    assert "optional" in [label.text() for label in field.findChildren(QLabel) if not label.isHidden()]


def test_a_finding_stands_under_its_field(theme: Theme) -> None:
    field = TextField(theme, "Authority", help_text="The order that allows it")
    field.set_finding("No authority is written", Status.STOP)
    assert field.editor.property("wrong") == "true"
    assert field.editor.accessibleDescription() == "No authority is written"
    field.set_finding("")
    assert field.editor.property("wrong") == "false"
    assert field.editor.accessibleDescription() == "The order that allows it"


def test_a_moment_is_put_into_its_form_when_left(theme: Theme) -> None:
    field = MomentField(theme, "Effective on")
    field.set_text("20261120 0630")
    field.on_left()
    assert field.text() == "2026-11-20 06:30"
    field.set_text("03/04/2012")
    field.on_left()
    assert "03/04/2012" in field.editor.accessibleDescription()
    assert field.value() is None


def test_a_date_field_keeps_no_time(theme: Theme) -> None:
    field = MomentField(theme, "As of", with_time=False)
    field.set_text("2026-11-20 06:30")
    assert field.value() == Moment(date(2026, 11, 20))


def test_the_calendar_keeps_the_time(theme: Theme) -> None:
    field = MomentField(theme, "Effective on")
    field.set_text("2026-11-20 06:30")
    field._picked(date(2026, 12, 1))
    assert field.text() == "2026-12-01 06:30"


def test_the_calendar_opens_on_the_typed_day_and_takes_another(theme: Theme) -> None:
    field = MomentField(theme, "Effective on")
    field.set_text("2026-11-20 06:30")
    field.show()
    field.open_calendar()
    calendar = field._popup._calendar
    assert calendar.selectedDate() == QDate(2026, 11, 20)
    saturday = calendar.weekdayTextFormat(Qt.DayOfWeek.Saturday).foreground().color()
    assert saturday == theme.colour(Role.TEXT)
    calendar.clicked.emit(QDate(2026, 11, 3))
    assert field.text() == "2026-11-03 06:30"


def test_packs_are_reckoned_at_once(theme: Theme) -> None:
    field = QuantityField(theme, "Quantity", "round", {"box": 50})
    field.set_text("12 boxes + 37")
    assert field.value() == Quantity(637, "12 boxes + 37")
    assert "637" in field._comes_to.text()
    field.set_text("1 250")
    assert field.value() is not None
    for wrong in ("-3", "0", "1.5", "2 crates"):
        field.set_text(wrong)
        field.on_left()
        assert field.value() is None
        assert field.editor.accessibleDescription()


def test_typing_any_part_chooses_the_only_match(theme: Theme) -> None:
    field = ComboField(theme, "Holder", [Choice(7, "Cpl T. Vessin"), Choice(8, "Sgt D. Orlan")])
    assert field.value() is None
    field.set_text("vess")
    field.on_left()
    assert field.value() == 7
    field.set_text("n")
    field.on_left()
    assert field.value() is None
    assert "not in the list" in field.editor.accessibleDescription()


def test_free_words_are_kept(theme: Theme) -> None:
    field: ComboField[str] = ComboField(theme, "Purpose", [Choice("guard", "Guard")], free=True)
    field.set_text("Range practice")
    field.on_left()
    assert field.text() == "Range practice"
    assert field.editor.accessibleDescription() == ""


def test_new_choices_keep_what_was_chosen(theme: Theme) -> None:
    field = ComboField(theme, "Account", [Choice(1, "Armoury 1"), Choice(2, "Armoury 2")])
    field.set_value(2)
    field.set_choices([Choice(2, "Armoury 2, east"), Choice(3, "Magazine")])
    assert field.value() == 2
    field.set_choices([Choice(3, "Magazine")])
    assert field.value() is None


def test_a_passphrase_keeps_its_blanks(theme: Theme) -> None:
    field = SecretField(theme, "Passphrase")
    field.set_value(" two words ")
    assert field.value() == " two words "


def test_space_ticks_a_box_and_tab_leaves_a_text(theme: Theme) -> None:
    form = QWidget()
    reason, ticked = MultiLineField(theme, "Reason"), CheckField(theme, "Accept it")
    vbox(form, reason, ticked)
    form.show()
    form.activateWindow()
    reason.editor.setFocus()
    QTest.keyClick(reason.editor, Qt.Key.Key_Tab)
    assert reason.value() == ""
    QTest.keyClick(ticked.editor, Qt.Key.Key_Space)
    assert ticked.value()
