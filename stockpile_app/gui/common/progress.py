"""Progress of long work: a thin bar with figure and unit, and Cancel, after 100 ms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import Button
from stockpile_app.gui.common.labels import Label, hbox, vbox
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role


class ThinBar(QWidget):
    """A bar that fills from the leading edge; a share of 0 to 1, or unknown."""

    def __init__(
        self, theme: Theme, role: Role = Role.ACCENT, height: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._tall, self._share = theme, role, height, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(self._tall) + (2 if self._theme.high_contrast else 0))
        self.update()

    def set_share(self, share: float, role: Role | None = None) -> None:
        """How far it is filled."""
        self._share = max(0.0, min(1.0, share))
        self._role = role or self._role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect()
        radius = rect.height() / 2
        painter.setPen(
            QPen(self._theme.colour(Role.TEXT), 1) if self._theme.high_contrast else Qt.PenStyle.NoPen
        )
        painter.setBrush(self._theme.colour(Role.RAISED))
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), radius, radius)
        filled = round(rect.width() * self._share)
        left = rect.width() - filled if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        painter.setBrush(self._theme.colour(self._role))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRect(left, 0, filled, rect.height()).adjusted(0, 0, 0, -1), radius, radius)
        painter.end()


class ProgressStrip(QWidget):
    """Stands under the header of a page while work goes on; the page stays readable.

    `begin` starts it, `show_progress` moves it, `end` takes it away.  Short work
    (under 100 ms) never shows it.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cancel: Callable[[], None] | None = None
        self._what = Label("", Face.STRONG)
        self._figure = Label("", Face.BODY, Role.TEXT_2)
        self._button = Button(theme, tr("Cancel"), "x", "Esc")
        self._button.clicked.connect(self._stop)
        self._bar = ThinBar(theme)
        row = hbox(None, self._what, self._figure, spacing=12)
        row.addStretch(1)
        row.addWidget(self._button)
        column = vbox(self, spacing=4)
        column.addLayout(row)
        column.addWidget(self._bar)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(theme.tokens.motion.none_below_ms)
        self._timer.timeout.connect(self.show)
        self.setAccessibleName(tr("Progress"))
        self.hide()

    def begin(self, what: str, cancel: Callable[[], None] | None) -> None:
        """Work has begun; without `cancel` it cannot be stopped."""
        self._cancel = cancel
        self._what.setText(what)
        self._figure.setText("")
        self._bar.set_share(0)
        self._button.setVisible(cancel is not None)
        self._button.setEnabled(True)
        self._timer.start()

    def show_progress(self, done: int, total: int, unit: str) -> None:
        """`14 200 of 50 000 rows`."""
        self._figure.setText(progress_text(done, total, unit))
        self._bar.set_share(done / total if total else 0)

    def end(self) -> None:
        """Work has ended."""
        self._timer.stop()
        self.hide()

    def _stop(self) -> None:
        self._button.setEnabled(False)
        if self._cancel is not None:
            self._cancel()


def progress_text(done: int, total: int, unit: str) -> str:
    """`14 200 of 50 000 rows`, or `14 200 rows` while the total is not known."""
    if not total:
        return f"{grouped(done)} {unit}"
    return tr("{done} of {total} {unit}", done=grouped(done), total=grouped(total), unit=unit)
