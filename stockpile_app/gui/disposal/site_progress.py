"""How far the verification is: `31 of 120 verified`, `88 left · 1 set aside · 0 missing`, and the bar."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.disposal.rows import Progress
from stockpile_app.gui.common import Role, isolate
from stockpile_app.gui.common.painting import draw_text, leading_part
from stockpile_app.gui.disposal.site_look import SiteLook

NOTHING = Progress(0, 0, 0, 0, 0, 0)
_WORDS, _BAR, _GAP = 28, 20, 4


class SiteProgress(QWidget):
    """Words over a bar that fills from the leading edge."""

    def __init__(self, look: SiteLook) -> None:
        super().__init__()
        self._look, self.now = look, NOTHING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit()

    def fit(self) -> None:
        """The screen has another size."""
        self.setFixedHeight(self._look.px(_WORDS + _GAP + _BAR))
        self.update()

    def show_progress(self, now: Progress) -> None:
        """It has got that far."""
        self.now = now
        self.setAccessibleName(f"{self.done_words()}, {self.left_words()}")
        self.update()

    def done_words(self) -> str:
        """`31 of 120 verified`."""
        return tr("{done} of {total} verified", done=isolate(grouped(self.now.verified)),
                  total=isolate(grouped(self.now.planned)))  # fmt: skip

    def left_words(self) -> str:
        """`88 left · 1 set aside · 0 missing`; things that are not on the list are set aside too."""
        parts = (
            tr("{figure} left", figure=isolate(grouped(self.now.left))),
            tr("{figure} set aside", figure=isolate(grouped(self.now.set_aside + self.now.others))),
            tr("{figure} missing", figure=isolate(grouped(self.now.missing))),
        )
        return "  ·  ".join(parts)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(400), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        look, theme = self._look, self._look.theme
        words = QRect(0, 0, self.width(), look.px(_WORDS))
        ink = theme.colour(Role.TEXT)
        draw_text(painter, words, self.done_words(), look.font(18, 600), ink, mirrored)
        draw_text(painter, words, self.left_words(), look.font(18, 600), ink, not mirrored)
        bar = QRect(1, look.px(_WORDS + _GAP), self.width() - 2, look.px(_BAR) - 1)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(theme.colour(Role.SURFACE))
        painter.drawRect(bar)
        share = self.now.verified / self.now.planned if self.now.planned else 0.0
        inner = bar.adjusted(2, 2, -1, -1)
        filled = leading_part(inner, round(inner.width() * share), mirrored)
        if share:
            painter.fillRect(filled, theme.colour(Role.ACCENT))
        painter.end()
