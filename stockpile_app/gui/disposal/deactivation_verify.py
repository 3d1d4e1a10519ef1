"""The finished weapon is compared with its list: who signs, for which entity, and the serial as read again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from stockpile_app.access import Requested
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.disposal.deactivation import DeactivationView, VerifyDeactivation, verify_deactivation
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.common import CheckField, MomentField, SerialField, Status, TextField, isolate
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.ledger import Posted

AfterRequest = Callable[[Requested], object]
_TOUCHED = Changes(entry=1, vouchers=True, holdings=True, disposal=True, requests=True)


class VerifyDialog(FormDialog):
    """Two persons, neither of whom did the work; then the weapon leaves the books for good.

    Args:
        requested: What is told when it waits for the second person.
        second: Who may approve it, in words; '' where nobody has to.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, view: DeactivationView, requested: AfterRequest, second: str
    ) -> None:
        verb = tr("Ask for the verification") if second else tr("Verify and post")
        title = tr("Verify the deactivation")
        super().__init__(desk, parent, "file-check", title, verb, subtitle=view.weapon.title)
        self.view, self._requested = view, requested
        profile = view.checklist.profile
        warning = Notice(desk.theme, Status.WARN)
        warning.say(tr("When it is approved the weapon leaves the books. It can never move again."))
        who = Notice(desk.theme, Status.INFO)
        who.say(_who(view, second))
        self.form.addWidget(warning)
        self.form.addWidget(who)
        self.serial = SerialField(
            desk.theme, tr("Serial as read"), help_text=tr("Read it again from the finished weapon")
        )
        self.person = TextField(desk.theme, tr("Name"), help_text=tr("Who signs for the entity"))
        self.rank = TextField(desk.theme, tr("Title"), optional=True)
        self.entity = TextField(desk.theme, tr("Verifying entity"))
        self.public = CheckField(desk.theme, tr("It is a public authority"))
        self.listed = CheckField(desk.theme, tr("On the list"))
        self.listed.set_help(
            tr("It stands on {listing}", listing=tr(profile.listing)) if profile.listing else ""
        )
        self.listed.setVisible(bool(profile.listing))
        self.verified_on = MomentField(desk.theme, tr("Verified on"), with_time=False)
        self.verified_on.set_value(desk.today())
        self.ask(self.serial)
        self.ask_pair(self.person, self.rank)
        self.ask(self.entity, self.public, self.listed, self.verified_on)

    def post(self) -> None:
        """Ask for it, or post it where one keeper keeps these books."""
        day = self.verified_on.value()
        asked = VerifyDeactivation(
            operation_id=self.operation_id,
            deactivation_id=self.view.deactivation.id,
            verified_on=day.day.isoformat() if day else "",
            name=self.person.value(),
            entity=self.entity.value(),
            serial_read=self.serial.value(),
            public=self.public.value(),
            listed=self.listed.value() and self.listed.isVisibleTo(self),
            title=self.rank.value(),
        )

        def told(outcome: Posted | Requested) -> str:
            if isinstance(outcome, Requested):
                self._requested(outcome)
                return tr("Asked for: {summary} · waits for a second person", summary=outcome.summary)
            return tr("Deactivated {mark} · {number}", mark=isolate(self.view.weapon.mark),
                      number=isolate(outcome.number))  # fmt: skip

        self.send(lambda books: verify_deactivation(books, asked), _TOUCHED, told, tr("Verifying"))


def _who(view: DeactivationView, second: str) -> str:
    """Who may verify, before anything is typed."""
    parts = [
        tr("Who verifies did none of the work. The work is by: {names}", names=", ".join(view.performers))
        if view.performers
        else "",
        tr("This profile is verified by a public authority") if view.checklist.profile.public else "",
        tr("A second person must approve this: {names}", names=second) if second else "",
    ]
    return ". ".join(filter(None, parts))
