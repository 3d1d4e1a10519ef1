"""Report what reappeared: the thing in hand is set apart and on hold, and the case is opened with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from stockpile_app import cases, ledger
from stockpile_app.base.text import tr
from stockpile_app.cases import Reappearance, Reported
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.cases.act_dialogs import DutyFields
from stockpile_app.gui.cases.open_case_dialog import USUAL_DAYS
from stockpile_app.gui.cases.words import one_line
from stockpile_app.gui.common import (
    Choice,
    ComboField,
    Face,
    Label,
    MultiLineField,
    Role,
    SerialField,
    TextField,
)
from stockpile_app.ledger import ACCOUNT_WORDS, Account, AccountKind, Changes, Ended
from stockpile_app.ledger.model import WHENCE
from stockpile_app.store import Stockpile

_APART = (AccountKind.LOCATION, AccountKind.CONTAINER, AccountKind.WORKSHOP)
_TOUCHED = Changes(entry=1, catalogue=True, vouchers=True, holdings=True, holds=True, cases=True)


@dataclass(frozen=True, slots=True)
class _Met:
    """What the dialog offers: the destroyed weapons with such a mark, and where a thing can be set apart."""

    ended: tuple[Ended, ...]
    places: tuple[Account, ...]


class ReappearedDialog(FormDialog):
    """The destroyed identity stays as it is; what is in hand gets a number of its own."""

    def __init__(self, desk: Desk, parent: QWidget, mark: str = "") -> None:
        super().__init__(
            desk,
            parent,
            "file-warning",
            tr("Report a weapon that reappeared"),
            tr("Report it"),
            subtitle=mark,
        )
        theme = desk.theme
        words = tr(
            "What is destroyed never moves again. The weapon in hand is taken in under a number of the depot’s "
            "own, with its mark as you read it, set apart and on hold, and a case is opened about both."
        )
        self.form.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.mark = SerialField(theme, tr("Mark"), help_text=tr("As it is read on the weapon in hand"))
        self.weapon: ComboField[int] = ComboField(
            theme, tr("Weapon"), help_text=tr("Which the books say is gone")
        )
        self.place: ComboField[int] = ComboField(
            theme, tr("To account"), help_text=tr("Where it is set apart, under lock")
        )
        whence = [Choice(kind.value, tr(ACCOUNT_WORDS[kind])) for kind in sorted(WHENCE)]
        self.whence: ComboField[str] = ComboField(theme, tr("Comes from"), whence)
        self.party = TextField(theme, tr("Source"), optional=True, help_text=tr("Who brought it"))
        self.remarks = MultiLineField(
            theme, tr("Remarks"), optional=True, help_text=tr("How it was met"), lines=2
        )
        due = desk.today() + timedelta(days=USUAL_DAYS)
        self.duty = DutyFields(desk, self, desk.actor.name, due.isoformat())
        self.whence.set_value(AccountKind.FOUND.value)
        self.must_choose = (self.whence,)
        self.ask_pair(self.mark, self.place)
        self.ask(self.weapon)
        self.ask_pair(self.whence, self.party)
        self.ask(self.remarks)
        self.ask_pair(self.duty.owner, self.duty.deadline)
        self.mark.set_value(mark)
        self.mark.left.connect(self._look_up)
        self.mark.line.returnPressed.connect(self._look_up)
        self._look_up()

    def _look_up(self) -> None:
        text = self.mark.value()
        self.desk.read(self, lambda books: _met(books, text), self._offer)

    def _offer(self, met: _Met) -> None:
        self.weapon.set_choices([Choice(one.weapon.id, _words(one)) for one in met.ended])
        if len(met.ended) == 1:
            self.weapon.set_value(met.ended[0].weapon.id)
        self.place.set_choices([Choice(one.id, one.title) for one in met.places])
        nothing = bool(self.mark.value()) and not met.ended
        self.mark.set_finding(tr("No destroyed weapon has this mark or one like it") if nothing else "")

    def post(self) -> None:
        """Report it."""
        weapon, place = self.weapon.value(), self.place.value()
        for field, value in ((self.weapon, weapon), (self.place, place)):
            field.set_finding("" if value is not None else tr("Choose from the list"))
        if weapon is None or place is None:
            return
        owner, deadline = self.duty.values()
        met = Reappearance(
            operation_id=self.operation_id,
            weapon_id=weapon,
            effective_at=self.desk.now().replace(" ", "T"),
            to_account=place,
            owner=owner,
            deadline=deadline,
            mark=self.mark.value(),
            source_kind=self.whence.value() or "",
            party=self.party.value(),
            remarks=one_line(self.remarks.value()),
        )
        self.send(lambda books: cases.report_reappeared(books, met), _TOUCHED, _said, tr("Reporting"))


def _said(done: Reported) -> str:
    return tr("{voucher} took it in, apart and on hold. Case {number} is open", voucher=done.posted.number,
              number=done.case.number)  # fmt: skip


def _words(one: Ended) -> str:
    """The weapon and what proves that it is gone: the certificate, or the voucher while there is none."""
    return f"{one.weapon.title} · {one.certificate or one.voucher}"


def _met(books: Stockpile, mark: str) -> _Met:
    places: Sequence[Account] = ledger.accounts(books, *_APART)
    return _Met(tuple(cases.ended_like(books, mark)), tuple(places))
