"""Reversal: a wrong voucher is undone, line by line; nothing is erased, and the lines cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from stockpile_app import ledger
from stockpile_app.access.rights import OTHERS_REVERSAL
from stockpile_app.base.text import tr
from stockpile_app.catalogue.model import ItemType
from stockpile_app.gui.access.request_view import second_person
from stockpile_app.gui.common.fields import LabelledField, MultiLineField, TextField
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.line_row import LineRow
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.gui.ledger.words import kind_word, moment_words
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.reading import Subject
from stockpile_app.ledger.registers import VoucherLine, VoucherView
from stockpile_app.ledger.requests import AnyVoucher, Line, ReversalVoucher
from stockpile_app.store import Stockpile


class ReversalDialog(VoucherDialog):
    """The voucher to reverse (prefilled), reason, effective on; the lines are shown and fixed."""

    kind = VoucherKind.REVERSAL

    def heading(self) -> str:
        return tr("Reversal voucher")

    def build_head(self, form: HeadForm) -> None:
        self._original: VoucherView | None = None
        self.number = TextField(self.theme, tr("Voucher to reverse"))
        self.number.line.setReadOnly(True)
        self.number.line.setProperty("face", "mono")
        self.reason = MultiLineField(self.theme, tr("Reason"), help_text=tr("One sentence: what was wrong"))
        self.authority = TextField(self.theme, tr("Authority"), optional=True)
        form.add(self.number)
        form.add(self.reason)
        form.add(self.effective)
        form.add(self.authority)

    def build_above(self) -> QWidget:
        """Whose consent is needed stands over the lines, before anything is typed."""
        self.second = Notice(self.theme, Status.INFO)
        return self.second

    def surrounded(self, around: Surroundings) -> None:
        number = self.start.voucher_number
        self.number.set_value(number)
        self.desk.read(self, lambda books: to_reverse(books, number, self.start.draft), self._show_original)

    def _show_second(self, found: Reversed) -> None:
        """`WO2 K. Brandt posted this voucher. A second person must approve the reversal`."""
        if not found.second:
            return
        name = found.view.voucher.actor
        words = tr("{name} posted this voucher. A second person must approve the reversal: {names}",
                   name=name, names=found.second)  # fmt: skip
        self.second.say(words)
        self.post_button.set_words(tr("Ask for the reversal"))
        self.post_button.set_icon_name("signature")

    def fill(self, voucher: AnyVoucher) -> None:
        assert isinstance(voucher, ReversalVoucher)
        self.reason.set_value(voucher.reason)
        self.authority.set_value(voucher.authority)

    def _show_original(self, found: Reversed | None) -> None:
        if found is None:
            return
        self._original = found.view
        self._show_second(found)
        voucher = self._original.voucher
        self.number.set_value(voucher.number)
        self.number.set_help(
            " · ".join((kind_word(voucher.kind), isolate(moment_words(voucher.effective_at))))
        )
        self.lines.set_rows(list(found.rows))
        self.reason.setFocus()

    def missing(self) -> Iterator[LabelledField]:
        if not self.reason.value():
            yield self.reason

    def request(self, lines: tuple[Line, ...]) -> ReversalVoucher:
        return ReversalVoucher(
            operation_id=self.operation_id,
            effective_at=self.effective_at(),
            authority=self.authority.value(),
            reason=self.reason.value(),
            voucher_id=self._original.voucher.id if self._original else 0,
        )

    def place(self) -> str:
        return self._original.voucher.number if self._original else ""


@dataclass(frozen=True, slots=True)
class Reversed:
    """The voucher to reverse, its lines as rows that cannot be changed, and who must approve; '' nobody."""

    view: VoucherView
    rows: tuple[LineRow, ...]
    second: str


def to_reverse(books: Stockpile, number: str, draft: AnyVoucher | None) -> Reversed | None:
    """The voucher as it would be reversed by who is at the desk; None when there is none."""
    if isinstance(draft, ReversalVoucher):
        number = ledger.voucher_number(books, draft.voucher_id)
    view = ledger.voucher_view(books, number)
    if view is None:
        return None
    poster = view.voucher.actor
    others = poster != books.actor.name
    second = second_person(books, OTHERS_REVERSAL, frozenset({poster})) if others else ""
    return Reversed(view, tuple(_row(line) for line in view.lines), second)


def _row(shown: VoucherLine) -> LineRow:
    """One movement, turned round; it is only shown, the posting reads the original itself."""
    item = ItemType(0, shown.item_kind, shown.item, "", shown.unit)
    line = Line(
        item_type_id=0,
        quantity=shown.quantity,
        weapon_id=shown.weapon_id,
        lot_id=shown.lot_id,
        condition=shown.condition_to,
        condition_to=shown.condition_from,
    )
    return LineRow(line, Subject(shown.mark, item))
