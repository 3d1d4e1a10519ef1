"""The dialog that adds or amends one thing: fields in one column, refusals under the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from stockpile_app.base import Finding, KnownError, Progress
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import Button, ComboField, Dialog, LabelledField, PrimaryButton, hbox, vbox
from stockpile_app.ledger import Changes
from stockpile_app.store import Stockpile

Result = TypeVar("Result")
SIZE = QSize(640, 700)


class FormDialog(Dialog):
    """One operation: the fields, its verb on the primary, the refusal under the field it names.

    The request's id is made with the dialog, so that pressing twice has one effect.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        icon: str,
        title: str,
        verb: str,
        size: QSize = SIZE,
        subtitle: str = "",
    ) -> None:
        super().__init__(desk.theme, parent, icon, title, subtitle, size)
        self.desk = desk
        self.operation_id = desk.new_id()
        self.fields: list[LabelledField] = []
        self.must_choose: tuple[ComboField[str], ...] = ()
        inside = QWidget()
        inside.setProperty("kit", "clear")
        self.form = vbox(inside, spacing=12)
        self.form.setContentsMargins(0, 0, 12, 0)
        self.form.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        self._fields_side = scroll
        self.add_button(Button(desk.theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        self.post_button = self.add_button(
            PrimaryButton(desk.theme, verb, "check", "Ctrl+Return").does(self.post), primary=True
        )
        self.post_button.setEnabled(not desk.read_only)

    def stand_beside(self, lines: QWidget, width: int) -> None:
        """The fields stand at the leading side, what they are about beside them."""
        self.body.removeWidget(self._fields_side)
        self.set_sides(self._fields_side, lines, width)

    # Fields

    def ask(self, *fields: LabelledField) -> None:
        """Fields under each other, in order."""
        for field in fields:
            self.form.addWidget(field)
            self.fields.append(field)

    def ask_pair(self, first: LabelledField, second: LabelledField) -> None:
        """Two fields that belong together, side by side."""
        row = hbox(None, spacing=12)
        for field in (first, second):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self.fields.append(field)
        self.form.addLayout(row)

    # The operation

    def post(self) -> None:
        """The primary: each dialog builds its request here and calls `send`."""

    def send(
        self,
        call: Callable[[Stockpile], Result],
        touches: Changes,
        said: Callable[[Result], str],
        name: str,
    ) -> None:
        """Run the operation; close and tell when it is done, stay when it is refused."""
        self.clear_findings()
        if self._unchosen():
            return
        self.post_button.setEnabled(False)

        def work(books: Stockpile, _progress: Progress) -> Result:
            return call(books)

        def finished(result: Result) -> None:
            self.accept()
            self.desk.say(said(result))

        self.desk.write(
            self, work, finished, touches=touches, refused=self.show_refusals, failed=self._failed, name=name
        )

    def _unchosen(self) -> bool:
        """Say under each list from which nothing was chosen that something must be."""
        missing = [one for one in self.must_choose if one.isVisibleTo(self) and one.value() is None]
        for field in missing:
            field.set_finding(tr("Choose from the list"))
        if missing:
            missing[0].setFocus()
        return bool(missing)

    def clear_findings(self) -> None:
        """Nothing is wrong yet."""
        self.message.hide()
        for field in self.fields:
            field.set_finding("")

    def show_refusals(self, findings: Sequence[Finding]) -> None:
        """Under the field a finding names; what names none stands above."""
        self.post_button.setEnabled(True)
        named = {field.name: field for field in self.fields}
        others = []
        first: LabelledField | None = None
        for finding in findings:
            field = named.get(finding.field)
            if field is None:
                others.append(refusal_words(finding))
                continue
            field.set_finding(refusal_words(finding))
            first = first or field
        if others:
            self.show_notice("; ".join(dict.fromkeys(others)))
        if first is not None:
            first.setFocus()

    def _failed(self, problem: KnownError) -> None:
        self.post_button.setEnabled(True)
        self.show_notice(problem.sentence)


def refusal_words(finding: Finding) -> str:
    """What is wrong, what was expected and what to do, in a line or two."""
    parts = (
        finding.sentence,
        finding.expected and tr("Expected: {text}", text=finding.expected),
        finding.remedy,
    )
    return ". ".join(part.rstrip(".") for part in parts if part)
