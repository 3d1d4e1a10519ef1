"""Words on the window: labels that take a step of the type scale and a tone of the palette."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from stockpile_app.gui.common.text import tooltip
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status


class Label(QLabel):
    """Plain words; data is never read as markup."""

    def __init__(
        self,
        text: str = "",
        face: Face = Face.BODY,
        tone: Role = Role.TEXT,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("face", face.value)
        self.setProperty("tone", tone.value)
        self._side: bool | None = False
        self.at_side()

    def at_side(self, trailing: bool = False) -> None:
        """Stand at the leading (or trailing) edge of the window's direction, whatever script the words are in."""
        at_right = trailing == (self.layoutDirection() == Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        height = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        super().setAlignment(side | height | Qt.AlignmentFlag.AlignAbsolute)
        self._side = trailing

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        super().setAlignment(alignment)
        self._side = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self._side is not None:
            self.at_side(self._side)

    def set_tone(self, tone: Role) -> None:
        """Change the colour role."""
        if self.property("tone") != tone.value:
            self.setProperty("tone", tone.value)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(Label):
    """Long free text on one line: ends in an ellipsis, whole in the tooltip."""

    def __init__(
        self, text: str = "", face: Face = Face.BODY, tone: Role = Role.TEXT, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, face, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(tooltip(text))

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tooltip(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        painter.end()


class IconLabel(QLabel):
    """An icon that follows palette, zoom and direction."""

    def __init__(
        self, theme: Theme, name: str, role: Role = Role.TEXT, size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._role, self._size = theme, name, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self._restyle)

    def set_icon(self, name: str, role: Role | None = None) -> None:
        """Show another icon."""
        self._name, self._role = name, role or self._role
        self._restyle()

    def _restyle(self) -> None:
        self.setPixmap(self._theme.pixmap(self._name, self._role, self._size))


class StatusLine(QWidget):
    """Icon and words of a status on one line: warnings, notes, "Within limit"."""

    def __init__(
        self, theme: Theme, status: Status, text: str, face: Face = Face.BODY, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = IconLabel(theme, theme.status_icon(status), status.role)
        self._label = Label(text, face, status.role, wrap=False)
        row = hbox(self, self._icon, self._label, spacing=8)
        row.addStretch(1)

    def show_status(self, status: Status, text: str) -> None:
        """Say something else."""
        self._icon.set_icon(self._theme.status_icon(status), status.role)
        self._label.set_tone(status.role)
        self._label.setText(text)


class Rule(QFrame):
    """A thin line between sections."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "rule")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def hbox(owner: QWidget | None, *widgets: QWidget, spacing: int = 12, margin: int = 0) -> QHBoxLayout:
    """A row of widgets; reads from the leading edge."""
    row = QHBoxLayout(owner) if owner is not None else QHBoxLayout()
    row.setContentsMargins(margin, margin, margin, margin)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    return row


def vbox(owner: QWidget | None, *widgets: QWidget, spacing: int = 12, margin: int = 0) -> QVBoxLayout:
    """A column of widgets."""
    column = QVBoxLayout(owner) if owner is not None else QVBoxLayout()
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return column
