"""Decide about declared surplus: destruction unless somebody says why not; two persons make a batch of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import disposal, ledger
from stockpile_app.base.text import tr
from stockpile_app.disposal import DISPOSAL_WORDS, Disposal, DisposalDecision
from stockpile_app.disposal.around import OpenDeclaration, open_declarations
from stockpile_app.disposal.methods import goods_of
from stockpile_app.disposal.model import WITH_END_USER
from stockpile_app.gui.common import (
    Choice,
    ComboField,
    MultiLineField,
    ScanFilter,
    TextField,
    vbox,
)
from stockpile_app.gui.disposal.decide_lines import DecideLines
from stockpile_app.gui.disposal.decide_part import PartDialog
from stockpile_app.gui.disposal.end_user_fields import EndUserFields
from stockpile_app.gui.disposal.methods_field import MethodsField
from stockpile_app.gui.disposal.step_dialog import StepDialog, Work, group, moment_text
from stockpile_app.gui.ledger.new_account_dialog import NewAccountDialog
from stockpile_app.ledger.model import Account, AccountKind
from stockpile_app.store import Stockpile

ADD = -1


@dataclass(frozen=True, slots=True)
class DecisionOffer:
    """What there is to decide about, and where it could go."""

    declarations: tuple[OpenDeclaration, ...]
    places: tuple[Account, ...]


def _gather(books: Stockpile, today: str) -> DecisionOffer:
    places = ledger.accounts(books, AccountKind.LOCATION, AccountKind.WORKSHOP)
    return DecisionOffer(tuple(open_declarations(books, today)), tuple(one for one in places if one.real))


class DecideDialog(StepDialog):
    """What, by whose authority, where, when and how; more is asked only for what is not destruction."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            work,
            "decide disposal",
            "signature",
            tr("Decide about surplus"),
            tr("Decide it"),
            QSize(1160, 720),
        )
        self._places: tuple[Account, ...] = ()
        self.lines = DecideLines(self.theme)
        self._ask_fields()
        self._lay()
        self.use_scan_field(self.lines.scan)
        ScanFilter(self, self.theme.tokens.motion.scanner_gap_ms).route_to(self.lines.scan)
        self.kind.chosen.connect(lambda _value: self._fit())
        self.site.chosen.connect(self._chose_site)
        self.lines.changed.connect(self._fit)
        self.methods.changed.connect(self._fit_button)
        self.lines.part_asked.connect(self._ask_part)
        self._fit()
        today = self.desk.today().isoformat()
        self.desk.read(self, lambda books: _gather(books, today), self._offer)

    def _ask_fields(self) -> None:
        theme = self.theme
        self.kind: ComboField[str] = ComboField(
            theme, tr("Disposal"), [Choice(str(one), tr(word)) for one, word in DISPOSAL_WORDS.items()]
        )
        self.kind.set_value(str(Disposal.DESTRUCTION))
        self.reason = MultiLineField(theme, tr("Reason"), lines=2, help_text=tr("Why it is not destroyed"))
        self.recipient = TextField(theme, tr("Recipient"))
        self.authority = TextField(
            theme, tr("Authority"), help_text=tr("Who decided it, or the order that says so")
        )
        self.document = TextField(theme, tr("Authority document"), optional=True)
        self.decided = self.day(tr("Decided on"))
        self.planned = self.day(tr("Planned on"), optional=True)
        self.site: ComboField[int] = ComboField(
            theme, tr("Site"), optional=True, help_text=tr("Empty: it stays at this depot")
        )
        self.methods = MethodsField(theme, optional=True)
        self.limit = TextField(theme, tr("NEQ limit of the site, kg"), optional=True)
        self.transport = TextField(theme, tr("Transport"), optional=True)
        self.environment = TextField(theme, tr("Environment"), optional=True)
        self.scrap = TextField(theme, tr("Scrap"), optional=True)
        self.cost = TextField(theme, tr("Cost"), optional=True)
        self.currency = TextField(theme, tr("Currency"), optional=True)
        self.end_user = EndUserFields(theme)
        self.why = group(self.reason, self.recipient)

    def _lay(self) -> None:
        side = QWidget()
        column = vbox(side, self.second, self.kind, self.why, self.authority, self.document, spacing=12)
        column.addWidget(group(self.decided, self.planned))
        for part in (
            self.site,
            self.methods,
            self.limit,
            self.end_user,
            self.transport,
            self.environment,
            self.scrap,
        ):
            column.addWidget(part)
        column.addWidget(group(self.cost, self.currency))
        column.addStretch(1)
        self.fields += [
            self.kind, self.reason, self.recipient, self.authority, self.document, self.decided, self.planned,
            self.site, *self.methods.fields, self.limit, self.transport, self.environment, self.scrap, self.cost,
            self.currency, *self.end_user.fields,
        ]  # fmt: skip
        self.use_sides(side, self.lines, 400)

    # What there is

    def _offer(self, found: DecisionOffer) -> None:
        self._offer_places(found.places)
        self.lines.offer(found.declarations)

    def _offer_places(self, places: tuple[Account, ...]) -> None:
        self._places = places
        self.site.set_choices(
            [*(Choice(one.id, one.title) for one in places), Choice(ADD, tr("Add a location"))]
        )

    def _chose_site(self, value: object) -> None:
        if value == ADD:
            self.site.set_value(None)
            dialog = NewAccountDialog(self.desk, self, AccountKind.LOCATION)
            dialog.opened.connect(self._added)
            dialog.open()

    def _added(self, account: Account) -> None:
        self._offer_places((*self._places, account))
        self.site.set_value(account.id)

    # What is asked

    @property
    def disposal(self) -> str:
        """What was chosen."""
        return self.kind.value() or ""

    def _fit(self) -> None:
        """Ask only what this disposal needs."""
        destroyed = self.disposal == Disposal.DESTRUCTION
        self.why.setVisible(not destroyed)
        self.methods.setVisible(destroyed)
        self.end_user.setVisible(self.disposal in WITH_END_USER)
        chosen = self.lines.chosen
        explosive = any(row.line.explosive for row in chosen)
        self.limit.setVisible(explosive and destroyed)
        if destroyed:
            before = self.methods.value()
            self.methods.offer({goods_of(row.line.kind) for row in chosen})
            self.methods.set_value(before)
        if self.disposal in WITH_END_USER and self.lines.items().keys() != self.end_user.quantities.keys():
            self.end_user.offer(self.lines.items())
        self._fit_button()

    def _fit_button(self) -> None:
        destroyed, chosen = self.disposal == Disposal.DESTRUCTION, self.lines.chosen
        enough = not destroyed or not self.methods.value() or self.methods.enough
        self.post_button.setEnabled(bool(chosen) and enough and self.may and not self.desk.read_only)

    def _ask_part(self, position: int) -> None:
        dialog = PartDialog(self.desk, self, self.lines.rows()[position])
        dialog.noted.connect(lambda row: self.lines.say_part(position, row))
        dialog.open()

    # The operation

    def post(self) -> None:
        """Ask for it: the second person makes the batch."""
        if self.unreadable(self.decided, self.planned, self.end_user.issued, self.end_user.expires):
            return
        asked = DisposalDecision(
            operation_id=self.operation_id,
            decided_on=moment_text(self.decided),
            authority=self.authority.value(),
            disposal=self.disposal,
            lines=self.lines.planned(),
            document=self.document.value(),
            reason=self.reason.value() if not self.why.isHidden() else "",
            site_account=self.site.value() or 0,
            planned_on=moment_text(self.planned),
            methods=self.methods.value() if not self.methods.isHidden() else (),
            recipient=self.recipient.value() if not self.why.isHidden() else "",
            transport=self.transport.value(),
            environment=self.environment.value(),
            scrap=self.scrap.value(),
            cost=self.cost.value(),
            currency=self.currency.value(),
            site_limit=self.limit.value() if not self.limit.isHidden() else "",
            end_user=self.end_user.value() if not self.end_user.isHidden() else None,
        )
        self.do(lambda books: disposal.decide_disposal(books, asked), tr("Decided"), tr("Deciding"))
