"""The parts of the deactivation screen: weapons, checklist and form beside each other, and how the keys go round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.deactivation import MarkLine
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.path_field import Choose
from stockpile_app.gui.common import (
    Button,
    DetailPane,
    Dialog,
    EmptyState,
    Face,
    Label,
    PrimaryButton,
    Role,
    Rule,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.disposal.deactivation_begin import BeginForm
from stockpile_app.gui.disposal.deactivation_head import WeaponHead
from stockpile_app.gui.disposal.deactivation_list import Heading, checklist_table, next_open, weapons_table
from stockpile_app.gui.disposal.deactivation_mark import MarkForm
from stockpile_app.gui.disposal.deactivation_operation import OperationForm
from stockpile_app.gui.disposal.deactivation_reads import Bench

_SIDE, _SIDE_MOST, _PANE, _PANE_WIDE = 236, 340, 376, 520


class DeactivationFrame(Dialog):
    """Fills the window: weapons at the leading side, the checklist beside them, one operation at the end."""

    def __init__(self, desk: Desk, parent: QWidget | None, choose: Choose) -> None:
        super().__init__(desk.theme, parent, "wrench", tr("Deactivation"))
        self.desk = desk
        self.weapons = weapons_table(desk.theme)
        self.head = WeaponHead(desk.theme)
        self.begin_form = BeginForm(desk)
        self.list = checklist_table(desk.theme)
        self.operation = OperationForm(desk, choose)
        self.mark = MarkForm(desk)
        self._sheet.setProperty("kit", "surface")
        self._lay_out()
        self._build_foot()
        self.weapons.row_opened.connect(lambda _row: self.into_work())
        self.list.row_opened.connect(lambda _item: self.into_form())
        self.next_finding.connect(self.walk)
        QShortcut(QKeySequence("Ctrl+F6"), self).activated.connect(self._next_pane)

    def _lay_out(self) -> None:
        side = QFrame()
        side.setProperty("kit", "sunken")
        self._side = side
        self.weapons_said = Label("", Face.CAPTION, Role.TEXT_2)
        inner = vbox(
            side, Label(tr("Weapons of this batch"), Face.STRONG), self.weapons, self.weapons_said, spacing=8
        )
        inner.setContentsMargins(16, 16, 16, 12)
        inner.setStretch(1, 1)
        middle = vbox(None, self.head, spacing=12)
        middle.setContentsMargins(20, 14, 20, 14)
        self.middle = QStackedWidget()
        for part in (self.list, self.begin_form):
            self.middle.addWidget(part)
        middle.addWidget(self.middle, 1)
        self.pane = _WorkPane(self.theme)
        for form in (self.operation, self.mark):
            self.pane.column.addWidget(form)
            form.hide()
        self.pane.column.addStretch(1)
        row = hbox(None, side, Rule(vertical=True), spacing=0)
        row.addLayout(middle, 1)
        row.addWidget(Rule(vertical=True))
        row.addWidget(self.pane)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(row, 1)
        words = tr("No weapons in this batch. Only weapons of a batch for deactivation stand here.")
        self.weapons.set_empty(EmptyState(self.theme, tr("No weapons"), words))

    def _build_foot(self) -> None:
        theme = self.theme
        self.add_button(Button(theme, tr("Close"), "x", "Esc").does(self.ask_close))
        self.again = self.add_button(Button(theme, tr("Record again"), "pencil", "F9"))
        self.primary = self.add_button(
            PrimaryButton(theme, tr("Record and go on"), "check", "Ctrl+Return"),
            primary=True,
        )

    def _place_sheet(self) -> None:
        """A field screen fills the window."""
        self._sheet.setGeometry(self.rect())

    # The batch

    def show_batch(self, bench: Bench) -> None:
        """What batch it is, and how many of its weapons are done."""
        batch = bench.batch.batch
        self.subtitle.setText(
            " · ".join(
                filter(None, (isolate(batch.number), batch.recipient, bench.batch.row.site, batch.authority))
            )
        )
        done = sum(row.state == "deactivated" for row in bench.rows)
        self.weapons_said.setText(
            trn(
                "{done} of {count} weapon deactivated",
                "{done} of {count} weapons deactivated",
                len(bench.rows),
                done=done,
            )
        )
        self._fit_side(bench)

    def _fit_side(self, bench: Bench) -> None:
        """As wide as the longest serial needs, within reason."""
        widest = max((self.theme.text_width(row.weapon.mark, mono=True) for row in bench.rows), default=0)
        room = min(max(widest + self.theme.px(200), self.theme.px(_SIDE)), self.theme.px(_SIDE_MOST))
        self._side.setFixedWidth(room)

    # Keys

    def walk(self, step: int) -> None:
        """F8, Shift+F8: the next (previous) row that is open."""
        items = list(self.list.model.rows())
        position = next_open(items, self.list.view.currentIndex().row(), step)
        if position >= 0:
            self.list.select(position)

    def into_work(self) -> None:
        """From the weapons to the list, or to the form by which it begins."""
        if self.middle.currentWidget() is self.begin_form:
            self.begin_form.profile.setFocus()
        else:
            self.list.setFocus()

    def into_form(self) -> None:
        """From the list to the form beside it."""
        item = self.list.current_row()
        if isinstance(item, Heading) or item is None:
            return
        target: QWidget = self.mark.symbol if isinstance(item, MarkLine) else _first_choice(self.operation)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_pane(self) -> None:
        """Ctrl+F6: weapons, list, form, and round again."""
        if self.weapons.isAncestorOf(QApplication.focusWidget() or self):
            self.into_work()
        elif self.list.isAncestorOf(QApplication.focusWidget() or self):
            self.into_form()
        else:
            self.weapons.setFocus()

    def _take_focus(self) -> None:
        self.weapons.setFocus(Qt.FocusReason.OtherFocusReason)


class _WorkPane(DetailPane):
    """Wider than a list's pane: a form stands in it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setProperty("kit", "surface")  # its edge is the rule beside it, on whichever side that is

    def fit(self, window_width: int) -> None:
        """392 wide, 520 on a large screen."""
        self.setFixedWidth(self._theme.px(_PANE_WIDE if window_width >= 1600 else _PANE))

    def to_top(self) -> None:
        """Show the beginning of what stands in it."""
        scroll = self.findChild(QScrollArea)
        if isinstance(scroll, QScrollArea):
            scroll.verticalScrollBar().setValue(0)


def _first_choice(form: OperationForm) -> QWidget:
    return next((one for one in form.outcome.buttons.values() if one.isEnabled()), form)
