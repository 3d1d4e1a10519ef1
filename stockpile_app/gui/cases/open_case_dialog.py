"""Open a case by hand: what does not agree, about what, who explains it and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from stockpile_app import cases, ledger
from stockpile_app.base.text import tr
from stockpile_app.cases import CASE_WORDS, About, CaseKind, NewCase
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.cases.act_dialogs import DutyFields
from stockpile_app.gui.cases.words import TOUCHED, one_line
from stockpile_app.gui.common import Choice, ComboField, MultiLineField, SerialField
from stockpile_app.ledger import Match

USUAL_DAYS = 14
"""How long a case usually has; shown in the field, never silent."""

_ABOUT = {
    "weapon": "weapon",
    "lot": "lot",
    "voucher": "voucher",
    "item_type": "item_type",
    "account": "account",
    "container": "account",
}


class OpenCaseDialog(FormDialog):
    """A case of which no operation knew."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "file-warning", tr("Open a case"), tr("Open it"))
        theme = desk.theme
        self._offered: list[Match] = []
        kinds = [
            Choice(kind.value, tr(CASE_WORDS[kind])) for kind in CaseKind if kind is not CaseKind.REAPPEARED
        ]
        self.kind: ComboField[str] = ComboField(theme, tr("Kind"), kinds)
        self.text = MultiLineField(
            theme, tr("Subject"), help_text=tr("What was expected and what was met, in one sentence"), lines=3
        )
        self.mark = SerialField(
            theme,
            tr("Serial, lot, voucher or account"),
            optional=True,
            help_text=tr("Type or scan it, then leave the field"),
        )
        self.what: ComboField[int] = ComboField(theme, tr("About"), optional=True)
        due = desk.today() + timedelta(days=USUAL_DAYS)
        self.duty = DutyFields(desk, self, deadline=due.isoformat())
        self.must_choose = (self.kind,)
        self.ask(self.kind, self.text, self.mark, self.what)
        self.ask_pair(self.duty.owner, self.duty.deadline)
        self.mark.left.connect(self._look_up)
        self.mark.line.returnPressed.connect(self._look_up)

    def _look_up(self) -> None:
        text = self.mark.value()
        if text:
            self.desk.read(self, lambda books: ledger.find(books, text), self._offer)

    def _offer(self, found: Sequence[Match]) -> None:
        """What carries that mark; the only exact one is taken."""
        self._offered = [match for match in found if match.kind in _ABOUT]
        self.what.set_choices([Choice(n, _words(match)) for n, match in enumerate(self._offered)])
        exact = [n for n, match in enumerate(self._offered) if match.match == "exact"]
        if len(exact) == 1 or len(self._offered) == 1:
            self.what.set_value(exact[0] if exact else 0)
        self.mark.set_finding("" if self._offered else tr("Nothing in the books has this mark"))

    def _about(self) -> tuple[About, ...]:
        number = self.what.value()
        if number is None:
            return ()
        match = self._offered[number]
        return ((_ABOUT[match.kind], match.id),)

    def post(self) -> None:
        """Open it."""
        owner, deadline = self.duty.values()
        new = NewCase(
            operation_id=self.operation_id,
            kind=self.kind.value() or "",
            subject=one_line(self.text.value()),
            about=self._about(),
            owner=owner,
            deadline=deadline,
        )
        self.send(
            lambda books: cases.open_case(books, new),
            TOUCHED,
            lambda done: tr("Case {number} is open", number=done.case.number),
            tr("Opening the case"),
        )


def _words(match: Match) -> str:
    return " · ".join(filter(None, (match.identity, match.detail, tr(match.account))))
