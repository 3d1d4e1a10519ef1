"""Who may do what: the table of role x operation, read from `resources/reference/rights.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from stockpile_app.access.model import Role
from stockpile_app.base.resources import resource
from stockpile_app.base.text import tr

OTHERS_REVERSAL = "reversal of another's voucher"
"""What is journalled as a reversal like one's own, and needs a second person."""


@dataclass(frozen=True, slots=True)
class Right:
    """One operation and who may do it.

    Attributes:
        name: As the journal calls it.
        label: What it does; translate when shown.
        roles: Who may do it; the sole keeper always may.
        second: Whose approval it needs as well; empty when it needs none.
        signed: Whether the person's own key signs the journal entry.
        first: Whether it may be done alone while nobody else could approve it.
    """

    name: str
    label: str
    roles: frozenset[str]
    second: frozenset[str] = frozenset()
    signed: bool = False
    first: bool = False

    def allows(self, role: str) -> bool:
        """Whether somebody of this role may do it."""
        return role in self.roles or role == Role.SOLE

    def approves(self, role: str) -> bool:
        """Whether somebody of this role may approve it."""
        return role in self.second


@cache
def rights() -> dict[str, Right]:
    """Every operation by its name."""
    content = tomllib.loads(resource("reference", "rights.toml").read_text(encoding="utf-8"))
    return {
        one["name"]: Right(
            one["name"],
            one["label"],
            frozenset(one["roles"]),
            frozenset(one.get("second", ())),
            one.get("signed", False),
            one.get("first", False),
        )
        for one in content["operation"]
    }


def kind_word(kind: str) -> str:
    """What a journal entry's kind is called: the operation's label, or the kind itself where it has none."""
    right = rights().get(kind)
    return tr(right.label) if right else kind
