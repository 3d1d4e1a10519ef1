"""The base of the dialogs of a batch: one step, asking only what the program cannot know.

The second person is named before work begins; what waits for one goes on with the approval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from stockpile_app.access import Requested
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.disposal.rows import BatchRow, Done
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.access.request_view import second_person
from stockpile_app.gui.common import Label, LabelledField, Moment, MomentField, Status, isolate, vbox
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.common.moment_field import read_moment
from stockpile_app.gui.disposal.words import contents, disposal_word
from stockpile_app.store import Stockpile

TOUCHES = Changes(
    entry=1, accounts=True, vouchers=True, holdings=True, holds=True, requests=True, disposal=True, cases=True
)
Outcome = Done | Requested
SIZE = QSize(640, 560)


@dataclass(frozen=True, slots=True)
class Work:
    """What every dialog of a batch needs.

    Attributes:
        parent: Over what it opens.
        batch: The batch it is about; None for the decision that makes one.
    """

    desk: Desk
    approvals: Approvals
    parent: QWidget
    batch: BatchRow | None = None

    @property
    def batch_id(self) -> int:
        """The batch's id."""
        return self.batch.id if self.batch else 0


class StepDialog(FormDialog):
    """One step of a batch.

    Args:
        operation: Its name in the table of rights, which says whether a second person is needed.

    Signals:
        step_done: it was done, or waits for a second person.
    """

    step_done = Signal(object)

    def __init__(
        self, work: Work, operation: str, icon: str, title: str, verb: str, size: QSize = SIZE
    ) -> None:
        batch = work.batch
        about = (
            f"{isolate(batch.number)} · {disposal_word(batch.disposal)} · {contents(batch)}" if batch else ""
        )
        super().__init__(work.desk, work.parent, icon, title, verb, size, about)
        self.work, self.operation = work, operation
        self.second = Notice(self.theme, Status.INFO)
        self.form.addWidget(self.second)
        self.may = work.desk.may(operation)
        if not self.may:
            self.show_notice(work.desk.not_a_duty(operation))
            self.post_button.setEnabled(False)
        self.desk.read(self, lambda books: second_person(books, operation), self._say_second)

    def _say_second(self, names: str) -> None:
        if names:
            self.second.say(
                tr("A second person must approve this before anything is recorded: {names}", names=names)
            )

    # Fields

    def moment(self, label: str) -> MomentField:
        """When it was done; proposed: now."""
        field = MomentField(self.theme, label)
        field.set_value(read_moment(self.desk.now()))
        return field

    def day(self, label: str, optional: bool = False) -> MomentField:
        """On which day; proposed: today, unless it may stay empty."""
        field = MomentField(self.theme, label, with_time=False, optional=optional)
        if not optional:
            field.set_value(self.desk.today())
        return field

    def section(self, title: str) -> None:
        """A heading between fields."""
        self.form.addWidget(Label(title))

    def use_sides(self, fields: QWidget, beside: QWidget, width: int) -> None:
        """Fields at the leading side, which scrolls where letters are large; a list beside them."""
        form = self.body.itemAt(0)
        held = form.widget() if form is not None else None
        if held is not None:
            held.hide()
        fields.setProperty("kit", "clear")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(fields)
        self.set_sides(scroll, beside, width)

    # The operation

    def do(self, call: Callable[[Stockpile], Outcome], said: str, name: str) -> None:
        """Run it; what waits goes on with the second person."""

        def told(outcome: Outcome) -> str:
            self.step_done.emit(outcome)
            if isinstance(outcome, Requested):
                self.work.approvals.requested(outcome, self.work.parent)
                return tr("Asked for: {summary} · waits for a second person", summary=outcome.summary)
            return f"{said} · {isolate(outcome.number)}"

        self.send(call, TOUCHES, told, name)

    def unreadable(self, *fields: MomentField) -> bool:
        """Say under each date that cannot be read that it cannot; whether there was one."""
        wrong = [field for field in fields if field.text() and field.value() is None]
        for field in wrong:
            field.set_finding(
                tr("“{text}” is not a date. Write year, month, day: 2026-11-20", text=field.text())
            )
        if wrong:
            wrong[0].setFocus()
        return bool(wrong)


def moment_text(field: MomentField) -> str:
    """`2026-11-20T18:30`, or the day alone; '' while it is empty."""
    found = field.value()
    return as_text(found) if found else ""


def as_text(moment: Moment) -> str:
    """A moment as the books write it."""
    return str(moment).replace(" ", "T")


def group(*fields: LabelledField) -> QWidget:
    """Fields that are shown and hidden together."""
    owner = QWidget()
    owner.setProperty("kit", "clear")
    vbox(owner, *fields, spacing=12)
    return owner
