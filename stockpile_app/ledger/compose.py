"""From what a person asks to a complete posting: ids, number, sides, conditions, new records.

Runs inside the operation's transaction; reads, never writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from stockpile_app.base import Finding, tr
from stockpile_app.base.clock import local_date, utc_text
from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.catalogue.model import ItemType, Lot, Marking, Ownership, OwnershipKind, Weapon
from stockpile_app.catalogue.queries import (
    chunks,
    lots_numbered,
    next_id,
    own_number,
    weapons_with_serials,
)
from stockpile_app.ledger.facts import Clash, Posting, Twin
from stockpile_app.ledger.findings import refusal
from stockpile_app.ledger.model import (
    END_OF_DAY,
    FIRST_REAL_ACCOUNT,
    TERMINAL,
    VOUCHER_CODES,
    Account,
    ContainerStand,
    KitCheck,
    Movement,
    Voucher,
    VoucherKind,
)
from stockpile_app.ledger.requests import Line, NewLot, NewWeapon
from stockpile_app.ledger.twins import look_alikes
from stockpile_app.store import Stockpile

UNKNOWN_CONDITION = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The common form of every request.

    Attributes:
        head: Voucher fields beyond the usual ones, by name: purpose, witness, reason ...
        new_accounts, new_item_types: What the same operation adds before the lines (imports).
        posted_by: Who asked for it, when a second person posts it by approving; '' for who acts.
        serves: Holds that do not stand against it: it is what they were placed for (a reservation for disposal).
        deed: The operation whose entry it stands in, where it is a part of a larger one; '' for its own kind.
        compared: Whether look-alikes are accepted by somebody who saw the weapons; a list accepts them unseen.
    """

    kind: VoucherKind
    operation_id: str
    effective_at: str
    lines: tuple[Line, ...]
    from_account: int = 0
    to_account: int = 0
    head: Mapping[str, str] = field(default_factory=dict)
    reverses: int = 0
    containers: tuple[int, ...] = ()
    accept_look_alike: str = ""
    new_accounts: tuple[Account, ...] = ()
    new_item_types: tuple[ItemType, ...] = ()
    posted_by: str = ""
    serves: frozenset[int] = frozenset()
    deed: str = ""
    compared: bool = True

    def numbered(self) -> Iterator[tuple[int, Line]]:
        """Each line with its number on the voucher."""
        return ((line.row or place, line) for place, line in enumerate(self.lines, start=1))


@dataclass(slots=True)
class _Register:
    """The weapons and lots that a draft brings, matched against the books."""

    weapons: dict[int, Weapon] = field(default_factory=dict)
    places: dict[int, tuple[int, str]] = field(default_factory=dict)
    lots: dict[int, int] = field(default_factory=dict)
    new: list[object] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def moment(text: str) -> str:
    """A date or a date and time as the books keep it: `2026-11-20T24:00` when only the day is known."""
    text = text.strip().replace(" ", "T")
    return text if len(text) > 10 else f"{text}T{END_OF_DAY}"


def compose(stockpile: Stockpile, draft: Draft) -> Posting:
    """The posting that this draft would be, with its ids and its number taken."""
    voucher = _voucher(stockpile, draft)
    register = _register(stockpile, draft)
    states = _weapon_states(stockpile, draft)
    conditions = _only_conditions(stockpile, draft)
    movements: list[Movement] = []
    unresolved: list[Finding] = []
    for number, line in draft.numbered():
        movement = _movement(draft, voucher, register, states, conditions, number, line)
        movements.append(movement)
        unresolved += _ambiguous(line, movement, conditions)
    return Posting(
        kind=draft.kind,
        operation_id=draft.operation_id,
        voucher=_with_holder(voucher, movements),
        movements=tuple(movements),
        new=(*draft.new_accounts, *draft.new_item_types, *register.new),
        stands=tuple(_stands(stockpile, draft, voucher)),
        kit=tuple(_kit(voucher, draft)),
        accept_look_alike=draft.accept_look_alike.strip(),
        twins=tuple(register.twins),
        clashes=tuple(register.clashes),
        unresolved=tuple(unresolved),
        serves=draft.serves,
        deed=draft.deed,
        compared=draft.compared,
    )


def _voucher(stockpile: Stockpile, draft: Draft) -> Voucher:
    now = stockpile.clock.now()
    code, zone = stockpile.row("SELECT code, zone FROM stockpile") or ("", "UTC")
    year = local_date(now, zone).year
    serial_no = int(
        stockpile.value(
            "SELECT coalesce(max(serial_no), 0) + 1 FROM voucher WHERE kind = ? AND recorded_year = ?",
            [draft.kind, year],
        )
    )
    return Voucher(
        id=next_id(stockpile, "voucher"),
        kind=draft.kind,
        number=f"{code}-{VOUCHER_CODES[draft.kind]}-{year}-{serial_no:06d}",
        recorded_year=year,
        serial_no=serial_no,
        effective_at=moment(draft.effective_at),
        recorded_at=utc_text(now),
        actor=draft.posted_by or stockpile.actor.name,
        reverses=draft.reverses,
        from_account=draft.from_account,
        to_account=draft.to_account,
        **draft.head,
    )


