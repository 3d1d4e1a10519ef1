"""The checklist of one weapon as a list: its operations, then the marks, each with how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stockpile_app.base.text import tr
from stockpile_app.disposal.deactivation import (
    Checklist,
    ChecklistLine,
    DeactivationRow,
    MarkLine,
    OperationState,
)
from stockpile_app.gui.common import (
    Chip,
    Column,
    Kind,
    Role,
    RowKind,
    RowLook,
    Status,
    TableView,
    Text,
    Theme,
)
from stockpile_app.gui.common.cells import PLAIN, Cell
from stockpile_app.gui.disposal.deactivation_words import opened, source_chip, state_chip, weapon_chip


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a part of the checklist."""

    title: str


Item = ChecklistLine | MarkLine | Heading
"""One row of the checklist."""


def items_of(checklist: Checklist) -> list[Item]:
    """The operations in the list's order, then the marks of the essential components."""
    marks: list[Item] = [Heading(tr("Marks on essential components")), *checklist.marks]
    return [Heading(tr("Operations")), *checklist.lines, *(marks if checklist.marks else [])]


def key_of(item: Item) -> str:
    """What a row is known by when the list is read again."""
    match item:
        case ChecklistLine(operation=operation):
            return operation.number
        case MarkLine(essential=essential):
            return f"mark {essential.component}"
        case Heading(title=title):
            return title


def is_open(item: Item) -> bool:
    """Whether something is still to be done here."""
    match item:
        case ChecklistLine(state=state, blocks=blocks):
            return bool(blocks) or state in {OperationState.OPEN, OperationState.FAILED}
        case MarkLine(text=text):
            return not text
        case Heading():
            return False


def next_open(items: Sequence[Item], after: int, step: int = 1) -> int:
    """The next row after this one (before it, with -1) that is open, round the end; -1 when none is."""
    order = [(after + step * way) % len(items) for way in range(1, len(items) + 1)] if items else []
    return next((position for position in order if is_open(items[position])), -1)


def _number(item: Item) -> Cell:
    match item:
        case ChecklistLine(operation=operation):
            return operation.number
        case Heading(title=title):
            return title
        case MarkLine():
            return ""


def _what(item: Item) -> Cell:
    match item:
        case ChecklistLine(operation=operation):
            when = tr(operation.when) if operation.when else ""
            return Text(
                tr(operation.requirement), " · ".join(filter(None, (opened(tr(operation.component)), when)))
            )
        case MarkLine(essential=essential, text=text):
            whole = tr("sign, country, symbol and year") if essential.full else tr("sign and country")
            return Text(tr(essential.label), text or whole)
        case Heading():
            return ""


def _source(item: Item) -> Cell:
    if not isinstance(item, ChecklistLine):
        return None
    chip = source_chip(item.operation.status)
    return Text(chip.word, tone=Role.TEXT_2) if chip.status is Status.OK else chip


def _state(item: Item) -> Cell:
    match item:
        case ChecklistLine(state=state, blocks=blocks):
            return state_chip(state, bool(blocks))
        case MarkLine(text=text):
            return Chip(Status.OK, tr("Marked")) if text else Chip(Status.IDLE, tr("Not marked"))
        case Heading():
            return None


def _look(item: Item) -> RowLook:
    match item:
        case Heading():
            return RowLook(kind=RowKind.GROUP)
        case ChecklistLine(blocks=blocks, state=state) if blocks and state is not OperationState.OPEN:
            return RowLook(bar=Status.STOP)
        case ChecklistLine(state=OperationState.NOT_APPLICABLE):
            return RowLook(faint=True)
        case _:
            return PLAIN


def checklist_table(theme: Theme) -> TableView[Item]:
    """The list of operations and marks."""
    columns: list[Column[Item]] = [
        Column("number", tr("No."), Kind.TEXT, _number, sample="7.22", sortable=False),
        Column("what", tr("Operation"), Kind.TEXT, _what, stretch=True, sortable=False),
        Column("source", tr("List"), Kind.CHIP, _source, sortable=False),
        Column("state", tr("State"), Kind.CHIP, _state, sortable=False),
    ]
    return TableView(theme, tr("Checklist of this weapon"), columns, look=_look, key=key_of)


def weapons_table(theme: Theme) -> TableView[DeactivationRow]:
    """The weapons of the batch."""
    columns: list[Column[DeactivationRow]] = [
        Column("mark", tr("Weapon"), Kind.SERIAL, lambda row: row.weapon.mark, stretch=True),
        Column("state", tr("State"), Kind.CHIP, weapon_chip),
    ]
    return TableView(theme, tr("Weapons of this batch"), columns, key=lambda row: row.line_no)
