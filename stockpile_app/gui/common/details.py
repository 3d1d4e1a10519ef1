"""Smaller parts of pages: a labelled limit bar, the steps of a wizard, the pane beside a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.labels import Label, StatusLine, hbox, vbox
from stockpile_app.gui.common.painting import draw_icon, draw_text, leading_part, trailing_part
from stockpile_app.gui.common.progress import ThinBar
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status


class LimitBar(QWidget):
    """A limit: what is held against what is allowed, as figures, a bar and words."""

    def __init__(
        self, theme: Theme, name: str, figures: str, share: float, status: Status, words: str
    ) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        head = hbox(None, Label(name, Face.BODY), spacing=8)
        head.addStretch(1)
        head.addWidget(Label(isolate(figures), Face.CAPTION, Role.TEXT_2))
        bar = ThinBar(theme, status.role, height=8)
        bar.set_share(share)
        column = vbox(self, spacing=4)
        column.addLayout(head)
        column.addWidget(bar)
        column.addWidget(StatusLine(theme, status, words, Face.CAPTION))
        self.setAccessibleName(f"{name}: {figures}, {words}")


class Steps(QWidget):
    """Where one is in a wizard: done, now, still to come."""

    def __init__(self, theme: Theme, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._names, self._now = theme, tuple(names), 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.go_to(0)
        theme.follow(self.updateGeometry)

    def go_to(self, number: int) -> None:
        """This step is the present one; those before it are done."""
        self._now = number
        spoken = tr(
            "Step {number} of {count}: {name}",
            number=number + 1,
            count=len(self._names),
            name=self._names[number],
        )
        self.setAccessibleName(spoken)
        self.update()

    @property
    def now(self) -> int:
        """The number of the present step, from 0."""
        return self._now

    def _widths(self) -> list[int]:
        mark = self._theme.px(22 + 8)
        return [mark + self._theme.text_width(name, Face.STRONG) for name in self._names]

    def sizeHint(self) -> QSize:
        between = self._theme.px(56) * (len(self._names) - 1)
        return QSize(sum(self._widths()) + between, self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        rest = self.rect()
        for number, (name, width) in enumerate(zip(self._names, self._widths(), strict=True)):
            self._paint_step(painter, number, name, leading_part(rest, width, mirrored), mirrored)
            rest = trailing_part(rest, width, mirrored)
            if number < len(self._names) - 1:
                gap = leading_part(rest, self._theme.px(56), mirrored).adjusted(10, 0, -10, 0)
                painter.fillRect(
                    gap.left(), gap.center().y(), gap.width(), 1, self._theme.colour(Role.LINE_STRONG)
                )
                rest = trailing_part(rest, self._theme.px(56), mirrored)
        painter.end()

    def _paint_step(self, painter: QPainter, number: int, name: str, rect: QRect, mirrored: bool) -> None:
        side = self._theme.px(20)
        place = leading_part(rect, self._theme.px(22), mirrored)
        mark = QRect(place.left() + 1, rect.center().y() - side // 2, side, side)
        if number < self._now:
            draw_icon(painter, self._theme, "circle-check", Role.OK, 22, place, mirrored)
        else:
            self._paint_number(painter, number, mark)
        words = trailing_part(rect, self._theme.px(30), mirrored)
        font = self._theme.font(Face.STRONG if number == self._now else Face.BODY)
        role = Role.TEXT_2 if number > self._now else Role.TEXT
        draw_text(painter, words, name, font, self._theme.colour(role), mirrored)

    def _paint_number(self, painter: QPainter, number: int, mark: QRect) -> None:
        present = number == self._now
        painter.setPen(QPen(self._theme.colour(Role.ACCENT if present else Role.LINE_STRONG), 1.5))
        painter.setBrush(self._theme.colour(Role.ACCENT if present else Role.SURFACE))
        painter.drawEllipse(mark)
        painter.setFont(self._theme.font(Face.CHIP))
        painter.setPen(self._theme.colour(Role.ON_ACCENT if present else Role.TEXT_2))
        painter.drawText(mark, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))


class DetailPane(QFrame):
    """The pane beside a list: 330 wide, 480 on a large screen; scrolls when it must."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kit", "pane")
        inside = QWidget()
        inside.setProperty("kit", "clear")
        self.column: QVBoxLayout = vbox(inside, spacing=12)
        self.column.setContentsMargins(20, 16, 20, 16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        vbox(self, scroll)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        self.fit(self.window().width())

    def fit(self, window_width: int) -> None:
        """Take the width that belongs to a window this wide."""
        sizes = self._theme.tokens.sizes
        self.setFixedWidth(self._theme.px(sizes.pane_wide if window_width >= 1600 else sizes.pane))

    def showEvent(self, event: object) -> None:
        self.fit(self.window().width())
