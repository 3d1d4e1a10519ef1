"""Small questions under the scan field: how many, which of these, is the kit complete, and why.

One is asked at a time; Enter answers it, Esc or the next scan leaves it.  None of them posts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import Quantity, grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import Button, LinkButton
from stockpile_app.gui.common.combo_field import Choice, ComboField
from stockpile_app.gui.common.fields import TextField
from stockpile_app.gui.common.finding_card import Tinted
from stockpile_app.gui.common.labels import IconLabel, Label, hbox, vbox
from stockpile_app.gui.common.quantity_field import QuantityField
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status
from stockpile_app.gui.ledger.words import amount, condition_word
from stockpile_app.ledger.model import Account
from stockpile_app.ledger.reading import Subject
from stockpile_app.ledger.requests import KitAnswer

MOST_PICKS = 5


class Ask(Tinted):
    """A question on its own ground.

    Signals:
        answered: the answer, whose type each question names.
        left: the person goes on without an answer.
        went_on: the person typed the next mark instead of an answer.
    """

    answered = Signal(object)
    left = Signal()
    went_on = Signal(str)

    def __init__(self, theme: Theme, sentence: str, status: Status = Status.INFO) -> None:
        super().__init__(theme, status)
        self.column = vbox(self, spacing=8)
        self.column.setContentsMargins(14, 10, 14, 12)
        self.sentence = Label(sentence, Face.STRONG, wrap=True)
        self.column.addWidget(self.sentence)
        self.setAccessibleName(sentence)

    def begin(self) -> None:
        """Take the focus."""
        self.setFocus()


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, and of which condition where there are several."""

    quantity: Quantity
    condition: str = ""


class _AmountField(QuantityField):
    """A quantity whose sum is written in the plural of its unit: `= 1 250 rounds`."""

    def _sum(self, found: Quantity) -> str:
        return f"= {amount(found.amount, self._unit)}"


class QuantityAsk(Ask):
    """How much of a lot; answers an `Amount`.  What begins with a letter is the next mark."""

    def __init__(self, theme: Theme, subject: Subject, inward: bool = False) -> None:
        held = ", ".join(
            f"{amount(count, subject.item.base_unit)} {condition_word(state).casefold()}"
            for state, count in subject.held
        )
        name = " · ".join(filter(None, (subject.mark, subject.item.title)))
        there = tr("{item}: {held} in {place}", item=name, held=held, place=subject.account)
        if not held:
            there = tr("{item}: none in {place}", item=name, place=subject.account)
        super().__init__(theme, there if subject.account and not inward else name)
        self._subject = subject
        self._field = _AmountField(theme, tr("Quantity"), subject.item.base_unit, dict(subject.packs))
        self._field.set_help(pack_words(subject))
        self._field.setMaximumWidth(theme.px(360))
        self._field.line.returnPressed.connect(self._answer)
        self._state: ComboField[str] = ComboField(
            theme,
            tr("Condition"),
            [Choice(state, f"{condition_word(state)} · {grouped(count)}") for state, count in subject.held],
        )
        self._state.setVisible(len(subject.held) > 1 and not inward)
        add = Button(theme, tr("Add the line"), "plus", "").does(self._answer)
        row = hbox(None, self._state, self._field, spacing=12)
        row.addStretch(1)
        row.addWidget(add)
        self.column.addLayout(row)

    def begin(self) -> None:
        """The condition first where there are several, else the quantity."""
        (self._state if self._state.isVisibleTo(self) else self._field).setFocus()

    def preset(self, text: str) -> None:
        """Begin with what the line has already."""
        self._field.set_text(text)
        self._field.line.selectAll()

    def _answer(self) -> None:
        quantity = self._field.value()
        if self._field.text()[:1].isalpha():
            self.went_on.emit(self._field.text())
        elif quantity is None:
            self._field.on_left()
            if not self._field.text():
                self._field.set_finding(tr("How many {unit}?", unit=self._subject.item.base_unit))
            self._field.setFocus()
        else:
            self.answered.emit(Amount(quantity, self._state.value() or ""))


def pack_words(subject: Subject) -> str:
    """`or in packs: 1 box = 700 rounds`; '' where there are none."""
    packs = [f"1 {pack} = {amount(count, subject.item.base_unit)}" for pack, count in subject.packs]
    return tr("or in packs: {packs}", packs=", ".join(packs)) if packs else ""


class PickAsk(Ask):
    """Which of several things; answers the `Subject`."""

    def __init__(self, theme: Theme, sentence: str, subjects: Sequence[Subject], status: Status) -> None:
        super().__init__(theme, sentence, status)
        self._first: QWidget = self
        for number, subject in enumerate(subjects[:MOST_PICKS], start=1):
            button = Button(theme, subject_words(subject), "", f"Alt+{number}")
            button.does(self._answer_with(subject))
            self._first = self._first if self._first is not self else button
            row = hbox(None, button)
            row.addStretch(1)
            self.column.addLayout(row)
        leave = LinkButton(theme, tr("None of these"), "x").does(self.left.emit)
        row = hbox(None, leave)
        row.addStretch(1)
        self.column.addLayout(row)

    def _answer_with(self, subject: Subject) -> Callable[[], None]:
        return lambda: self.answered.emit(subject)

    def begin(self) -> None:
        """Tab reaches the buttons; the scan field keeps the focus, so that the next scan goes on."""


def subject_words(subject: Subject) -> str:
    """`KM 06427 · Izhevsk AKM 7.62x39 · Armoury 1`."""
    title = (
        subject.weapon.title
        if subject.weapon
        else " · ".join(filter(None, (subject.mark, subject.item.title)))
    )
    return " · ".join(filter(None, (title, subject.account)))


