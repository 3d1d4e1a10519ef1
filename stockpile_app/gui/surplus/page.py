"""Surplus: what is needed against what is held, the working behind each line, and the declaration."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.common import (
    Button,
    ElidedLabel,
    EmptyState,
    Label,
    LinkButton,
    PrimaryButton,
    Role,
    Status,
    Tabs,
    hbox,
    isolate,
)
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.gui.ledger.duties import Duties
from stockpile_app.gui.ledger.life import LifeKind
from stockpile_app.gui.ledger.start import Start
from stockpile_app.gui.ledger.words import amounts
from stockpile_app.gui.surplus.acts import Acts
from stockpile_app.gui.surplus.declared_view import DeclaredView
from stockpile_app.gui.surplus.items_view import ItemsView
from stockpile_app.gui.surplus.marking import Marking
from stockpile_app.gui.surplus.marks import Marks
from stockpile_app.gui.surplus.statement_view import StatementView
from stockpile_app.gui.surplus.words import order_words, short_order_words, what_if_words
from stockpile_app.gui.surplus.working_pane import WorkingPane
from stockpile_app.surplus import (
    DEFAULT_CRITERIA,
    Share,
    Statement,
    StatementLine,
    SurplusItem,
)

STATEMENT, DECLARED = range(2)
SIDE_FROM = 1000
"""Logical pixels of page from which the working stands beside the list."""


class SurplusPage(PageWidget):
    """The statement of surplus, what stands behind it, and what was declared."""

    help_topic = "surplus"

    def __init__(self, desk: Desk, duties: Duties, approvals: Approvals) -> None:
        super().__init__(desk.theme, tr("Surplus"), tr("What is needed, what is held, and what is above it"))
        self.desk, self.duties = desk, duties
        self.acts = Acts(desk, self, approvals)
        self.marks = Marks()
        self._stale = True
        self._build_acts()
        self.statement = StatementView(desk, self.marks)
        self.items = ItemsView(desk, self.marks)
        self.declared = DeclaredView(desk)
        self.working = WorkingPane(desk)
        self.marking = Marking(desk, self.marks, self.statement, self.items, self)
        self._lay_out()
        self._connect()
        self._set_empty()

    # Building

    def _build_acts(self) -> None:
        self.withdraw = Button(self.theme, tr("Withdraw"), "undo-2", "Ctrl+R").does(self.withdraw_current)
        self.export = Button(self.theme, tr("Statement"), "printer", "Ctrl+E").does(self.export_statement)
        self.enter = Button(self.theme, tr("New entry"), "plus", "Ctrl+Shift+N").does(self.ask_entry)
        self.declare = PrimaryButton(self.theme, tr("Declare surplus"), "scale", "Ctrl+Return").does(
            self.declare_marked
        )
        for button in (self.withdraw, self.export, self.enter, self.declare):
            self.header.add_act(button)
        for button, operation in ((self.declare, "declare surplus"), (self.withdraw, "withdraw declaration")):
            if not self.desk.may(operation):
                button.setToolTip(self.desk.not_a_duty(operation))
        self.enter.setEnabled(not self.desk.read_only)

    def _lay_out(self) -> None:
        self.tabs = Tabs(self.theme, [tr("Statement"), tr("Declared")])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.statement)
        self.stack.addWidget(self.items)
        self.notice = Notice(self.theme, Status.UNVERIFIED)
        self.review = Notice(self.theme, Status.WARN)
        self.first = LinkButton(self.theme, tr("State the first requirement"), "scale").does(
            self.state_requirement
        )
        self.first.setEnabled(self.desk.may("state requirement") and not self.desk.read_only)
        self.notice.add_act(self.first)
        review = LinkButton(self.theme, tr("Record the review"), "calendar").does(self.acts.record_review)
        review.setEnabled(self.desk.may("review surplus") and not self.desk.read_only)
        self.review.add_act(review)
        self.foot = Label("", tone=Role.TEXT_2)
        self.order = ElidedLabel("", tone=Role.TEXT_2)
        self.order.at_side(trailing=True)
        self._whole = QStackedWidget()
        beside = QWidget()
        beside.setProperty("kit", "clear")
        row = hbox(beside, spacing=16)
        row.addWidget(self.stack, 1)
        row.addWidget(self.working)
        self._whole.addWidget(beside)
        self._whole.addWidget(self.declared)
        top = hbox(None, self.tabs, self.statement.count, self.declared.count, spacing=12)
        top.setStretch(0, 1)
        self.content.addLayout(top)
        self.add(self.notice)
        self.add(self.review)
        self.add(self.statement.filters)
        self.add(self.items.head)
        self.items.head.hide()
        self.add(self._whole, 1)
        line = hbox(None, self.foot, spacing=12)
        line.addWidget(self.order, 1)
        self.content.addLayout(line)
        self.declared.count.hide()

    def _connect(self) -> None:
        self.tabs.changed.connect(self.open_tab)
        self.statement.chosen.connect(self._chosen)
        self.statement.opened.connect(self.open_line)
        self.statement.arrived.connect(self._arrived)
        self.statement.reckoning.connect(self._say_reckoning)
        self.statement.failed.connect(self._say_foot)
        self.items.left.connect(self.close_line)
        self.items.working_asked.connect(self._turn_to_working)
        self.marking.changed.connect(self._marked)
        self.marking.said.connect(self._say_foot)
        self.items.opened.connect(self._show_life)
        self.working.share_asked.connect(self._open_share)
        self.working.state_asked.connect(self.state_requirement)
        self.working.obsolete_asked.connect(lambda: self.acts.mark_obsolete(self.working.line))
        self.declared.chosen.connect(lambda _row: self._fit_acts())
        QShortcut(QKeySequence("Ctrl+Enter"), self).activated.connect(self.declare.click)
        QShortcut(QKeySequence("Ctrl+I"), self).activated.connect(self._life_of_current)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(
            lambda: self.tabs.open((self.tabs.current() + 1) % 2)
        )

    def _set_empty(self) -> None:
        empty = EmptyState(
            self.theme,
            tr("Nothing is held, and nothing is needed yet"),
            tr(
                "Surplus is what is held serviceable above the stated requirement. Say first what is needed of "
                "each item type, with the paper it comes from."
            ),
        )
        if self.desk.may("state requirement") and not self.desk.read_only:
            empty.with_act(tr("State the first requirement"), self.state_requirement, "scale")
        self.statement.set_empty(empty)

    # What the frame tells

    def arrived(self) -> None:
        """Run the query again when the books changed since."""
        self.duties.live_in(self.window(), self._open_page)
        if self._stale:
            self.refresh()

    def _open_page(self) -> QWidget | None:
        page = getattr(self.window(), "page", None)
        found = page() if callable(page) else self
        return found if isinstance(found, QWidget) else None

    def on_changes(self, changes: object) -> None:
        """What is held, held back, needed or declared concerns this page."""
        if isinstance(changes, Changes) and (
            changes.surplus or changes.vouchers or changes.holdings or changes.holds or changes.catalogue
        ):
            self._stale = True
            if self.isVisible():
                self.refresh()

    def refresh(self) -> None:
        """F5."""
        self._stale = False
        self.statement.refresh()
        self.declared.refresh()

    def start_here(self) -> Start:
        """The weapon or lot that is current behind a line."""
        row = self.items.table.current_row() if self._drilled() else None
        return Start(marks=(row.item.mark,)) if row is not None and row.item.mark else Start()

    def take_focus(self) -> None:
        """The list in sight."""
        self._list().setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self) -> QWidget:
        if self.tabs.current() == DECLARED:
            return self.declared.table.view
        return (self.items if self._drilled() else self.statement).table.view

    def _drilled(self) -> bool:
        return self.stack.currentWidget() is self.items

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side(working=False)

    def _fit_side(self, working: bool) -> None:
        """Where there is no room for both, either the list or the working is in sight."""
        both = self.width() >= self.theme.px(SIDE_FROM)
        self.items.to_working.setVisible(not both)
        self.working.setVisible(both or working)
        self.stack.setVisible(both or not working)

    def _turn_to_working(self) -> None:
        self._fit_side(working=self.working.isHidden())

    # Showing

    def open_tab(self, number: int) -> None:
        """The statement, or what was declared."""
        self._whole.setCurrentIndex(number)
        self.statement.count.setVisible(number == STATEMENT)
        self.declared.count.setVisible(number == DECLARED)
        self._fit_heads()
        self._fit_acts()
        self.take_focus()

    def _say_reckoning(self, under_way: bool) -> None:
        if under_way:
            self.progress.begin(tr("Reckoning surplus"), None)
        else:
            self.progress.end()

    def _arrived(self, statement: Statement) -> None:
        self._say_what_if(statement)
        self._say_review(statement)
        policy = statement.policy
        criteria = policy.criteria.split(",") if policy else DEFAULT_CRITERIA
        self.order.setText(short_order_words(criteria) if policy else tr("Usual order; no policy is entered"))
        self.order.setToolTip(order_words(criteria))
        if self._drilled():
            line = self.items.line
            again = statement.line(line.item_type_id) if line is not None else None
            if again is None:
                self.close_line()
            elif again != line:
                self.items.show_line(again, self.statement.as_of(), self.items.share)
        self._fit_acts()

    def _say_what_if(self, statement: Statement) -> None:
        words = what_if_words(statement.scenario) if statement.scenario else ""
        if statement.past:
            day = tr(
                "Held at the end of {day}: a past day cannot be declared from", day=isolate(statement.on)
            )
            words = " · ".join(filter(None, (words, day)))
        silent = bool(statement.lines) and not any(line.stated for line in statement.lines)
        if silent:
            nothing = tr("No requirement is stated of anything held, so nothing is called surplus")
            words = " · ".join(filter(None, (words, nothing)))
        self.first.setVisible(silent)
        self.notice.say(words)

    def _say_review(self, statement: Statement) -> None:
        review, today = statement.review, self.desk.today().isoformat()
        late = review is not None and review.next_on <= today
        words = ""
        if review is not None and late:
            words = tr("The review of the stocks for surplus was due {day}", day=isolate(review.next_on))
        self.review.say(words)

    def _chosen(self, line: StatementLine | None) -> None:
        if not self._drilled():
            self.working.show_line(line, self.statement.scenario)

    def open_line(self, line: StatementLine, share: Share | None = None) -> None:
        """Enter: the weapons and lots behind a line."""
        self.items.show_line(line, self.statement.as_of(), share)
        self.working.show_line(line, self.statement.scenario)
        self._show_list(self.items)
        self.items.table.view.setFocus()

    def _show_list(self, view: StatementView | ItemsView) -> None:
        self.stack.setCurrentWidget(view)
        self._fit_heads()

    def _fit_heads(self) -> None:
        listed = self.tabs.current() == STATEMENT
        self.statement.filters.setVisible(listed and not self._drilled())
        self.items.head.setVisible(listed and self._drilled())

    def _open_share(self, share: Share) -> None:
        if self.working.line is not None:
            self.open_line(self.working.line, share)

    def close_line(self) -> None:
        """Esc: back to the item types."""
        self._fit_side(working=False)
        self._show_list(self.statement)
        self.statement.table.view.setFocus()
        self._chosen(self.statement.current())

    def _show_life(self, item: SurplusItem) -> None:
        if item.weapon_id:
            self.duties.show_life(LifeKind.WEAPON, item.weapon_id)
        elif item.lot_id:
            self.duties.show_life(LifeKind.LOT, item.lot_id)

    def _life_of_current(self) -> None:
        row = self.items.table.current_row() if self._drilled() else None
        if row is not None:
            self._show_life(row.item)

    # Marking

    def _marked(self) -> None:
        self.statement.redraw()
        self.items.redraw()
        self._fit_acts()

    def _say_foot(self, words: str) -> None:
        self.foot.set_tone(Role.WARN)
        self.foot.setText(words)

    def _fit_acts(self) -> None:
        """What can be done now, and what is marked."""
        listed = self.tabs.current() == STATEMENT
        marked = self.marks.all()
        self.foot.set_tone(Role.TEXT if marked else Role.TEXT_2)
        words = tr("Space marks what is above the requirement. Enter shows what stands behind a line")
        if marked:
            total = amounts((one.unit, one.quantity) for one in marked)
            types = len({one.item.item_type_id for one in marked})
            words = trn("Marked: {total} of {count} item type", "Marked: {total} of {count} item types", types,
                        total=total)  # fmt: skip
        self.foot.setText(words if listed else "")
        self.foot.setToolTip(words)
        row = self.declared.current()
        self.declare.setVisible(listed)
        self.declare.setEnabled(
            bool(marked)
            and not self.marking.why_not()
            and not self.desk.read_only
            and self.desk.may("declare surplus")
        )
        self.withdraw.setVisible(not listed)
        self.withdraw.setEnabled(
            bool(row and row.standing) and not self.desk.read_only and self.desk.may("withdraw declaration")
        )

    # Acts

    def declare_marked(self) -> None:
        """Ctrl+Enter: the paper for what is marked."""
        self.acts.declare(self.marks.all(), self.marking.clear)

    def withdraw_current(self) -> None:
        """Ctrl+R on a declaration."""
        row = self.declared.current()
        if row is not None:
            self.acts.withdraw(row)

    def ask_entry(self) -> None:
        """Ctrl+Shift+N: what can be entered."""
        self.acts.ask_entry(self.enter, self.working.line, self.statement.statement)

    def state_requirement(self) -> None:
        """A factor, for the current item type where there is one."""
        self.acts.state_requirement(self.working.line, self.statement.scenario)

    def export_statement(self) -> None:
        """Ctrl+E: the statement as paper or as a workbook, as it is shown."""
        self.acts.export(self.statement.as_of(), self.statement.scenario)
