"""Sizes of the screens at the site: read at arm's length, worked with gloves, larger on a large screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics

from stockpile_app.gui.common import Face, Theme

_LARGE_FROM = QSize(1600, 900)
_LARGER = 1.4


class SiteLook:
    """Lengths and letters of a field screen; on a large screen 1.4 times the size."""

    def __init__(self, theme: Theme) -> None:
        self.theme, self._scale = theme, 1.0

    def fit(self, screen: QSize) -> bool:
        """Take the size that belongs to a screen this large; whether it is another than before."""
        before = self._scale
        large = screen.width() >= _LARGE_FROM.width() and screen.height() >= _LARGE_FROM.height()
        self._scale = _LARGER if large else 1.0
        return self._scale != before

    def px(self, length: float) -> int:
        """A logical length on this screen."""
        return self.theme.px(round(length * self._scale))

    def icon(self, size: int) -> int:
        """The size of an icon; the theme zooms it."""
        return round(size * self._scale)

    def font(self, size: int, weight: int = 400, mono: bool = False) -> QFont:
        """Letters of this height."""
        font = QFont(self.theme.font(Face.FIELD_SERIAL if mono else Face.FIELD_WORD))
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(QFont.Weight(weight))
        return font

    def width(self, text: str, font: QFont) -> int:
        """How wide the text is drawn."""
        return QFontMetrics(font).horizontalAdvance(text)
