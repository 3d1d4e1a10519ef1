"""The answer that fills the screen: icon and word, the mark as large as it fits, what it is, what to do."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common import Role, Status
from stockpile_app.gui.common.painting import direction_of, draw_icon, draw_text, leading_part, trailing_part
from stockpile_app.gui.disposal.site_answer import SiteAnswer, waiting
from stockpile_app.gui.disposal.site_look import SiteLook

_PAD, _ICON = 32, 46
_SIZES = (124, 104, 88, 72, 60, 48, 40, 32)
_SIDE = 260


class SitePanel(QWidget):
    """Draws one answer; in the colour of its status, with icon and word."""

    def __init__(self, look: SiteLook) -> None:
        super().__init__()
        self._look = look
        self.answer = waiting()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_answer(self.answer)

    def show_answer(self, answer: SiteAnswer) -> None:
        """Fill the screen with this."""
        self.answer = answer
        self.setAccessibleName(answer.spoken())
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(600), self._look.px(230))

    # Facts beside the mark

    def facts(self) -> list[tuple[str, tuple[str, ...], bool]]:
        """Heads, lines under them, and whether they are marks."""
        answer = self.answer
        found: list[tuple[str, tuple[str, ...], bool]] = [(tr("The list says"), answer.listed, True)]
        found.append((tr("Also marked"), answer.also, True))
        found.append((tr("Missing from it"), (answer.components,) if answer.components else (), False))
        counted = (f"{answer.counted}",) if answer.counted else ()
        found.append((tr("Counted"), counted, True))
        found.append((tr("Photograph"), (answer.photo,) if answer.photo else (), False))
        return [one for one in found if one[1]]

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, answer, look = self._look.theme, self.answer, self._look
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        role = Role.LINE_STRONG if answer.status is Status.IDLE else answer.status.role
        painter.setPen(QPen(theme.colour(role), 4))
        painter.setBrush(theme.colour(Role.SURFACE if theme.high_contrast else answer.status.soft))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)
        pad = look.px(_PAD)
        inner = self.rect().adjusted(pad, look.px(20), -pad, -look.px(20))
        side = self.facts()
        if side:
            self._paint_facts(painter, self._cut_side(inner, mirrored), side, mirrored)
            inner = leading_part(inner, inner.width() - look.px(_SIDE + 24), mirrored)
        self._paint_answer(painter, inner, mirrored)
        painter.end()

    def _cut_side(self, inner: QRect, mirrored: bool) -> QRect:
        return trailing_part(inner, inner.width() - self._look.px(_SIDE), mirrored)

    def _paint_answer(self, painter: QPainter, inner: QRect, mirrored: bool) -> None:
        look, theme, answer = self._look, self._look.theme, self.answer
        role = Role.TEXT if answer.status is Status.IDLE else answer.status.role
        head = QRect(inner.left(), inner.top(), inner.width(), look.px(_ICON))
        icon = "scan-barcode" if answer.status is Status.IDLE else theme.status_icon(answer.status)
        draw_icon(painter, theme, icon, role, look.icon(_ICON), head, mirrored)
        words = trailing_part(head, look.px(_ICON + 14), mirrored)
        draw_text(
            painter,
            words,
            answer.word,
            self._fitting(answer.word, words.width()),
            theme.colour(role),
            mirrored,
        )
        foot = self._paint_foot(painter, inner, mirrored)
        room = QRect(inner.left(), head.bottom(), inner.width(), inner.bottom() - foot - head.bottom())
        self._paint_mark(painter, room, mirrored)

    def _fitting(self, words: str, width: int) -> QFont:
        """The largest letters in which the word stands on one line."""
        sizes = (32, 28, 24, 20)
        fonts = [self._look.font(size, 700) for size in sizes]
        return next((font for font in fonts if self._look.width(words, font) <= width), fonts[-1])

    def _paint_foot(self, painter: QPainter, inner: QRect, mirrored: bool) -> int:
        """What it is and what to do, at the foot; returns how high that is."""
        look, theme, answer = self._look, self._look.theme, self.answer
        height = 0
        for words, font in ((answer.sentence, look.font(18, 500)), (answer.item, look.font(22))):
            if not words:
                continue
            metrics, flags = QFontMetrics(font), _wrapped(mirrored)
            tall = metrics.boundingRect(QRect(0, 0, inner.width(), 1000), flags, words).height()
            height += tall + look.px(8)
            place = QRect(inner.left(), inner.bottom() - height, inner.width(), tall + 2)
            _draw_wrapped(painter, place, words, font, theme.colour(Role.TEXT), flags)
        return height

    def _paint_mark(self, painter: QPainter, room: QRect, mirrored: bool) -> None:
        mark = self.answer.mark
        if not mark:
            return
        flags = int(Qt.AlignmentFlag.AlignVCenter | _side(mirrored) | Qt.TextFlag.TextWrapAnywhere)
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(self.mark_font(room))
        painter.setPen(self._look.theme.colour(Role.TEXT))
        painter.drawText(room, flags, mark)
        painter.restore()

    def mark_font(self, room: QRect) -> QFont:
        """The largest letters in which the mark stands in this room; the smallest may take several lines."""
        fonts = [self._look.font(size, 700, mono=True) for size in _SIZES]
        for font in fonts:
            metrics = QFontMetrics(font)
            if (
                metrics.horizontalAdvance(self.answer.mark) <= room.width()
                and metrics.height() <= room.height()
            ):
                return font
        return fonts[-1]

    def _paint_facts(
        self, painter: QPainter, place: QRect, facts: list[tuple[str, tuple[str, ...], bool]], mirrored: bool
    ) -> None:
        look, ink, top = self._look, self._look.theme.colour(Role.TEXT), place.top()
        for head, lines, mono in facts:
            line = QRect(place.left(), top, place.width(), look.px(24))
            draw_text(painter, line, head, look.font(16, 600), ink, mirrored)
            top += look.px(26)
            for words in lines:
                font, flags = look.font(19, 500, mono), _wrapped(mirrored)
                metrics = QFontMetrics(font)
                tall = metrics.boundingRect(QRect(0, 0, place.width(), 400), flags, words).height()
                _draw_wrapped(
                    painter, QRect(place.left(), top, place.width(), tall + 2), words, font, ink, flags
                )
                top += tall + look.px(3)
            top += look.px(10)


def _draw_wrapped(painter: QPainter, place: QRect, words: str, font: QFont, ink: QColor, flags: int) -> None:
    """Several lines at one side, each read in the direction of its own words."""
    painter.save()
    painter.setLayoutDirection(direction_of(words))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(place, flags, words)
    painter.restore()


def _side(mirrored: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def _wrapped(mirrored: bool) -> int:
    return int(_side(mirrored) | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
