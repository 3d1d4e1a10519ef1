"""Words of foreign lists: months, headers and stand-ins for unknown, in several languages."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.exchange.profile import Field

_FILE = Path(__file__).resolve().parents[2] / "resources" / "exchange" / "words.toml"
_BETWEEN = re.compile(r"[\s_.:\-]+")


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of other people's words.

    Attributes:
        months: Folded month name to its number.
        headers: Field to folded header words, the likeliest first.
        unknown: Folded words that stand for "not known".
    """

    months: Mapping[str, int]
    headers: Mapping[Field, tuple[str, ...]]
    unknown: frozenset[str]


@functools.cache
def words() -> Words:
    """The words as delivered with the program."""
    document = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Words(
        months={
            name.casefold(): int(number) for number, names in document["months"].items() for name in names
        },
        headers={Field(name): tuple(map(folded, known)) for name, known in document["headers"].items()},
        unknown=frozenset(map(str.casefold, document["unknown"])),
    )


def folded(header: str) -> str:
    """A header for comparison: small letters, words apart by one blank, no units in brackets."""
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header)
    return _BETWEEN.sub(" ", plain or header).strip().casefold()
