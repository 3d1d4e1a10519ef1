"""Weapons that were destroyed, for tests of what happens when they are met again."""

from __future__ import annotations

from stockpile_app import ledger
from stockpile_app.catalogue.model import Weapon
from stockpile_app.ledger import AccountKind, Line, Posted, VoucherKind
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.post import post_within
from tests.books import Books

_INTO = {
    VoucherKind.DESTRUCTION: AccountKind.DESTROYED,
    VoucherKind.DEACTIVATION: AccountKind.DEACTIVATED,
    VoucherKind.DISPATCH: AccountKind.TRANSFERRED,
}


def gone(
    books: Books, *weapons: Weapon, on: str = "2026-11-10", kind: VoucherKind = VoucherKind.DESTRUCTION
) -> Posted:
    """Destroy weapons (or deactivate them, or send them away) by the bare voucher of the disposal room."""
    draft = Draft(
        kind=kind,
        operation_id=books.id(),
        effective_at=on,
        lines=tuple(Line(item_type_id=one.item_type_id, weapon_id=one.id) for one in weapons),
        to_account=ledger.virtual_account(books.stockpile, _INTO[kind]),
    )
    with books.stockpile.transaction():
        return post_within(books.stockpile, draft)
