"""What is left of a destruction, and what leaves otherwise: residue, dispatch, what the recipient says."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from stockpile_app import disposal
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.disposal import Clearing, Closing, Dispatching, Ending, FreeStatement, Weighed
from stockpile_app.disposal.rows import BatchView, TypeCount
from stockpile_app.gui.common import (
    Choice,
    ComboField,
    Face,
    Label,
    LinkButton,
    QuantityField,
    Role,
    Rule,
    TextField,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.disposal.step_dialog import StepDialog, Work, moment_text
from stockpile_app.store import Stockpile


class WeighedFields(QWidget):
    """One class of material: grams before and after, who took it, on which receipt."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.material: ComboField[str] = ComboField(
            theme, tr("Material"), [Choice(tr(one), tr(one)) for one in disposal.MATERIALS], free=True
        )
        self.before = QuantityField(theme, tr("Mass in"), tr("g"), {tr("kg"): 1000, tr("t"): 1_000_000})
        self.after = QuantityField(theme, tr("Mass out"), tr("g"), {tr("kg"): 1000, tr("t"): 1_000_000})
        self.recipient = TextField(theme, tr("Recipient"))
        self.receipt = TextField(theme, tr("Receipt"))
        column = vbox(self, spacing=8)
        for fields in ((self.material, self.before, self.after), (self.recipient, self.receipt)):
            row = hbox(None, spacing=12)
            for field in fields:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)

    @property
    def filled(self) -> bool:
        """Whether anything is written in it."""
        return bool(self.material.text() or self.before.text() or self.after.text())

    def unreadable(self) -> QuantityField | None:
        """The first mass that is no quantity; None when both are."""
        for field in (self.before, self.after):
            if field.value() is None:
                field.set_finding(tr("Write grams, or kilograms as 12 kg"))
                return field
        return None

    def weighed(self) -> Weighed:
        """What was weighed."""
        before, after = self.before.value(), self.after.value()
        return Weighed(
            material=self.material.text(),
            mass_in=before.amount if before else 0,
            mass_out=after.amount if after else 0,
            recipient=self.recipient.value(),
            receipt=self.receipt.value(),
        )


