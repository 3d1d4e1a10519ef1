"""Methods of destruction, read from `resources/reference/destruction_methods.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from stockpile_app.base import Finding, tr
from stockpile_app.base.resources import resource
from stockpile_app.base.text import N_
from stockpile_app.catalogue.model import ItemKind
from stockpile_app.disposal.findings import refusal

EXPLOSIVE_KINDS = frozenset({ItemKind.AMMUNITION, ItemKind.EXPLOSIVE})
"""Kinds of item that hold explosives."""

WEAPONS, AMMUNITION = "weapons", "ammunition"
_APPLIES = {WEAPONS: N_("weapons"), AMMUNITION: N_("ammunition")}


@dataclass(frozen=True, slots=True)
class Method:
    """One way to destroy.

    Attributes:
        label: What it is called; translate when shown.
        applies: `weapons`, `ammunition` or both.
        alone: Whether it is enough alone.
        status: `house`, `verified` or `unverified`; shown wherever the method is.
    """

    code: str
    label: str
    applies: frozenset[str]
    alone: bool
    note: str
    source: str
    status: str


@cache
def methods() -> dict[str, Method]:
    """Every method by its code, in the order of the table."""
    content = tomllib.loads(resource("reference", "destruction_methods.toml").read_text(encoding="utf-8"))
    return {
        one["code"]: Method(
            one["code"],
            one["label"],
            frozenset(one["applies"]),
            one["alone"],
            one["note"],
            one["source"],
            one["status"],
        )
        for one in content["method"]
    }


def method_label(code: str) -> str:
    """What a method is called, untranslated; the code itself when it is not in the list."""
    return methods()[code].label if code in methods() else code


def goods_of(kind: str) -> str:
    """What a method must apply to for an item of this kind."""
    return AMMUNITION if kind in EXPLOSIVE_KINDS else WEAPONS


def check_methods(chain: Collection[str], kinds: Collection[str]) -> Iterator[Finding]:
    """DISPOSAL-20 to 22: known methods, made for these goods, and one among them that is enough alone.

    Args:
        chain: The codes, one after the other.
        kinds: The kinds of the items to be destroyed.
    """
    unknown = [code for code in chain if code not in methods()]
    if unknown or not chain:
        yield refusal("DISPOSAL-20", tr("This method of destruction is not in the list"), tr("Method"),
                      ", ".join(methods()), ", ".join(unknown) or tr("nothing"),
                      tr("Choose a method from the list"))  # fmt: skip
        return
    for goods in sorted({goods_of(kind) for kind in kinds}):
        yield from _check_for(chain, goods)


def _check_for(chain: Collection[str], goods: str) -> Iterator[Finding]:
    fit = [methods()[code] for code in chain if goods in methods()[code].applies]
    if not fit:
        yield refusal("DISPOSAL-21", tr("This method is not made for {goods}", goods=tr(_APPLIES[goods])), tr("Method"),
                      ", ".join(one.code for one in methods().values() if goods in one.applies), ", ".join(chain),
                      tr("Choose a method for {goods}", goods=tr(_APPLIES[goods])))  # fmt: skip
    elif not any(one.alone for one in fit):
        yield refusal("DISPOSAL-22", tr("This method is not enough alone: {method}", method=tr(fit[0].label)),
                      tr("Method"), tr("a second method that is enough alone"), ", ".join(one.code for one in fit),
                      tr("Name the second method, after the first"))  # fmt: skip
