"""The statement as the page lists it: one line an item type, or grouped by calibre under its totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr, trn
from stockpile_app.gui.catalogue.words import ITEM_KINDS, word_of
from stockpile_app.gui.common import Column, Kind, Role, RowKind, RowLook, isolate
from stockpile_app.gui.common.cells import PLAIN, Cell
from stockpile_app.gui.surplus.words import PUT_FORWARD, share_heading, state_chip
from stockpile_app.surplus import APART, CalibreTotal, Share, Statement, StatementLine

MOST_APART = 5


def apart_columns(statement: Statement | None) -> list[Share]:
    """What stands apart and has a column of its own where there is room: what can be declared first."""
    lines = statement.lines if statement is not None else ()
    found = [share for share in APART if any(line.count(share) for line in lines)]
    return sorted(found, key=lambda share: share not in PUT_FORWARD)[:MOST_APART]


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One item type, or the head of a calibre.

    Attributes:
        stated: Whether a requirement is stated of anything under a head.
    """

    line: StatementLine | None = None
    total: CalibreTotal | None = None
    stated: bool = True

    @property
    def key(self) -> object:
        """What stays selected after a refresh."""
        return self.line.item_type_id if self.line else self.total


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for."""

    words: str
    lets: Callable[[StatementLine], bool]


WANTED = (
    Wanted(N_("all"), lambda _line: True),
    Wanted(N_("above the requirement"), lambda line: bool(line.surplus)),
    Wanted(N_("below the requirement"), lambda line: bool(line.shortage)),
    Wanted(N_("no requirement stated"), lambda line: not line.stated),
    Wanted(N_("something stands apart"), lambda line: line.held > line.serviceable),
)


def lines_of(statement: Statement, wanted: Wanted, text: str) -> list[StatementLine]:
    """The lines that are asked for and hold the text."""
    found = text.casefold()
    return [
        line
        for line in statement.lines
        if wanted.lets(line) and (found in line.item.casefold() or found in line.calibre.casefold())
    ]


def rows_of(statement: Statement, lines: Iterable[StatementLine], by_calibre: bool) -> list[TypeRow]:
    """The rows of the list; grouped, each calibre stands under its own totals."""
    if not by_calibre:
        return [TypeRow(line) for line in lines]
    groups: dict[tuple[str, str, str], list[StatementLine]] = {}
    for line in lines:
        groups.setdefault((line.kind, line.calibre, line.unit), []).append(line)
    totals = {(one.kind, one.calibre, one.unit): one for one in statement.calibres}
    rows: list[TypeRow] = []
    for group, members in groups.items():
        rows.append(TypeRow(total=totals[group], stated=totals[group].stated))
        rows += [TypeRow(line) for line in members]
    return rows


def count_words(statement: Statement) -> str:
    """`14 item types · 5 above the requirement · 1 below · 3 with none stated`, of the whole statement."""
    lines = statement.lines
    above = sum(bool(line.surplus) for line in lines)
    below = sum(bool(line.shortage) for line in lines)
    silent = sum(not line.stated for line in lines)
    types = trn("{figure} item type", "{figure} item types", len(lines), figure=isolate(grouped(len(lines))))
    parts = (
        (above, tr("{figure} above", figure=isolate(grouped(above)))),
        (below, tr("{figure} below", figure=isolate(grouped(below)))),
        (silent, tr("{figure} with none stated", figure=isolate(grouped(silent)))),
    )
    return " · ".join([types, *(words for count, words in parts if count)])


def type_look(row: TypeRow) -> RowLook:
    """Heads of calibres are bold on raised ground."""
    return RowLook(RowKind.GROUP) if row.total else PLAIN


def _name(row: TypeRow) -> Cell:
    if row.total is not None:
        return " · ".join((word_of(ITEM_KINDS, row.total.kind), row.total.calibre or tr("without a calibre")))
    assert row.line is not None
    return row.line.item


def _figure(of_line: Callable[[StatementLine], int | None], name: str) -> Callable[[TypeRow], Cell]:
    def value(row: TypeRow) -> Cell:
        if row.line is not None:
            return of_line(row.line)
        silent = not row.stated and name in {"requirement", "surplus"}
        return None if silent else int(getattr(row.total, name))

    return value


def _stated(figure: Callable[[StatementLine], int]) -> Callable[[StatementLine], int | None]:
    """A figure that is silent where no requirement is stated."""
    return lambda line: figure(line) if line.stated else None


def _shown(share: Share) -> Callable[[TypeRow], Cell]:
    return lambda row: (row.line.count(share) or None) if row.line is not None else None


def spoken_state(row: TypeRow) -> str:
    """The bar in words, for who hears the list and for copying."""
    return state_chip(row.line).word if row.line is not None else ""


def type_columns(
    marked: Callable[[TypeRow], str], bar_width: int, apart_too: Iterable[Share]
) -> list[Column[TypeRow]]:
    """Mark, item type, bar, figures; where there is room every share that stands apart has its column."""
    apart: Callable[[StatementLine], int] = lambda line: line.held - line.serviceable  # noqa: E731
    columns: list[Column[TypeRow]] = [
        Column("mark", tr("Mark"), Kind.UNIT, marked, sortable=False),
        Column("item", tr("Item type"), value=_name, stretch=True, sortable=False),
        Column("bar", tr("Against the requirement"), Kind.UNIT, spoken_state, width=bar_width, sortable=False),
        Column("need", tr("Required"), Kind.NUMBER, _figure(_stated(lambda line: line.requirement), "requirement"),
               sortable=False),
        Column("held", tr("Serviceable"), Kind.NUMBER, _figure(lambda line: line.serviceable, "serviceable"),
               sortable=False),
        Column("over", tr("Surplus"), Kind.NUMBER, _figure(_stated(lambda line: line.surplus), "surplus"),
               strong=True, sortable=False),
        Column("apart", tr("Apart"), Kind.NUMBER, _figure(apart, "apart"), sortable=False),
    ]  # fmt: skip
    columns += [
        Column(
            share.value, share_heading(share), Kind.NUMBER, _shown(share), tone=Role.TEXT_2, sortable=False
        )
        for share in apart_too
    ]
    return columns
