"""Declare surplus, and take it back: by authority and two persons, out of service and stored apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stockpile_app import ledger
from stockpile_app.access import (
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
from stockpile_app.catalogue.queries import next_id
from stockpile_app.ledger import Hold, HoldKind, HoldRelease, Line, NewHold, VoucherKind
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.post import post_within
from stockpile_app.store import Stockpile
from stockpile_app.surplus.checks import CODE
from stockpile_app.surplus.declaration import Planned, leaves_at, plan
from stockpile_app.surplus.findings import refuse
from stockpile_app.surplus.kept import kept
from stockpile_app.surplus.model import Declaration, DeclarationLine, WithdrawalRule
from stockpile_app.surplus.queries import (
    DECLARATION_COLUMNS,
    declaration_by_id,
    lines_of,
    reservations,
    today,
)
from stockpile_app.surplus.requests import DeclarationRequest, WithdrawalRequest
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
            return earlier or declare_within(stockpile, asked)
    if not entry_of_operation(stockpile, asked.operation_id, "request"):
        with rehearsing(stockpile, DECLARE):
            declare_within(stockpile, asked)
    return ask(stockpile, DECLARE, asked.operation_id, kept(asked))


def _declared_before(stockpile: Stockpile, operation_id: str) -> Declared | None:
    earlier = entry_of_operation(stockpile, operation_id, DECLARE)
    row = stockpile.row(f"SELECT {DECLARATION_COLUMNS} FROM declaration WHERE entry = ?", [earlier])
    if not row:
        return None
    return Declared(Declaration(*row), tuple(lines_of(stockpile, row[0])), Changes(), repeated=True)


def declare_within(
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
                before = declaration_by_id(stockpile, asked.declaration_id)
                assert before is not None
                return Declared(before, (), Changes(), repeated=True)
            return withdraw_within(stockpile, asked)
    if not entry_of_operation(stockpile, asked.operation_id, "request"):
        with rehearsing(stockpile, WITHDRAW):
            withdraw_within(stockpile, asked)
    return ask(stockpile, WITHDRAW, asked.operation_id, kept(asked))


def withdraw_within(
    stockpile: Stockpile, asked: WithdrawalRequest, facts: tuple[object, ...] = ()
) -> Declared:
    """Gather, check and journal, inside the transaction."""
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
