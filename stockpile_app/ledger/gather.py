"""What the books know about a planned posting: SQL in, frozen facts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stockpile_app.base.clock import local_moment
from stockpile_app.catalogue.model import ItemType, Lot, Weapon
from stockpile_app.catalogue.queries import (
    chunks,
    item_types_by_id,
    lots_by_id,
    weapons_by_id,
)
from stockpile_app.catalogue.reference import conditions
from stockpile_app.ledger.ended import ended_weapons
from stockpile_app.ledger.facts import BalanceKey, Posting, PostingFacts, WeaponState
from stockpile_app.ledger.model import FIRST_REAL_ACCOUNT, Account, Hold, Voucher
from stockpile_app.ledger.scope import container_stands, houses, scope_of
from stockpile_app.store import Stockpile

ACCOUNT_COLUMNS = "id, kind, name, name_other, code, store_house_id, unit, sex, remarks"
VOUCHER_COLUMNS = (
    "id, kind, number, recorded_year, serial_no, effective_at, recorded_at, actor, due_back_at, party, "
    "authority, document, purpose, reason, witness, reverses, from_account, to_account"
)
HOLD_COLUMNS = "id, target, target_id, kind, authority, reason, placed_on, until, blocks"


def gather(stockpile: Stockpile, posting: Posting) -> PostingFacts:
    """Everything that the rules may ask about this posting."""
    zone = str(stockpile.value("SELECT zone FROM stockpile") or "UTC")
    now = local_moment(stockpile.clock.now(), zone)
    weapons = _weapon_states(stockpile, posting)
    stands = container_stands(stockpile) if posting.stands else {}
    carried = _carried(stockpile, posting, stands)
    scope = scope_of(stockpile)
    return PostingFacts(
        posting=posting,
        accounts=_accounts(stockpile, posting, weapons.values()),
        item_types=_item_types(stockpile, posting),
        weapons=weapons,
        lots=_lots(stockpile, posting),
        available=dict(_available(stockpile, posting)),
        holds=tuple(_holds(stockpile, posting, carried)),
        conditions=conditions(),
        today=now.date().isoformat(),
        now=now.strftime("%Y-%m-%dT%H:%M"),
        begins=_begins(stockpile),
        reversed=voucher_by_id(stockpile, posting.voucher.reverses),
        reversed_by=str(
            stockpile.value(
                "SELECT number FROM voucher WHERE reverses = ? AND reverses <> 0", [posting.voucher.reverses]
            )
            or ""
        ),
        container_places={container: place for container, (place, _) in stands.items()},
        container_moved={container: moved for container, (_, moved) in stands.items()},
        carried=carried,
        scope=scope,
        houses=dict(houses(stockpile)) if scope else {},
        ended=ended_weapons(stockpile, _met(posting)),
        last_recorded_at=str(
            stockpile.value("SELECT recorded_at FROM journal ORDER BY entry DESC LIMIT 1") or ""
        ),
    )


def _met(posting: Posting) -> set[int]:
    """The weapons of the books that a posting moves, or that could be taken for one it brings."""
    new = {record.id for record in posting.new if isinstance(record, Weapon)}
    met = {m.weapon_id for m in posting.movements if m.weapon_id} - new
    return met | {twin.twin.id for twin in posting.twins}


def _begins(stockpile: Stockpile) -> str:
    """The day from which these books speak: their first movement, once there is an opening balance."""
    first = stockpile.value(
        "SELECT (SELECT min(effective_at) FROM movement) "
        "WHERE EXISTS (SELECT 1 FROM voucher WHERE kind = 'opening balance')"
    )
    return str(first or "")[:10]


def voucher_by_id(stockpile: Stockpile, voucher_id: int) -> Voucher | None:
    """The voucher with this id, if there is one."""
    row = stockpile.row(f"SELECT {VOUCHER_COLUMNS} FROM voucher WHERE id = ?", [voucher_id])
    return Voucher(*row) if row else None


def accounts_by_id(stockpile: Stockpile, ids: Iterable[int]) -> dict[int, Account]:
    """These accounts, by id."""
    return {
        row[0]: Account(*row)
        for marks, portion in chunks(ids)
        for row in stockpile.rows(f"SELECT {ACCOUNT_COLUMNS} FROM account WHERE id IN ({marks})", portion)
    }


def _accounts(stockpile: Stockpile, posting: Posting, weapons: Iterable[WeaponState]) -> dict[int, Account]:
    ids = {m.from_account for m in posting.movements} | {m.to_account for m in posting.movements}
    ids |= {posting.voucher.from_account, posting.voucher.to_account}
    ids |= {p for s in posting.stands for p in (s.container_id, s.from_account, s.to_account)}
    ids |= {state.before[0] for state in weapons}
    ids |= {state.after[0] for state in weapons if state.after}
    found = accounts_by_id(stockpile, ids)
    return found | {new.id: new for new in posting.new if isinstance(new, Account)}


def _item_types(stockpile: Stockpile, posting: Posting) -> dict[int, ItemType]:
    found = item_types_by_id(stockpile, (m.item_type_id for m in posting.movements))
    return found | {new.id: new for new in posting.new if isinstance(new, ItemType)}


def _lots(stockpile: Stockpile, posting: Posting) -> dict[int, Lot]:
    found = lots_by_id(stockpile, (m.lot_id for m in posting.movements if m.lot_id))
    return found | {new.id: new for new in posting.new if isinstance(new, Lot)}


def _weapon_states(stockpile: Stockpile, posting: Posting) -> dict[int, WeaponState]:
    states = {new.id: WeaponState(new, (0, ""), None) for new in posting.new if isinstance(new, Weapon)}
    moments = {
        m.weapon_id: m.effective_at for m in posting.movements if m.weapon_id and m.weapon_id not in states
    }
    standing = _standing(stockpile, moments)
    for weapon_id, weapon in weapons_by_id(stockpile, moments).items():
        account, condition, last_at = standing[weapon_id]
        if moments[weapon_id] >= last_at:
            states[weapon_id] = WeaponState(weapon, (account, condition), None)
        else:
            states[weapon_id] = WeaponState(weapon, *_steps_around(stockpile, weapon_id, moments[weapon_id]))
    return states


def _standing(stockpile: Stockpile, ids: Iterable[int]) -> dict[int, tuple[int, str, str]]:
    """Where these weapons are now, in what condition, and since when."""
    return {
        row[0]: (row[1], row[2], row[3])
        for marks, portion in chunks(ids)
        for row in stockpile.rows(
            f"SELECT id, account_id, condition, last_at FROM weapon WHERE id IN ({marks})", portion
        )
    }


def _steps_around(
    stockpile: Stockpile, weapon_id: int, moment: str
) -> tuple[tuple[int, str], tuple[int, str] | None]:
    """Where the weapon was just before a new movement back in time, and what follows it."""
    before = stockpile.row(
        "SELECT to_account, condition_to FROM movement WHERE weapon_id = ? AND effective_at <= ? "
        "ORDER BY effective_at DESC, voucher_id DESC, line_no DESC LIMIT 1",
        [weapon_id, moment],
    )
    after = stockpile.row(
        "SELECT from_account, condition_from FROM movement WHERE weapon_id = ? AND effective_at > ? "
        "ORDER BY effective_at, voucher_id, line_no LIMIT 1",
        [weapon_id, moment],
    )
    return (
        (before[0], before[1]) if before else (0, ""),
        (after[0], after[1]) if after else None,
    )


def _available(stockpile: Stockpile, posting: Posting) -> Iterator[tuple[BalanceKey, int]]:
    earliest: dict[BalanceKey, str] = {}
    for m in posting.movements:
        if m.from_account >= FIRST_REAL_ACCOUNT and not m.weapon_id:
            key = (m.from_account, m.item_type_id, m.lot_id, m.condition_from)
            earliest[key] = min(m.effective_at, earliest.get(key, m.effective_at))
    for key, moment in earliest.items():
        yield key, _lowest_from(stockpile, key, moment)


def _lowest_from(stockpile: Stockpile, key: BalanceKey, moment: str) -> int:
    """The lowest that a balance is from `moment` on, in order of effect."""
    held = stockpile.row(
        "SELECT quantity, last_at FROM holding WHERE account_id = ? AND item_type_id = ? AND lot_id = ? "
        "AND condition = ?",
        key,
    )
    quantity, last_at = held or (0, "")
    if moment >= last_at:
        return int(quantity)
    account, item_type, lot, condition = key
    lowest = running = int(quantity)
    for leaves, amount in stockpile.rows(
        "SELECT from_account = ?1 AND condition_from = ?4, quantity FROM movement "
        "WHERE item_type_id = ?2 AND lot_id = ?3 AND weapon_id = 0 AND effective_at > ?5 AND "
        "((from_account = ?1 AND condition_from = ?4) <> (to_account = ?1 AND condition_to = ?4)) "
        "ORDER BY effective_at DESC, voucher_id DESC, line_no DESC",
        [account, item_type, lot, condition, moment],
    ):
        running += amount if leaves else -amount
        lowest = min(lowest, running)
    return lowest


def _carried(
    stockpile: Stockpile, posting: Posting, stands: Mapping[int, tuple[int, str]]
) -> frozenset[tuple[str, int]]:
    """The moving containers, those inside them, and everything they hold, as hold targets."""
    moving = {stand.container_id for stand in posting.stands}
    grown = True
    while grown:
        inside = {container for container, (place, _) in stands.items() if place in moving} - moving
        moving |= inside
        grown = bool(inside)
    carried = {("account", container) for container in moving}
    carried |= {("account", place) for s in posting.stands for place in (s.from_account, s.to_account)}
    for marks, portion in chunks(moving):
        for item_type, lot in stockpile.rows(
            f"SELECT item_type_id, lot_id FROM holding WHERE quantity > 0 AND account_id IN ({marks})",
            portion,
        ):
            carried |= {("item_type", item_type), ("lot", lot)}
        for row in stockpile.rows(f"SELECT id FROM weapon WHERE account_id IN ({marks})", portion):
            carried.add(("weapon", row[0]))
    return frozenset(carried)


def _holds(stockpile: Stockpile, posting: Posting, carried: frozenset[tuple[str, int]]) -> Iterator[Hold]:
    """The holds in force on anything the posting touches; they are few, so all are looked at."""
    targets = {("weapon", m.weapon_id) for m in posting.movements if m.weapon_id}
    targets |= {("lot", m.lot_id) for m in posting.movements if m.lot_id}
    targets |= {("item_type", m.item_type_id) for m in posting.movements}
    targets |= {("account", m.from_account) for m in posting.movements}
    targets |= {("account", m.to_account) for m in posting.movements}
    targets |= carried
    for row in stockpile.rows(
        f"SELECT {HOLD_COLUMNS} FROM hold WHERE id NOT IN (SELECT hold_id FROM hold_release)"
    ):
        hold = Hold(*row)
        if (hold.target, hold.target_id) in targets:
            yield hold
