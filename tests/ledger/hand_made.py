"""Facts made by hand, so that a rule is tried without a stockpile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stockpile_app.catalogue.model import ItemType, Lot, Weapon
from stockpile_app.ledger.facts import Posting, PostingFacts, WeaponState
from stockpile_app.ledger.model import Account, Movement, Voucher, VoucherKind

SOURCE, EXPENDED, DESTROYED = 1, 5, 7
ARMOURY, CRATE, HOLDER, WORKSHOP = 100, 101, 102, 103
RIFLE, BALL, SLING = 1, 2, 3

ACCOUNTS = {
    account.id: account
    for account in (
        Account(SOURCE, "source", "Outside source"),
        Account(EXPENDED, "expended", "Expended"),
        Account(DESTROYED, "destroyed", "Destroyed"),
        Account(ARMOURY, "location", "Armoury 1"),
        Account(CRATE, "container", "Crate 14"),
        Account(HOLDER, "holder", "Cpl T. Vessin", unit="3 Section"),
        Account(WORKSHOP, "workshop", "Workshop"),
    )
}
ITEMS = {
    item.id: item
    for item in (
        ItemType(RIFLE, "weapon", "AKM", "serial", "weapon"),
        ItemType(BALL, "ammunition", "Ball", "lot", "round"),
        ItemType(SLING, "accessory", "Sling", "quantity", "each"),
    )
}
KM = Weapon(1, RIFLE, "Izhevsk", "AKM", "7.62x39", "KM 06427", "RUS")
LOT = Lot(1, BALL, "17-83-270", expires_on="2026-06-30")


def line(number: int = 1, **more: Any) -> Movement:
    """One rifle from the armoury to the holder, unless said otherwise."""
    usual: dict[str, Any] = {
        "item_type_id": RIFLE,
        "weapon_id": 1,
        "from_account": ARMOURY,
        "to_account": HOLDER,
        "condition_from": "serviceable",
        "condition_to": "serviceable",
    }
    if "item_type_id" in more and more["item_type_id"] != RIFLE:
        usual["weapon_id"] = 0
        usual["lot_id"] = 1 if more["item_type_id"] == BALL else 0
    return Movement(voucher_id=9, line_no=number, **{"effective_at": "2026-11-10T08:00", **usual, **more})


def facts(kind: str, *lines: Movement, head: dict[str, Any] | None = None, **more: Any) -> PostingFacts:
    """Facts about a voucher with these lines; everything else is as one would wish."""
    voucher = Voucher(
        id=9, kind=kind, number="B-X-2026-000001", recorded_year=2026, serial_no=1,
        effective_at="2026-11-10T08:00", recorded_at="2026-11-20T08:00:00Z", actor="keeper",
    )  # fmt: skip
    usual_head = {"due_back_at": "2026-11-10T18:00"} if kind == "issue" else {}
    posting = Posting(
        kind=VoucherKind(kind), operation_id="1", movements=lines,
        voucher=replace(voucher, **{**usual_head, **(head or {})}),
    )  # fmt: skip
    planned = {name: more.pop(name) for name in list(more) if name in Posting.__dataclass_fields__}
    state = WeaponState(KM, (ARMOURY, "serviceable"), None)
    usual: dict[str, Any] = {
        "accounts": ACCOUNTS,
        "item_types": ITEMS,
        "weapons": {1: state},
        "lots": {1: LOT},
        "available": {(ARMOURY, BALL, 1, "serviceable"): 500, (ARMOURY, SLING, 0, "serviceable"): 10},
        "holds": (),
        "conditions": {"serviceable": True, "repairable": False, "unknown": None},
        "today": "2026-11-20",
        "now": "2026-11-20T08:00",
        "begins": "2026-11-01",
    }
    return PostingFacts(posting=replace(posting, **planned), **{**usual, **more})
