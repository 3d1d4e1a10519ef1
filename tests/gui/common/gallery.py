"""A gallery of every widget, drawn without a screen in all palettes and both directions.

python -m tests.gui.common.gallery FOLDER
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common import (
    Button,
    CheckField,
    Chip,
    ChipLabel,
    Choice,
    Column,
    ComboField,
    DetailPane,
    Dialog,
    EmptyState,
    Face,
    FactList,
    Figure,
    FigurePanel,
    FindingCard,
    FindingLine,
    KeyCap,
    Kind,
    Label,
    LimitBar,
    ListPanel,
    MomentField,
    MultiLineField,
    OperationRunner,
    Panel,
    Pill,
    PrimaryButton,
    QuantityField,
    Remedy,
    Role,
    RowLook,
    Rule,
    ScanField,
    SerialField,
    Status,
    StatusLine,
    Steps,
    TableView,
    Tabs,
    TextField,
    Theme,
    Timeline,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.page import Page, PageWidget
from stockpile_app.gui.common.search_box import Deliver
from stockpile_app.gui.main_window import Identity, MainWindow
from tests.gui.common import gallery_data as data

SIZES = {"1366": QSize(1366, 768), "1920": QSize(1920, 1080)}
PAGES = [
    ("today", "Today", "sun", 0), ("ledger", "Ledger", "book-open", 1), ("custody", "Custody", "user-check", 1),
    ("stocktaking", "Stocktaking", "clipboard-list", 1), ("surplus", "Surplus", "scale", 2),
    ("disposal", "Disposal", "flame", 2), ("exchange", "Exchange", "arrow-left-right", 3),
    ("catalogue", "Catalogue", "package", -1), ("journal", "Journal", "link-2", -1),
    ("settings", "Settings", "settings", -1),
]  # fmt: skip


def today(theme: Theme) -> PageWidget:
    """The first page: what needs a person, figures and limits beside it."""
    page = PageWidget(theme, "Today", "8 things need you · Friday 2026-11-20")
    page.header.add_act(Button(theme, "Hand-in", "log-in", "F3"))
    page.header.add_act(PrimaryButton(theme, "Issue", "log-out", "F2"))
    columns: list[Column[data.Duty]] = [
        Column("state", "State", Kind.CHIP),
        Column("what", "What", stretch=True),
        Column("since", "Since / due", Kind.DATE),
        Column("step", "Next step", Kind.ACTION, sortable=False),
    ]
    duties = TableView(theme, "What needs you", columns)
    duties.set_rows([*data.DUTIES, *data.DONE])
    duties.select(0)
    figures = FigurePanel("In the books", columns=2)
    figures.set_figures(
        [
            Figure("4\u202f812", "weapons held"),
            Figure("236", "weapons issued"),
            Figure("1\u202f284\u202f560", "rounds held"),
            Figure("14", "lots, 1 suspended"),
        ]
    )
    limits = Panel("Magazine limits", "NEQ held / licensed, kg")
    limits.add(LimitBar(theme, "M1 · HD 1.4", "620 / 2\u202f000", 0.31, Status.OK, "Within limit"))
    limits.add(LimitBar(theme, "M2 · HD 1.1", "3\u202f860 / 4\u202f000", 0.965, Status.WARN, "97 % full"))
    aside = vbox(None, figures, limits, spacing=12)
    aside.addStretch(1)
    row = hbox(None, duties, spacing=16)
    row.setStretchFactor(duties, 1)
    row.addLayout(aside)
    figures.setMinimumWidth(296)
    limits.setMinimumWidth(296)
    page.content.addLayout(row, 1)
    return page


def ledger(theme: Theme) -> PageWidget:
    """Balances in groups, the serials of one balance, the life of one weapon."""
    page = PageWidget(theme, "Ledger", "What every account holds, proved as the sum of its movements")
    page.header.add_act(Button(theme, "Export", "download", "Ctrl+E"))
    page.header.add_act(PrimaryButton(theme, "New voucher", "plus", "Ctrl+N"))
    page.add(Tabs(theme, ["Balances", "Weapons", "Lots", "Vouchers"]))
    as_of = Pill(theme, "As of", "2026-11-20 today", "calendar")
    pills = hbox(
        None, as_of, Pill(theme, "Item type", "4 of 22"), Pill(theme, "Account", "all 14"), spacing=8
    )
    pills.addStretch(1)
    pills.addWidget(Label("11 lines · 3\u202f468 weapons", tone=Role.TEXT_2))
    page.content.addLayout(pills)
    columns: list[Column[data.Balance]] = [
        Column("item", "Item type", stretch=True),
        Column("account", "Account"),
        Column("condition", "Condition", Kind.CHIP),
        Column("tracked", "Tracked by", tone=Role.TEXT_2),
        Column("quantity", "Quantity", Kind.NUMBER, strong=True),
        Column("unit", "Unit", Kind.UNIT, tone=Role.TEXT_2),
        Column("moved", "Last movement", Kind.DATE, tone=Role.TEXT_2),
    ]
    balances = TableView(theme, "Balances", columns, look=data.look)
    balances.set_rows(data.BALANCES)
    balances.select(1)
    page.add(balances, 1)
    page.set_pane(life(theme))
    return page


def life(theme: Theme) -> DetailPane:
    """The pane: identity, facts, events."""
    pane = DetailPane(theme)
    head = hbox(None, Label("KM 06427", Face.IDENTITY), spacing=8)
    head.addStretch(1)
    head.addWidget(ChipLabel(theme, data.SERVICEABLE))
    pane.column.addLayout(head)
    pane.column.addWidget(Label("Rifle, AKM 7.62×39 mm · Izhevsk, RUS", tone=Role.TEXT_2))
    acts = hbox(None, PrimaryButton(theme, "Issue", "log-out"), Button(theme, "Transfer", "truck"), spacing=8)
    acts.addStretch(1)
    pane.column.addLayout(acts)
    pane.column.addWidget(Rule())
    facts = FactList(90)
    facts.add_fact("Account", "Armoury 1 · rack C-14")
    facts.add_fact("Tag", "D07-W-004127", mono=True)
    facts.add_fact("Look-alike", "KM 06421 in rack C-11")
    pane.column.addWidget(facts)
    pane.column.addWidget(Rule())
    row = hbox(None, Label("Life", Face.STRONG))
    row.addStretch(1)
    row.addWidget(Label("proved to entry 18\u202f342", Face.CAPTION, Role.TEXT_2))
    pane.column.addLayout(row)
    line = Timeline(theme, "Life of KM 06427")
    line.set_events(data.LIFE)
    pane.column.addWidget(line)
    pane.column.addStretch(1)
    return pane


def widgets(theme: Theme) -> PageWidget:
    """Everything that no other picture shows."""
    page = PageWidget(theme, "Import a spreadsheet", "Preview. Nothing has been written to the books")
    page.header.add_act(Button(theme, "Cancel import", "x", "Esc"))
    steps = Steps(theme, ["File", "Columns", "Preview", "Import"])
    steps.go_to(2)
    panel = Panel()
    line = hbox(None, steps)
    line.addStretch(1)
    line.addWidget(KeyCap("F8"))
    panel.column.addLayout(line)
    page.add(panel)
    figures = FigurePanel()
    figures.set_figures(
        [
            Figure("1\u202f248", "rows read"),
            Figure("3", "refused", Role.STOP),
            Figure("1\u202f510", "quantity readable"),
        ]
    )
    page.add(figures)
    page.progress.begin("Importing the register", lambda: None)
    page.progress.show_progress(14200, 50000, "rows")
    page.progress.show()
    empty: TableView[data.Line] = TableView(
        theme, "Counts", [Column("serial", "Serial", Kind.SERIAL)], framed=False
    )
    empty.set_empty(
        EmptyState(theme, "No counts yet", "A count proves that the books and the racks agree.")
        .with_act("Plan the first count", lambda: None, "plus", "Ctrl+N")
        .with_link("Read how a count is done", lambda: None)
    )
    states = Panel("States")
    words = ("Accepted", "Read twice", "Refused", "Draft", "Not verified", "Not begun")
    for status, word in zip(Status, words, strict=True):
        states.add(ChipLabel(theme, Chip(status, word)))
    states.add(StatusLine(theme, Status.UNVERIFIED, "Figures read in the source"))
    states.column.addStretch(1)
    row = hbox(None, fields(theme), spacing=12)
    row.addWidget(states)
    row.addWidget(ListPanel("Counts", "none", empty), 1)
    page.content.addLayout(row, 1)
    page.add(
        FindingCard(theme, data.REFUSAL, [Remedy("Plan transfer", lambda: None, "truck", "F7")], in_row=False)
    )
    return page


def fields(theme: Theme) -> QWidget:
    """One of each field."""
    panel = Panel("Fields")
    account = ComboField(theme, "From account", [Choice(1, "Armoury 1"), Choice(2, "Armoury 2")])
    account.set_value(1)
    moment = MomentField(theme, "Effective on")
    moment.set_text("2026-11-20 06:30")
    quantity = QuantityField(theme, "Quantity", "rounds", {"box": 50})
    quantity.set_text("12 boxes + 37")
    wrong = TextField(theme, "Authority")
    wrong.set_value("99/99/9999")
    wrong.set_finding("“99/99/9999” is not a date. Write year, month, day: 2026-11-20")
    serial = SerialField(theme, "Serial", optional=True)
    serial.set_value("KM 0O1Il")
    ticked = CheckField(theme, "Accept the look-alike")
    ticked.set_value(ticked=True)
    for field in (account, moment, quantity, wrong, serial, ticked, MultiLineField(theme, "Reason", lines=1)):
        panel.add(field)
    panel.column.addStretch(1)
    panel.setMinimumWidth(360)
    return panel


def issue(theme: Theme, window: QWidget) -> Dialog:
    """The refusal of mock 3."""
    dialog = Dialog(
        theme, window, "log-out", "Issue voucher", "draft · the number is given when it is posted"
    )
    left = QWidget()
    form = vbox(left, spacing=14)
    holder = ComboField(theme, "Holder", [Choice(1, "Cpl T. Vessin · 3 Section, B Company")])
    holder.set_help("Identity card checked 2026-11-20 06:24")
    holder.set_value(1)
    account = ComboField(theme, "From account", [Choice(1, "Armoury 1")])
    account.set_value(1)
    effective, due = MomentField(theme, "Effective on"), MomentField(theme, "Due back")
    effective.set_text("2026-11-20 06:30")
    due.set_text("2026-11-20 18:30")
    authority = TextField(theme, "Authority")
    authority.set_value("Standing order 12/2026")
    for field in (account, holder):
        form.addWidget(field)
    form.addLayout(hbox(None, effective, due))
    form.addWidget(authority)
    form.addWidget(Rule())
    form.addWidget(Label("On this voucher", Face.STRONG))
    facts = FactList(values_at_end=True)
    facts.add_fact("Weapons", "4 accepted, 1 refused")
    facts.add_fact("Rounds", "120")
    form.addWidget(facts)
    form.addStretch(1)
    right = QWidget()
    column = vbox(right, spacing=10)
    scan = ScanField(theme, "Scan or type a serial, tag or lot")
    column.addWidget(scan)
    column.addWidget(StatusLine(theme, Status.STOP, "Last read KM 06502 refused, see row 4"))
    lines = voucher_lines(theme)
    column.addWidget(lines, 1)
    column.addWidget(FindingLine(theme, data.WARNING))
    dialog.set_sides(left, right)
    dialog.add_button(Button(theme, "Keep as draft", "", "Ctrl+S"))
    dialog.add_button(Button(theme, "Cancel", "", "Esc"))
    dialog.add_button(PrimaryButton(theme, "Post voucher", "check", "Ctrl+Return"), primary=True)
    dialog.show_findings([data.REFUSAL, data.WARNING])
    dialog.use_scan_field(scan)
    return dialog


def voucher_lines(theme: Theme) -> TableView[data.Line]:
    """The lines with the card opened under the refused one."""
    columns: list[Column[data.Line]] = [
        Column("number", "#", Kind.NUMBER, tone=Role.TEXT_2),
        Column("serial", "Serial or lot", Kind.SERIAL, lambda row: row.mark, sample="KM 06427 ABC"),
        Column("item", "Item type", stretch=True),
        Column("quantity", "Quantity", Kind.NUMBER),
        Column("check", "Check", Kind.CHIP),
    ]
    lines = TableView(
        theme, "Lines", columns, look=lambda row: RowLook(tint=Status.STOP) if row.refused else RowLook()
    )
    lines.set_rows(data.LINES)
    remedies = [
        Remedy("Record its hand-in first", lambda: None, "log-in", "F3"),
        Remedy("Remove row 4", lambda: None, "x", "Del"),
        Remedy("Show its life", lambda: None, "history", link=True),
    ]
    lines.open_card(3, FindingCard(theme, data.REFUSAL, remedies, many=True))
    return lines


def empty(name: str, theme: Theme) -> PageWidget:
    """A page that nobody has drawn."""
    return PageWidget(theme, name)


def inbox(theme: Theme) -> PageWidget:
    """An Arabic page: the words of mock 8."""
    page = PageWidget(
        theme, "وارد التقارير", f"الفترة {isolate('2026-10')} · وصل 11 من 14 · المهلة {isolate('2026-11-05')}"
    )
    page.header.add_act(Button(theme, "وحّد الفترة", "layers"))
    page.header.add_act(PrimaryButton(theme, "استلم تقارير", "inbox", "Ctrl+O"))
    figures = FigurePanel()
    figures.set_figures(
        [Figure("14", "مستودعاً"), Figure("11", "تقريراً وصل"), Figure("1", "مرفوض", Role.STOP)]
    )
    page.add(figures)
    columns: list[Column[data.Report]] = [
        Column("depot", "المستودع", stretch=True),
        Column("code", "الرمز", Kind.SERIAL),
        Column("received", "وصل في", Kind.DATE),
        Column("weapons", "الأسلحة", Kind.NUMBER),
        Column("state", "الحالة", Kind.CHIP),
    ]
    table = TableView(theme, "وارد التقارير", columns)
    table.set_rows(data.REPORTS)
    page.add(table, 1)
    page.add(
        StatusLine(theme, Status.INFO, "لا تصحح الورقة باليد. اطلب تقريراً جديداً يصدره البرنامج في المستودع.")
    )
    pane = DetailPane(theme)
    pane.column.addWidget(Label("تارسن", Face.DIALOG))
    pane.column.addWidget(FindingCard(theme, data.ARABIC_REFUSAL, in_row=False))
    field = TextField(theme, "السبب", optional=True, help_text="يظهر في التقرير القادم")
    field.set_value("فرق في النقل")
    pane.column.addWidget(field)
    pane.column.addStretch(1)
    page.set_pane(pane)
    return page


def found_nothing(_text: str, deliver: Deliver) -> None:
    """A search without hits."""
    deliver([])


def frame(theme: Theme, executor: Executor) -> MainWindow:
    """The window with three drawn pages; the others are empty."""
    made: dict[str, Callable[[Theme], PageWidget]] = {
        "today": today,
        "ledger": ledger,
        "exchange": widgets,
        "disposal": inbox,
    }
    pages = [
        Page(key, name, icon, partial(made.get(key, partial(empty, name)), theme), section)
        for key, name, icon, section in PAGES
    ]
    identity = Identity("Oskel Depot", "D-07", "WO2 K. Brandt", "Armoury officer")
    runner = OperationRunner(executor)
    window = MainWindow(theme, identity, pages, runner, found_nothing, lambda: "2026-11-20 07:58")
    window.set_user_menu(QMenu(window))
    window.set_badge("today", 8, Status.STOP)
    window.set_badge("custody", 3, Status.STOP)
    window.set_badge("stocktaking", 2, Status.WARN)
    window.set_badge("disposal", 1, Status.INFO)
    window.status.show_item("verified", "circle-check", tr("Books verified {time}", time="07:42"), Role.OK)
    window.status.show_item("journal", "git-commit-horizontal", "Journal 18\u202f342 · 7f3a c91e")
    window.status.show_item("backup", "hard-drive-download", "Backup 2026-11-19 19:05")
    return window


def pictures(theme: Theme, window: MainWindow, size: QSize) -> Iterator[tuple[str, QWidget]]:
    """Each view of the window, ready to be grabbed."""
    window.resize(size)
    window.show()
    for key in ("today", "ledger", "exchange", "disposal"):
        window.open_page(key)
        if key == "today":
            window.toast.say(
                "Issued 5 rifles to Cpl T. Vessin · D07-2026-00412", "Undo by reversal", lambda: None
            )
        QApplication.processEvents()
        yield key, window
        window.toast.hide()
    dialog = issue(theme, window)
    dialog.show()
    QApplication.processEvents()
    yield "issue", dialog
    dialog.close()


def draw(folder: Path, only: str = "") -> None:
    """Draw everything whose file name holds `only`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    executor = ThreadPoolExecutor(max_workers=1)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        app.setLayoutDirection(direction)
        for palette in ("light", "dark", "contrast", "contrast_dark"):
            for width, size in SIZES.items():
                side = "rtl" if direction == Qt.LayoutDirection.RightToLeft else "ltr"
                name = f"{palette}-{side}-{width}"
                if only and only not in name:
                    continue
                theme = Theme(palette=palette)
                theme.apply(app)
                window = frame(theme, executor)
                for view, widget in pictures(theme, window, size):
                    widget.grab().save(str(folder / f"{view}-{name}.png"))
                window.close()
                window.deleteLater()
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    executor.shutdown()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    draw(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