class ResidueDialog(StepDialog):
    """Mass in and out per class of material; with ammunition the statement that nothing explosive is left."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            work, "clear residue", "scale", tr("Clear the residue"), tr("Record the residue"), QSize(820, 680)
        )
        self.classes: list[WeighedFields] = []
        self.when = self.day(tr("Cleared on"))
        self.ask(self.when)
        self._rows = vbox(None, spacing=14)
        self.form.addLayout(self._rows)
        more = LinkButton(self.theme, tr("One more class of material"), "plus").does(self.add)
        self.form.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        self._build_statement()
        self.add()
        batch_id = work.batch_id
        self.desk.read(self, lambda books: _scrap(books, batch_id), self._know)

    def _build_statement(self) -> None:
        self.free_by = TextField(self.theme, tr("Declared by"))
        self.free_organisation = TextField(self.theme, tr("Organisation"), optional=True)
        self.free_on = self.day(tr("Declared on"))
        self.free_reference = TextField(self.theme, tr("Reference"), optional=True)
        self.statement = QWidget()
        self.statement.setProperty("kit", "clear")
        words = tr("Somebody competent says that this scrap is free from explosives.")
        column = vbox(self.statement, Rule(), Label(tr("Free from explosives"), Face.SECTION),
                      Label(words, Face.BODY, Role.TEXT_2, wrap=True), spacing=8)  # fmt: skip
        for pair in ((self.free_by, self.free_organisation), (self.free_on, self.free_reference)):
            row = hbox(None, spacing=12)
            for field in pair:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
                self.fields.append(field)
            column.addLayout(row)
        self.form.addWidget(self.statement)
        self.statement.hide()

    def _know(self, found: tuple[bool, str]) -> None:
        """Whether there were explosives, and who takes the scrap by the decision."""
        explosives, recipient = found
        self.statement.setVisible(explosives)
        if not self.classes[0].recipient.value():
            self.classes[0].recipient.set_value(recipient)

    def add(self) -> None:
        """Fields for one more class; the same recipient is proposed again."""
        fields = WeighedFields(self.theme)
        if self.classes:
            fields.recipient.set_value(self.classes[-1].recipient.value())
            self._rows.addWidget(Rule())
        self.classes.append(fields)
        self._rows.addWidget(fields)
        self.fields += [fields.material, fields.recipient, fields.receipt]

    def post(self) -> None:
        """Record it."""
        filled = [one for one in self.classes if one.filled]
        wrong = next((field for field in (one.unreadable() for one in filled) if field), None)
        if wrong is not None or self.unreadable(self.when, self.free_on):
            (wrong or self.when).setFocus()
            return
        asked = Clearing(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            cleared_on=moment_text(self.when),
            classes=tuple(one.weighed() for one in filled),
            free=self._statement(),
        )
        self.do(
            lambda books: disposal.clear_residue(books, asked), tr("Residue recorded"), tr("Recording it")
        )

    def _statement(self) -> FreeStatement | None:
        if self.statement.isHidden():
            return None
        return FreeStatement(
            declared_on=moment_text(self.free_on),
            declared_by=self.free_by.value(),
            organisation=self.free_organisation.value(),
            reference=self.free_reference.value(),
        )


def _scrap(books: Stockpile, batch_id: int) -> tuple[bool, str]:
    """Whether explosives were in the batch, and what was arranged for its scrap."""
    batch = disposal.batch_by_id(books, batch_id)
    lines = disposal.batch_lines(books, batch_id, limit=-1)
    return any(line.hazard for line in lines), batch.scrap if batch else ""


class DispatchDialog(StepDialog):
    """The batch leaves the stockpile: with whom, when, on which paper."""

    def __init__(self, work: Work) -> None:
        super().__init__(work, "dispatch", "truck", tr("Dispatch"), tr("Dispatch the batch"), QSize(640, 540))
        batch = work.batch
        to = tr("To {name}", name=batch.recipient) if batch and batch.recipient else ""
        self.form.addWidget(Label(to, Face.STRONG, wrap=True))
        self.when = self.moment(tr("When"))
        self.carrier = TextField(
            self.theme, tr("Carrier"), help_text=tr("Name and rank of who signs for the boxes")
        )
        self.organisation = TextField(self.theme, tr("Organisation"), optional=True)
        self.document = TextField(self.theme, tr("Authority document"), optional=True)
        self.ask(self.when, self.carrier, self.organisation, self.document)

    def post(self) -> None:
        """It leaves."""
        if self.unreadable(self.when):
            return
        asked = Dispatching(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            dispatched_at=moment_text(self.when),
            carrier=self.carrier.value(),
            organisation=self.organisation.value(),
            document=self.document.value(),
        )
        self.do(lambda books: disposal.dispatch_batch(books, asked), tr("Dispatched"), tr("Dispatching"))


class CloseDialog(StepDialog):
    """What the recipient says has come, item type by item type; a difference opens a case."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            work, "close batch", "check", tr("Confirm receipt"), tr("Close the batch"), QSize(680, 600)
        )
        self.received: dict[int, QuantityField] = {}
        self.when = self.day(tr("Closed on"))
        self.reference = TextField(
            self.theme, tr("Reference"), optional=True, help_text=tr("The recipient’s receipt")
        )
        self.ask_pair(self.when, self.reference)
        batch_id = work.batch_id
        self.desk.read(self, lambda books: disposal.batch_view(books, batch_id), self._show)

    def _show(self, view: BatchView | None) -> None:
        for count in view.counts if view else ():
            field = QuantityField(self.theme, tr("Received: {item}", item=count.item), help_text=_sent(count))
            self.received[count.item_type_id] = field
            self.ask(field)

    def post(self) -> None:
        """It has come."""
        if self.unreadable(self.when):
            return
        for field in self.received.values():
            if field.value() is None and field.text() != "0":
                field.set_finding(tr("Write how many have come, 0 for none"))
                field.setFocus()
                return
        found = {item: field.value() for item, field in self.received.items()}
        asked = Closing(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            closed_on=moment_text(self.when),
            received=tuple((item, quantity.amount if quantity else 0) for item, quantity in found.items()),
            reference=self.reference.value(),
        )
        self.do(lambda books: disposal.close_batch(books, asked), tr("Receipt recorded"), tr("Recording it"))


class EndDialog(StepDialog):
    """Nothing is left of the batch: it is closed, by two persons, and never gets a certificate."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            work, "end batch", "circle-check", tr("End the batch"), tr("End the batch"), QSize(640, 440)
        )
        words = tr(
            "Every line was held back, or is explained as missing. Nothing moves, and nothing is certified."
        )
        self.form.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.when = self.day(tr("Ended on"))
        self.reason = TextField(self.theme, tr("Reason"), help_text=tr("Why nothing of it was destroyed"))
        self.ask(self.when, self.reason)

    def post(self) -> None:
        """It is ended, or asked of the second person."""
        if self.unreadable(self.when):
            return
        asked = Ending(operation_id=self.operation_id, batch_id=self.work.batch_id, ended_on=moment_text(self.when),
                       reason=self.reason.value())  # fmt: skip
        self.do(lambda books: disposal.end_batch(books, asked), tr("Ended"), tr("Ending the batch"))


def _sent(count: TypeCount) -> str:
    return tr("{figure} dispatched", figure=isolate(grouped(count.destroyed)))
