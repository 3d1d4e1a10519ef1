"""What the stand-alone verifier says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Word(Enum):
    """The verdict."""

    HOLDS = "HOLDS"
    WRONG = "WRONG"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one thing, and what it says of itself."""

    word: Word
    what: str
    sentence: str
