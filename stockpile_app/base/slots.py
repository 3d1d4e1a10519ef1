"""How a lower room consults a higher one without importing it.

A lower room publishes a frozen type (`PostingRule`, `VerifyCheck`, `BodyCodec`); `assembly.py`
gathers every instance of every room into one `Assembly`, which an open stockpile carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Assembly:
    """The complete tuple of parts that the rooms plug into each other's slots."""

    parts: tuple[object, ...]

    def of(self, slot: type[Part]) -> tuple[Part, ...]:
        """Every part made for this slot, in the order of the assembly."""
        return tuple(part for part in self.parts if isinstance(part, slot))
