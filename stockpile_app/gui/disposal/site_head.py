"""Head, foot and pause of the screens at the site."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common import Button, IconLabel, Role, ScanField, Status, hbox, vbox
from stockpile_app.gui.common.painting import draw_text
from stockpile_app.gui.disposal.site_look import SiteLook


class SiteLine(QWidget):
    """One line of words in the size of the site; long names end in an ellipsis."""

    def __init__(
        self, look: SiteLook, size: int, weight: int = 400, role: Role = Role.TEXT, trailing: bool = False
    ) -> None:
        super().__init__()
        self._look, self._size, self._weight, self._role, self._trailing = look, size, weight, role, trailing
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.fit()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def say(self, words: str, role: Role | None = None) -> None:
        """Say something else."""
        self._words, self._role = words, role or self._role
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def fit(self) -> None:
        """The screen has another size."""
        self.setFixedHeight(self._look.px(self._size * 1.5))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self._look.width(self._words, self._look.font(self._size, self._weight)) + 2
        return QSize(width, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._look.px(120)), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._look.font(self._size, self._weight)
        painter.setFont(font)
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        mirrored = (self.layoutDirection() == Qt.LayoutDirection.RightToLeft) != self._trailing
        draw_text(painter, self.rect(), words, font, self._look.theme.colour(self._role), mirrored)
        painter.end()


class SiteRule(QFrame):
    """A heavy line that is found in the sun."""

    def __init__(self, look: SiteLook) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.colour(Role.LINE_STRONG))
        painter.end()


class SiteScanField(ScanField):
    """The scan field in the size of the site, with its heavy ring."""

    def __init__(self, look: SiteLook, name: str) -> None:
        self._look = look
        super().__init__(look.theme, name, "scan_site")
        self.setProperty("kit", "site")
        self.setProperty("face", "")
        self._icon.setParent(None)
        self._icon = IconLabel(look.theme, "scan-barcode", Role.FOCUS, look.icon(34), self)
        self.fit()

    def fit(self) -> None:
        """The screen has another size."""
        self._icon.setParent(None)
        self._icon = IconLabel(self._look.theme, "scan-barcode", Role.FOCUS, self._look.icon(34), self)
        self._icon.show()
        self.setFixedHeight(self._look.px(68))
        size, pad = self._look.px(26), self._look.px(70)
        self.setStyleSheet(f"QLineEdit {{ font-size: {size}px; padding-left: {pad}px; }}")
        self._place_icon()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_look"):
            self.setFixedHeight(self._look.px(68))


class SiteKey(Button):
    """A lesser act of the site with its key, 52 high."""

    def __init__(self, look: SiteLook, text: str, icon: str, key: str) -> None:
        self._look = look
        super().__init__(look.theme, text, icon, key)

    def fit(self) -> None:
        """The screen has another size."""
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(self._look.px(52))
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return self._look.font(16, 500)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = Role.FOCUS if self.hasFocus() else Role.LINE_STRONG if self.isEnabled() else Role.LINE
        painter.setPen(QPen(self._theme.colour(role), 4 if self.hasFocus() else 2))
        painter.setBrush(self._theme.colour(Role.RAISED if self.isDown() else Role.SURFACE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 5, 5)
        self._paint_content(painter)
        painter.end()


class SiteHead(QWidget):
    """What is done where, by whose decision; who looks and who witnesses."""

    def __init__(self, look: SiteLook, icon: str) -> None:
        super().__init__()
        self._look, self._icon_name = look, icon
        self._icon = IconLabel(look.theme, icon, Role.TEXT, look.icon(26))
        self.title = SiteLine(look, 20, 600)
        self.where = SiteLine(look, 14)
        self.inspector = SiteLine(look, 15, 600)
        self.witness = SiteLine(look, 15)
        words, who = vbox(None, spacing=0), vbox(None, spacing=0)
        for column, lines in ((words, (self.title, self.where)), (who, (self.inspector, self.witness))):
            column.addStretch(1)
            for line in lines:
                column.addWidget(line)
            column.addStretch(1)
        self.row: QHBoxLayout = hbox(self, self._icon, spacing=14)
        self.row.setContentsMargins(24, 0, 20, 0)
        self.row.addLayout(words, 1)
        self.row.addLayout(who)
        self.row.addSpacing(10)
        self.fit()

    def add_key(self, button: SiteKey) -> None:
        """An act of the head, at the trailing end."""
        self.row.addWidget(button)

    def fit(self) -> None:
        """The screen has another size."""
        for line in (self.title, self.where, self.inspector, self.witness):
            line.fit()
        self.setFixedHeight(self._look.px(82))


class SiteFoot(QWidget):
    """What was set aside, and that everything is saved; the time at the trailing end."""

    def __init__(self, look: SiteLook) -> None:
        super().__init__()
        self._look = look
        self._icon = IconLabel(look.theme, "circle-check", Role.OK, look.icon(18))
        self.words = SiteLine(look, 15, 500)
        self.time = SiteLine(look, 14, trailing=True)
        row = hbox(self, self._icon, self.words, self.time, spacing=10)
        row.setStretch(1, 1)
        row.setContentsMargins(24, 0, 20, 0)
        self.fit()

    def say(self, status: Status, words: str) -> None:
        """What stands at the foot now."""
        self._icon.set_icon(self._look.theme.status_icon(status), status.role)
        self.words.say(words, status.role if status is not Status.OK else Role.TEXT)

    def fit(self) -> None:
        """The screen has another size."""
        for line in (self.words, self.time):
            line.fit()
        self.setFixedHeight(self._look.px(42))


class PauseSheet(QWidget):
    """Covers the work: nothing is read until somebody goes on."""

    def __init__(
        self, look: SiteLook, parent: QWidget, go_on: Callable[[], object], leave: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kit", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Paused"))
        self.word = SiteLine(look, 32, 700)
        self.words = SiteLine(look, 18)
        self.word.say(tr("Paused"))
        self.words.say(tr("Everything is saved. Scans are not read until you go on."))
        self.go_on = SiteKey(look, tr("Go on"), "check", "").does(go_on)
        self.leave = SiteKey(look, tr("Leave the site"), "log-out", "").does(leave)
        column: QVBoxLayout = vbox(self, spacing=16, margin=48)
        column.addStretch(1)
        for part in (self.word, self.words):
            column.addWidget(part)
        row = hbox(None, self.go_on, self.leave, spacing=16)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.hide()

    def fit(self) -> None:
        """The screen has another size."""
        for part in (self.word, self.words, self.go_on, self.leave):
            part.fit()
