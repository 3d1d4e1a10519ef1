"""Declare surplus, and take it back: by authority and two persons, out of service and stored apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stockpile_app import ledger
from stockpile_app.access import (
    Decision,
    Deed,
    Request,
    Requested,
    acting,
    ask,
    founding,
    rehearsing,
    stands_alone,
)
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import local_date
from stockpile_app.base.text import trn
from stockpile_app.catalogue.queries import next_id
from stockpile_app.ledger import Hold, HoldKind, HoldRelease, Line, NewHold, VoucherKind
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.post import post_within
from stockpile_app.store import Stockpile
from stockpile_app.surplus.checks import CODE
from stockpile_app.surplus.declaration import Planned, leaves_at, plan
from stockpile_app.surplus.findings import refuse
from stockpile_app.surplus.model import Declaration, DeclarationLine, WithdrawalRule
from stockpile_app.surplus.queries import (
    DECLARATION_COLUMNS,
    declaration_by_id,
    lines_of,
    reservations,
    today,
)
from stockpile_app.surplus.requests import DeclarationRequest, DeclaredGoods, WithdrawalRequest
from stockpile_app.surplus.rules_declaration import check_withdrawal

DECLARE = "declare surplus"
WITHDRAW = "withdraw declaration"


@dataclass(frozen=True, slots=True)
class Declared:
    """Stock is declared surplus, or taken back: the declaration and its lines concerned."""

    declaration: Declaration
    lines: tuple[DeclarationLine, ...]
    changes: Changes
    repeated: bool = False


def declare_surplus(stockpile: Stockpile, asked: DeclarationRequest) -> Declared | Requested:
    """Take named weapons and quantities out of service and to a place apart, once a second person approves.

    Raises:
        Refused: SURPLUS-10 to SURPLUS-18, or what the ledger says of the transfer.
    """
    if stands_alone(stockpile, DECLARE):
        with acting(stockpile, DECLARE):
            earlier = _declared_before(stockpile, asked.operation_id)
            return earlier or _declare_within(stockpile, asked)
    if not entry_of_operation(stockpile, asked.operation_id, "request"):
        with rehearsing(stockpile, DECLARE):
            _declare_within(stockpile, asked)
    return ask(stockpile, DECLARE, asked.operation_id, _kept(asked))


def _declared_before(stockpile: Stockpile, operation_id: str) -> Declared | None:
    earlier = entry_of_operation(stockpile, operation_id, DECLARE)
    row = stockpile.row(f"SELECT {DECLARATION_COLUMNS} FROM declaration WHERE entry = ?", [earlier])
    if not row:
        return None
    return Declared(Declaration(*row), tuple(lines_of(stockpile, row[0])), Changes(), repeated=True)


def _declare_within(
    stockpile: Stockpile, asked: DeclarationRequest, asked_by: str = "", facts: tuple[object, ...] = ()
) -> Declared:
    """Gather, check, post and journal, inside the transaction."""
    planned = plan(stockpile, asked)
    moving = tuple(line for line in planned if line.from_account != asked.apart_account)
    declaration = _declaration(stockpile, asked, next_id(stockpile, "voucher") if moving else 0)
    holds = [_hold(stockpile, declaration, line, ahead) for ahead, line in enumerate(planned)]
    lines = tuple(
        DeclarationLine(
            declaration.id, number, one.item_type_id, one.condition, ",".join(one.grounds),
            one.weapon_id, one.lot_id, one.quantity, hold.id,
        )
        for number, (one, hold) in enumerate(zip(planned, holds, strict=True), start=1)
    )  # fmt: skip
    records = (declaration, *holds, *lines, *facts)
    if moving:
        posted = post_within(stockpile, _transfer(stockpile, asked, moving, asked_by), facts=records)
        changes = replace(posted.changes, holds=True, surplus=True)
    else:
        entry = record(stockpile, Operation(DECLARE, asked.operation_id, {}), records)
        changes = Changes(entry=entry, holds=True, surplus=True)
    return Declared(declaration, lines, changes)


def _declaration(stockpile: Stockpile, asked: DeclarationRequest, voucher_id: int) -> Declaration:
    books = founding(stockpile)
    year = local_date(stockpile.clock.now(), books.zone).year
    last = "SELECT coalesce(max(serial_no), 0) + 1 FROM declaration WHERE recorded_year = ?"
    serial_no = int(stockpile.value(last, [year]))
    return Declaration(
        id=next_id(stockpile, "declaration"), number=f"{books.code}-{CODE}-{year}-{serial_no:06d}",
        recorded_year=year, serial_no=serial_no, declared_on=asked.declared_on, authority=asked.authority.strip(),
        reason=asked.reason.strip(), apart_account=asked.apart_account, voucher_id=voucher_id,
        document=asked.document.strip(),
    )  # fmt: skip


def _hold(stockpile: Stockpile, declaration: Declaration, line: Planned, ahead: int) -> Hold:
    """A weapon is reserved itself; goods by the place they stand apart in, one hold a line."""
    target = ("weapon", line.weapon_id) if line.weapon_id else ("account", declaration.apart_account)
    return ledger.hold_asked(
        stockpile,
        NewHold(
            operation_id="", target=target[0], target_id=target[1], kind=HoldKind.RESERVED,
            authority=declaration.authority, placed_on=declaration.declared_on,
            reason=tr("Declared surplus: {number}", number=declaration.number),
        ),
        ahead,
    )  # fmt: skip


def _transfer(
    stockpile: Stockpile, asked: DeclarationRequest, moving: Sequence[Planned], asked_by: str
) -> Draft:
    return Draft(
        kind=VoucherKind.TRANSFER,
        operation_id=asked.operation_id,
        effective_at=leaves_at(stockpile, asked, moving),
        lines=tuple(
            Line(item_type_id=one.item_type_id, quantity=one.quantity, weapon_id=one.weapon_id, lot_id=one.lot_id,
                 condition=one.condition, from_account=one.from_account)
            for one in moving
        ),
        to_account=asked.apart_account,
        head={"authority": asked.authority.strip(), "document": asked.document.strip(), "reason": asked.reason.strip()},
        posted_by=asked_by,
        serves=reservations(stockpile, accounts=[asked.apart_account]),
        deed=DECLARE,
    )  # fmt: skip


def withdraw_declaration(stockpile: Stockpile, asked: WithdrawalRequest) -> Declared | Requested:
    """Take declared lines back into service: their reservations end, and both stay to be seen.

    What stands apart is free to move again and is moved by a transfer of its own.

    Raises:
        Refused: SURPLUS-10, SURPLUS-19, or a rule of the disposal room.
    """
    if stands_alone(stockpile, WITHDRAW):
        with acting(stockpile, WITHDRAW):
            if entry_of_operation(stockpile, asked.operation_id, WITHDRAW):
                kept = declaration_by_id(stockpile, asked.declaration_id)
                assert kept is not None
                return Declared(kept, (), Changes(), repeated=True)
            return _withdraw_within(stockpile, asked)
    if not entry_of_operation(stockpile, asked.operation_id, "request"):
        with rehearsing(stockpile, WITHDRAW):
            _withdraw_within(stockpile, asked)
    return ask(stockpile, WITHDRAW, asked.operation_id, _kept(asked))


def _withdraw_within(
    stockpile: Stockpile, asked: WithdrawalRequest, facts: tuple[object, ...] = ()
) -> Declared:
    declaration = declaration_by_id(stockpile, asked.declaration_id)
    standing = lines_of(stockpile, asked.declaration_id, standing=True)
    named = set(asked.lines) or {line.line_no for line in standing}
    lines = tuple(line for line in standing if line.line_no in named)
    refuse(check_withdrawal(asked, declaration, lines, named, today(stockpile)))
    rules = stockpile.assembly.of(WithdrawalRule)
    refuse(finding for rule in rules for finding in rule.check(stockpile, lines))
    assert declaration is not None
    ends = [
        ledger.release_asked(
            stockpile, HoldRelease(line.hold_id, asked.withdrawn_on, asked.authority, asked.reason)
        )
        for line in lines
    ]
    entry = record(stockpile, Operation(WITHDRAW, asked.operation_id, {}), [*ends, *facts])
    return Declared(declaration, lines, Changes(entry=entry, holds=True, surplus=True))


# Two persons ----------------------------------------------------------------------------------------


def _kept(asked: DeclarationRequest | WithdrawalRequest) -> dict[str, Any]:
    """What is asked, as it stands in the request: integers, strings and lists of them."""
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


def _asked_declaration(operation_id: str, content: Mapping[str, Any]) -> DeclarationRequest:
    goods = tuple(
        DeclaredGoods(
            item_type_id=item, quantity=quantity, from_account=place, lot_id=lot, condition=condition
        )
        for item, quantity, place, lot, condition in content["goods"]
    )
    return DeclarationRequest(
        operation_id=operation_id, **{**content, "weapons": tuple(content["weapons"]), "goods": goods}
    )


def _asked_withdrawal(operation_id: str, content: Mapping[str, Any]) -> WithdrawalRequest:
    return WithdrawalRequest(operation_id=operation_id, **{**content, "lines": tuple(content["lines"])})


def _perform_declaration(
    stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision
) -> Declared:
    asked = _asked_declaration(stockpile.ids.new_id(), content)
    return _declare_within(stockpile, asked, request.asked_by, (decision,))


def _perform_withdrawal(
    stockpile: Stockpile, content: Mapping[str, Any], _request: Request, decision: Decision
) -> Declared:
    return _withdraw_within(stockpile, _asked_withdrawal(stockpile.ids.new_id(), content), (decision,))


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


def _nobody(_stockpile: Stockpile, _content: Mapping[str, Any]) -> frozenset[str]:
    return frozenset()


DEEDS = (
    Deed(DECLARE, _say_declaration, _perform_declaration, _nobody, _wrote_declaration,
         frozenset({VoucherKind.TRANSFER})),
    Deed(WITHDRAW, _say_withdrawal, _perform_withdrawal, _nobody, _wrote_withdrawal),
)  # fmt: skip
