"""The first page: state, what, since or due, next step; figures and what is expected back beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.access.backing_up import back_up_now
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.cells import Action, Cell, Chip, Column, Kind, RowKind, RowLook, Text
from stockpile_app.gui.common.labels import ElidedLabel, Label, hbox, vbox
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.gui.common.panels import Figure, FigurePanel, Panel
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Face, Role, Status
from stockpile_app.gui.disposal.page import DisposalPage
from stockpile_app.gui.exchange.page import PACKS, ExchangePage
from stockpile_app.gui.ledger.duties import KEYS, Duties, printed_key
from stockpile_app.gui.ledger.life import LifeKind
from stockpile_app.gui.ledger.new_account_dialog import NewAccountDialog
from stockpile_app.gui.ledger.start import Start
from stockpile_app.gui.ledger.words import amount, moment_words
from stockpile_app.gui.surplus.page import SurplusPage
from stockpile_app.gui.today.need import ICONS, Act, Need
from stockpile_app.gui.today.needs import Today, gather
from stockpile_app.ledger.drafts import discard_draft
from stockpile_app.ledger.duties import OpenIssue
from stockpile_app.ledger.model import AccountKind, VoucherKind

SIDE_WIDTH = 296
LEAST_WITH_SIDE = 860
MOST_EXPECTED = 8
_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


def need_columns() -> list[Column[Need]]:
    """State, what, since or due, next step."""
    return [
        Column("state", tr("State"), Kind.CHIP, _state, sample="Discrepancy", sortable=False),
        Column("what", tr("What"), value=_what, stretch=True, sortable=False),
        Column("since", tr("Since / due"), Kind.DATE, _since, sample="2026-11-19 18:00", sortable=False),
        Column("step", tr("Next step"), Kind.ACTION, _step, sample="Undo by reversal", sortable=False),
    ]


def _state(need: Need) -> Cell:
    return need.what if need.head else Chip(need.status, need.word)


def _what(need: Need) -> Cell:
    if need.head:
        return None
    if need.done:
        return need.what
    return Text(need.what, need.who, strong=True)


def _since(need: Need) -> Cell:
    if need.head:
        return None
    return Text(need.since, need.late) if need.late else need.since


def _step(need: Need) -> Cell:
    return Action(need.step, ICONS[need.act]) if need.step else None


def need_look(need: Need) -> RowLook:
    """The head of *Done today* is a group."""
    return RowLook(RowKind.GROUP) if need.head else RowLook()


class TodayPage(PageWidget):
    """What needs me.

    Signals:
        counted: how many things need a person, and the gravest status (for the badge).
    """

    help_topic = "today"
    counted = Signal(int, object)

    def __init__(
        self, desk: Desk, duties: Duties, approvals: Approvals | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk.theme, tr("Today"), "", parent)
        self.desk, self.duties = desk, duties
        self.approvals = approvals or duties.approvals
        self._turn = 0
        self._stale = True
        self.header.add_act(Button(self.theme, tr("Cases"), "file-warning", "F6").does(duties.show_cases))
        for kind, button in self._buttons():
            printed_key(button).does(self._begin(kind))
            if not desk.may(kind):
                button.setEnabled(False)
                button.setToolTip(desk.not_a_duty(kind))
            self.header.add_act(button)
        self.table: TableView[Need] = TableView(
            desk.theme, tr("What needs you"), need_columns(), look=need_look, key=_key
        )
        self.table.row_opened.connect(self.act)
        self.table.action_requested.connect(lambda need, _column: self.act(need))
        self.table.view.installEventFilter(self)
        self._side = self._build_side()
        row = hbox(None, self.table, self._side, spacing=16)
        row.setStretch(0, 1)
        self.content.addLayout(row, 1)
        desk.theme.follow(self._fit_side)
        duties.drafts_changed.connect(self._changed)

    def _buttons(self) -> list[tuple[VoucherKind, Button]]:
        return [
            (VoucherKind.RECEIPT, Button(self.theme, tr("Receipt"), "package", KEYS[VoucherKind.RECEIPT])),
            (VoucherKind.HAND_IN, Button(self.theme, tr("Hand-in"), "log-in", KEYS[VoucherKind.HAND_IN])),
            (VoucherKind.ISSUE, PrimaryButton(self.theme, tr("Issue"), "log-out", KEYS[VoucherKind.ISSUE])),
        ]

    def _begin(self, kind: VoucherKind) -> Callable[[], object]:
        return lambda: self.duties.open(kind, Start())

    def _build_side(self) -> QWidget:
        side = QWidget()
        side.setProperty("kit", "clear")
        self.figures = FigurePanel(tr("In the books"), columns=2)
        self.expected = Panel(tr("Expected back today"), " ")
        self._expected_rows = vbox(None, spacing=8)
        self.expected.column.addLayout(self._expected_rows)
        column = vbox(side, self.figures, self.expected, spacing=12)
        column.addStretch(1)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        """The figures give way where the list needs the whole width."""
        self._side.setFixedWidth(self.theme.px(SIDE_WIDTH))
        self._side.setVisible(self.width() >= self.theme.px(LEAST_WITH_SIDE))

    # What the frame tells

    def arrived(self) -> None:
        self.duties.live_in(self.window(), self._open_page)
        self.refresh()

    def _open_page(self) -> QWidget | None:
        page = getattr(self.window(), "page", None)
        found = page() if callable(page) else self
        return found if isinstance(found, QWidget) else None

    def on_changes(self, _changes: object) -> None:
        self._changed()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """F5, on arriving and after every change: lateness grows by the minute."""
        self._stale = False
        self._turn += 1
        turn, now, zone = self._turn, self.desk.now(), self.desk.founding.zone
        self.desk.read(self, lambda books: gather(books, now, zone), lambda found: self._show(turn, found))

    # Showing

    def _show(self, turn: int, found: Today) -> None:
        if turn != self._turn:
            return
        day = date.fromisoformat(self.desk.now()[:10])
        weekday = tr(_WEEKDAYS[day.weekday()])
        count = trn("{count} thing needs you", "{count} things need you", found.count)
        words = count if found.count else tr("Nothing needs you")
        self.header.set_sentence(f"{words} · {weekday} {isolate(day.isoformat())}")
        head = Need(Status.IDLE, "", tr("Done today"), head=True, done=True)
        done = [head, *found.done] if found.done else []
        self.table.set_rows([*(found.needs or [calm(found)]), *done])
        if self.table.current_row() is None:
            self.table.select(0)
        self._show_figures(found)
        self._show_expected(found.expected)
        self.counted.emit(found.count, found.worst)

    def _show_figures(self, found: Today) -> None:
        figures = found.figures
        lots = trn("lot, {held} on hold", "lots, {held} on hold", figures.lots, held=figures.lots_on_hold)
        if not figures.lots_on_hold:
            lots = trn("lot", "lots", figures.lots)
        self.figures.set_figures(
            [
                Figure(
                    grouped(figures.weapons_held), trn("weapon held", "weapons held", figures.weapons_held)
                ),
                Figure(
                    grouped(figures.weapons_issued),
                    trn("weapon issued", "weapons issued", figures.weapons_issued),
                ),
                Figure(grouped(figures.rounds_held), trn("round held", "rounds held", figures.rounds_held)),
                Figure(grouped(figures.lots), lots),
            ]
        )

    def _show_expected(self, issues: list[OpenIssue]) -> None:
        clear(self._expected_rows)
        weapons = sum(issue.weapons for issue in issues)
        self.expected.remark.setText(amount(weapons, "weapon") if weapons else tr("nothing"))
        for issue in issues[:MOST_EXPECTED]:
            self._expected_rows.addWidget(_expected_row(issue))
        more = len(issues) - MOST_EXPECTED
        if more > 0:
            self._expected_rows.addWidget(
                Label(trn("and {count} more", "and {count} more", more), Face.CAPTION, Role.TEXT_2)
            )

    # Acting

    def start_here(self) -> Start:
        """The first page has nothing selected that moves."""
        return Start()

    def act(self, need: object) -> None:
        """Enter or a click: the next step of a row."""
        assert isinstance(need, Need)
        steps: dict[Act, Callable[[], object]] = {
            Act.HAND_IN: lambda: self.duties.open(VoucherKind.HAND_IN, Start(holder_id=need.item_id)),
            Act.INSPECT: lambda: self.duties.open(VoucherKind.RECLASSIFICATION, Start(marks=(need.number,))),
            Act.LOT: lambda: self.duties.show_life(LifeKind.LOT, need.item_id),
            Act.DRAFT: lambda: self._finish(need),
            Act.VERIFY: lambda: self.desk.open_page("journal"),
            Act.BACKUP: lambda: back_up_now(self.desk, self, self.progress, self._changed),
            Act.UNDO: lambda: self.duties.reverse(need.number),
            Act.VOUCHER: lambda: self.duties.show_voucher(need.number),
            Act.PLACES: lambda: NewAccountDialog(self.desk, self, AccountKind.LOCATION).open(),
            Act.PEOPLE: lambda: NewAccountDialog(self.desk, self, AccountKind.HOLDER).open(),
            Act.HOUSES: lambda: self.desk.open_page("catalogue"),
            Act.KEYS: lambda: self.desk.open_page("people"),
            Act.APPROVE: lambda: self.approvals.open(need.item_id, self),
            Act.IMPORT: lambda: self.desk.open_page("exchange"),
            Act.CASE: lambda: self.duties.show_case(need.number).finished.connect(self._changed),
            Act.REVIEW: self._review,
            Act.BATCH: lambda: self._show_batch(need.item_id),
            Act.PACKS: self._show_packs,
        }
        if need.act in steps:
            steps[need.act]()

    def _review(self) -> None:
        page = self.desk.open_page("surplus")
        if isinstance(page, SurplusPage):
            page.acts.record_review()

    def _show_batch(self, batch_id: int) -> None:
        page = self.desk.open_page("disposal")
        if isinstance(page, DisposalPage):
            page.show_batch(batch_id)

    def _show_packs(self) -> None:
        page = self.desk.open_page("exchange")
        if isinstance(page, ExchangePage):
            page.list.tabs.open(PACKS)

    def _finish(self, need: Need) -> None:
        if need.draft is not None:
            self.duties.open(need.draft.kind, Start(draft=need.draft.voucher))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del forgets a draft; nothing else can be removed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            need = self.table.current_row()
            if event.key() == Qt.Key.Key_Delete and need is not None and need.draft is not None:
                self._forget(need.draft.id)
                return True
        return False

    def _forget(self, draft_id: str) -> None:
        self.desk.write(
            self, lambda books, _progress: discard_draft(books, draft_id), lambda _gone: self._changed()
        )


def calm(found: Today) -> Need:
    """`Nothing needs you. The books were verified at 07:42.` and the next due date."""
    verified = tr("The books were verified at {moment}", moment=isolate(found.verified_at))
    due = tr("Next due: {moment}", moment=isolate(moment_words(found.next_due))) if found.next_due else ""
    return Need(Status.OK, tr("Clear"), tr("Nothing needs you"), " · ".join(filter(None, (verified, due))))


def _key(need: Need) -> tuple[str, str, int, str]:
    return need.act.value, need.number, need.item_id, need.what if not need.number else ""


def clear(layout: QLayout) -> None:
    """Take every widget out of a column."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _expected_row(issue: OpenIssue) -> QWidget:
    owner = QWidget()
    owner.setProperty("kit", "clear")
    time = Label(isolate(moment_words(issue.due_back_at)[11:] or tr("today")), Face.STRONG)
    what = Label(amount(issue.weapons, "weapon"))
    who: QLabel = ElidedLabel(
        " · ".join(filter(None, (issue.purpose, issue.holder))), Face.CAPTION, Role.TEXT_2
    )
    who.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    row = hbox(owner, time, what, spacing=10)
    row.addWidget(who, 1)
    return owner
