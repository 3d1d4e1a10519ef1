"""Open accounts, put and release holds, seal containers: the ledger's master data, all journalled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from stockpile_app.access import acting
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.plain_text import check_day, check_text
from stockpile_app.ledger.facts import ReleaseRule
from stockpile_app.ledger.findings import refusal
from stockpile_app.ledger.gather import ACCOUNT_COLUMNS, HOLD_COLUMNS
from stockpile_app.ledger.model import (
    ACCOUNT_WORDS,
    FIRST_REAL_ACCOUNT,
    IN_STORE,
    Account,
    AccountKind,
    Hold,
    HoldKind,
    HoldRelease,
    Seal,
    VoucherKind,
)
from stockpile_app.ledger.scope import house_outside_scope, outside_scope
from stockpile_app.store import Row, Stockpile

_VIRTUAL = (
    AccountKind.SOURCE,
    AccountKind.FOUND,
    AccountKind.SEIZED,
    AccountKind.SURRENDERED,
    AccountKind.EXPENDED,
    AccountKind.DIFFERENCE,
    AccountKind.DESTROYED,
    AccountKind.DEACTIVATED,
    AccountKind.TRANSFERRED,
)


def outside_accounts() -> list[Account]:
    """The accounts outside the stockpile that every file is founded with."""
    return [
        Account(id=number, kind=kind, name=ACCOUNT_WORDS[kind])
        for number, kind in enumerate(_VIRTUAL, start=1)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to open: a location, container, holder, workshop or transit."""

    operation_id: str
    kind: str
    name: str
    name_other: str = ""
    code: str = ""
    store_house_id: int = 0
    unit: str = ""
    sex: str = ""
    remarks: str = ""


def open_account(stockpile: Stockpile, asked: NewAccount) -> Account:
    """Open an account.

    Raises:
        Refused: no name, a name that is taken, or a kind that is outside the stockpile.
    """
    with acting(stockpile, "open account"):
        earlier = entry_of_operation(stockpile, asked.operation_id)
        if earlier:
            return Account(*_account_row(stockpile, "entry = ?", earlier))
        account = _account(stockpile, asked)
        _refuse(_check_account(stockpile, account))
        if account.kind in IN_STORE and account.kind != AccountKind.CONTAINER:
            _refuse(house_outside_scope(stockpile, account.store_house_id, account.name))
        record(stockpile, Operation("open account", asked.operation_id, {}), [account])
    return account


def next_account_id(stockpile: Stockpile) -> int:
    """The id that the next real account gets."""
    return max(FIRST_REAL_ACCOUNT, int(stockpile.value("SELECT coalesce(max(id), 0) + 1 FROM account")))


def _account_row(stockpile: Stockpile, where: str, value: int | str) -> Row:
    return stockpile.row(f"SELECT {ACCOUNT_COLUMNS} FROM account WHERE {where}", [value]) or ()


def _account(stockpile: Stockpile, asked: NewAccount) -> Account:
    return Account(
        id=next_account_id(stockpile),
        kind=asked.kind,
        name=asked.name.strip(),
        name_other=asked.name_other.strip(),
        code=asked.code.strip(),
        store_house_id=asked.store_house_id,
        unit=asked.unit.strip(),
        sex=asked.sex,
        remarks=asked.remarks.strip(),
    )


def _check_account(stockpile: Stockpile, account: Account) -> Iterator[Finding]:
    if account.kind in _VIRTUAL or account.kind not in list(AccountKind):
        yield refusal("LEDGER-20", tr("This kind of account cannot be opened"), field=tr("Kind"),
                      expected="location, container, holder, workshop, transit", got=account.kind or tr("nothing"),
                      remedy=tr("Choose one of these kinds"))  # fmt: skip
    if not account.name:
        yield refusal("LEDGER-21", tr("An account needs a name"), field=tr("Name"),
                      expected=tr("a name"), got=tr("nothing"), remedy=tr("Enter the name"))  # fmt: skip
    for text, field in (
        (account.name, tr("Name")),
        (account.name_other, tr("Second name")),
        (account.unit, tr("Unit")),
        (account.code, tr("Code")),
        (account.sex, tr("Sex")),
        (account.remarks, tr("Remarks")),
    ):
        yield from check_text(text, field)
    house = account.store_house_id
    if house and not stockpile.row("SELECT 1 FROM store_house WHERE id = ?", [house]):
        yield refusal("LEDGER-34", tr("There is no such store house"), field=tr("Store house"),
                      expected=tr("a store house of the books"), got=str(house),
                      remedy=tr("Add the store house first"))  # fmt: skip
    if stockpile.row("SELECT 1 FROM account WHERE kind = ? AND name = ?", [account.kind, account.name]):
        yield refusal("LEDGER-22", tr("There is an account of this name already"), field=tr("Name"),
                      expected=tr("a name of its own"), got=account.name,
                      remedy=tr("Use the account there is, or add what tells the two apart"))  # fmt: skip


