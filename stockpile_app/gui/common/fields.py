"""Fields: a label above, help under, and the same accessible name as the eye sees.

Required is the norm; "optional" is written.  A finding about a field stands directly under it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.labels import Label, hbox, vbox
from stockpile_app.gui.common.painting import draw_icon, draw_text, leading_part, trailing_part
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status


class LabelledField(QWidget):
    """A label above one editor, with help and findings under it.

    Signals:
        changed: what is in the field is another.
        left: the person has finished with it.
    """

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        editor: QWidget,
        optional: bool = False,
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.name, self.editor = theme, label, editor
        self.setProperty("kit", "clear")
        self._label = Label(label, tone=Role.TEXT_2)
        self._label.setProperty("kit", "field")
        self._label.setBuddy(editor)
        self._optional = Label(tr("optional"), Face.CAPTION, Role.TEXT_3)
        self._below = Label("", Face.CAPTION, Role.TEXT_2, wrap=True)
        self._help = ""
        head = hbox(None, self._label, self._optional, spacing=8)
        head.addStretch(1)
        self.column = vbox(self, spacing=5)
        self.column.addLayout(head)
        self._optional.setVisible(optional)  # only now: a label without a parent would be a window
        self.column.addWidget(editor)
        self.column.addWidget(self._below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(editor)
        editor.setAccessibleName(label)
        editor.installEventFilter(self)
        self.set_help(help_text)

    def set_help(self, text: str) -> None:
        """The sentence under the field."""
        self._help = text
        self._show_below(text, Role.TEXT_2)
        self.editor.setAccessibleDescription(text)

    def set_finding(self, sentence: str, status: Status = Status.STOP) -> None:
        """Say under the field what is wrong with it; '' takes it away."""
        self._show_below(sentence or self._help, status.role if sentence else Role.TEXT_2)
        self.editor.setAccessibleDescription(sentence or self._help)
        wrong = "true" if sentence and status is Status.STOP else "false"
        if self.editor.property("wrong") != wrong:
            self.editor.setProperty("wrong", wrong)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _show_below(self, text: str, tone: Role) -> None:
        self._below.setText(text)
        self._below.set_tone(tone)
        self._below.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self.on_left()
            self.left.emit()
        return False

    def on_left(self) -> None:
        """Put the typed text into its proper form; called before `left`."""


class LineField(LabelledField):
    """One line of text; the base of every field that is typed on one line."""

    def __init__(
        self, theme: Theme, label: str, optional: bool = False, help_text: str = "", placeholder: str = ""
    ) -> None:
        self.line = QLineEdit()
        super().__init__(theme, label, self.line, optional, help_text)
        self.line.setPlaceholderText(placeholder)
        self.line.textChanged.connect(self.changed)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        self.line.setFixedHeight(self.theme.px(self.theme.tokens.sizes.field))

    def text(self) -> str:
        """What is typed, without blanks at the ends."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Fill the field."""
        self.line.setText(text)


class TextField(LineField):
    """Words."""

    def value(self) -> str:
        """What is typed, without blanks at the ends."""
        return self.text()

    def set_value(self, text: str) -> None:
        """Fill the field."""
        self.set_text(text)


class SerialField(TextField):
    """A serial, lot or tag: mono, verbatim, written from left to right."""

    def __init__(self, theme: Theme, label: str, optional: bool = False, help_text: str = "") -> None:
        super().__init__(theme, label, optional, help_text)
        self.line.setProperty("face", "mono")
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


class SecretField(TextField):
    """A passphrase: never shown, never remembered, blanks kept."""

    def __init__(self, theme: Theme, label: str, help_text: str = "") -> None:
        super().__init__(theme, label, help_text=help_text)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def text(self) -> str:
        return self.line.text()


class MultiLineField(LabelledField):
    """Words on several lines; Tab goes on to the next field."""

    def __init__(
        self, theme: Theme, label: str, optional: bool = False, help_text: str = "", lines: int = 3
    ) -> None:
        self._edit = QPlainTextEdit()
        self._lines = lines
        self._edit.setTabChangesFocus(True)
        super().__init__(theme, label, self._edit, optional, help_text)
        self._edit.textChanged.connect(self.changed)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        line = self.theme.px(self.theme.tokens.faces[Face.BODY].line)
        self._edit.setFixedHeight(line * self._lines + self.theme.px(20))

    def value(self) -> str:
        """What is typed, without blanks at the ends."""
        return self._edit.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Fill the field."""
        self._edit.setPlainText(text)


class CheckBox(QCheckBox):
    """A tick box that draws its own tick, in every palette."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self._theme.text_width(self.text()) + self._theme.px(16 + 8 + 4)
        return QSize(width, self._theme.px(self._theme.tokens.sizes.field))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """The words belong to the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_check(painter, self._theme, self, self.rect(), self.text())
        painter.end()


def paint_check(painter: QPainter, theme: Theme, button: QAbstractButton, rect: QRect, text: str) -> None:
    """A box of 16 with its tick, and the words after it."""
    mirrored = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = theme.px(16)
    inner = rect.adjusted(2, 0, -2, 0)
    place = leading_part(inner, side, mirrored)
    box = QRect(place.left(), inner.center().y() - side // 2, side, side)
    ring = theme.colour(Role.FOCUS if button.hasFocus() else Role.LINE_STRONG)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ring, 2 if button.hasFocus() else theme.line))
    painter.setBrush(theme.colour(Role.ACCENT if button.isChecked() else Role.SURFACE))
    painter.drawRoundedRect(box, 3, 3)
    if button.isChecked():
        draw_icon(
            painter, theme, "check", Role.ON_ACCENT, 14, box.adjusted(1, -1, 0, -1), right_to_left=False
        )
    words = trailing_part(inner, side + theme.px(8), mirrored)
    role = Role.TEXT if button.isEnabled() else Role.TEXT_3
    draw_text(painter, words, text, theme.font(Face.BODY), theme.colour(role), mirrored)


class CheckField(LabelledField):
    """Yes or no; the words stand beside the box and are its name."""

    def __init__(self, theme: Theme, label: str, help_text: str = "") -> None:
        self._box = CheckBox(theme, label)
        super().__init__(theme, label, self._box, help_text=help_text)
        self._label.hide()
        self._box.toggled.connect(self.changed)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self._box.isChecked()

    def set_value(self, ticked: bool) -> None:
        """Tick it, or take the tick away."""
        self._box.setChecked(ticked)