def _with_holder(voucher: Voucher, movements: list[Movement]) -> Voucher:
    """The head's accounts where all lines agree on them."""
    leaving = {movement.from_account for movement in movements}
    entering = {movement.to_account for movement in movements}
    return replace(
        voucher,
        from_account=voucher.from_account or (leaving.pop() if len(leaving) == 1 else 0),
        to_account=voucher.to_account or (entering.pop() if len(entering) == 1 else 0),
    )


# Weapons and lots that enter --------------------------------------------------------------------


def _register(stockpile: Stockpile, draft: Draft) -> _Register:
    register = _Register()
    _register_weapons(stockpile, draft, register)
    _register_lots(stockpile, draft, register)
    return register


def _register_weapons(stockpile: Stockpile, draft: Draft, register: _Register) -> None:
    incoming = [(n, line) for n, line in draft.numbered() if line.new_weapon]
    if not incoming:
        return
    serials = {line.new_weapon.serial for _, line in incoming if line.new_weapon} - {""}
    known = {weapon.identity: (weapon, place) for weapon, place in weapons_with_serials(stockpile, serials)}
    alike = look_alikes(stockpile, serials)
    code = str(stockpile.value("SELECT code FROM stockpile") or "")
    fresh, marking_id = next_id(stockpile, "weapon"), next_id(stockpile, "marking")
    first_rows: dict[tuple[str, ...], int] = {}
    for number, line in incoming:
        asked = line.new_weapon
        assert asked is not None
        weapon = _new_weapon(asked, line.item_type_id, fresh, code)
        if weapon.identity in known:
            weapon, place = known[weapon.identity]
            first = first_rows.get(weapon.identity, 0)
            if first or place[0] >= FIRST_REAL_ACCOUNT or _is_terminal(stockpile, place[0]):
                standing = "" if first else _account_name(stockpile, place[0])
                register.clashes.append(Clash(number, weapon, first, standing))
            register.weapons[number] = weapon
            register.places[number] = place
            continue
        first_rows[weapon.identity] = number
        known[weapon.identity] = (weapon, (0, ""))
        fresh += 1
        register.weapons[number] = weapon
        register.new.append(weapon)
        for record in _weapon_facts(weapon, asked, draft.effective_at[:10], marking_id):
            register.new.append(record)
            marking_id += isinstance(record, Marking)
        twin = alike.twin_of(weapon)
        if twin is not None:
            register.twins.append(Twin(number, weapon, twin))
        alike.add(weapon)


def _new_weapon(asked: NewWeapon, item_type_id: int, weapon_id: int, code: str) -> Weapon:
    return Weapon(
        id=weapon_id,
        item_type_id=item_type_id,
        make=asked.make,
        model=asked.model,
        calibre=asked.calibre,
        serial=asked.serial,
        country=asked.country,
        own_number=own_number(code, weapon_id) if asked.unmarked and not asked.serial else "",
        year=asked.year,
        look_alike=look_alike_key(asked.serial),
        remarks=asked.remarks,
    )


def _weapon_facts(weapon: Weapon, asked: NewWeapon, day: str, marking_id: int) -> Iterator[object]:
    for offset, mark in enumerate(asked.marks):
        yield Marking(
            id=marking_id + offset,
            weapon_id=weapon.id,
            kind=mark.kind,
            text=mark.text,
            effective_on=day,
            place=mark.place,
            method=mark.method,
            state=mark.state,
            look_alike=look_alike_key(mark.text),
        )
    if asked.ownership != OwnershipKind.STATE:
        yield Ownership(weapon.id, 1, asked.ownership, day, asked.ownership_reference)


def _is_terminal(stockpile: Stockpile, account_id: int) -> bool:
    return stockpile.value("SELECT kind FROM account WHERE id = ?", [account_id]) in TERMINAL


def _account_name(stockpile: Stockpile, account_id: int) -> str:
    return str(stockpile.value("SELECT name FROM account WHERE id = ?", [account_id]) or "")


def _register_lots(stockpile: Stockpile, draft: Draft, register: _Register) -> None:
    incoming = [(n, line, line.new_lot) for n, line in draft.numbered() if line.new_lot]
    numbers = {lot.number for _, _, lot in incoming}
    known = {(lot.item_type_id, lot.number, lot.maker): lot.id for lot in lots_numbered(stockpile, numbers)}
    fresh = next_id(stockpile, "lot") if incoming else 0
    for number, line, asked in incoming:
        key = (line.item_type_id, asked.number, asked.maker)
        if key not in known:
            known[key] = fresh
            register.new.append(_new_lot(asked, line.item_type_id, fresh))
            fresh += 1
        register.lots[number] = known[key]


