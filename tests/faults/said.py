"""What a job says of itself, for whoever put it under a fault."""

from __future__ import annotations

import sys


def say(*words: str) -> None:
    """One line, out at once: it must not be waiting in a buffer when the end comes."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()
