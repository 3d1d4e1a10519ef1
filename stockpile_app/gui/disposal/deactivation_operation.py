"""One operation beside the list: what the list asks, what was recorded, and the form for what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.disposal.deactivation import ChecklistLine, OperationOutcome, OperationState
from stockpile_app.disposal.deactivation.measures import check_measured
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import refusal_words
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_open
from stockpile_app.gui.common import (
    ChipLabel,
    Face,
    FactList,
    FindingCard,
    Label,
    MomentField,
    MultiLineField,
    Role,
    Rule,
    Status,
    TextField,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.disposal.deactivation_outcome import OutcomeChoice
from stockpile_app.gui.disposal.deactivation_values import ValueFields
from stockpile_app.gui.disposal.deactivation_words import opened, outcome_word, source_chip, source_words

_DONE = {OperationState.DONE, OperationState.ALTERNATIVE}
PHOTOGRAPHS = "JPEG, PNG, TIFF, HEIC (*.jpg *.jpeg *.png *.tif *.tiff *.heic)"


@dataclass(frozen=True, slots=True)
class Answered:
    """What was filled in for one operation."""

    operation: str
    outcome: OperationOutcome
    done_on: str
    done_by: str
    reason: str
    measured: tuple[tuple[str, str], ...]
    photograph: Path | None


class OperationForm(QWidget):
    """Requirement, condition and source above; outcome, values, photograph and person below.

    Signals:
        changed: something was filled in.
    """

    changed = Signal()

    def __init__(self, desk: Desk, choose: Choose = choose_to_open) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.desk = desk
        theme = desk.theme
        self.line: ChecklistLine | None = None
        self._features: frozenset[str] = frozenset()
        self._calibre: Decimal | None = None
        self.number = Label("", Face.DIALOG)
        self.source = ChipLabel(theme, source_chip("unverified"))
        self.component = Label("", Face.STRONG, Role.TEXT_2, wrap=True)
        self.requirement = Label("", Face.BODY, wrap=True)
        self.facts = FactList(name_width=theme.px(84))
        self.unverified = Notice(theme, Status.UNVERIFIED)
        self.outcome = OutcomeChoice(theme)
        self.instead = Notice(theme, Status.INFO)
        self.values = ValueFields(theme)
        self.reason = MultiLineField(theme, tr("Reason"), lines=2)
        self.photograph = PathField(
            theme, tr("Photograph"), PHOTOGRAPHS, choose, "Ctrl+O", words=tr("Attach")
        )
        self.done_by = TextField(theme, tr("Done by"))
        self.done_on = MomentField(theme, tr("Done on"), with_time=False)
        self._findings = vbox(None, spacing=8)
        self._lay_out()
        self.outcome.chosen.connect(self._fit)
        self.values.changed.connect(self._measured)

    def _lay_out(self) -> None:
        head = hbox(None, self.number, spacing=8)
        head.addStretch(1)
        head.addWidget(self.source)
        pair = hbox(None, spacing=12)
        pair.addWidget(self.done_by, 3)
        pair.addWidget(self.done_on, 2)
        form = QWidget()
        form.setProperty("kit", "clear")
        self.form = form
        inner = vbox(
            form, Rule(), self.outcome, self.instead, self.values, self.reason, self.photograph, spacing=12
        )
        inner.addLayout(pair)
        column = vbox(self, spacing=10)
        column.addLayout(head)
        for part in (self.component, self.requirement, self.unverified, self.facts):
            column.addWidget(part)
        column.addLayout(self._findings)
        column.addWidget(form)

    # Showing

    def show_line(
        self,
        line: ChecklistLine,
        features: frozenset[str],
        calibre: Decimal | None,
        photograph: str,
        closed: bool,
    ) -> None:
        """Show this operation; `photograph` is what is known of the one that was attached."""
        self.line, self._features, self._calibre = line, features, calibre
        operation = line.operation
        self.number.setText(tr("Operation {number}", number=isolate(operation.number)))
        self.component.setText(opened(tr(operation.component)))
        self.requirement.setText(tr(operation.requirement))
        self.source.set_chip(source_chip(operation.status))
        self.unverified.say(self._unverified(line))
        self._show_facts(line, photograph)
        self.show_findings(line.blocks if line.state in _DONE else ())
        self.form.setVisible(not closed)
        self.outcome.offer(line)
        self.reason.set_value(line.result.reason if line.result else "")
        self.photograph.set_path("")
        self.done_by.set_value(line.result.done_by if line.result else self.desk.actor.name)
        self.done_on.set_value(self.desk.today())
        if line.result is not None:
            self.outcome.choose(OperationOutcome(line.result.outcome))
        self._fit()

    @staticmethod
    def _unverified(line: ChecklistLine) -> str:
        if line.operation.status != "unverified":
            return ""
        note = (
            tr(line.operation.note) if line.operation.note else tr("Nobody has compared it with its source")
        )
        return tr("Not verified: {note}. Ask the national authority", note=note.rstrip("."))

    def _show_facts(self, line: ChecklistLine, photograph: str) -> None:
        operation, result = line.operation, line.result
        self.facts.clear()
        failed = line.state is OperationState.FAILED
        facts = (
            (tr("Condition"), tr(operation.when) if operation.when else tr("On every weapon of this type")),
            (tr("This weapon"), line.why_not or tr("It must be done")),
            (tr("Instead"), tr(operation.alternative) if operation.alternative else ""),
            (tr("Source"), source_words(operation)),
            (tr("Recorded"), self._recorded(line) if result else ""),
            (tr("Photograph"), photograph),
        )
        for name, value in facts:
            if value:
                told = failed and name == tr("Recorded")
                self.facts.add_fact(name, value, tone=Role.STOP if told else Role.TEXT)

    @staticmethod
    def _recorded(line: ChecklistLine) -> str:
        """`Failed, by Sgt M. Adan on 2026-11-19: the weld cracked`."""
        result = line.result
        assert result is not None
        word = outcome_word(OperationOutcome(result.outcome))
        words = tr(
            "{outcome}, by {name} on {date}", outcome=word, name=result.done_by, date=isolate(result.done_on)
        )
        return f"{words}: {result.reason}" if result.reason else words

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Cards between the requirement and the form; fields that a finding names say it too."""
        while (item := self._findings.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for finding in findings:
            self._findings.addWidget(FindingCard(self.desk.theme, finding, in_row=False))

    # Filling in

    def _fit(self, _outcome: object = None) -> None:
        """Ask for what belongs to the chosen outcome."""
        line, outcome = self.line, self.outcome.value()
        if line is None:
            return
        alternative = outcome is OperationOutcome.ALTERNATIVE
        measured = outcome in {OperationOutcome.DONE, OperationOutcome.ALTERNATIVE}
        self.values.ask((line.alternative_bounds if alternative else line.bounds) if measured else ())
        self.instead.say(tr(line.operation.alternative) if alternative else "")
        self.reason.setVisible(outcome not in {None, OperationOutcome.DONE})
        if outcome is OperationOutcome.NOT_APPLICABLE and not self.reason.value():
            self.reason.set_value(line.why_not)
        self.photograph.setVisible(measured)
        self._measured()

    def _measured(self) -> None:
        """Hold every value against its bounds at once."""
        if self.line is not None:
            alternative = self.outcome.value() is OperationOutcome.ALTERNATIVE
            asked = self.line.operation.measures_of(alternative=alternative, features=self._features)
            values = dict(self.values.values())
            found = check_measured(asked, values, self._calibre)
            self.values.say({one.field: one.expected for one in found})
        self.changed.emit()

    def answered(self) -> Answered | None:
        """What is filled in; None while the outcome or the day is missing."""
        outcome, day = self.outcome.value(), self.done_on.value()
        if self.line is None or outcome is None or day is None:
            return None
        return Answered(
            operation=self.line.operation.number,
            outcome=outcome,
            done_on=day.day.isoformat(),
            done_by=self.done_by.value(),
            reason=self.reason.value() if outcome is not OperationOutcome.DONE else "",
            measured=self.values.values(),
            photograph=self.photograph.path() if self.photograph.isVisibleTo(self) else None,
        )

    def refuse(self, findings: tuple[Finding, ...]) -> None:
        """The refusal's card, and its words under the field it names."""
        self.show_findings(findings)
        named = {one.name: one for one in (self.reason, self.done_by, self.done_on)}
        for finding in findings:
            field = named.get(finding.field)
            if field is not None:
                field.set_finding(refusal_words(finding))
