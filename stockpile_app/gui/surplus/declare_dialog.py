"""Declare surplus: by whose authority, why, and where it stands apart; the lines are what was marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from stockpile_app.access import Requested
from stockpile_app.base import Finding
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.access.request_view import second_person
from stockpile_app.gui.common import (
    Choice,
    Column,
    ComboField,
    FindingCard,
    Kind,
    Label,
    MomentField,
    MultiLineField,
    Role,
    Status,
    TableView,
    TextField,
    vbox,
)
from stockpile_app.gui.common.dialog import NORMAL
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.common.moment_field import Moment
from stockpile_app.gui.ledger.words import amounts, condition_chip
from stockpile_app.gui.surplus.marks import Picked
from stockpile_app.gui.surplus.words import PUT_FORWARD, ground_words
from stockpile_app.ledger import Account, AccountKind, accounts, balances
from stockpile_app.store import Stockpile
from stockpile_app.surplus import (
    DeclarationRequest,
    Declared,
    DeclaredGoods,
    declarations,
    declare_surplus,
)

AfterRequest = Callable[[Requested], object]
LEFT = 330


@dataclass(frozen=True, slots=True)
class Around:
    """What the dialog must know before anything is typed.

    Attributes:
        places: The places and containers something can stand apart in, by id and name.
        proposed: Where declared surplus was put last, or the one empty place; 0 when neither is known.
        put_before: Whether declared surplus was put there before.
        second: Who must approve it, in words; '' where nobody has to.
    """

    places: tuple[tuple[int, str], ...]
    proposed: int
    put_before: bool
    second: str


def around(books: Stockpile) -> Around:
    """The places, the one proposed, and the second person."""
    found = [one for one in accounts(books) if one.kind in {AccountKind.LOCATION, AccountKind.CONTAINER}]
    last = declarations(books)[:1]
    proposed = last[0].declaration.apart_account if last else _only_empty(books, found)
    second = second_person(books, "declare surplus")
    return Around(tuple((one.id, one.title) for one in found), proposed, bool(last), second)


def _only_empty(books: Stockpile, found: Sequence[Account]) -> int:
    """The one location in which nothing stands; 0 when there is none, or a choice."""
    used = {one.account_id for one in balances(books)}
    empty = [one.id for one in found if one.kind == AccountKind.LOCATION and one.id not in used]
    return empty[0] if len(empty) == 1 else 0


def asked(picked: Sequence[Picked]) -> tuple[tuple[int, ...], tuple[DeclaredGoods, ...]]:
    """The marked weapons by id, and the marked goods with their quantities."""
    weapons = tuple(one.item.weapon_id for one in picked if one.item.weapon_id)
    goods = tuple(
        DeclaredGoods(
            item_type_id=one.item.item_type_id,
            quantity=one.quantity,
            from_account=one.item.account_id,
            lot_id=one.item.lot_id,
            condition=one.item.condition,
        )
        for one in picked
        if not one.item.weapon_id
    )
    return weapons, goods


class DeclareDialog(FormDialog):
    """The paper at the leading side, the lines beside it."""

    def __init__(
        self, desk: Desk, parent: QWidget, picked: Sequence[Picked], known: Around, requested: AfterRequest
    ) -> None:
        super().__init__(
            desk, parent, "scale", tr("Declare surplus"),
            tr("Ask for the declaration") if known.second else tr("Declare surplus"), NORMAL,
            amounts((one.unit, one.quantity) for one in picked),
        )  # fmt: skip
        self.picked, self._requested, self._second = tuple(picked), requested, known.second
        self._build_fields(known)
        self.stand_beside(self._build_lines(known), LEFT)
        if known.second:
            self.post_button.set_icon_name("signature")

    def _build_fields(self, known: Around) -> None:
        theme = self.desk.theme
        self.declared_on = MomentField(theme, tr("Declared on"), with_time=False)
        self.declared_on.set_value(Moment(self.desk.today()))
        self.authority = TextField(theme, tr("Authority"), help_text=tr("Who orders it: office or name"))
        self.document = TextField(
            theme, tr("Document"), optional=True, help_text=tr("The paper that orders it")
        )
        self.reason = MultiLineField(theme, tr("Reason"), help_text=tr("One sentence"), lines=2)
        self.apart: ComboField[int] = ComboField(
            theme, tr("Place apart"), [Choice(number, name) for number, name in known.places]
        )
        self.apart.set_help(tr("Nothing in service stands there. It is moved there by a transfer of its own"))
        if known.proposed:
            self.apart.set_value(known.proposed)
            self.apart.set_help(
                tr("Proposed: where declared surplus was put last")
                if known.put_before
                else tr("Proposed: the one place in which nothing stands")
            )
        self.ask(self.authority, self.document, self.reason, self.apart, self.declared_on)

    def _build_lines(self, known: Around) -> QWidget:
        side = QWidget()
        side.setProperty("kit", "clear")
        self.second = Notice(self.theme, Status.INFO)
        self.second.setVisible(bool(known.second))
        if known.second:
            self.second.say(tr("A second person must approve the declaration: {names}", names=known.second))
        self.table: TableView[Picked] = TableView(self.theme, tr("Lines"), _columns(self.picked))
        self.table.set_rows(self.picked)
        words = trn("{count} line is taken out of service: it cannot be issued until the declaration is withdrawn",
                    "{count} lines are taken out of service: they cannot be issued until the declaration is "
                    "withdrawn", len(self.picked))  # fmt: skip
        self._cards = vbox(None, spacing=8)
        column = vbox(side, self.second, spacing=12)
        column.addWidget(Label(words, tone=Role.TEXT_2, wrap=True))
        column.addLayout(self._cards)
        column.addWidget(self.table, 1)
        return side

    # Posting

    def request(self) -> DeclarationRequest:
        """What is asked, from the fields and the marks."""
        day = self.declared_on.value()
        weapons, goods = asked(self.picked)
        return DeclarationRequest(
            operation_id=self.operation_id,
            declared_on=day.day.isoformat() if day else self.declared_on.text(),
            authority=self.authority.value(),
            reason=self.reason.value(),
            apart_account=self.apart.value() or 0,
            weapons=weapons,
            goods=goods,
            document=self.document.value(),
        )

    def post(self) -> None:
        """Ctrl+Enter: declare it, or leave it for the second person."""
        wanted = self.request()

        def told(outcome: Declared | Requested) -> str:
            if isinstance(outcome, Requested):
                self._requested(outcome)
                return tr("Asked for: {summary} · waits for a second person", summary=outcome.summary)
            return tr("Declared surplus: {number}", number=outcome.declaration.number)

        self.send(
            lambda books: declare_surplus(books, wanted),
            Changes(entry=1, surplus=True, requests=True, holds=True, holdings=True, vouchers=True),
            told,
            tr("Declaring surplus"),
        )

    def show_refusals(self, findings: Sequence[Finding]) -> None:
        """Under the field it names; what is about a line stands as a card over the lines."""
        super().show_refusals([one for one in findings if not one.row])
        self._clear_cards()
        for finding in [one for one in findings if one.row][:3]:
            self._cards.addWidget(FindingCard(self.theme, finding, in_row=False))
        rows = [one.row for one in findings if one.row]
        if rows and 0 < rows[0] <= len(self.picked):
            self.table.select(rows[0] - 1)

    def clear_findings(self) -> None:
        super().clear_findings()
        self._clear_cards()

    def _clear_cards(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()


def _columns(picked: Sequence[Picked]) -> list[Column[Picked]]:
    """The unit has a column of its own only where it varies."""
    unit: Column[Picked] = Column("unit", tr("Unit"), Kind.UNIT, tone=Role.TEXT_2)
    return [
        Column("mark", tr("Serial or lot"), Kind.SERIAL, lambda one: one.item.mark, sample="KM 064270"),
        Column("item", tr("Item type"), value=lambda one: one.item.description, stretch=True),
        Column("condition", tr("Condition"), Kind.CHIP, lambda one: condition_chip(one.item.condition)),
        Column("quantity", tr("Quantity"), Kind.NUMBER, strong=True),
        *([unit] if len({one.unit for one in picked}) > 1 else []),
        Column("where", tr("Where"), value=lambda one: tr(one.item.account), sample="Armoury 1"),
        Column("why", tr("Ground"), value=_ground, sample=tr("Above the requirement")),
    ]


def _ground(one: Picked) -> str:
    return ground_words(one.item.grounds or (PUT_FORWARD[one.item.share],))
