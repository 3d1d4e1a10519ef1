"""What the environment does to us: calm sentences, nothing lost.

`KnownError` is for the world outside the program (disk, medium, another program, a wrong
passphrase).  A user's mistake is a `Finding`; anything else is our bug and is never swallowed.
"""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """Why the environment stopped us."""

    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    DAMAGED = "damaged"
    WRONG_PASSPHRASE = "wrong_passphrase"
    NOT_FOUND = "not_found"
    EXISTS = "exists"
    FOREIGN = "foreign"
    NEWER = "newer"
    IO = "io"


class KnownError(Exception):
    """The environment's fault, told in one sentence with what to do next."""

    def __init__(self, cause: Cause, sentence: str) -> None:
        self.cause = cause
        self.sentence = sentence
        super().__init__(sentence)
