"""Long jobs build large structures that all live until the end.

Looking for garbage among them again and again costs a third of the time and finds none.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Inside the block, only reference counting frees memory; what is in cycles waits for the end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