def _new_lot(asked: NewLot, item_type_id: int, lot_id: int) -> Lot:
    return Lot(
        id=lot_id,
        item_type_id=item_type_id,
        number=asked.number,
        maker=asked.maker,
        made_on=asked.made_on,
        expires_on=asked.expires_on,
        remarks=asked.remarks,
        look_alike=look_alike_key(asked.number),
    )


# Movements --------------------------------------------------------------------------------------


def _weapon_states(stockpile: Stockpile, draft: Draft) -> dict[int, tuple[int, str]]:
    return {
        row[0]: (row[1], row[2])
        for marks, portion in chunks(line.weapon_id for line in draft.lines if line.weapon_id)
        for row in stockpile.rows(
            f"SELECT id, account_id, condition FROM weapon WHERE id IN ({marks})", portion
        )
    }


def _only_conditions(stockpile: Stockpile, draft: Draft) -> dict[tuple[int, int, int], list[str]]:
    """For lines without a condition: the conditions their balance is held in."""
    found: dict[tuple[int, int, int], list[str]] = {}
    for line in draft.lines:
        if line.weapon_id or line.new_weapon or line.condition:
            continue
        place = line.from_account or draft.from_account
        key = (place, line.item_type_id, line.lot_id)
        if place >= FIRST_REAL_ACCOUNT and key not in found:
            found[key] = [
                row[0]
                for row in stockpile.rows(
                    "SELECT condition FROM holding WHERE account_id = ? AND item_type_id = ? "
                    "AND lot_id = ? AND quantity > 0 ORDER BY condition",
                    key,
                )
            ]
    return found


def _movement(
    draft: Draft,
    voucher: Voucher,
    register: _Register,
    states: Mapping[int, tuple[int, str]],
    conditions: Mapping[tuple[int, int, int], list[str]],
    number: int,
    line: Line,
) -> Movement:
    weapon = register.weapons.get(number)
    place, state = register.places.get(number) or states.get(line.weapon_id, (0, ""))
    again = number in register.places  # it left the books before, and comes from where it went
    leaves = (place if again else 0) or line.from_account or draft.from_account or place
    held = conditions.get((leaves, line.item_type_id, line.lot_id), [])
    before = (state if again else "") or line.condition or state or (held[0] if held else UNKNOWN_CONDITION)
    return Movement(
        voucher_id=voucher.id,
        line_no=number,
        effective_at=moment(line.effective_at) if line.effective_at else voucher.effective_at,
        item_type_id=weapon.item_type_id if weapon else line.item_type_id,
        from_account=leaves,
        to_account=line.to_account or draft.to_account or leaves,
        quantity=line.quantity,
        weapon_id=weapon.id if weapon else line.weapon_id,
        lot_id=register.lots.get(number, line.lot_id),
        condition_from=before,
        condition_to=line.condition_to or (line.condition if again else "") or before,
        entered=line.entered,
        unit_value=line.unit_value,
        currency=line.currency,
        remarks=line.remarks,
    )


def _ambiguous(
    line: Line, movement: Movement, conditions: Mapping[tuple[int, int, int], list[str]]
) -> Iterator[Finding]:
    held = conditions.get((movement.from_account, line.item_type_id, line.lot_id), [])
    if len(held) > 1:
        yield refusal("LEDGER-18", tr("This is held there in several conditions"), row=movement.line_no,
                      field=tr("Condition"), expected=", ".join(held), got=tr("nothing"),
                      remedy=tr("Say which condition moves"))  # fmt: skip


def _stands(stockpile: Stockpile, draft: Draft, voucher: Voucher) -> Iterator[ContainerStand]:
    for container, came_from, went_to in stockpile.rows(
        "SELECT container_id, from_account, to_account FROM container_stand "
        "WHERE voucher_id = ? AND voucher_id <> 0",
        [draft.reverses],
    ):
        yield ContainerStand(voucher.id, container, voucher.effective_at, went_to, came_from)
    for container in draft.containers:
        now = stockpile.value(
            "SELECT to_account FROM container_stand WHERE container_id = ? "
            "ORDER BY effective_at DESC, voucher_id DESC LIMIT 1",
            [container],
        )
        yield ContainerStand(voucher.id, container, voucher.effective_at, int(now or 0), draft.to_account)


def _kit(voucher: Voucher, draft: Draft) -> Iterator[KitCheck]:
    for number, line in draft.numbered():
        for answer in line.kit:
            yield KitCheck(
                voucher.id, number, answer.kit_line_no, answer.description, answer.expected, answer.confirmed
            )
