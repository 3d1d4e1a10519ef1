"""A request as plain data, as it is kept while it waits for a second person, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stockpile_app.surplus.requests import DeclarationRequest, DeclaredGoods, WithdrawalRequest


def kept(asked: DeclarationRequest | WithdrawalRequest) -> dict[str, Any]:
    """Integers, strings and lists of them."""
    if isinstance(asked, WithdrawalRequest):
        return {
            "declaration_id": asked.declaration_id, "withdrawn_on": asked.withdrawn_on, "authority": asked.authority,
            "reason": asked.reason, "lines": list(asked.lines),
        }  # fmt: skip
    return {
        "declared_on": asked.declared_on, "authority": asked.authority, "reason": asked.reason,
        "document": asked.document, "apart_account": asked.apart_account, "weapons": list(asked.weapons),
        "goods": [[one.item_type_id, one.quantity, one.from_account, one.lot_id, one.condition] for one in asked.goods],
    }  # fmt: skip


def kept_declaration(operation_id: str, content: Mapping[str, Any]) -> DeclarationRequest:
    """The declaration that plain data stand for."""
    goods = tuple(
        DeclaredGoods(
            item_type_id=item, quantity=quantity, from_account=place, lot_id=lot, condition=condition
        )
        for item, quantity, place, lot, condition in content["goods"]
    )
    return DeclarationRequest(
        operation_id=operation_id, **{**content, "weapons": tuple(content["weapons"]), "goods": goods}
    )


def kept_withdrawal(operation_id: str, content: Mapping[str, Any]) -> WithdrawalRequest:
    """The withdrawal that plain data stand for."""
    return WithdrawalRequest(operation_id=operation_id, **{**content, "lines": tuple(content["lines"])})
