"""What two persons do in this room: how a request reads, what its approval does, and whether that was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stockpile_app.access import Decision, Deed, Request
from stockpile_app.base import tr
from stockpile_app.base.text import trn
from stockpile_app.ledger import VoucherKind
from stockpile_app.store import Stockpile
from stockpile_app.surplus.declaring import DECLARE, WITHDRAW, Declared, declare_within, withdraw_within
from stockpile_app.surplus.kept import kept_declaration, kept_withdrawal
from stockpile_app.surplus.model import Declaration
from stockpile_app.surplus.queries import DECLARATION_COLUMNS, declaration_by_id, lines_of


def _perform_declaration(
    stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision
) -> Declared:
    asked = kept_declaration(stockpile.ids.new_id(), content)
    return declare_within(stockpile, asked, request.asked_by, (decision,))


def _perform_withdrawal(
    stockpile: Stockpile, content: Mapping[str, Any], _request: Request, decision: Decision
) -> Declared:
    return withdraw_within(stockpile, kept_withdrawal(stockpile.ids.new_id(), content), (decision,))


def _say_declaration(stockpile: Stockpile, content: Mapping[str, Any]) -> str:
    apart = stockpile.value("SELECT name FROM account WHERE id = ?", [content["apart_account"]])
    weapons, goods = len(content["weapons"]), len(content["goods"])
    what = (
        trn("{count} weapon", "{count} weapons", weapons) if weapons else "",
        trn("{count} line of goods", "{count} lines of goods", goods) if goods else "",
    )
    return tr("Declare surplus by {authority}: {what}, apart in {place}. {reason}", authority=content["authority"],
              what=", ".join(filter(None, what)), place=str(apart or ""), reason=content["reason"])  # fmt: skip


def _say_withdrawal(stockpile: Stockpile, content: Mapping[str, Any]) -> str:
    declaration = declaration_by_id(stockpile, content["declaration_id"])
    number = declaration.number if declaration else ""
    if not content["lines"]:
        return tr(
            "Take declaration {number} back into service: {reason}", number=number, reason=content["reason"]
        )
    listed = ", ".join(map(str, content["lines"]))
    return tr("Take lines {lines} of declaration {number} back into service: {reason}",
              lines=listed, number=number, reason=content["reason"])  # fmt: skip


def _wrote_declaration(stockpile: Stockpile, entry: int, content: Mapping[str, Any], asked_by: str) -> bool:
    """The entry declares what was asked, under the asker's name, no more and no less."""
    row = stockpile.row(f"SELECT {DECLARATION_COLUMNS} FROM declaration WHERE entry = ?", [entry])
    if row is None:
        return False
    done = Declaration(*row)
    lines = lines_of(stockpile, done.id)
    said = tuple(str(content[name]).strip() for name in ("declared_on", "authority", "reason", "document"))
    actor = stockpile.value("SELECT actor FROM voucher WHERE entry = ?", [entry])
    goods = sorted((item, lot, quantity) for item, quantity, _, lot, _ in content["goods"])
    return (
        (done.declared_on, done.authority, done.reason, done.document) == said
        and done.apart_account == content["apart_account"]
        and sorted(one.weapon_id for one in lines if one.weapon_id) == sorted(content["weapons"])
        and sorted((one.item_type_id, one.lot_id, one.quantity) for one in lines if not one.weapon_id)
        == goods
        and actor in {None, asked_by}
    )


def _wrote_withdrawal(stockpile: Stockpile, entry: int, content: Mapping[str, Any], _asked_by: str) -> bool:
    """The entry ends reservations of the declaration that was named, and of the lines that were."""
    ended = {row[0] for row in stockpile.rows("SELECT hold_id FROM hold_release WHERE entry = ?", [entry])}
    mine = {line.hold_id: line.line_no for line in lines_of(stockpile, content["declaration_id"])}
    numbers = {mine.get(hold, 0) for hold in ended}
    return bool(ended) and 0 not in numbers and (not content["lines"] or numbers == set(content["lines"]))


DEEDS = (
    Deed(DECLARE, _say_declaration, _perform_declaration, wrote=_wrote_declaration,
         vouchers=frozenset({VoucherKind.TRANSFER})),
    Deed(WITHDRAW, _say_withdrawal, _perform_withdrawal, wrote=_wrote_withdrawal),
)  # fmt: skip
