"""Small marks: the chip of a state, the cap of a key, the badge of a count."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import key_caption
from stockpile_app.gui.common.cells import Chip
from stockpile_app.gui.common.labels import Label
from stockpile_app.gui.common.painting import chip_size, draw_chip
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status


class ChipLabel(QWidget):
    """A state outside a table: the same tint, icon and word."""

    def __init__(
        self, theme: Theme, chip: Chip, on_tint: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._on_tint = theme, on_tint
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(chip)
        theme.follow(self.updateGeometry)

    def set_chip(self, chip: Chip) -> None:
        """Show another state."""
        self._chip = chip
        self.setAccessibleName(tr("state: {word}", word=chip.word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._theme, self._chip)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        draw_chip(
            painter, self._theme, self._chip, self.rect().adjusted(0, -1, 0, -1), mirrored, self._on_tint
        )
        painter.end()


class KeyCap(Label):
    """A key as it stands on the keyboard: `F8`, `Ctrl K`."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key_caption(key), Face.CAPTION, Role.TEXT_2, parent=parent)
        self.setProperty("kit", "cap")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


class Badge(QWidget):
    """How many things need a person, in the colour of the worst of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count, self._status, self._on_tint = 0, Status.IDLE, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_count(self, count: int, status: Status) -> None:
        """Show the figure; 0 hides the badge."""
        self._count, self._status = count, status
        self.setVisible(count > 0)
        self.updateGeometry()
        self.update()

    def set_on_tint(self, on_tint: bool) -> None:
        """Stand on a tinted ground."""
        self._on_tint = on_tint
        self.update()

    @property
    def words(self) -> str:
        """What the badge says to a screen reader."""
        return str(self._count) if self._count else ""

    def _text(self) -> str:
        return str(self._count) if self._count < 1000 else "999+"

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(Face.CHIP))
        height = self._theme.px(20)
        return QSize(max(height, metrics.horizontalAdvance(self._text()) + self._theme.px(12)), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour(Role.SURFACE if self._on_tint else self._status.soft))
        painter.setPen(Qt.PenStyle.NoPen)
        if self._theme.high_contrast:
            painter.setPen(QPen(self._theme.colour(self._status.role), 1.6))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.setPen(self._theme.colour(self._status.role))
        painter.setFont(self._theme.font(Face.CHIP))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._text())
        painter.end()
