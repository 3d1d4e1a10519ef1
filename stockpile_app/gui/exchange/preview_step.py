"""Step 3 of the import: totals in one line, findings by kind, and the rows around each finding."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from stockpile_app.base import Severity
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr
from stockpile_app.exchange.model import SheetFormat
from stockpile_app.exchange.profile import Field, Profile
from stockpile_app.gui.common import (
    Chip,
    Column,
    Figure,
    FigurePanel,
    FindingCard,
    KeyCap,
    Kind,
    Label,
    ListPanel,
    Role,
    RowLook,
    Status,
    TableView,
    Tabs,
    Text,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.empty_state import EmptyState
from stockpile_app.gui.exchange.import_foot import ImportFoot
from stockpile_app.gui.exchange.preview import Group, Preview, PreviewRow
from stockpile_app.gui.exchange.preview_rows import rows_table, show_rows

_SEVERITIES = {
    Severity.REFUSAL: (Status.STOP, N_("Refused")),
    Severity.WARNING: (Status.WARN, N_("Warning")),
    Severity.NOTE: (Status.INFO, N_("Note")),
}
_LEFT = 400


def severity_chip(severity: Severity) -> Chip:
    """How much a finding weighs, in colour, icon and word."""
    status, word = _SEVERITIES[severity]
    return Chip(status, tr(word))


class PreviewStep(QWidget):
    """What would happen, before anything does.

    Signals:
        load_asked: read the file again, after it was mended.
        save_asked: write the findings into a workbook.
        import_asked: book it.
    """

    load_asked = Signal()
    save_asked = Signal()
    import_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.theme = theme
        self.shown: Preview | None = None
        self._at = -1
        self.figures = FigurePanel()
        self.groups: TableView[Group] = TableView(theme, tr("Findings"), _group_columns(), framed=False)
        self.groups.row_selected.connect(self._group_selected)
        self.groups.row_opened.connect(
            lambda group: self._go_to(group.rows[0], group.first.rule) if group.rows else None
        )
        self.groups.set_empty(
            EmptyState(theme, tr("No findings"), tr("Every row can be booked as it stands in the file."))
        )
        self.accounts = _names_table(
            theme, tr("New accounts"), tr("The books know every account of this file.")
        )
        self.items = _names_table(
            theme, tr("New item types"), tr("The catalogue knows every item of this file.")
        )
        self.foot = ImportFoot(theme)
        self.foot.load_asked.connect(self.load_asked)
        self.foot.save_asked.connect(self.save_asked)
        self.foot.import_asked.connect(self.import_asked)
        self.tabs = self._new_tabs(None)
        self._where = Label("", tone=Role.TEXT_2)
        self.rows: TableView[PreviewRow] = rows_table(theme, Profile(SheetFormat.CSV))
        self._right = ListPanel(tr("Rows of the file"), "", self.rows)
        self._lay_out()
        theme.follow(self._restyle)

    def _lay_out(self) -> None:
        self._left = QWidget()
        self._left.setProperty("kit", "clear")
        self._lists = QStackedWidget()
        for table in (self.groups, self.accounts, self.items):
            self._lists.addWidget(table)
        self._panel = ListPanel("", "", self._lists)
        self._panel.head.insertWidget(0, self.tabs, 1)
        vbox(self._left, self._panel)
        self._right.head.addWidget(self._where)
        self._right.head.addWidget(KeyCap("F8"))
        self._right.head.addWidget(Label(tr("next finding"), tone=Role.TEXT_2))
        self._body = hbox(None, self._left, self._right, spacing=12)
        self._body.setStretch(1, 1)
        column = vbox(self, self.figures, spacing=12)
        column.addLayout(self._body, 1)
        column.addWidget(self.foot)

    def _new_tabs(self, shown: Preview | None) -> Tabs:
        """The three lists, each with how many it holds."""
        groups, accounts, items = (
            (len(shown.groups), len(shown.accounts), len(shown.item_types)) if shown else (0, 0, 0)
        )
        return Tabs(
            self.theme,
            [
                tr("Findings {count}", count=isolate(grouped(groups))),
                tr("Accounts +{count}", count=isolate(grouped(accounts))),
                tr("Item types +{count}", count=isolate(grouped(items))),
            ],
        )

    def _restyle(self) -> None:
        self._left.setFixedWidth(self.theme.px(_LEFT))

    # Showing

    def show_preview(self, shown: Preview, profile: Profile, path: Path) -> None:
        """Show a rehearsed import."""
        self.shown, self._at = shown, -1
        self.figures.set_figures(figures_of(shown))
        self.groups.set_rows(shown.groups)
        self.accounts.set_rows(shown.accounts)
        self.items.set_rows(shown.item_types)
        self._replace_rows(shown, profile, path)
        self.foot.show_outcome(shown.report)
        self._replace_tabs(shown)
        if shown.groups:
            self.groups.select(0)
        else:
            self._say_where(0)

    def _replace_tabs(self, shown: Preview) -> None:
        old, self.tabs = self.tabs, self._new_tabs(shown)
        self._panel.head.replaceWidget(old, self.tabs)
        old.hide()
        old.deleteLater()
        self.tabs.changed.connect(self._lists.setCurrentIndex)
        self._lists.setCurrentIndex(0)

    def _replace_rows(self, shown: Preview, profile: Profile, path: Path) -> None:
        old, self.rows = self.rows, rows_table(self.theme, profile)
        layout = self._right.layout()
        assert layout is not None
        layout.replaceWidget(old, self.rows)
        old.hide()
        old.deleteLater()
        account = "" if Field.ACCOUNT in profile.columns else profile.defaults.account
        self._right.title.setText(
            tr("Rows of {name}", name=path.name)
            if not account
            else tr("Rows of {name}, into {account}", name=path.name, account=account)
        )
        show_rows(self.rows, shown)
        self.rows.row_selected.connect(self._row_selected)
        self.rows.row_opened.connect(lambda row: self._go_to(shown.positions[row.row], ""))

    def _row_selected(self, row: PreviewRow) -> None:
        if self.shown is not None:
            self._say_where(self.shown.positions[row.row])

    def _say_where(self, position: int) -> None:
        if self.shown is not None and self.shown.sheet.rows:
            total = len(self.shown.sheet.rows)
            row = self.shown.sheet.rows[position].row
            self._where.setText(
                tr("row {row} of {total}", row=isolate(grouped(row)), total=isolate(grouped(total)))
            )

    # Findings

    def _group_selected(self, group: Group) -> None:
        """The rows around the first of them; F8 or Enter tells more."""
        if group.rows and self.shown is not None:
            self._at = group.rows[0] - 1
            self.rows.close_card()
            self._bring(group.rows[0])

    def next_finding(self, step: int) -> None:
        """F8 and Shift+F8: through all rows with a finding, round and round."""
        if self.shown is None:
            return
        rows = self.shown.next_rows
        if rows:
            later = [row for row in rows if (row > self._at if step > 0 else row < self._at)]
            self._go_to((later[0] if step > 0 else later[-1]) if later else rows[0 if step > 0 else -1], "")

    def _go_to(self, position: int, rule: str) -> None:
        """Bring a row into sight, with the card of its finding under it."""
        shown = self.shown
        if shown is None:
            return
        self._at = position
        self.rows.close_card()
        self._bring(position)
        found = shown.by_row.get(shown.sheet.rows[position].row, ())
        finding = next((one for one in found if one.rule == rule), found[0] if found else None)
        if finding is not None:
            card = FindingCard(self.theme, finding, many=len(shown.next_rows) > 1)
            self.rows.open_card(position, card)

    def _bring(self, position: int) -> None:
        """A row into sight, with what stands before it."""
        self.rows.select(position)
        top = self.rows.model.index(max(0, position - 2), 0)
        self.rows.view.scrollTo(top, self.rows.view.ScrollHint.PositionAtTop)

    def take_focus(self) -> None:
        """The findings first."""
        self.groups.view.setFocus(Qt.FocusReason.OtherFocusReason)


def figures_of(shown: Preview) -> Iterable[Figure]:
    """The totals in one line; what is nothing is left out."""
    report = shown.report
    yield Figure(grouped(report.rows_read), tr("rows read"))
    yield Figure(grouped(report.rows_blank), tr("blank"))
    yield Figure(grouped(report.rows_valid - report.rows_unchanged), tr("valid"))
    tone = Role.STOP if report.rows_refused else Role.TEXT
    yield Figure(grouped(report.rows_refused), tr("refused"), tone)
    if report.rows_unchanged:
        yield Figure(grouped(report.rows_unchanged), tr("in the books already"))
    if report.rows_missing:
        yield Figure(grouped(report.rows_missing), tr("missing here"), Role.WARN)
    if shown.identical:
        yield Figure(grouped(shown.identical), tr("identical, all kept"))
    yield Figure(grouped(report.quantity_total), tr("quantity readable"))
    yield Figure(grouped(report.quantity_created), tr("quantity to book"))


def _group_columns() -> list[Column[Group]]:
    return [
        Column(
            "state", tr("State"), Kind.CHIP, lambda group: severity_chip(group.first.severity), sortable=False
        ),
        Column("what", tr("Finding"), value=_group_words, stretch=True, sortable=False),
        Column("count", tr("Rows"), Kind.NUMBER, sortable=False, strong=True),
    ]


def _group_words(group: Group) -> Text:
    first = group.first
    return Text(first.sentence, first.got or first.expected or first.remedy, strong=True)


def _names_table(theme: Theme, heading: str, nothing: str) -> TableView[str]:
    table: TableView[str] = TableView(
        theme,
        heading,
        [Column("name", heading, value=lambda name: name, stretch=True)],
        look=lambda _name: RowLook(),
        framed=False,
    )
    table.set_empty(EmptyState(theme, tr("Nothing new"), nothing))
    return table
