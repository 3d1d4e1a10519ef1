"""What the catalogue's things are called on the window."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base.text import N_, tr
from stockpile_app.catalogue import (
    ItemKind,
    MarkState,
    OwnershipKind,
    StoreHouseKind,
    Tracking,
    salw_categories,
)
from stockpile_app.catalogue.reference_lists import reference_list
from stockpile_app.gui.common import Chip, Choice, Status
from stockpile_app.ledger.model import ACCOUNT_WORDS, VOUCHER_WORDS, AccountKind, HoldKind, VoucherKind

ITEM_KINDS: dict[str, str] = {
    ItemKind.WEAPON: N_("Weapon"),
    ItemKind.AMMUNITION: N_("Ammunition"),
    ItemKind.PART: N_("Part"),
    ItemKind.ACCESSORY: N_("Accessory"),
    ItemKind.EXPLOSIVE: N_("Explosive"),
    ItemKind.OTHER: N_("Other"),
}
TRACKING: dict[str, str] = {
    Tracking.SERIAL: N_("serial"),
    Tracking.LOT: N_("lot"),
    Tracking.QUANTITY: N_("quantity"),
}
HOUSES: dict[str, str] = {
    StoreHouseKind.ARMOURY: N_("Armoury"),
    StoreHouseKind.MAGAZINE: N_("Magazine"),
    StoreHouseKind.OPEN_STACK: N_("Open stack"),
}
HOLDS: dict[str, str] = {
    HoldKind.SUSPENDED: N_("Suspended"),
    HoldKind.BANNED: N_("Banned"),
    HoldKind.RESERVED: N_("Reserved for destruction"),
    HoldKind.EVIDENCE: N_("Evidence"),
    HoldKind.TRACE: N_("Trace"),
    HoldKind.UNDER_COUNT: N_("Under count"),
}
OWNERS: dict[str, str] = {
    OwnershipKind.STATE: N_("State"),
    OwnershipKind.EVIDENCE: N_("Evidence"),
    OwnershipKind.DEPOSITED: N_("Deposited"),
    OwnershipKind.LOAN_IN: N_("On loan from others"),
    OwnershipKind.LOAN_OUT: N_("On loan to others"),
}
MARK_STATES: dict[str, str] = {
    MarkState.READABLE: N_("Readable"),
    MarkState.PARTLY: N_("Partly readable"),
    MarkState.ALTERED: N_("Altered"),
    MarkState.ERASED: N_("Erased"),
}
OPENED_KINDS = (
    AccountKind.LOCATION,
    AccountKind.CONTAINER,
    AccountKind.HOLDER,
    AccountKind.WORKSHOP,
    AccountKind.TRANSIT,
)
_STATUS = {
    "verified": (Status.OK, N_("Verified")),
    "unverified": (Status.UNVERIFIED, N_("Not verified")),
    "house": (Status.IDLE, N_("House")),
}


def status_chip(status: str) -> Chip:
    """How well a line of a reference list is known; what is not verified is never a tick."""
    kind, word = _STATUS.get(status, _STATUS["unverified"])
    return Chip(kind, tr(word))


def choices(pairs: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """Choices from codes and untranslated words."""
    return [Choice(str(code), tr(word)) for code, word in pairs]


def listed(name: str) -> list[Choice[str]]:
    """The lines of a reference list."""
    return [Choice(line.code, tr(line.label)) for line in reference_list(name).lines]


def category_choices() -> list[Choice[str]]:
    """The categories of small arms and light weapons."""
    return [Choice(one.code, tr(one.label)) for one in salw_categories()]


def account_word(kind: str) -> str:
    """What a kind of account is called."""
    return tr(ACCOUNT_WORDS[AccountKind(kind)])


def voucher_word(kind: str) -> str:
    """What a kind of voucher is called."""
    return tr(VOUCHER_WORDS[VoucherKind(kind)])


def word_of(words: dict[str, str], code: str) -> str:
    """The word for a code; the code itself when the list does not know it."""
    return tr(words[code]) if code in words else code
