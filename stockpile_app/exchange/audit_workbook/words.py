"""Words for codes that stand in the books: ownership, holds, voucher kinds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from stockpile_app.base import tr
from stockpile_app.base.resources import resource
from stockpile_app.base.text import N_
from stockpile_app.ledger import VOUCHER_WORDS, HoldKind, VoucherKind

HOLD_WORDS = {
    HoldKind.SUSPENDED: N_("Suspended"),
    HoldKind.BANNED: N_("Banned"),
    HoldKind.RESERVED: N_("Reserved"),
    HoldKind.EVIDENCE: N_("Evidence"),
    HoldKind.TRACE: N_("Trace"),
    HoldKind.UNDER_COUNT: N_("Under count"),
}
"""What each kind of hold is called; translate when shown."""


@cache
def _ownership_labels() -> Mapping[str, str]:
    content = tomllib.loads(resource("reference", "ownership_kinds.toml").read_text(encoding="utf-8"))
    return {kind["code"]: kind["label"] for kind in content["kind"]}


def ownership_word(fact: str) -> str:
    """An ownership fact `kind|reference` in words; '' for what is simply the State's."""
    kind, _, reference = fact.partition("|")
    if kind in {"", "state"}:
        return ""
    label = tr(_ownership_labels().get(kind, kind))
    return f"{label}: {reference}" if reference else label


def hold_word(kind: str) -> str:
    """What a kind of hold is called."""
    return tr(HOLD_WORDS[HoldKind(kind)])


def voucher_word(kind: str) -> str:
    """What a kind of voucher is called."""
    return tr(VOUCHER_WORDS[VoucherKind(kind)])


def moment_text(moment: str) -> str:
    """A moment as people read it: `2026-11-02 06:30`, the day alone when no time is known."""
    return moment[:10] if moment.endswith("T24:00") else moment.replace("T", " ")
