"""How cells, chips and links are drawn and measured; the same everywhere a chip appears."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from stockpile_app.gui.common.cells import Chip
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role

CHIP_HEIGHT = 22
CHIP_PAD = 7
CHIP_GAP = 5
CHIP_OUTLINE = 1.6

_MIDDLE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_AT_LEFT = int(_MIDDLE | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextSingleLine)
_AT_RIGHT = int(_MIDDLE | Qt.AlignmentFlag.AlignRight) | int(Qt.TextFlag.TextSingleLine)


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    at_right: bool,
    left_to_right: bool = False,
) -> None:
    """One line of text at a side of the rectangle, whatever the direction of the window."""
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight if left_to_right else direction_of(text))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _AT_RIGHT if at_right else _AT_LEFT, text)
    painter.restore()


def direction_of(text: str) -> Qt.LayoutDirection:
    """In which direction the text itself is read, whatever the direction of the window."""
    return Qt.LayoutDirection.RightToLeft if _reads_right(text) else Qt.LayoutDirection.LeftToRight


def _reads_right(text: str) -> bool:
    """Whether the first strong letter belongs to a right-to-left script."""
    for letter in text:
        if letter.isalpha():
            return "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc"
    return False


def leading_part(rect: QRect, width: int, right_to_left: bool) -> QRect:
    """The part of that width at the leading edge."""
    left = rect.right() - width + 1 if right_to_left else rect.left()
    return QRect(left, rect.top(), width, rect.height())


def trailing_part(rect: QRect, taken: int, right_to_left: bool) -> QRect:
    """What is left after `taken` pixels at the leading edge."""
    left = rect.left() if right_to_left else rect.left() + taken
    return QRect(left, rect.top(), rect.width() - taken, rect.height())


def chip_size(theme: Theme, chip: Chip) -> QSize:
    """How large the chip is drawn."""
    word = theme.text_width(chip.word, Face.CHIP)
    icon = theme.px(theme.tokens.sizes.icon_inline)
    width = 2 * theme.px(CHIP_PAD) + icon + theme.px(CHIP_GAP) + word
    return QSize(width, theme.px(CHIP_HEIGHT))


def draw_chip(
    painter: QPainter, theme: Theme, chip: Chip, rect: QRect, right_to_left: bool, on_tint: bool = False
) -> None:
    """The chip at the leading edge of the rectangle, vertically in the middle."""
    size = chip_size(theme, chip)
    body = leading_part(rect, size.width(), right_to_left)
    body = QRect(body.left(), rect.center().y() - size.height() // 2 + 1, size.width(), size.height())
    _draw_ground(painter, theme, chip, QRectF(body), on_tint)
    inner = body.adjusted(theme.px(CHIP_PAD), 0, -theme.px(CHIP_PAD), 0)
    icon = theme.tokens.sizes.icon_inline
    name = chip.icon or theme.status_icon(chip.status)
    drawn = draw_icon(painter, theme, name, chip.status.role, icon, inner, right_to_left)
    word = trailing_part(inner, drawn + theme.px(CHIP_GAP), right_to_left)
    draw_text(painter, word, chip.word, theme.font(Face.CHIP), theme.colour(chip.status.role), right_to_left)


def _draw_ground(painter: QPainter, theme: Theme, chip: Chip, body: QRectF, on_tint: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour(Role.SURFACE if on_tint else chip.status.soft))
    painter.setPen(Qt.PenStyle.NoPen)
    if theme.high_contrast:
        painter.setPen(QPen(theme.colour(chip.status.role), CHIP_OUTLINE))
        body = body.adjusted(1, 1, -1, -1)
    radius = theme.px(theme.tokens.sizes.radius_chip)
    painter.drawRoundedRect(body, radius, radius)
    painter.restore()


def draw_icon(
    painter: QPainter, theme: Theme, name: str, role: Role, size: int, rect: QRect, right_to_left: bool
) -> int:
    """The icon at the leading edge, in the middle; returns its width."""
    side = theme.px(size)
    place = leading_part(rect, side, right_to_left)
    painter.drawPixmap(place.left(), rect.center().y() - side // 2 + 1, theme.pixmap(name, role, size))
    return side
