"""The frame of the screen at the site: head, scan field, bar, answer, three great buttons, foot, pause."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.base import KnownError
from stockpile_app.base.changes import Changes
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import Role, ScanFilter, Status, hbox, isolate, vbox
from stockpile_app.gui.disposal.site_answer import SiteAnswer, waiting
from stockpile_app.gui.disposal.site_button import SiteButton
from stockpile_app.gui.disposal.site_head import (
    PauseSheet,
    SiteFoot,
    SiteHead,
    SiteKey,
    SiteRule,
    SiteScanField,
)
from stockpile_app.gui.disposal.site_look import SiteLook
from stockpile_app.gui.disposal.site_panel import SitePanel
from stockpile_app.gui.disposal.site_progress import SiteProgress

_ALL = Changes(entry=1, disposal=True, cases=True)


class SiteScreen(QDialog):
    """Opens in high contrast and fills the screen; the same place for every button, always.

    Signals:
        left: the screen is closed.
    """

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.desk = desk
        self.answer: SiteAnswer = waiting()
        self.busy = False
        self._palette = desk.theme.palette_name
        self.look = SiteLook(desk.theme)
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._build()
        QShortcut(QKeySequence("F11"), self).activated.connect(self._full_screen)
        desk.theme.set_palette("contrast_dark" if "dark" in self._palette else "contrast")
        ScanFilter(self, desk.theme.tokens.motion.scanner_gap_ms).route_to(self.scan)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.tell_time)
        self._clock.start(20_000)
        window = self.parentWidget()
        if window is not None:
            window.installEventFilter(self)

    # Building

    def _build(self) -> None:
        look = self.look
        self.head = SiteHead(look, "flame")
        self.finish_key = SiteKey(look, tr("Finish"), "check", "F10").does(self.finish)
        self.pause_key = SiteKey(look, tr("Pause"), "clock", "F9").does(self.pause)
        self.head.add_key(self.finish_key)
        self.head.add_key(self.pause_key)
        self.scan = SiteScanField(look, tr("Scan the next item"))
        self.scan.scanned.connect(self.scanned)
        self.bar = SiteProgress(look)
        self.panel = SitePanel(look)
        self.match = SiteButton(
            look, tr("It matches"), "check", "F8", tr("F8 or card DONE"), Role.ACCENT, filled=True
        )
        self.wrong = SiteButton(
            look, tr("Does not match"), "octagon-x", "F7", tr("F7 or card STOP"), Role.STOP
        )
        self.back = SiteButton(look, tr("Undo last"), "undo-2", "F4", tr("F4 or card UNDO"), Role.TEXT)
        self.parts = SiteKey(look, tr("Parts missing"), "wrench", "F2").does(self.ask_parts)
        self.unmarked = SiteKey(look, tr("No mark"), "layers", "F6").does(self.ask_unmarked)
        self.unmarked.hide()
        self.photo = SiteKey(look, tr("Photograph"), "camera", "F3").does(self.ask_photo)
        self.match.does(self.record)
        self.wrong.does(self.ask_wrong)
        self.back.does(self.undo)
        self.foot = SiteFoot(look)
        self.sheet = PauseSheet(look, self, self.go_on, self.leave)
        self._lay_out()

    def _lay_out(self) -> None:
        acts = hbox(None, self.match, self.wrong, self.back, spacing=16)
        for number, share in enumerate((5, 4, 3)):
            acts.setStretch(number, share)
        more = hbox(None, spacing=16)
        more.addWidget(self.bar, 1)
        more.addWidget(self.unmarked)
        more.addWidget(self.parts)
        more.addWidget(self.photo)
        middle = vbox(None, self.scan, spacing=14)
        middle.addLayout(more)
        middle.addWidget(self.panel, 1)
        middle.addLayout(acts)
        middle.setContentsMargins(24, 16, 24, 16)
        column = vbox(self, self.head, SiteRule(self.look), spacing=0)
        column.addLayout(middle, 1)
        column.addWidget(SiteRule(self.look))
        column.addWidget(self.foot)

    def _full_screen(self) -> None:
        window = self.parentWidget() or self
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    # What the work of the site does

    def scanned(self, text: str) -> None:
        """One read."""

    def record(self) -> None:
        """F8."""

    def ask_wrong(self) -> None:
        """F7."""

    def undo(self) -> None:
        """F4."""

    def ask_parts(self) -> None:
        """F2."""

    def ask_photo(self) -> None:
        """F3."""

    def ask_unmarked(self) -> None:
        """F6."""

    def finish(self) -> None:
        """F10."""

    # Pause and leave

    def pause(self) -> None:
        """F9: cover the work, or go on."""
        if self.sheet.isVisible():
            self.go_on()
            return
        self.sheet.setGeometry(
            0, self.head.height() + 2, self.width(), self.height() - self.head.height() - 2
        )
        self.sheet.show()
        self.sheet.raise_()
        self.sheet.go_on.setFocus()
        self.pause_key.set_words(tr("Go on"))

    def go_on(self) -> None:
        """Read again."""
        self.sheet.hide()
        self.pause_key.set_words(tr("Pause"))
        self.scan.setFocus()

    def leave(self) -> None:
        """Back to the board; everything is saved."""
        self.accept()

    def reject(self) -> None:
        """Esc: back to the scan field, then pause; nothing is lost."""
        if self.sheet.isVisible():
            self.go_on()
        elif not self.scan.hasFocus():
            self.scan.setFocus()
        else:
            self.pause()

    def done(self, code: int) -> None:
        """The palette of the desk is back."""
        if self.desk.theme.palette_name != self._palette:
            self.desk.theme.set_palette(self._palette)
        super().done(code)
        self.desk.runner.changed.emit(_ALL)
        self.left.emit()

    # Showing

    def show_answer(self, answer: SiteAnswer) -> None:
        self.answer = answer
        self.panel.show_answer(answer)
        self.match.setEnabled(answer.ready)
        self.parts.setEnabled(answer.ready)
        self.photo.setEnabled(bool(answer.mark))
        counting = answer.asks_quantity and not answer.counted
        words = tr("Type how many were counted") if counting else tr("Scan the next item")
        self.scan.setPlaceholderText(words)
        self.scan.setAccessibleName(words)
        self.scan.setFocus()

    def tell_foot(self, words: str = "") -> None:
        now = self.bar.now
        aside = now.set_aside + now.others
        count = trn(
            "{figure} item is set aside",
            "{figure} items are set aside",
            aside,
            figure=isolate(grouped(aside)),
        )
        if words:
            self.foot.say(Status.WARN, words)
        elif aside:
            self.foot.say(Status.WARN, tr("{count}. Not destroyed until the case is closed.", count=count))
        else:
            self.foot.say(
                Status.OK, tr("Every check is saved at once. If power fails, the work goes on from here.")
            )
        self.tell_time()

    def tell_time(self) -> None:
        self.foot.time.say(tr("{time} · offline", time=isolate(self.desk.now()[11:])))

    def show_notice(self, sentence: str) -> None:
        """Tell calmly what the environment did; nothing is lost."""
        self.busy = False
        self.show_answer(SiteAnswer(Status.WARN, tr("Not recorded"), sentence=sentence))

    def failed(self, problem: KnownError) -> None:
        self.show_notice(problem.sentence)

    # Place

    def showEvent(self, event: QShowEvent) -> None:
        self._follow()
        super().showEvent(event)
        self.scan.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The screen covers its window, so that the sheet of a locked desk covers both."""
        if watched is self.parentWidget() and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        return False

    def _follow(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(QRect(window.mapToGlobal(window.rect().topLeft()), window.size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look.fit(event.size())
        self._fit()

    def _fit(self) -> None:
        parts = (self.head, self.finish_key, self.pause_key, self.scan, self.bar, self.match, self.wrong, self.back,
                 self.parts, self.photo, self.unmarked, self.foot, self.sheet)  # fmt: skip
        for part in parts:
            part.fit()
        self.sheet.setGeometry(
            0, self.head.height() + 2, self.width(), self.height() - self.head.height() - 2
        )
        self.panel.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.done(0)
        event.accept()
