"""The rows of a foreign sheet beside what they become, as a table of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stockpile_app.base.text import N_, tr
from stockpile_app.catalogue.model import Tracking, described
from stockpile_app.exchange.profile import Field, Profile
from stockpile_app.gui.common import (
    Chip,
    Column,
    Kind,
    PagedRows,
    Role,
    RowLook,
    Status,
    TableView,
    Text,
    Theme,
)
from stockpile_app.gui.common.cells import Cell
from stockpile_app.gui.common.row_sources import at_once
from stockpile_app.gui.exchange.preview import Preview, PreviewRow, RowState

_STATES = {
    RowState.VALID: (Status.OK, N_("Valid")),
    RowState.WARNING: (Status.WARN, N_("Warning")),
    RowState.REFUSED: (Status.STOP, N_("Refused")),
}


def state_chip(state: RowState) -> Chip:
    """What will become of a row, in colour, icon and word."""
    status, word = _STATES[state]
    return Chip(status, tr(word))


def rows_table(theme: Theme, profile: Profile) -> TableView[PreviewRow]:
    """A table with the columns that matter for this kind of sheet."""
    return TableView(
        theme,
        tr("Rows of the file"),
        list(_columns(profile)),
        look=_look,
        framed=False,
        key=lambda row: row.row,
    )


def show_rows(table: TableView[PreviewRow], shown: Preview) -> None:
    """Fill the table; rows are made when they are shown."""
    count = len(shown.sheet.rows)

    def fetch(ids: Sequence[int]) -> dict[int, PreviewRow]:
        return {position: shown.row_at(position) for position in ids}

    table.set_pages(PagedRows(range(count), at_once(fetch)))


def _columns(profile: Profile) -> list[Column[PreviewRow]]:
    serial = profile.defaults.tracking is Tracking.SERIAL
    lot = profile.defaults.tracking is Tracking.LOT
    key = Field.SERIAL if serial else Field.LOT if lot else Field.ITEM_CODE
    heading = tr("Serial as written") if serial else tr("Lot") if lot else tr("Stock number")
    columns: list[Column[PreviewRow]] = [
        Column("row", tr("Row"), Kind.NUMBER, sortable=False, tone=Role.TEXT_2),
    ]
    if key in profile.columns:
        columns.append(
            Column(
                "key", heading, Kind.SERIAL, lambda row: _mark(row, key), sample="52E029294", sortable=False
            )
        )
    columns.append(Column("becomes", tr("Becomes"), value=_becomes, stretch=True, sortable=False))
    if Field.ACCOUNT in profile.columns:
        columns.append(
            Column(
                "account", tr("Account"), value=_raw(Field.ACCOUNT), sample="Armoury 2 North", sortable=False
            )
        )
    if Field.EFFECTIVE_ON in profile.columns:
        columns.append(Column("date", tr("Date"), Kind.DATE, _day, sample="2012-03-19", sortable=False))
    columns.append(Column("quantity", tr("Quantity"), Kind.NUMBER, _quantity, sample="1 000", sortable=False))
    columns.append(Column("state", tr("State"), Kind.CHIP, lambda row: state_chip(row.state), sortable=False))
    return columns


def _raw(field: Field) -> Callable[[PreviewRow], Cell]:
    return lambda row: row.raw.get(field, "").strip()


def _mark(row: PreviewRow, field: Field) -> Cell:
    text = row.raw.get(field, "").strip()
    if not text and field is Field.SERIAL:
        return Text(tr("(no serial)"), tone=Role.TEXT_3)
    return Text(text, tone=Role.STOP) if row.state is RowState.REFUSED else text


def _becomes(row: PreviewRow) -> Cell:
    if row.state is RowState.REFUSED and row.finding is not None:
        return Text(row.finding.sentence, tone=Role.STOP)
    values = row.values
    if values is None:
        return ""
    return values.item_name or described(values.make, values.model, values.calibre) or values.item_code


def _day(row: PreviewRow) -> Cell:
    if row.values is not None:
        return row.values.effective_on
    return row.raw.get(Field.EFFECTIVE_ON, "").strip()[:12]


def _quantity(row: PreviewRow) -> Cell:
    if row.values is not None:
        return row.values.quantity
    return row.raw.get(Field.QUANTITY, "").strip()[:14] or "1"


def _look(row: PreviewRow) -> RowLook:
    return RowLook(bar=Status.STOP) if row.state is RowState.REFUSED else RowLook()