class KitAsk(Ask):
    """What belongs to the weapon, line by line; answers a tuple of `KitAnswer`.

    Enter on an empty field says that all are there; a typed serial is the next weapon's.
    """

    def __init__(self, theme: Theme, subject: Subject) -> None:
        super().__init__(theme, "")
        self._subject = subject
        self._answers: list[KitAnswer] = []
        self._field = TextField(theme, tr("There are"))
        self._field.setMaximumWidth(theme.px(140))
        self._field.line.returnPressed.connect(self._next)
        self._all = Button(theme, "", "check").does(self._all_there)
        whole = Button(theme, tr("The whole kit is there"), "check", "Alt+1").does(self._whole)
        later = LinkButton(theme, tr("Confirm later"), "clock").does(self.left.emit)
        row = hbox(None, self._field, spacing=12)
        row.addWidget(self._all, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(whole, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(later, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(row)
        whole.setVisible(len(subject.kit) > 1)  # only now: a button without a parent would be a window
        self._show()

    def begin(self) -> None:
        """Ask for the first line."""
        self._field.setFocus()

    def _show(self) -> None:
        part = self._subject.kit[len(self._answers)]
        self.sentence.setText(
            tr(
                "Kit of {mark}, {number} of {count}: {part}, {expected} expected",
                mark=self._subject.mark,
                number=len(self._answers) + 1,
                count=len(self._subject.kit),
                part=part.description,
                expected=part.quantity,
            )
        )
        self.setAccessibleName(self.sentence.text())
        self._all.set_words(tr("All {expected} there", expected=part.quantity))
        self._field.set_text("")
        self._field.line.setPlaceholderText(str(part.quantity))

    def _all_there(self) -> None:
        self._take(self._subject.kit[len(self._answers)].quantity)

    def _next(self) -> None:
        typed = self._field.text()
        expected = self._subject.kit[len(self._answers)].quantity
        if not typed:
            self._all_there()
        elif not typed.isdecimal():
            self.went_on.emit(typed)
        elif int(typed) > expected:
            self._field.set_finding(tr("No more than {expected} belong to it", expected=expected))
        else:
            self._take(int(typed))

    def _whole(self) -> None:
        """What has not been answered yet is all there."""
        for _part in self._subject.kit[len(self._answers) :]:
            self._all_there()

    def _take(self, confirmed: int) -> None:
        part = self._subject.kit[len(self._answers)]
        self._answers.append(
            KitAnswer(
                kit_line_no=part.line_no,
                description=part.description,
                expected=part.quantity,
                confirmed=confirmed,
            )
        )
        if len(self._answers) == len(self._subject.kit):
            self.answered.emit(tuple(self._answers))
        else:
            self._show()
            self._field.setFocus()


class ReasonAsk(Ask):
    """Why two marks that look alike are two weapons; answers the sentence."""

    def __init__(self, theme: Theme, sentence: str) -> None:
        super().__init__(theme, sentence, Status.WARN)
        self._field = TextField(theme, tr("Why they are two"))
        self._field.line.returnPressed.connect(self._answer)
        keep = Button(theme, tr("Accept as another weapon"), "check").does(self._answer)
        self.column.addWidget(self._field)
        row = hbox(None, keep, LinkButton(theme, tr("Leave it refused"), "x").does(self.left.emit))
        row.addStretch(1)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Ask for the sentence."""
        self._field.setFocus()

    def _answer(self) -> None:
        if self._field.text():
            self.answered.emit(self._field.text())
        else:
            self._field.set_finding(tr("One sentence that tells the two apart"))
            self._field.setFocus()


class ContainerAsk(Ask):
    """A container was scanned at a transfer: does it move, or is it where things go?  Answers a bool."""

    def __init__(self, theme: Theme, container: Account) -> None:
        super().__init__(theme, tr("{name} was read. What about it?", name=container.title))
        self._move = Button(theme, tr("Move it with what is in it"), "package").does(
            lambda: self.answered.emit(True)
        )
        into = Button(theme, tr("Move the lines into it"), "log-in").does(lambda: self.answered.emit(False))
        row = hbox(None, self._move, into)
        row.addStretch(1)
        self.column.addLayout(row)

    def begin(self) -> None:
        """The likelier act first."""
        self._move.setFocus()


class LastRead(QWidget):
    """What the scanner read last and what came of it; "Scanner ready" at the trailing end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._theme = theme
        self._icon = IconLabel(theme, "scan-barcode", Role.TEXT_2)
        self._head = Label(tr("Last read"), Face.BODY, Role.TEXT_2)
        self._mark = Label("")
        self._mark.setProperty("face", "mono")
        self._words = Label("", Face.BODY, wrap=False)
        self._ready = Label(tr("Scanner ready"), Face.BODY, Role.TEXT_2)
        row = hbox(self, self._icon, self._head, self._mark, self._words, spacing=8)
        row.addStretch(1)
        row.addWidget(self._ready)
        self.say("", tr("Nothing read yet"), None)

    def say(self, mark: str, words: str, status: Status | None) -> None:
        """Tell what came of the last read."""
        role = status.role if status else Role.TEXT_2
        self._icon.set_icon(self._theme.status_icon(status) if status else "scan-barcode", role)
        self._head.setVisible(bool(mark))
        self._mark.setText(mark)
        self._mark.setVisible(bool(mark))
        self._words.setText(words)
        self._words.set_tone(role)
        self.setAccessibleName(" ".join(filter(None, (self._head.text() if mark else "", mark, words))))
