"""The navigation at the leading edge: one entry per feature, with a badge for what needs a person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.chips import Badge
from stockpile_app.gui.common.labels import ElidedLabel, IconLabel, hbox, vbox
from stockpile_app.gui.common.page import Page
from stockpile_app.gui.common.painting import draw_icon, draw_text, leading_part, trailing_part
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status

FOOT = -1
_ITEM = 30
_GAP = 4
_SECTION = 13
_WIDE_FROM = 1600


class NavigationItem(QAbstractButton):
    """One entry: icon, word, badge; the open one has a bar and half bold words."""

    def __init__(self, theme: Theme, page: Page, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self.page = theme, page
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(page.name)
        self.setAccessibleName(page.name)
        self.badge = Badge(theme, self)
        self.folded = False
        self.toggled.connect(self.badge.set_on_tint)
        theme.follow(self._restyle)

    def show_badge(self, count: int, status: Status) -> None:
        """How many things need a person, in the colour of the worst."""
        self.badge.show_count(count, status)
        words = tr("{name}, {count} need you", name=self.page.name, count=count) if count else self.page.name
        self.setAccessibleName(words)
        self._place_badge()

    def set_folded(self, folded: bool) -> None:
        """Only the icon; the word is in the tooltip."""
        self.folded = folded
        self.setToolTip(self.page.name if folded else "")
        self._place_badge()
        self.update()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(_ITEM))
        self._place_badge()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(_ITEM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        size = self.badge.sizeHint()
        margin = 0 if self.folded else self._theme.px(7)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = margin if mirrored else self.width() - size.width() - margin
        top = 0 if self.folded else (self.height() - size.height()) // 2
        self.badge.setGeometry(QRect(left, top, size.width(), size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._paint_ground(painter, mirrored)
        pad = self._theme.px(12)
        inner = self.rect().adjusted(pad, 0, -pad, 0)
        role = Role.ACCENT if self.isChecked() else Role.TEXT_2
        drawn = draw_icon(painter, self._theme, self.page.icon, role, 16, inner, mirrored)
        if not self.folded:
            words = trailing_part(inner, drawn + self._theme.px(10), mirrored)
            font = self._theme.font(Face.STRONG if self.isChecked() else Face.BODY)
            ink = self._theme.colour(Role.TEXT if self.isChecked() else Role.TEXT_2)
            draw_text(painter, words, self.page.name, font, ink, mirrored)
        painter.end()

    def _paint_ground(self, painter: QPainter, mirrored: bool) -> None:
        radius = self._theme.tokens.sizes.radius_chip
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(self._theme.colour(Role.ACCENT_SOFT if self.isChecked() else Role.RAISED))
            painter.drawRoundedRect(self.rect(), radius, radius)
        if self.isChecked():
            bar = leading_part(self.rect(), self._theme.px(4), mirrored)
            painter.setBrush(self._theme.colour(Role.ACCENT))
            painter.drawRoundedRect(QRectF(bar), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Role.FOCUS), self._theme.tokens.sizes.focus_ring))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)


class Navigation(QWidget):
    """All entries, the stockpile's name above them.

    Signals:
        opened: the key of the page to open.
    """

    opened = Signal(str)

    def __init__(
        self,
        theme: Theme,
        pages: Sequence[Page],
        name: str,
        code: str,
        icon: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._folded, self._window_width = theme, False, 0
        self.setProperty("kit", "clear")
        self.setAccessibleName(tr("Navigation"))
        self._words = QWidget()
        self._words.setProperty("kit", "clear")
        self.name = ElidedLabel(name, Face.STRONG)
        self.code = ElidedLabel(code, Face.CAPTION, Role.TEXT_2)
        vbox(self._words, self.name, self.code, spacing=0)
        head = hbox(None, IconLabel(theme, icon, Role.ACCENT, 20), spacing=10)
        head.addWidget(self._words, 1)
        head.setContentsMargins(12, 8, 8, 8)
        self._group = QButtonGroup(self)
        self._items = {page.key: NavigationItem(theme, page, self) for page in pages}
        self._column = vbox(self, spacing=0)
        self._column.addLayout(head)
        self._fill(self._column, pages)
        theme.follow(self._restyle)

    def _fill(self, column: QVBoxLayout, pages: Sequence[Page]) -> None:
        column.addSpacing(6)
        section = pages[0].section if pages else 0
        for page in sorted(pages, key=lambda page: page.section == FOOT):
            if page.section != section:
                if page.section == FOOT:
                    column.addStretch(1)
                else:
                    column.addSpacing(_SECTION - _GAP)
                section = page.section
            self._add(column, self._items[page.key])
        if section != FOOT:
            column.addStretch(1)
        column.addSpacing(8)

    def _add(self, column: QVBoxLayout, item: NavigationItem) -> None:
        self._group.addButton(item)
        item.clicked.connect(lambda _checked=False, key=item.page.key: self.opened.emit(key))
        column.addWidget(item)
        column.addSpacing(_GAP)

    def show_open(self, key: str) -> None:
        """Mark the entry of the page that is open."""
        if key in self._items:
            self._items[key].setChecked(True)

    def item(self, key: str) -> NavigationItem:
        """The entry of a page."""
        return self._items[key]

    @property
    def folded(self) -> bool:
        """Whether only icons are shown."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold to 56 px, or unfold."""
        self._folded = folded
        self._words.setVisible(not folded)
        for item in self._items.values():
            item.set_folded(folded)
        self._restyle()

    def fit(self, window_width: int) -> None:
        """Take the width that belongs to a window this wide."""
        self._window_width = window_width
        self._restyle()

    def _restyle(self) -> None:
        sizes = self._theme.tokens.sizes
        wide = sizes.nav_wide if self._window_width >= _WIDE_FROM else sizes.nav
        self.setFixedWidth(self._theme.px(sizes.nav_collapsed if self._folded else wide))
        self._column.setContentsMargins(8, 0, 1 if self._folded else 10, 0)
