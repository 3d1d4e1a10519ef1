"""Dialogs: a sheet over the dimmed page, with head, body and foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLayout, QWidget

from stockpile_app.base.finding import Finding, Severity
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.common.buttons import Button, IconButton
from stockpile_app.gui.common.fields import LabelledField
from stockpile_app.gui.common.finding_card import MessagePanel
from stockpile_app.gui.common.labels import ElidedLabel, IconLabel, Label, Rule, hbox, vbox
from stockpile_app.gui.common.progress import ProgressStrip
from stockpile_app.gui.common.scan_field import ScanField
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status

SMALL = QSize(560, 420)
NORMAL = QSize(1160, 720)
WIDE = QSize(1280, 800)
_WIDE_FROM = 1600
_EDGE = 24
_OWN_KEYS = ("Esc", "Escape", "Ctrl+Return", "Ctrl+Enter")
_DIM = 110


class Dialog(QDialog):
    """A sheet over its dimmed page.  Ctrl+Enter is the primary, Esc closes, Enter never posts.

    Fill `body` (a column) or call `set_sides`; add buttons with `add_button`, the primary last and
    with `primary=True`.  `show_findings` writes the foot and disables the primary while refusals stand.

    Signals:
        next_finding: F8 (1) or Shift+F8 (-1).
    """

    next_finding = Signal(int)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        icon: str,
        title: str,
        subtitle: str = "",
        size: QSize = NORMAL,
    ) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self.theme, self._wanted = theme, size
        self._behind: QPixmap | None = None
        self._grabbing = False
        self._primary: Button | None = None
        self._scan: ScanField | None = None
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._sheet = QFrame(self)
        self._sheet.setProperty("kit", "sheet")
        self._build(icon, title, subtitle)
        self._bind_keys()
        window = self.parentWidget()
        if window is not None:
            window.installEventFilter(self)

    # Parts

    def _build(self, icon: str, title: str, subtitle: str) -> None:
        self.title = Label(title, Face.DIALOG)
        self.subtitle = ElidedLabel(subtitle, Face.BODY, Role.TEXT_2)
        close = IconButton(self.theme, tr("Close"), "x")
        close.clicked.connect(self.ask_close)
        head = hbox(None, IconLabel(self.theme, icon, Role.ACCENT, 20), self.title, spacing=10)
        head.setContentsMargins(24, 10, 16, 10)
        head.addWidget(self.subtitle, 1)
        head.addWidget(close)
        self.message = MessagePanel(self.theme, "")
        self.message.hide()
        self.progress = ProgressStrip(self.theme)
        self.body = vbox(None, spacing=12)
        self.body.setContentsMargins(24, 16, 24, 16)
        self._found = Label("", Face.STRONG)
        self._found_icon = IconLabel(self.theme, "info", Role.TEXT_2)
        self._more = Label("", Face.BODY, Role.TEXT_2)
        self._buttons = hbox(None, spacing=8)
        foot = hbox(None, self._found_icon, self._found, self._more, spacing=8)
        foot.addStretch(1)
        foot.addLayout(self._buttons)
        foot.setContentsMargins(24, 10, 24, 10)
        between = vbox(None, self.message, self.progress, spacing=8)
        between.setContentsMargins(1, 0, 1, 0)
        column = vbox(self._sheet, spacing=0, margin=1)
        for part in (head, Rule(), between, self.body, Rule(), foot):
            if isinstance(part, QLayout):
                column.addLayout(part, 1 if part is self.body else 0)
            else:
                column.addWidget(part)
        self.show_findings(())

    def set_sides(self, left: QWidget, right: QWidget, left_width: int = 372) -> None:
        """Header of a voucher on sunken ground at the leading edge, its lines beside it."""
        ground = QFrame()
        ground.setProperty("kit", "sunken")
        ground.setFixedWidth(self.theme.px(left_width))
        inner = vbox(ground, left)
        inner.setContentsMargins(24, 16, 20, 16)
        lines = vbox(None, right)
        lines.setContentsMargins(20, 16, 24, 16)
        row = hbox(None, ground, Rule(vertical=True), spacing=0)
        row.addLayout(lines, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(row, 1)

    def add_button(self, button: Button, primary: bool = False) -> Button:
        """Put a button at the trailing end of the foot; Esc and Ctrl+Enter stay the dialog's own keys."""
        if button.key in _OWN_KEYS:
            button.print_key_only()
        self._buttons.addWidget(button.at_height("button_dialog"))
        if primary:
            self._primary = button
        return button

    def buttons(self) -> QHBoxLayout:
        """The row of buttons."""
        return self._buttons

    def use_scan_field(self, field: ScanField) -> None:
        """Focus this field at the start and after Esc; scans anywhere go to it."""
        self._scan = field

    @property
    def scan_field(self) -> ScanField | None:
        """Where scans go."""
        return self._scan

    # Findings and messages

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say in the foot how many refusals remain, and let the primary follow."""
        refused = sum(finding.severity is Severity.REFUSAL for finding in findings)
        warned = sum(finding.severity is Severity.WARNING for finding in findings)
        status = Status.STOP if refused else Status.WARN
        self._found_icon.setVisible(bool(refused or warned))
        self._found_icon.set_icon(self.theme.status_icon(status), status.role)
        self._found.set_tone(status.role)
        warnings = trn("{count} warning", "{count} warnings", warned)
        refusals = trn(
            "{count} refusal to resolve before posting", "{count} refusals to resolve before posting", refused
        )
        self._found.setText(refusals if refused else warnings if warned else "")
        self._more.setText(f"· {warnings}" if refused and warned else "")
        if self._primary is not None:
            self._primary.setEnabled(not refused)

    def say_unfilled(self, count: int) -> None:
        """Nothing is refused; fields of the header are still empty."""
        words = trn("{count} field to fill before posting", "{count} fields to fill before posting", count)
        self._found_icon.set_icon("info", Role.TEXT_2)
        self._found.set_tone(Role.TEXT_2)
        self._found.setText(words)

    def show_notice(self, sentence: str) -> None:
        """Tell calmly what the environment did; nothing is lost."""
        self.message.say(sentence)

    # Keys

    def _bind_keys(self) -> None:
        for key, act in (
            ("Ctrl+Return", self._do_primary),
            ("Ctrl+Enter", self._do_primary),
            ("F8", lambda: self.next_finding.emit(1)),
            ("Shift+F8", lambda: self.next_finding.emit(-1)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _do_primary(self) -> None:
        if self._primary is not None and self._primary.isEnabled() and self._primary.isVisible():
            self._primary.click()

    def reject(self) -> None:
        """Esc: back to the scan field first, then close."""
        if self._scan is not None and not self._scan.hasFocus() and self._scan.isEnabled():
            self._scan.setFocus()
        else:
            self.ask_close()

    def ask_close(self) -> None:
        """Close, when nothing would be lost."""
        if self.may_close():
            super().reject()

    def may_close(self) -> bool:
        """Whether closing loses nothing; a dialog with lines asks here."""
        return True

    # Place and paint

    def showEvent(self, event: QShowEvent) -> None:
        self.follow_window()
        super().showEvent(event)
        self._take_focus()

    def _take_focus(self) -> None:
        """The scan field; without one the first field, or the primary where nothing is asked."""
        fields = [
            field.editor
            for field in self.findChildren(LabelledField)
            if field.isVisible() and field.isEnabled()
        ]
        target: QWidget | None = self._scan or (fields[0] if fields else self._primary)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow_window(self) -> None:
        """Cover the window and keep its picture, dimmed, behind the sheet."""
        window = self.parentWidget()
        if window is None:
            self.resize(self._wanted + QSize(2 * _EDGE, 2 * _EDGE))
            return
        self._grabbing = True  # taking the picture sends the window the resize that is still due
        self._behind = window.grab()
        self._grabbing = False
        self.setGeometry(QRect(window.mapToGlobal(window.rect().topLeft()), window.size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sheet()

    def _place_sheet(self) -> None:
        wanted = WIDE if self._wanted == NORMAL and self.width() >= _WIDE_FROM else self._wanted
        zoomed = QSize(self.theme.px(wanted.width()), self.theme.px(wanted.height()))
        size = zoomed.boundedTo(self.size() - QSize(2 * _EDGE, 2 * _EDGE))
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        self._sheet.setGeometry(QRect(left, top, size.width(), size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._behind is not None:
            painter.drawPixmap(0, 0, self._behind)
        painter.fillRect(self.rect(), QColor(0, 0, 0, _DIM))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        if watched is self.parentWidget() and moved and self.isVisible() and not self._grabbing:
            self.follow_window()
        return False
