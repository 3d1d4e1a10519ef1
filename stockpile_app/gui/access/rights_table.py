"""Who may do what, as one table: a line for each operation, a column for each role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockpile_app.access import GIVEN_ROLES, Right, Role, rights, role_word
from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common import Column, RowKind, RowLook, TableView, Theme

_GROUPS = (
    (N_("Vouchers"), ("opening balance", "receipt", "issue", "hand-in", "transfer", "expenditure",
                      "reclassification", "reversal", "reversal of another's voucher", "draft")),
    (N_("Places and catalogue"), ("open account", "add store house", "add depot", "add item type",
                                  "amend item type", "declare pack", "set kit")),
    (N_("Weapons, holds and seals"), ("record mark", "exchange components", "set ownership", "place hold",
                                      "release hold", "seal")),
    (N_("People and keys"), ("add user", "change user", "revoke user", "reset passphrase",
                             "change own passphrase", "re-key", "depot key")),
    (N_("Second person"), ("approve", "refuse request", "withdraw request")),
    (N_("The books themselves"), ("rebuild projections", "back up", "restore", "rejoin", "send pack",
                                  "take pack back")),
)  # fmt: skip
_OTHERS = N_("Other duties")


@dataclass(frozen=True, slots=True)
class RightRow:
    """One operation, or the head of a group."""

    words: str
    right: Right | None = None


def right_rows() -> list[RightRow]:
    """Every operation of the table of rights, in groups; none is left out."""
    table = rights()
    placed = {name for _group, names in _GROUPS for name in names}
    groups = [*_GROUPS, (_OTHERS, tuple(name for name in table if name not in placed))]
    return [row for group, names in groups for row in _group(group, [table[n] for n in names if n in table])]


def _group(words: str, found: list[Right]) -> Iterator[RightRow]:
    if found:
        yield RightRow(tr(words))
    for right in found:
        yield RightRow(tr(right.label), right)


def part_of(right: Right | None, role: str) -> str:
    """What this role has to do with it: does it, approves it, both, or nothing."""
    if right is None:
        return ""
    does, approves = role in right.roles, right.approves(role)
    if does and approves:
        return tr("does, approves")
    return tr("does") if does else tr("approves") if approves else ""


def _second(row: RightRow) -> str:
    if row.right is None:
        return ""
    return tr("needed") if row.right.second else ""


def rights_columns() -> list[Column[RightRow]]:
    """The operation, each role's part in it, and whether a second person is needed."""
    return [
        Column("words", tr("Operation"), stretch=True, sortable=False),
        *(_role_column(role) for role in GIVEN_ROLES),
        Column("second", tr("Second person"), value=_second, sample="Second person", sortable=False),
    ]


def _role_column(role: Role) -> Column[RightRow]:
    return Column(
        str(role),
        role_word(role),
        value=lambda row: part_of(row.right, role),
        sample="does, approves" if role == Role.ADMINISTRATOR else "approves",
        sortable=False,
    )


def rights_table(theme: Theme) -> TableView[RightRow]:
    """The whole table; the same stands in the manual."""
    table = TableView(theme, tr("Who may do what"), rights_columns(), look=_look)
    table.set_rows(right_rows())
    return table


def _look(row: RightRow) -> RowLook:
    return RowLook(RowKind.GROUP) if row.right is None else RowLook()
