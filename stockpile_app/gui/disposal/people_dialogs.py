"""Who takes part, what happened, what a register of lost arms said: recorded beside the steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QWidget

from stockpile_app import disposal
from stockpile_app.base.text import N_, tr
from stockpile_app.disposal import Duty, Incident, Participant, Participants, TraceLook
from stockpile_app.disposal.around import known_persons
from stockpile_app.disposal.model import DUTY_WORDS, BatchPerson
from stockpile_app.disposal.rows import BatchView
from stockpile_app.gui.common import (
    Choice,
    ComboField,
    Face,
    Label,
    LinkButton,
    MultiLineField,
    Role,
    Rule,
    TextField,
    Theme,
    hbox,
    vbox,
)
from stockpile_app.gui.disposal.step_dialog import StepDialog, Work, moment_text

NAMED = (Duty.OFFICER_IN_CHARGE, Duty.WITNESS, Duty.OBSERVER, Duty.PERFORMER, Duty.VERIFIER)
"""Duties that are named by hand; packer, carrier and receiver are named by their steps."""
_PROPOSED = (Duty.OFFICER_IN_CHARGE, Duty.WITNESS)
REGISTERS = (N_("National register of stolen arms"), N_("INTERPOL iARMS"))
NO_HIT = N_("No hit")


class PersonFields(QWidget):
    """Duty, name, title and organisation of one person."""

    def __init__(self, theme: Theme, duty: Duty) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.duty: ComboField[str] = ComboField(
            theme, tr("Duty"), [Choice(str(one), tr(DUTY_WORDS[one])) for one in NAMED]
        )
        self.duty.set_value(str(duty))
        self.name = TextField(theme, tr("Name"))
        self._known: dict[str, BatchPerson] = {}
        self.name.left.connect(self._know)
        self.title = TextField(theme, tr("Title"), optional=True)
        self.organisation = TextField(theme, tr("Organisation"), optional=duty is Duty.OFFICER_IN_CHARGE)
        column = vbox(self, spacing=8)
        for first, second in ((self.duty, self.name), (self.title, self.organisation)):
            row = hbox(None, spacing=12)
            for field in (first, second):
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)

    def offer(self, known: Sequence[BatchPerson]) -> None:
        """Who took part in other batches, so that title and organisation need not be written again."""
        self._known = {one.name.casefold(): one for one in known}

    def _know(self) -> None:
        """Somebody known was named: title and organisation are proposed as they were last written."""
        person = self._known.get(self.name.value().casefold())
        if person is not None and not (self.title.value() or self.organisation.value()):
            self.title.set_value(person.title)
            self.organisation.set_value(person.organisation)

    @property
    def filled(self) -> bool:
        """Whether somebody is named."""
        return bool(self.name.value())

    def participant(self) -> Participant:
        """Who it is."""
        return Participant(
            duty=Duty(self.duty.value() or Duty.WITNESS),
            name=self.name.value(),
            title=self.title.value(),
            organisation=self.organisation.value(),
        )


class PersonsDialog(StepDialog):
    """Officer in charge, witness, observers: each with a name and for whom they stand there."""

    def __init__(self, work: Work, missing: tuple[Duty, ...] = ()) -> None:
        super().__init__(
            work, "name participants", "users", tr("Who takes part"), tr("Name them"), QSize(760, 640)
        )
        self.people: list[PersonFields] = []
        self.named = Label("", Face.BODY, Role.TEXT_2, wrap=True)
        self.form.addWidget(self.named)
        self.named.hide()
        self._rows = vbox(None, spacing=14)
        self.form.addLayout(self._rows)
        self.more = LinkButton(self.theme, tr("One more person"), "plus").does(
            lambda: self.add(Duty.OBSERVER)
        )
        self.form.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self._known: Sequence[BatchPerson] = ()
        for duty in missing:
            self.add(duty)
        batch_id = work.batch_id
        self.desk.read(
            self, lambda books: (known_persons(books), disposal.batch_view(books, batch_id)), self._offer
        )

    def _offer(self, found: tuple[list[BatchPerson], BatchView | None]) -> None:
        """Say who is named already, and ask for those who are not."""
        self._known, view = found
        named = view.persons if view else ()
        words = ", ".join(f"{one.name} ({tr(DUTY_WORDS[Duty(one.duty)])})" for one in named)
        self.named.setText(tr("Named already: {names}", names=words))
        self.named.setVisible(bool(words))
        for person in self.people:
            person.offer(self._known)
        duties = {one.duty for one in named}
        wanted = [duty for duty in _PROPOSED if duty not in duties] or [Duty.OBSERVER]
        for duty in () if self.people else wanted:
            self.add(duty)
        QTimer.singleShot(0, self, self._take_focus)  # once they are shown

    def _take_focus(self) -> None:
        if self.people:
            self.people[0].name.setFocus()

    def add(self, duty: Duty) -> PersonFields:
        """Fields for one more."""
        person = PersonFields(self.theme, duty)
        person.offer(self._known)
        if self.people:
            self._rows.addWidget(Rule())
        self.people.append(person)
        self._rows.addWidget(person)
        self.fields += [person.name, person.title, person.organisation]
        return person

    def post(self) -> None:
        """Name everybody whose name is filled in."""
        named = [one for one in self.people if one.filled]
        if not named and self.people:
            self.people[0].name.set_finding(tr("Enter the name"))
            self.people[0].name.setFocus()
            return
        self.fields = [field for one in named for field in (one.name, one.title, one.organisation)]
        asked = Participants(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            persons=tuple(one.participant() for one in named),
        )
        self.do(
            lambda books: disposal.add_persons(books, asked), tr("Persons named"), tr("Naming the persons")
        )


class TraceDialog(StepDialog):
    """The last look into a register of lost and stolen arms before anything is cut."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            work, "trace check", "search", tr("Last trace check"), tr("Record the look"), QSize(640, 520)
        )
        self.register: ComboField[str] = ComboField(
            self.theme, tr("Register"), [Choice(tr(one), tr(one)) for one in REGISTERS], free=True,
            help_text=tr("What is found there is stopped by hand: hold the line back"),
        )  # fmt: skip
        self.said: ComboField[str] = ComboField(
            self.theme, tr("Result"), [Choice(tr(NO_HIT), tr(NO_HIT))], free=True,
            help_text=tr("What the register said, in its words"),
        )  # fmt: skip
        self.checked = self.day(tr("Checked on"))
        self.reference = TextField(self.theme, tr("Reference"), optional=True)
        self.ask(self.register, self.said)
        self.ask_pair(self.checked, self.reference)

    def post(self) -> None:
        """Record it."""
        if self.unreadable(self.checked):
            return
        asked = TraceLook(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            checked_on=moment_text(self.checked),
            register=self.register.text(),
            result=self.said.text(),
            reference=self.reference.value(),
        )
        self.do(
            lambda books: disposal.record_trace_check(books, asked),
            tr("Trace check recorded"),
            tr("Recording the look"),
        )


class IncidentDialog(StepDialog):
    """Something happened: when, and what, in words."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            work, "record incident", "file-warning", tr("Incident"), tr("Record it"), QSize(640, 440)
        )
        self.when = self.moment(tr("When"))
        self.text = MultiLineField(self.theme, tr("What happened"), lines=5)
        self.ask(self.when, self.text)

    def post(self) -> None:
        """Record it."""
        if self.unreadable(self.when):
            return
        asked = Incident(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            happened_at=moment_text(self.when),
            text=self.text.value(),
        )
        self.do(
            lambda books: disposal.record_incident(books, asked), tr("Incident recorded"), tr("Recording it")
        )
