"""Before the screen at the site opens: whether who is at the desk may look at the items, and else who may."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.access import founding, why_denied
from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.disposal import Duty, batch_view, may_verify, verifiers
from stockpile_app.gui.common import Dialog, Face, FindingCard, Label, PrimaryButton, Role, Theme, isolate
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class BeforeSite:
    """What is to be known before the screen opens.

    Attributes:
        sole: One keeper keeps these books, so that who looks is named and not signed in.
        named: Who was named to verify.
        against: What the room would refuse; empty where the screen may open.
        others: Who of those with a key may look instead.
    """

    sole: bool = False
    named: tuple[str, ...] = ()
    against: tuple[Finding, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Why it cannot be opened at this desk, and who may; '' where it can."""
        if not self.against:
            return ""
        return " ".join(filter(None, (f"{self.against[0].sentence.rstrip('.')}.", self.who)))

    @property
    def who(self) -> str:
        """Who may look at the items instead."""
        if not self.others:
            return tr("Nobody else with a key may verify it. Add a person on People & keys.")
        return tr("Who may verify it: {names}", names=", ".join(isolate(name) for name in self.others))


def before_site(books: Stockpile, batch_id: int) -> BeforeSite:
    """Ask the room by the rule of the operation itself; where the verifier is named, that name is asked about."""
    view = batch_view(books, batch_id)
    named = tuple(one.name for one in view.persons if one.duty == Duty.VERIFIER) if view else ()
    if founding(books).sole:
        return BeforeSite(True, named)
    denied = why_denied(books, "verify item")
    against = (denied,) if denied else tuple(may_verify(books, batch_id))
    return BeforeSite(False, named, against, tuple(verifiers(books, batch_id)) if against else ())


class NotYouDialog(Dialog):
    """Who packed does not verify: the refusal before any work, and who may."""

    def __init__(self, theme: Theme, parent: QWidget, number: str, found: BeforeSite) -> None:
        super().__init__(
            theme, parent, "user-check", tr("Verify each item"), isolate(number), QSize(640, 440)
        )
        for finding in found.against:
            self.body.addWidget(FindingCard(theme, finding, in_row=False))
        self.who = Label(found.who, Face.STRONG, wrap=True)
        self.body.addWidget(self.who)
        if found.others:
            words = tr("Ctrl+U hands the desk over without closing the books.")
            self.body.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.body.addStretch(1)
        self.add_button(PrimaryButton(theme, tr("Close"), "x", "Esc").does(self.ask_close), primary=True)
