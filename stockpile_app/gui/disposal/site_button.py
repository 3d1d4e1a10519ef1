"""The buttons of the site: 112 high for gloves, words and the key or card that does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from stockpile_app.gui.common import Button, Role
from stockpile_app.gui.common.painting import draw_icon, draw_text, leading_part, trailing_part
from stockpile_app.gui.disposal.site_look import SiteLook

_PAD, _ICON, _GAP = 28, 40, 20


class SiteButton(Button):
    """One act at the site.

    Args:
        card: The printed card that does the same.
        ink: The colour of its outline and words.
        filled: The likely next act: filled instead of outlined.
    """

    def __init__(
        self, look: SiteLook, text: str, icon: str, key: str, card: str, ink: Role, filled: bool = False
    ) -> None:
        self._look, self._card, self._filled, self._site_ink = look, card, filled, ink
        super().__init__(look.theme, text, icon, key)
        self.setAccessibleDescription(card)

    def set_card(self, words: str) -> None:
        """What stands under the verb."""
        self._card = words
        self.setAccessibleDescription(words)
        self.update()

    def _restyle(self) -> None:
        self.setFixedHeight(self._look.px(self._theme.tokens.sizes.button_site))
        self.updateGeometry()
        self.update()

    def fit(self) -> None:
        """The screen has another size."""
        self._restyle()

    def content_width(self) -> int:
        """How wide icon and words are."""
        look = self._look
        words = max(look.width(self._words, look.font(24, 600)), look.width(self._card, look.font(16)))
        return look.px(_ICON + _GAP) + words

    def sizeHint(self) -> QSize:
        return QSize(self.content_width() + 2 * self._look.px(_PAD), self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._site_ink if self.isEnabled() else Role.TEXT_3
        ground = ink if self._filled and self.isEnabled() else Role.RAISED if self.isDown() else Role.SURFACE
        edge = 4 if self.isEnabled() else 2
        painter.setPen(QPen(self._theme.colour(Role.FOCUS if self.hasFocus() else ink), edge))
        painter.setBrush(self._theme.colour(ground))
        half = edge / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        self._paint_words(painter, Role.ON_ACCENT if ground is ink else ink)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: Role) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        look, colour = self._look, self._theme.colour(ink)
        pad = look.px(_PAD)
        rest = self.rect().adjusted(pad, 0, -pad, 0)
        place = leading_part(rest, look.px(_ICON), mirrored)
        draw_icon(painter, self._theme, self._icon_name, ink, look.icon(_ICON), place, mirrored)
        words = trailing_part(rest, look.px(_ICON + _GAP), mirrored)
        half = self.height() // 2
        upper = words.adjusted(0, look.px(18), 0, half - self.height() + look.px(12))
        lower = words.adjusted(0, half + look.px(4), 0, -look.px(20))
        draw_text(painter, upper, self._words, look.font(24, 600), colour, mirrored)
        draw_text(painter, lower, self._card, look.font(16), colour, mirrored)
