"""What stands only in the books that are left behind, told in a list and, where it can be, as drafts.

After a fork the newer copy's history counts.  What the other books posted since is proposed for
re-entry: a voucher whose accounts, items, weapons and lots the joined books know becomes a draft in
them; anything else is listed with the reason, and a person enters it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stockpile_app import audit
from stockpile_app.audit import Entry
from stockpile_app.base.text import tr
from stockpile_app.ledger.drafts import save_draft
from stockpile_app.ledger.gather import VOUCHER_COLUMNS
from stockpile_app.ledger.model import Movement, Voucher, VoucherKind
from stockpile_app.ledger.requests import (
    AnyVoucher,
    ExpenditureVoucher,
    HandInVoucher,
    IssueVoucher,
    KitAnswer,
    Line,
    NewLot,
    NewWeapon,
    OpeningVoucher,
    ReceiptVoucher,
    ReclassificationVoucher,
    ReversalVoucher,
    TransferVoucher,
)
from stockpile_app.store import Stockpile

MOST_LINES = 500
_MOVEMENT = (
    "voucher_id, line_no, effective_at, item_type_id, from_account, to_account, quantity, weapon_id, lot_id, "
    "condition_from, condition_to, entered, unit_value, currency, remarks"
)
_NOT_AGAIN = {"restore", "rejoin"}  # they tell of the file, not of the stock
_ENTERING = {VoucherKind.OPENING, VoucherKind.RECEIPT}


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """One entry that stands only in the books left behind.

    Attributes:
        number: The voucher's, as printed; '' for what is no voucher.
        draft: The id of the draft kept in the joined books; '' without one.
        why: Why it is no draft; '' when it is.
    """

    entry: int
    kind: str
    recorded_at: str
    actor: str
    number: str = ""
    lines: int = 0
    draft: str = ""
    why: str = ""


class Inexpressible(Exception):  # noqa: N818  (an outcome: a person enters it)
    """The joined books do not know something that this voucher names."""


def carry_over(old: Stockpile, joined: Stockpile, common: int) -> list[LeftBehind]:
    """List what `old` has after entry `common`, and keep as drafts in `joined` what can be."""
    left = [entry for entry in audit.entries(old, common) if entry.kind not in _NOT_AGAIN]
    return [_carry(old, joined, entry, common) for entry in left]


def _carry(old: Stockpile, joined: Stockpile, entry: Entry, common: int) -> LeftBehind:
    told = LeftBehind(entry.entry, entry.kind, entry.recorded_at, entry.actor, lines=max(0, entry.lines - 1))
    row = old.row(f"SELECT {VOUCHER_COLUMNS} FROM voucher WHERE entry = ?", [entry.entry])
    if row is None:
        return replace(told, why=tr("Enter it again by hand"))
    voucher = Voucher(*row)
    told = replace(told, number=voucher.number)
    try:
        request = _Translation(old, joined, entry.entry, common).request(voucher, entry.operation_id)
    except Inexpressible as stop:
        return replace(told, why=str(stop))
    return replace(told, draft=save_draft(joined, request).id)


class _Translation:
    """A posted voucher of one file as a request to another: the same things by the names both know."""

    def __init__(self, old: Stockpile, joined: Stockpile, entry: int, common: int) -> None:
        self._old, self._joined, self._entry, self._common = old, joined, entry, common

    def request(self, voucher: Voucher, operation_id: str) -> AnyVoucher:
        """The request; raises `Inexpressible`."""
        if self._joined.value("SELECT 1 FROM journal WHERE operation_id = ?", [operation_id]):
            raise Inexpressible(tr("The newer books have it already"))
        day = voucher.effective_at.removesuffix("T24:00")
        head = {"operation_id": operation_id, "effective_at": day, "authority": voucher.authority,
                "document": voucher.document, "reason": voucher.reason}  # fmt: skip
        if voucher.kind == VoucherKind.REVERSAL:
            return ReversalVoucher(voucher_id=self._reversed(voucher.reverses), **head)  # type: ignore[arg-type]
        return self._built(voucher, {**head, "lines": tuple(self._lines(voucher))})

    def _built(self, voucher: Voucher, head: dict[str, object]) -> AnyVoucher:
        leaving, entering = self._account(voucher.from_account), self._account(voucher.to_account)
        due = voucher.due_back_at.removesuffix("T24:00")
        made: dict[str, tuple[type[AnyVoucher], dict[str, object]]] = {
            VoucherKind.OPENING: (OpeningVoucher, {"to_account": entering, "source_kind": self._kind(voucher)}),
            VoucherKind.RECEIPT: (
                ReceiptVoucher,
                {"to_account": entering, "party": voucher.party, "source_kind": self._kind(voucher)},
            ),
            VoucherKind.ISSUE: (
                IssueVoucher,
                {"from_account": leaving, "holder": entering, "purpose": voucher.purpose, "due_back_at": due},
            ),
            VoucherKind.HAND_IN: (HandInVoucher, {"to_account": entering, "holder": leaving}),
            VoucherKind.TRANSFER: (
                TransferVoucher,
                {"to_account": entering, "from_account": leaving, "party": voucher.party,
                 "containers": self._containers(voucher.id)},
            ),
            VoucherKind.EXPENDITURE: (
                ExpenditureVoucher,
                {"from_account": leaving, "purpose": voucher.purpose, "witness": voucher.witness},
            ),
            VoucherKind.RECLASSIFICATION: (ReclassificationVoucher, {"account": leaving or entering}),
        }  # fmt: skip
        if voucher.kind not in made:
            raise Inexpressible(tr("Enter it again by hand"))
        request, more = made[voucher.kind]
        return request(**head, **more)  # type: ignore[arg-type]

    def _lines(self, voucher: Voucher) -> Iterator[Line]:
        rows = self._old.rows(
            f"SELECT {_MOVEMENT} FROM movement WHERE voucher_id = ? ORDER BY line_no", [voucher.id]
        )
        if len(rows) > MOST_LINES:
            raise Inexpressible(
                tr("Bring it in again from its sheet: more than {most} lines", most=MOST_LINES)
            )
        for row in rows:
            yield self._line(voucher, Movement(*row))

    def _line(self, voucher: Voucher, moved: Movement) -> Line:
        entering = voucher.kind in _ENTERING
        before = moved.condition_to if entering else moved.condition_from
        known, new = self._weapon(moved.weapon_id, entering=entering)
        lot, new_lot = self._lot(moved.lot_id, entering=entering)
        return Line(
            item_type_id=self._item_type(moved.item_type_id),
            quantity=moved.quantity,
            weapon_id=known,
            lot_id=lot,
            new_weapon=new,
            new_lot=new_lot,
            condition=before,
            condition_to=moved.condition_to if moved.condition_to != before else "",
            from_account=self._account(moved.from_account)
            if moved.from_account != voucher.from_account
            else 0,
            to_account=self._account(moved.to_account) if moved.to_account != voucher.to_account else 0,
            entered=moved.entered,
            unit_value=moved.unit_value,
            currency=moved.currency,
            remarks=moved.remarks,
            effective_at=moved.effective_at.removesuffix("T24:00")
            if moved.effective_at != voucher.effective_at
            else "",
            kit=tuple(self._kit(moved)),
        )

    def _kit(self, moved: Movement) -> Iterator[KitAnswer]:
        for row in self._old.rows(
            "SELECT kit_line_no, description, expected, confirmed FROM kit_check "
            "WHERE voucher_id = ? AND line_no = ? ORDER BY kit_line_no",
            [moved.voucher_id, moved.line_no],
        ):
            yield KitAnswer(kit_line_no=row[0], description=row[1], expected=row[2], confirmed=row[3])

    # The same things by the names both know

    def _same(self, table: str, number: int, names: str) -> tuple[int, tuple[object, ...]]:
        """The id there of what has this id here, 0 when there is none; and what it is called here."""
        called = self._old.row(f"SELECT {names} FROM {table} WHERE id = ?", [number])
        assert called is not None  # a foreign key holds it
        where = " AND ".join(f"{name} = ?" for name in names.split(", "))
        return int(self._joined.value(f"SELECT id FROM {table} WHERE {where}", called) or 0), called

    def _account(self, number: int) -> int:
        if not number:
            return 0
        there, (_, name) = self._same("account", number, "kind, name")
        if not there:
            raise Inexpressible(tr("The newer books have no account “{name}”. Open it first", name=name))
        return there

    def _item_type(self, number: int) -> int:
        there, called = self._same("item_type", number, "kind, name, make, model, calibre")
        if not there:
            raise Inexpressible(
                tr("The newer books have no item type “{name}”. Add it first", name=called[1])
            )
        return there

    def _weapon(self, number: int, *, entering: bool) -> tuple[int, NewWeapon | None]:
        if not number:
            return 0, None
        names = "make, model, calibre, serial, country, own_number"
        there, (make, model, calibre, serial, country, own) = self._same("weapon", number, names)
        if not entering:
            if not there:
                raise Inexpressible(tr("The newer books have no weapon {serial} yet", serial=serial or own))
            return there, None
        year, remarks = self._old.row("SELECT year, remarks FROM weapon WHERE id = ?", [number]) or ("", "")
        owned, reference = self._old.row(
            "SELECT kind, reference FROM ownership WHERE weapon_id = ? AND fact_no = 1", [number]
        ) or ("state", "")
        new = NewWeapon(make=str(make), model=str(model), calibre=str(calibre), serial=str(serial),
                        country=str(country), unmarked=not serial, year=year, remarks=remarks, ownership=owned,
                        ownership_reference=reference)  # fmt: skip
        return 0, new

    def _lot(self, number: int, *, entering: bool) -> tuple[int, NewLot | None]:
        if not number:
            return 0, None
        row = self._old.row(
            "SELECT item_type_id, number, maker, made_on, expires_on, remarks FROM lot WHERE id = ?", [number]
        )
        assert row is not None  # a foreign key holds it
        if entering:
            return 0, NewLot(number=row[1], maker=row[2], made_on=row[3], expires_on=row[4], remarks=row[5])
        there = self._joined.value(
            "SELECT id FROM lot WHERE item_type_id = ? AND number = ? AND maker = ?",
            [self._item_type(row[0]), row[1], row[2]],
        )
        if not there:
            raise Inexpressible(tr("The newer books have no lot {number} yet", number=row[1]))
        return int(there), None

    def _containers(self, voucher_id: int) -> tuple[int, ...]:
        rows = self._old.rows(
            "SELECT container_id FROM container_stand WHERE voucher_id = ? ORDER BY container_id",
            [voucher_id],
        )
        return tuple(self._account(row[0]) for row in rows)

    def _kind(self, voucher: Voucher) -> str:
        """Where it came from, as the request calls it."""
        return str(
            self._old.value("SELECT kind FROM account WHERE id = ? AND id < 100", [voucher.from_account])
            or "source"
        )

    def _reversed(self, number: int) -> int:
        entry = int(self._old.value("SELECT entry FROM voucher WHERE id = ?", [number]) or 0)
        if entry > self._common:
            raise Inexpressible(tr("It undoes a voucher that was left behind too"))
        return number
