"""The kit of which every page and dialog is built.  It knows Qt, and no SQL and no rule.

Built once, passed down: `theme = Theme(); theme.apply(app)` and
`runner = OperationRunner(store_worker())`.  Every widget that draws takes the theme first.

    page        PageHeader(title, sentence).add_act(PrimaryButton(theme, tr("Issue"), "log-out", "F2"))
    list        TableView(theme, name, columns, look=, key=); .set_rows(rows) or
                .set_pages(PagedRows(ids, runner.pages(self, fetch))); .row_selected, .row_opened
    column      Column("serial", tr("Serial"), Kind.SERIAL, lambda row: row.serial, sample="KM 06427")
    cell        str, int, Decimal, date, Chip(Status.OK, word), Text(first, second), Action(word, icon)
    empty       table.set_empty(EmptyState(theme, headline, sentence).with_act(...).with_link(...))
    filter      Pill(theme, tr("Account"), tr("all")); Tabs(theme, names)
    field       TextField, SerialField, SecretField, ComboField, MomentField, QuantityField,
                MultiLineField, CheckField: (theme, label, ...); .value(), .set_value(), .set_finding()
    voucher     Dialog(theme, self, icon, title, subtitle); .set_sides(left, right); .add_button(...)
                ScanField(theme, name).scanned; ScanFilter(dialog, gap).route_to(field)
    finding     table.open_card(row, FindingCard(theme, finding, [Remedy(...)]));
                FindingLine(theme, finding); dialog.show_findings(findings)
    write       runner.run(self, lambda progress: ledger.issue(books, voucher), self.posted,
                refused=self.show_refusals, strip=self.progress, name=tr("Posting"))
    read        runner.query(self, lambda: ledger.balances(books), self.show_rows)
    refresh     runner.changed.connect(self.on_changes)
    side        Panel, ListPanel, FigurePanel, FactList, LimitBar, Steps, DetailPane, Timeline
    mark        Label(text, Face.SECTION, Role.TEXT_2), IconLabel, ChipLabel, KeyCap, Badge, StatusLine

What a reader of right-to-left needs: `isolate(text)` round every date, number, serial and code that
stands inside a sentence.
"""

from stockpile_app.gui.common.buttons import Button, DangerButton, IconButton, LinkButton, PrimaryButton
from stockpile_app.gui.common.cells import Action, Chip, Column, Kind, RowKind, RowLook, Text
from stockpile_app.gui.common.chips import Badge, ChipLabel, KeyCap
from stockpile_app.gui.common.combo_field import Choice, ComboField
from stockpile_app.gui.common.crash import CrashDialog
from stockpile_app.gui.common.details import DetailPane, LimitBar, Steps
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.common.empty_state import EmptyState
from stockpile_app.gui.common.fields import (
    CheckField,
    LabelledField,
    MultiLineField,
    SecretField,
    SerialField,
    TextField,
)
from stockpile_app.gui.common.finding_card import FindingCard, FindingLine, MessagePanel, Remedy
from stockpile_app.gui.common.labels import ElidedLabel, IconLabel, Label, Rule, StatusLine, hbox, vbox
from stockpile_app.gui.common.moment_field import Moment, MomentField
from stockpile_app.gui.common.operation import Job, OperationRunner, store_worker
from stockpile_app.gui.common.panels import FactList, Figure, FigurePanel, ListPanel, PageHeader, Panel
from stockpile_app.gui.common.pills import Pill, Tabs
from stockpile_app.gui.common.progress import ProgressStrip, ThinBar
from stockpile_app.gui.common.quantity_field import QuantityField
from stockpile_app.gui.common.row_sources import PagedRows, at_once
from stockpile_app.gui.common.scan_field import ScanField
from stockpile_app.gui.common.scanner import ScanFilter
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.timeline import Event, Timeline
from stockpile_app.gui.common.toast import Toast
from stockpile_app.gui.common.tokens import Face, Role, Status

__all__ = [
    "Action",
    "Badge",
    "Button",
    "CheckField",
    "Chip",
    "ChipLabel",
    "Choice",
    "Column",
    "ComboField",
    "CrashDialog",
    "DangerButton",
    "DetailPane",
    "Dialog",
    "ElidedLabel",
    "EmptyState",
    "Event",
    "Face",
    "FactList",
    "Figure",
    "FigurePanel",
    "FindingCard",
    "FindingLine",
    "IconButton",
    "IconLabel",
    "Job",
    "KeyCap",
    "Kind",
    "Label",
    "LabelledField",
    "LimitBar",
    "LinkButton",
    "ListPanel",
    "MessagePanel",
    "Moment",
    "MomentField",
    "MultiLineField",
    "OperationRunner",
    "PageHeader",
    "PagedRows",
    "Panel",
    "Pill",
    "PrimaryButton",
    "ProgressStrip",
    "QuantityField",
    "Remedy",
    "Role",
    "RowKind",
    "RowLook",
    "Rule",
    "ScanField",
    "ScanFilter",
    "SecretField",
    "SerialField",
    "Status",
    "StatusLine",
    "Steps",
    "TableView",
    "Tabs",
    "Text",
    "TextField",
    "Theme",
    "ThinBar",
    "Timeline",
    "Toast",
    "at_once",
    "hbox",
    "isolate",
    "store_worker",
    "vbox",
]
