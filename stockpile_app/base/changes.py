"""Which nouns an operation touched, so that pages refresh and others stay as they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What one operation touched.

    Attributes:
        entry: The journal entry that recorded it; 0 when an earlier request already had.
    """

    entry: int = 0
    accounts: bool = False
    catalogue: bool = False
    vouchers: bool = False
    holdings: bool = False
    holds: bool = False
    imports: bool = False
    packs: bool = False
    people: bool = False
    requests: bool = False
    surplus: bool = False
    disposal: bool = False
    cases: bool = False
