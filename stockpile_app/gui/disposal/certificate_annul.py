"""A certificate is annulled: with a reason and a second person; it stays to be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.access import Requested
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.disposal.certificates import Annulled, AnnulmentRequest, annul_certificate
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.common import MultiLineField, Status, isolate
from stockpile_app.gui.common.finding_card import Notice

AfterRequest = Callable[[Requested], object]
_TOUCHED = Changes(entry=1, disposal=True, requests=True)


class AnnulDialog(FormDialog):
    """Why it stands no more.

    Args:
        requested: What is told when it waits for the second person.
        second: Who may approve it, in words; '' where nobody has to.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, number: str, requested: AfterRequest, second: str
    ) -> None:
        verb = tr("Ask for the annulment") if second else tr("Annul the certificate")
        title = tr("Annul a certificate")
        super().__init__(desk, parent, "file-warning", title, verb, QSize(600, 440), isolate(number))
        self.number, self._requested = number, requested
        warning = Notice(desk.theme, Status.WARN)
        warning.say(
            tr(
                "It stays visible, marked as annulled. What it covered stays destroyed or deactivated; "
                "a new certificate can be issued."
            )
        )
        self.form.addWidget(warning)
        if second:
            who = Notice(desk.theme, Status.INFO)
            who.say(tr("A second person must approve this: {names}", names=second))
            self.form.addWidget(who)
        self.reason = MultiLineField(
            desk.theme,
            tr("Reason"),
            help_text=tr("One sentence: what is wrong with it. It is printed on the paper"),
        )
        self.ask(self.reason)

    def post(self) -> None:
        """Ask for it, or annul it where one keeper keeps these books."""
        asked = AnnulmentRequest(
            operation_id=self.operation_id, number=self.number, reason=self.reason.value()
        )

        def told(outcome: Annulled | Requested) -> str:
            if isinstance(outcome, Requested):
                self._requested(outcome)
                return tr("Asked for: {summary} · waits for a second person", summary=outcome.summary)
            return tr("Annulled {number}", number=isolate(outcome.number))

        self.send(lambda books: annul_certificate(books, asked), _TOUCHED, told, tr("Annulling"))
