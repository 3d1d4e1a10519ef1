"""One line of a voucher that is being written: the line, what it is about, and what the rules say."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.base import Finding, Severity
from stockpile_app.base.text import tr
from stockpile_app.gui.common.cells import Cell, Chip, Column, Kind, RowLook, Text
from stockpile_app.gui.common.tokens import Role, Status
from stockpile_app.gui.ledger.words import condition_word
from stockpile_app.ledger.model import Account
from stockpile_app.ledger.reading import Subject
from stockpile_app.ledger.requests import Line


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as it stands in the dialog.

    Attributes:
        line: What will be asked for; None for a container that moves with what is in it.
        checked: Whether the rules have looked at it since it last changed.
    """

    line: Line | None
    subject: Subject | None = None
    container: Account | None = None
    number: int = 0
    findings: tuple[Finding, ...] = ()
    checked: bool = False

    @property
    def mark(self) -> str:
        """Serial, own tag, lot or container label."""
        if self.container is not None:
            return self.container.name
        if self.line is not None and self.line.new_weapon is not None:
            return self.line.new_weapon.serial or tr("own number")
        if self.line is not None and self.line.new_lot is not None:
            return self.line.new_lot.number
        return self.subject.mark if self.subject else ""

    @property
    def item(self) -> str:
        """What it is."""
        if self.container is not None:
            return tr("Container with what is in it")
        return self.subject.item.title if self.subject else ""

    @property
    def unit(self) -> str:
        """The base unit of its quantity."""
        return self.subject.item.base_unit if self.subject else tr("container")

    @property
    def quantity(self) -> int:
        """How much, in base units."""
        return self.line.quantity if self.line else 1

    @property
    def condition(self) -> str:
        """The state it is in, and the state it goes to where that differs."""
        if self.line is None:
            return ""
        before = self.line.condition or (self.subject.condition if self.subject else "")
        after = self.line.condition_to
        if after and after != before:
            return f"{condition_word(before)} → {condition_word(after)}"
        return condition_word(before)

    @property
    def worst(self) -> Severity | None:
        """The heaviest finding on this line."""
        found = {finding.severity for finding in self.findings}
        return next((one for one in Severity if one in found), None)

    @property
    def refused(self) -> bool:
        """Whether a rule refuses this line."""
        return self.worst is Severity.REFUSAL


def check_chip(row: LineRow) -> Chip:
    """Accepted, accepted with a warning, refused, or still being looked at."""
    if row.worst is Severity.REFUSAL:
        return Chip(Status.STOP, tr("Refused"))
    if not row.checked:
        return Chip(Status.IDLE, tr("Waiting"))
    return Chip(Status.WARN if row.worst is Severity.WARNING else Status.OK, tr("Accepted"))


def line_look(row: LineRow) -> RowLook:
    """A refused line lies on the soft colour of refusals."""
    return RowLook(tint=Status.STOP if row.refused else None)


def _mark_cell(row: LineRow) -> Cell:
    return Text(row.mark, tone=Role.STOP) if row.refused else row.mark


def line_columns() -> list[Column[LineRow]]:
    """The columns of mock 3, in the current language."""
    return [
        Column("number", "#", Kind.NUMBER, sortable=False, tone=Role.TEXT_2, width=36),
        Column("mark", tr("Serial or lot"), Kind.SERIAL, _mark_cell, sample="KM 06427", sortable=False),
        Column("item", tr("Item type"), stretch=True, sortable=False),
        Column("condition", tr("Condition"), Kind.UNIT, sortable=False, tone=Role.TEXT_2),
        Column("quantity", tr("Quantity"), Kind.NUMBER, sortable=False),
        Column("check", tr("Check"), Kind.CHIP, check_chip, sample="Accepted", sortable=False),
    ]
