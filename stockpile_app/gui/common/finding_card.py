"""How a finding is shown, everywhere: a refusal's card, a warning's line, a panel that tells what stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from stockpile_app.base.finding import Finding, Severity
from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import Button, IconButton, LinkButton
from stockpile_app.gui.common.chips import KeyCap
from stockpile_app.gui.common.flow import flow
from stockpile_app.gui.common.labels import IconLabel, Label, hbox, vbox
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status

_STATUS = {Severity.REFUSAL: Status.STOP, Severity.WARNING: Status.WARN, Severity.NOTE: Status.INFO}


@dataclass(frozen=True, slots=True)
class Remedy:
    """One act that may mend a finding; the likeliest first.  A link is the lesser act."""

    text: str
    act: Callable[[], object]
    icon: str = ""
    key: str = ""
    link: bool = False


def status_of(finding: Finding) -> Status:
    """Refusals in `stop`, warnings in `warn`, notes in `info`; an unverified clause is never a pass."""
    if finding.severity is Severity.NOTE and finding.status == "unverified":
        return Status.UNVERIFIED
    return _STATUS[finding.severity]


def rule_text(finding: Finding) -> str:
    """`LEDGER-03, one weapon is in one account. House rule, no outside clause`."""
    clause = finding.clause[:1].upper() + finding.clause[1:]
    if finding.status == "unverified":
        return tr("{rule}. {clause}, not verified", rule=finding.rule, clause=clause)
    return f"{finding.rule}. {clause}"


def where_text(finding: Finding) -> str:
    """`Row 4, field Serial`; '' when the finding is about the whole."""
    if finding.row and finding.field:
        return tr("Row {row}, field {field}", row=finding.row, field=finding.field)
    if finding.row:
        return tr("Row {row}", row=finding.row)
    return tr("Field {field}", field=finding.field) if finding.field else ""


class Tinted(QWidget):
    """A ground in the soft colour of a status; outlined in the contrast palettes."""

    def __init__(
        self,
        theme: Theme,
        status: Status,
        bar: bool = False,
        rounded: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self.status = theme, status
        self._bar, self._rounded = bar, rounded
        self.setProperty("kit", "clear")
        theme.follow(self.update)

    def set_status(self, status: Status) -> None:
        """Lie on the ground of another status."""
        self.status = status
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlined = self.theme.high_contrast and self._rounded
        painter.setPen(QColor(self.theme.colour(self.status.role)) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(self.status.soft))
        radius = self.theme.tokens.sizes.radius_panel if self._rounded else 0
        painter.drawRoundedRect(
            self.rect().adjusted(0, 0, -1 if outlined else 0, -1 if outlined else 0), radius, radius
        )
        if self._bar:
            width = self.theme.px(3)
            left = self.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
            painter.fillRect(left, 0, width, self.height(), self.theme.colour(self.status.role))
        painter.end()


class FindingCard(Tinted):
    """The refusal pattern: sentence, where, expected, got, rule with clause and status, remedies.

    In a table it opens under its row (`TableView.open_card`); in a form it stands under its field.

    Args:
        indent: Room at the leading edge, so that the words stand under their column.
        many: Whether there are others to go to with F8.
    """

    def __init__(
        self,
        theme: Theme,
        finding: Finding,
        remedies: Sequence[Remedy] = (),
        in_row: bool = True,
        indent: int = 48,
        many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, status_of(finding), bar=in_row, rounded=not in_row, parent=parent)
        self.finding = finding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = vbox(self, spacing=12)
        column.setContentsMargins(indent if in_row else 16, 6 if in_row else 14, 18, 14)
        column.addLayout(self._head(many))
        column.addLayout(self._facts())
        if remedies:
            column.addLayout(self._remedies(remedies))
        self.setAccessibleName(finding.sentence)
        self.setAccessibleDescription("; ".join(f"{name}: {value}" for name, value in facts_of(finding)))

    def _head(self, many: bool) -> QHBoxLayout:
        sentence = Label(self.finding.sentence, Face.SECTION, self.status.role, wrap=True)
        row = hbox(None, spacing=8)
        row.addWidget(sentence, 1)
        if many:
            row.addWidget(KeyCap("F8"))
            row.addWidget(Label(tr("next finding"), Face.CAPTION, Role.TEXT_2))
        return row

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 74)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts_of(self.finding)):
            head = Label(name, Face.CAPTION, Role.TEXT_2)
            words = Label(value, Face.BODY, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        return grid

    def _remedies(self, remedies: Sequence[Remedy]) -> QHBoxLayout:
        row = hbox(None, flow(*(self._remedy(remedy) for remedy in remedies)))
        row.setContentsMargins(90, 0, 0, 0)
        return row

    def _remedy(self, remedy: Remedy) -> Button:
        kind = LinkButton if remedy.link else Button
        return kind(self.theme, remedy.text, remedy.icon, remedy.key).does(remedy.act)


def facts_of(finding: Finding) -> list[tuple[str, str]]:
    """The lines under the sentence; what the finding does not say has none."""
    lines = [
        (tr("Where"), where_text(finding)),
        (tr("Expected"), finding.expected),
        (tr("Got"), finding.got),
        (tr("Rule"), rule_text(finding)),
        (tr("Remedy"), finding.remedy),
    ]
    return [(name, value) for name, value in lines if value]


class FindingLine(Tinted):
    """A warning or a note on one line; it never blocks."""

    def __init__(self, theme: Theme, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(theme, status_of(finding), parent=parent)
        where = where_text(finding)
        words = f"{where}: {finding.sentence}" if where else finding.sentence
        row = hbox(self, IconLabel(theme, theme.status_icon(self.status), self.status.role), spacing=10)
        row.setContentsMargins(12, 7, 12, 7)
        row.addWidget(Label(words, Face.BODY, wrap=True), 1)
        self.setAccessibleName(words)


class Notice(Tinted):
    """What is to be known before the work begins; it stays, and is hidden while it says nothing."""

    def __init__(self, theme: Theme, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(theme, status, parent=parent)
        self._sentence = Label("", Face.BODY, Role.TEXT, wrap=True)
        self._row = hbox(self, IconLabel(theme, theme.status_icon(status), status.role), spacing=10)
        self._row.setContentsMargins(12, 7, 12, 7)
        self._row.addWidget(self._sentence, 1)
        self.hide()

    def add_act(self, button: QWidget) -> None:
        """The remedy, at the trailing end."""
        self._row.setContentsMargins(12, 1, 6, 1)
        self.setMinimumHeight(self.theme.px(34))
        self._row.addWidget(button)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def say(self, sentence: str) -> None:
        """Say it; nothing when it is ''."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class MessagePanel(Tinted):
    """A calm message from the environment: what happened, what was not lost, what to do next."""

    def __init__(
        self, theme: Theme, sentence: str, status: Status = Status.STOP, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, status, parent=parent)
        self._sentence = Label(sentence, Face.BODY, Role.TEXT, wrap=True)
        row = hbox(self, IconLabel(theme, theme.status_icon(status), status.role, 20), spacing=12)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(self._sentence, 1)
        self.acts = hbox(None, spacing=8)
        row.addLayout(self.acts)
        close = IconButton(theme, tr("Close this message"), "x")
        close.clicked.connect(self.hide)
        row.addWidget(close)
        self.setAccessibleName(sentence)

    def say(self, sentence: str) -> None:
        """Tell something else."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
