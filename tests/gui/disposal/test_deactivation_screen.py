"""Deactivation at the workbench: by keyboard, with its bounds, its refusals and its two persons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockpile_app.base.text import PSEUDO_LANGUAGE, SOURCE_LANGUAGE, use_language
from stockpile_app.disposal import deactivation
from stockpile_app.disposal.deactivation import ChecklistLine, MarkLine, OperationOutcome, OperationState
from stockpile_app.gui.common import Chip, FindingCard, Status
from stockpile_app.gui.disposal.deactivation_list import is_open, items_of, next_open
from stockpile_app.gui.disposal.deactivation_screen import DeactivationScreen, open_deactivation
from stockpile_app.gui.disposal.deactivation_verify import VerifyDialog
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.gui.disposal.workbench import (
    CTRL,
    Workbench,
    a_museum_batch,
    a_workbench,
    begun,
    done,
    marked,
)

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def work(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Workbench]:
    """A desk with an inspector at it."""
    yield from a_workbench(qapp, qtbot, tmp_path)


def opened(work: Workbench, batch_id: int) -> DeactivationScreen:
    open_deactivation(work.desk, batch_id, work.window)
    return work.front(DeactivationScreen)


def choose(work: Workbench, screen: DeactivationScreen, number: str) -> ChecklistLine:
    """Go to this operation in the list."""
    rows = list(screen.list.model.rows())
    at = next(
        n for n, row in enumerate(rows) if isinstance(row, ChecklistLine) and row.operation.number == number
    )
    screen.list.select(at)
    work.settle()
    assert screen.operation.line is not None
    return screen.operation.line


def line(work: Workbench, number: int, operation: str) -> ChecklistLine:
    found = deactivation.checklist(work.books.stockpile, number).line(operation)
    assert found is not None
    return found


def states(screen: DeactivationScreen) -> list[str]:
    """How each weapon at the side stands."""
    cells = (screen.weapons.model.cell(row, 1) for row in range(screen.weapons.model.rowCount()))
    return [cell.word for cell in cells if isinstance(cell, Chip)]


def cards(screen: DeactivationScreen) -> list[FindingCard]:
    return [one for one in screen.findChildren(FindingCard) if one.isVisible()]


def test_every_weapon_stands_at_the_side_with_how_far_it_is(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427", "KM 06431", "TE 70415")
    number = begun(work, made, 2)
    screen = opened(work, made.id)
    left = deactivation.deactivations(work.books.stockpile, made.id)[1]
    assert states(screen) == ["Not begun", f"{left.open + left.unmarked} open", "Not begun"]
    assert "Army Museum" in screen.subtitle.text()
    assert screen.begin_form.isVisible()
    screen.weapons.select(1)
    work.settle()
    assert screen.work is not None
    assert screen.work.view.deactivation.id == number
    assert f"{left.open} of {left.operations} operations open" in screen.head.figures.text()


def test_begin_by_keyboard_alone(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    screen = opened(work, made.id)
    assert screen.primary.words == "Begin the deactivation"
    work.press(Qt.Key.Key_Return, CTRL)
    assert screen.begin_form.profile._below.text() == "Fill this in"
    for words in ("neutral", "4 ·"):
        work.write(words)
        if QApplication.activePopupWidget() is not None:
            QApplication.activePopupWidget().close()  # type: ignore[union-attr]
        work.press(Qt.Key.Key_Tab)
    screen.begin_form.performer.setFocus()
    work.write("Arsenal Oskel")
    screen.begin_form.country.setFocus()
    work.write("be")
    screen.begin_form.calibre.set_value("7,62")
    work.press(Qt.Key.Key_Return, CTRL)
    [row] = deactivation.deactivations(work.books.stockpile, made.id)
    assert row.deactivation_id
    assert screen.list.isVisible()
    assert screen.work is not None
    assert screen.work.view.deactivation.country == "BE"


def test_a_refused_beginning_says_it_under_its_field(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    screen = opened(work, made.id)
    form = screen.begin_form
    form.profile.set_value("eu-2018")
    form._profile_chosen()
    form.type.set_value("7")
    form._type_chosen()
    assert "Not verified" in form.status.sentence
    form.performer.set_value("Arsenal Oskel")
    form.country.set_value("Belgium")
    screen.go_on()
    work.settle()
    assert "two capital letters" in form.country._below.text()
    assert "7.62" in form.calibre._below.text()
    assert screen.primary.isEnabled()
    assert states(screen) == ["Not begun"]


def test_a_value_is_held_against_its_bounds_while_it_is_typed(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    number = begun(work, made, profile="eu-2018", kind="7")
    screen = opened(work, made.id)
    choose(work, screen, "7.2")
    screen.operation.outcome.choose(OperationOutcome.DONE)
    fields = {one.line.name: one for one in screen.operation.values.fields}
    pin = fields["pin diameter"]
    assert "≥ 4.5 mm" in pin.bounds.text()
    assert pin.chip.accessibleName() == "state: Not measured"
    pin.field.set_value("4")
    fields["chamber diameter"].field.set_value("11")
    assert pin.chip.accessibleName() == "state: Out of bounds"
    pin.field.set_value("6,5")
    fields["pin hardness"].field.set_value("39")
    assert pin.chip.accessibleName() == "state: Within bounds"
    screen.go_on()
    work.settle()
    assert [card.finding.rule for card in cards(screen)] == ["DEACT-06"]
    assert line(work, number, "7.2").state is OperationState.OPEN
    fields["pin hardness"].field.set_value("45")
    screen.go_on()
    work.settle()
    assert line(work, number, "7.2").state is OperationState.DONE


def test_recording_keeps_the_photograph_and_goes_on_to_what_is_open(work: Workbench, tmp_path: Path) -> None:
    made = a_museum_batch(work, "KM 06427")
    number = begun(work, made)
    screen = opened(work, made.id)
    plain = next(one for one in deactivation.checklist(work.books.stockpile, number).lines if not one.bounds)
    choose(work, screen, plain.operation.number)
    picture = tmp_path / "frame.jpg"
    picture.write_bytes(b"\xff\xd8 a photograph")
    work.press(Qt.Key.Key_Return)  # from the list into the form
    work.press(Qt.Key.Key_1, ALT)
    screen.operation.photograph.set_path(picture)
    work.press(Qt.Key.Key_Return, CTRL)
    after = line(work, number, plain.operation.number)
    assert after.state is OperationState.DONE
    assert after.result is not None
    assert after.result.done_by == "Insp R. Duval"
    assert screen.operation.line is not None
    assert screen.operation.line.operation.number != plain.operation.number
    assert is_open(screen.operation.line)
    choose(work, screen, plain.operation.number)
    shown = screen.operation.facts.findChildren(type(screen.operation.requirement))
    assert any("frame.jpg · " in label.text() for label in shown)


def test_only_what_the_list_allows_can_be_chosen(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    number = begun(work, made, profile="eu-2018", kind="7")
    screen = opened(work, made.id)
    buttons = screen.operation.outcome.buttons
    must = choose(work, screen, "7.1")
    assert must.applies
    assert not buttons[OperationOutcome.NOT_APPLICABLE].isEnabled()
    choose(work, screen, "7.2")
    assert buttons[OperationOutcome.ALTERNATIVE].isEnabled()
    work.press(Qt.Key.Key_2, ALT)
    assert [one.line.name for one in screen.operation.values.fields] == ["plug hardness"]
    assert screen.operation.instead.sentence
    spare = choose(work, screen, "7.5")
    assert not spare.applies
    work.press(Qt.Key.Key_3, ALT)
    assert screen.operation.reason.value() == spare.why_not
    screen.go_on()
    work.settle()
    assert line(work, number, "7.5").state is OperationState.NOT_APPLICABLE


def test_what_the_list_has_not_verified_is_violet_and_no_tick(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    begun(work, made, profile="eu-2018", kind="7")
    screen = opened(work, made.id)
    found = choose(work, screen, "7.1")
    assert found.operation.status == "unverified"
    assert screen.operation.unverified.status is Status.UNVERIFIED
    assert "Not verified" in screen.operation.unverified.sentence
    column = [one.key for one in screen.list.model.columns].index("source")
    chips = {
        row.operation.status: screen.list.model.cell(at, column)
        for at, row in enumerate(screen.list.model.rows())
        if isinstance(row, ChecklistLine)
    }
    violet = chips["unverified"]
    assert isinstance(violet, Chip)
    assert (violet.status, violet.word) == (Status.UNVERIFIED, "Not verified")
    assert not isinstance(chips["verified"], Chip)


def test_f8_walks_through_what_is_open(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    number = begun(work, made)
    lines = deactivation.checklist(work.books.stockpile, number).lines
    left = [lines[1].operation.number, lines[-1].operation.number]
    done(work, number, but=left)
    screen = opened(work, made.id)
    walked = []
    for _ in range(2):
        assert screen.operation.line is not None
        walked.append(screen.operation.line.operation.number)
        work.press(Qt.Key.Key_F8)
    assert walked == left
    assert screen.mark.isVisible()
    assert "stand against the verification" in screen._found.text()


def test_nothing_is_next_when_nothing_is_open(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    number = begun(work, made)
    done(work, number)
    marked(work, number)
    items = items_of(deactivation.checklist(work.books.stockpile, number))
    assert next_open(items, 3) == -1
    assert next_open([], 0) == -1


def test_marks_are_recorded_one_after_the_other(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    number = begun(work, made)
    done(work, number)
    screen = opened(work, made.id)
    marks = deactivation.checklist(work.books.stockpile, number).marks
    for _ in marks:
        assert screen.mark.isVisible()
        if not screen.mark.symbol.value():
            work.press(Qt.Key.Key_Return, CTRL)
            assert screen.mark.symbol._below.text() == "Fill this in"
            work.write("AO")
        work.press(Qt.Key.Key_Return, CTRL)
    after = deactivation.checklist(work.books.stockpile, number)
    assert all(mark.text for mark in after.marks)
    assert screen.primary.words == "Verify the weapon"


def test_two_persons_who_did_none_of_the_work_verify_it(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    number = begun(work, made)
    done(work, number)
    marked(work, number)
    screen = opened(work, made.id)
    assert "Col P. Rhode" in screen.head.second.sentence
    work.press(Qt.Key.Key_Return, CTRL)
    dialog = work.front(VerifyDialog)
    assert dialog.serial.line.hasFocus()
    work.write("KM 06472")
    dialog.person.set_value("Rosalie Duval")
    dialog.entity.set_value("Proof House Oskel")
    work.press(Qt.Key.Key_Return, CTRL)
    assert "KM 06427" in dialog.serial._below.text()
    dialog.serial.set_value("KM 06427")
    work.press(Qt.Key.Key_Return, CTRL)
    assert states(screen) == ["To be verified"]
    work.approve()
    assert states(screen) == ["Deactivated"]
    assert "Proof House Oskel" in screen.head.verified.sentence
    assert screen.primary.words == "Show the certificate"
    view = deactivation.deactivation_view(work.books.stockpile, number)
    assert view.voucher


def test_who_did_the_work_cannot_verify_it(work: Workbench) -> None:
    made = a_museum_batch(work, "KM 06427")
    number = begun(work, made)
    last = deactivation.checklist(work.books.stockpile, number).lines[-1].operation.number
    done(work, number, but=[last])
    marked(work, number)
    screen = opened(work, made.id)
    assert screen.operation.line is not None
    open_line = screen.operation.line
    screen.operation.outcome.choose(
        OperationOutcome.DONE if open_line.applies else OperationOutcome.NOT_APPLICABLE
    )
    for field in screen.operation.values.fields:
        field.field.set_value("10")
    screen.go_on()
    work.settle()
    assert screen.primary.words == "Verify the weapon"
    screen.verify()
    dialog = work.front(VerifyDialog)
    dialog.serial.set_value("KM 06427")
    dialog.person.set_value("Rosalie Duval")
    dialog.entity.set_value("Proof House Oskel")
    dialog.post()
    work.settle()
    assert dialog.isVisible()
    assert "took no part in the work" in dialog.message.accessibleName()


def test_a_batch_that_is_not_there_says_so(work: Workbench) -> None:
    screen = opened(work, 77)
    assert screen.message.accessibleName() == "There is no such batch"
    assert not screen.primary.isEnabled()


LOOKS = [
    pytest.param("en", Qt.LayoutDirection.LeftToRight, id="english"),
    pytest.param(PSEUDO_LANGUAGE, Qt.LayoutDirection.RightToLeft, id="long, right to left"),
]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize(("language", "direction"), LOOKS)
def test_nothing_is_clipped_and_every_input_is_named(
    work: Workbench, qapp: QApplication, size: tuple[int, int], language: str, direction: Qt.LayoutDirection
) -> None:
    made = a_museum_batch(
        work, "KM 06427-A/1987", "KM 06431", recipient="National Museum of Military History" * 2
    )
    number = begun(work, made, profile="eu-2018", kind="7")
    done(work, number, but=["7.2", "7.20", "7.21"])
    qapp.setLayoutDirection(direction)
    use_language(language)
    work.window.resize(*size)
    try:
        screen = opened(work, made.id)
        assert screen._sheet.mapTo(screen, QPoint(0, 0)) == QPoint(0, 0)
        choose(work, screen, "7.2")
        screen.operation.outcome.choose(OperationOutcome.DONE)
        work.settle()
        assert find_clipped_texts(screen) == []
        assert unnamed_inputs(screen) == []
        at = next(n for n, row in enumerate(screen.list.model.rows()) if isinstance(row, MarkLine))
        screen.list.select(at)
        work.settle()
        assert find_clipped_texts(screen) == []
        screen.weapons.select(1)
        work.settle()
        screen.begin_form.profile.set_value("eu-2018")
        screen.begin_form._profile_chosen()
        screen.begin_form.type.set_value("7")
        screen.begin_form._type_chosen()
        work.settle()
        assert find_clipped_texts(screen) == []
        assert unnamed_inputs(screen) == []
    finally:
        use_language(SOURCE_LANGUAGE)