def _refuse(findings: Iterable[Finding]) -> None:
    found = list(findings)
    if found:
        raise Refused(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHold:
    """A stop to put on a weapon, lot, item type or account."""

    operation_id: str
    target: str
    target_id: int
    kind: str
    authority: str
    reason: str
    placed_on: str
    until: str = ""
    blocks: tuple[VoucherKind, ...] = ()


def place_hold(stockpile: Stockpile, asked: NewHold) -> Hold:
    """Put a hold; from now on the voucher kinds it blocks refuse to move the target.

    Raises:
        Refused: without authority or reason, or on something the books do not hold.
    """
    with acting(stockpile, "place hold"):
        earlier = entry_of_operation(stockpile, asked.operation_id)
        if earlier:
            row = stockpile.row(f"SELECT {HOLD_COLUMNS} FROM hold WHERE entry = ?", [earlier])
            return Hold(*(row or ()))
        hold = hold_asked(stockpile, asked)
        _refuse(outside_scope(stockpile, _places_of(stockpile, hold)))
        record(stockpile, Operation("place hold", asked.operation_id, {}), [hold])
    return hold


def _places_of(stockpile: Stockpile, hold: Hold) -> list[int]:
    """Where that stands which is to be stopped: an account itself, or a weapon's."""
    if hold.target == "account":
        return [hold.target_id]
    if hold.target == "weapon":
        return [int(stockpile.value("SELECT account_id FROM weapon WHERE id = ?", [hold.target_id]) or 0)]
    return []


def hold_asked(stockpile: Stockpile, asked: NewHold, ahead: int = 0) -> Hold:
    """The hold to journal, `ahead` others being journalled before it in the same entry.

    For operations that stop something as a part of what they do; each has its own right.

    Raises:
        Refused: without authority or reason, or on something the books do not hold.
    """
    hold = Hold(
        id=int(stockpile.value("SELECT coalesce(max(id), 0) + 1 FROM hold")) + ahead,
        target=asked.target,
        target_id=asked.target_id,
        kind=asked.kind,
        authority=asked.authority.strip(),
        reason=asked.reason.strip(),
        placed_on=asked.placed_on,
        until=asked.until,
        blocks=",".join(asked.blocks),
    )
    _refuse(_check_hold(stockpile, hold))
    return hold


def _check_hold(stockpile: Stockpile, hold: Hold) -> Iterator[Finding]:
    for text, field in ((hold.authority, tr("Authority")), (hold.reason, tr("Reason"))):
        if not text:
            yield refusal("LEDGER-23", tr("A hold needs a reason and an authority"), field=field,
                          expected=tr("one sentence"), got=tr("nothing"), remedy=tr("Fill both in"))  # fmt: skip
        yield from check_text(text, field)
    listed = (hold.kind, *filter(None, hold.blocks.split(",")))
    if listed[0] not in list(HoldKind) or not set(listed[1:]) <= set(VoucherKind):
        yield refusal("LEDGER-35", tr("This kind of hold is not in the list"), field=tr("Kind"),
                      expected=", ".join(HoldKind), got=" · ".join(listed),
                      remedy=tr("Choose a kind of hold, and the kinds of voucher it blocks"))  # fmt: skip
    yield from check_day(hold.placed_on, tr("Placed on"))
    if hold.until:
        yield from check_day(hold.until, tr("Until"))
    known = hold.target in {"weapon", "lot", "item_type", "account"} and stockpile.row(
        f"SELECT 1 FROM {hold.target} WHERE id = ?", [hold.target_id]
    )
    if not known:
        yield refusal("LEDGER-24", tr("The books do not hold what this hold is for"), field=tr("What"),
                      expected=tr("a weapon, lot, item type or account"), got=f"{hold.target} {hold.target_id}",
                      remedy=tr("Look it up with Ctrl+K"))  # fmt: skip


def release_hold(
    stockpile: Stockpile, operation_id: str, hold_id: int, released_on: str, authority: str, reason: str
) -> Changes:
    """End a hold, by whose authority and why; the hold and its end both stay visible.

    Raises:
        Refused: there is no such hold in force, no authority is named, or it ends by an operation of its own.
    """
    with acting(stockpile, "release hold"):
        if entry_of_operation(stockpile, operation_id):
            return Changes()
        release = release_asked(stockpile, HoldRelease(hold_id, released_on, authority, reason))
        rules = stockpile.assembly.of(ReleaseRule)
        _refuse(finding for rule in rules for finding in rule.check(stockpile, hold_id))
        entry = record(stockpile, Operation("release hold", operation_id, {}), [release])
    return Changes(entry=entry, holds=True)


def release_asked(stockpile: Stockpile, asked: HoldRelease) -> HoldRelease:
    """The end of a hold to journal; like `hold_asked`, for operations of which it is a part.

    Raises:
        Refused: there is no such hold in force, or no authority is named.
    """
    in_force = stockpile.row(
        "SELECT 1 FROM hold WHERE id = ?1 AND id NOT IN (SELECT hold_id FROM hold_release)", [asked.hold_id]
    )
    release = replace(asked, authority=asked.authority.strip(), reason=asked.reason.strip())
    if not in_force or not release.authority:
        raise Refused([refusal("LEDGER-25", tr("This hold cannot be released so"), field=tr("Hold"),
                               expected=tr("a hold in force, and the authority that ends it"),
                               got=str(asked.hold_id), remedy=tr("Name the authority"))])  # fmt: skip
    _refuse((*check_day(release.released_on, tr("Released on")), *check_text(release.authority, tr("Authority")),
             *check_text(release.reason, tr("Reason"))))  # fmt: skip
    return release


def set_seal(
    stockpile: Stockpile, operation_id: str, container_id: int, number: str, act: str, effective_on: str
) -> Changes:
    """Record that a numbered seal was applied to a container, or found broken or cut.

    Raises:
        Refused: not a container, no number, or the same act of the same seal again.
    """
    seal = Seal(container_id, number.strip(), act, effective_on)
    with acting(stockpile, "seal"):
        if entry_of_operation(stockpile, operation_id):
            return Changes()
        seal_asked(stockpile, seal)
        _refuse(outside_scope(stockpile, [container_id]))
        entry = record(stockpile, Operation("seal", operation_id, {}), [seal])
    return Changes(entry=entry, accounts=True)


def seal_asked(stockpile: Stockpile, seal: Seal) -> Seal:
    """The seal to journal; like `hold_asked`, for operations of which it is a part.

    Raises:
        Refused: not a container, no number, or the same act of the same seal again.
    """
    _refuse(_check_seal(stockpile, seal))
    return seal


def _check_seal(stockpile: Stockpile, seal: Seal) -> Iterator[Finding]:
    container = stockpile.value("SELECT kind FROM account WHERE id = ?", [seal.container_id])
    again = stockpile.row(
        "SELECT 1 FROM seal WHERE container_id = ? AND number = ? AND act = ?",
        [seal.container_id, seal.number, seal.act],
    )
    known_act = seal.act in {"applied", "broken"}
    if container != AccountKind.CONTAINER or not seal.number or not known_act or again:
        yield refusal("LEDGER-26", tr("This seal cannot be recorded so"), field=tr("Seal"),
                      expected=tr("a new seal number on a container"), got=seal.number or tr("nothing"),
                      remedy=tr("Read the seal again"))  # fmt: skip
    yield from check_text(seal.number, tr("Seal"))
    yield from check_day(seal.effective_on, tr("Effective on"))
