"""What the rules look at: one planned posting and everything the books know about it.

Gathered by `gather` with SQL, judged by `rules` without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stockpile_app.base import Finding
from stockpile_app.catalogue.model import ItemType, Lot, Weapon
from stockpile_app.ledger.model import (
    Account,
    ContainerStand,
    Hold,
    KitCheck,
    Movement,
    Voucher,
    VoucherKind,
)

BalanceKey = tuple[int, int, int, str]
"""Account, item type, lot, condition."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A weapon whose serial could be taken for that of line `line_no`."""

    line_no: int
    weapon: Weapon
    twin: Weapon


@dataclass(frozen=True, slots=True)
class Clash:
    """Line `line_no` describes a weapon that is in the books, or on an earlier line, already."""

    line_no: int
    weapon: Weapon
    first_line: int = 0
    standing_in: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a weapon's life in the books ended: it never moves again.

    Attributes:
        kind: The account it went to: destroyed or deactivated.
        voucher, on: By which voucher, and of which day.
        certificate: The number of the certificate that covers it; '' while none does.
    """

    weapon: Weapon
    kind: str
    voucher: str
    on: str
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class TerminalProof:
    """What proves that a weapon was destroyed or deactivated: the slot for the room that certifies.

    Attributes:
        certificate: From open books and a weapon's id to the number of the certificate that covers it; '' without one.
    """

    certificate: Callable[[Any, int], str]


@dataclass(frozen=True, slots=True)
class ReleaseRule:
    """A rule that the end of a hold by hand meets: the slot for rooms whose holds end by an operation of theirs.

    Attributes:
        check: Says, of open books and a hold's id, why it is not ended by hand.
    """

    id: str
    check: Callable[[Any, int], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Posting:
    """One planned voucher, complete with ids and number, not yet written.

    Attributes:
        new: Records that come before the voucher: item types, accounts, lots, weapons ...
        facts: Records that come after it: kit checks, container stands, imported rows ...
        twins, clashes: Met while composing; the rules speak about them.
        serves: Holds that do not stand against it: it is what they were placed for.
        deed: The operation whose entry it stands in; '' for its own kind.
        compared: Whether the look-alikes were accepted one by one, by somebody who saw the weapons.
    """

    kind: VoucherKind
    operation_id: str
    voucher: Voucher
    movements: tuple[Movement, ...]
    new: tuple[object, ...] = ()
    stands: tuple[ContainerStand, ...] = ()
    kit: tuple[KitCheck, ...] = ()
    accept_look_alike: str = ""
    twins: tuple[Twin, ...] = ()
    clashes: tuple[Clash, ...] = ()
    unresolved: tuple[Finding, ...] = ()
    serves: frozenset[int] = frozenset()
    deed: str = ""
    compared: bool = True


@dataclass(frozen=True, slots=True)
class WeaponState:
    """Where a weapon stands in the chain of its movements.

    Attributes:
        before: (account, condition) it has at the posting's moment; (0, '') when not yet in the books.
        after: (account, condition) that the next movement takes it from; None without one.
    """

    weapon: Weapon
    before: tuple[int, str]
    after: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """A posting and what the books know about it.

    Attributes:
        available: What each balance that decreases can give at the posting's moment without ever
            falling below nothing later.
        today: The depot's local date; `now` its local time, `YYYY-MM-DDTHH:MM`.
        begins: The day of the earliest opening balance; '' before the first.
        reversed: The voucher to be reversed, and the number of the one that has done so already.
        container_places, container_moved: Where each container stands now, and since when; only
            where the posting moves containers.
        carried: What stands in those containers and moves with them, as hold targets.
        last_recorded_at: When the last entry of the journal was recorded.
        scope: The store houses, by id, that who posts works in; empty for all.
        houses: The store house that each account touched is in, also of containers; only where `scope` is.
        ended: The weapons it moves, or could be taken for, that were destroyed or deactivated.
    """

    posting: Posting
    accounts: Mapping[int, Account]
    item_types: Mapping[int, ItemType]
    weapons: Mapping[int, WeaponState]
    lots: Mapping[int, Lot]
    available: Mapping[BalanceKey, int]
    holds: tuple[Hold, ...]
    conditions: Mapping[str, bool | None]
    today: str
    now: str
    begins: str = ""
    reversed: Voucher | None = None
    reversed_by: str = ""
    container_places: Mapping[int, int] = field(default_factory=dict)
    container_moved: Mapping[int, str] = field(default_factory=dict)
    carried: frozenset[tuple[str, int]] = frozenset()
    last_recorded_at: str = ""
    scope: Mapping[int, str] = field(default_factory=dict)
    houses: Mapping[int, int] = field(default_factory=dict)
    ended: Mapping[int, Ended] = field(default_factory=dict)

    def account_title(self, account_id: int) -> str:
        """The account's name, or its number when the books do not know it."""
        account = self.accounts.get(account_id)
        return account.title if account else str(account_id)

    def item_title(self, movement: Movement) -> str:
        """What the line is about, as people call it."""
        state = self.weapons.get(movement.weapon_id)
        if state:
            return state.weapon.title
        item = self.item_types.get(movement.item_type_id)
        lot = self.lots.get(movement.lot_id)
        return " · ".join(filter(None, (lot.number if lot else "", item.title if item else "")))


@dataclass(frozen=True, slots=True)
class PostingRule:
    """A rule that a posting meets: the slot into which higher rooms plug theirs.

    Attributes:
        id: The first finding id it can give, for example `LEDGER-03`.
        kinds: The voucher kinds that meet it.
    """

    id: str
    kinds: frozenset[VoucherKind]
    check: Callable[[PostingFacts], Iterator[Finding]]
