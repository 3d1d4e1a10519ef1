"""What is done with one open case: a note, another owner or day, a file, an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import cases
from stockpile_app.access import users
from stockpile_app.access.model import ACTIVE
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.cases import LARGEST_KEPT, RESULT_WORDS, Attachment, CaseDone, CaseRow, NewAttachment
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_open
from stockpile_app.gui.cases.words import TOUCHED, one_line
from stockpile_app.gui.common import (
    CheckField,
    Choice,
    ComboField,
    Face,
    Label,
    MomentField,
    MultiLineField,
    Role,
    TextField,
)
from stockpile_app.store import Stockpile


class DutyFields:
    """Who explains it, and until which day: the same two fields wherever a case begins or changes hands."""

    def __init__(self, desk: Desk, parent: QWidget, owner: str = "", deadline: str = "") -> None:
        self.owner: ComboField[str] = ComboField(
            desk.theme, tr("Owner"), free=True, help_text=tr("Who explains it")
        )
        self.deadline = MomentField(
            desk.theme, tr("Deadline"), with_time=False, help_text=tr("Until which day")
        )
        self.owner.set_text(owner)
        if deadline:
            self.deadline.set_text(deadline)
        desk.read(parent, names, self._offer)

    def _offer(self, found: Sequence[str]) -> None:
        typed = self.owner.text()
        self.owner.set_choices([Choice(name, name) for name in found])
        self.owner.set_text(typed)

    def values(self) -> tuple[str, str]:
        """The owner, and the day as the books write it; what is no day is told by the operation."""
        moment = self.deadline.value()
        return self.owner.text(), moment.day.isoformat() if moment else self.deadline.text()


def names(books: Stockpile) -> list[str]:
    """Everybody who has a key now: who is likely to explain something."""
    return [user.name for user in users(books) if user.state == ACTIVE]


class NoteDialog(FormDialog):
    """One line of the research log."""

    def __init__(self, desk: Desk, parent: QWidget, number: str) -> None:
        super().__init__(
            desk, parent, "pencil", tr("Write into the log"), tr("Write it"), QSize(640, 360), number
        )
        self.number = number
        self.note = MultiLineField(
            desk.theme,
            tr("Note"),
            help_text=tr("What was asked, seen or found. No line is ever changed"),
            lines=5,
        )
        self.ask(self.note)

    def post(self) -> None:
        """Write it."""
        text = one_line(self.note.value())
        self.send(
            lambda books: cases.note_case(books, self.operation_id, self.number, text),
            TOUCHED,
            lambda done: tr("Written into the log of {number}", number=done.case.number),
            tr("Writing"),
        )


class AssignDialog(FormDialog):
    """Somebody else, or another day."""

    def __init__(self, desk: Desk, parent: QWidget, row: CaseRow) -> None:
        title, verb = tr("Give the case to somebody"), tr("Give it")
        super().__init__(desk, parent, "user", title, verb, QSize(640, 380), row.case.number)
        self.row = row
        self.duty = DutyFields(desk, self, row.owner, row.deadline)
        self.ask(self.duty.owner, self.duty.deadline)

    def post(self) -> None:
        """Give it."""
        owner, deadline = self.duty.values()
        self.send(
            lambda books: cases.assign_case(books, self.operation_id, self.row.case.number, owner, deadline),
            TOUCHED,
            lambda _done: tr("Given to {name}, until {date}", name=owner, date=deadline),
            tr("Giving the case"),
        )


class AttachDialog(FormDialog):
    """A photograph, scan or letter."""

    def __init__(self, desk: Desk, parent: QWidget, row: CaseRow, choose: Choose = choose_to_open) -> None:
        title, verb = tr("Attach a file"), tr("Attach it")
        super().__init__(desk, parent, "file-plus", title, verb, QSize(640, 470), row.case.number)
        self.row = row
        words = tr(
            "It is kept encrypted in the books, and its hash in the journal. Of a video, and of what is larger "
            "than {size} MiB, the hash alone is kept: keep the file itself where it cannot be lost.",
            size=grouped(LARGEST_KEPT >> 20),
        )
        self.form.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.path = PathField(desk.theme, tr("File"), tr("All files (*)"), choose, "Ctrl+O")
        self.form.addWidget(self.path)
        self.fields.append(self.path.field)
        self.remark = TextField(desk.theme, tr("Remark"), optional=True)
        self.only = CheckField(desk.theme, tr("Keep its hash alone"))
        self.ask(self.remark, self.only)

    def post(self) -> None:
        """Attach it."""
        path = self.path.path()
        if path is None:
            self.path.field.set_finding(tr("Choose a file"))
            return
        new = NewAttachment(
            operation_id=self.operation_id,
            about=("case", self.row.case.id),
            path=path,
            remark=self.remark.value(),
            hash_only=self.only.value(),
        )
        self.send(lambda books: cases.attach(books, new), TOUCHED, _attached, tr("Attaching"))


def _attached(file: Attachment) -> str:
    if file.kept:
        return tr("Attached and kept encrypted: {name}", name=file.name)
    return tr("Attached by its hash alone: {name}", name=file.name)


class CloseCaseDialog(FormDialog):
    """How it ended and why; signed by who decides."""

    def __init__(self, desk: Desk, parent: QWidget, row: CaseRow) -> None:
        title, verb = tr("Decide how the case ended"), tr("Close the case")
        super().__init__(desk, parent, "file-check", title, verb, QSize(640, 480), row.case.number)
        self.row = row
        words = tr(
            "You sign it with your key. A closed case stays as it was decided; it moves nothing and ends no "
            "hold: that is done by vouchers and releases."
        )
        self.form.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.outcome: ComboField[str] = ComboField(
            desk.theme, tr("Outcome"), [Choice(one.value, tr(word)) for one, word in RESULT_WORDS.items()]
        )
        self.why = MultiLineField(
            desk.theme, tr("Why"), help_text=tr("What it was, and what shows it"), lines=4
        )
        self.must_choose = (self.outcome,)
        self.ask(self.outcome, self.why)

    def post(self) -> None:
        """Close it."""
        outcome, why = self.outcome.value() or "", one_line(self.why.value())

        def close(books: Stockpile) -> CaseDone:
            return cases.close_case(books, self.operation_id, self.row.case.number, outcome, why)

        self.send(
            close, TOUCHED, lambda done: tr("Case {number} is closed", number=done.case.number), tr("Closing")
        )
