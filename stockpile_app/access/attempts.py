"""Wrong passphrases slow the next attempt down, also after a restart and whatever the clock says.

Failures are counted for each user in a small file beside the stockpile, before the passphrase is
tried, so that killing the program does not help; the wait is slept, not computed from dates, under
a lock, so that many programs at once wait one after the other.  Whoever can copy the file can guess
elsewhere: there only the key derivation slows them down.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stockpile_app.base import Cause, KnownError
from stockpile_app.store import locked_text

FREE = 3
LONGEST = 30.0
_FIRST = 6.0

Wait = Callable[[float], None]


def pause_after(failures: int) -> float:
    """Seconds to wait before the next attempt: none at first, then 6, 12, 24, 30."""
    if failures < FREE:
        return 0.0
    return min(_FIRST * float(1 << min(failures - FREE, 8)), LONGEST)


@contextmanager
def attempt(stockpile: Path, user: str, wait: Wait = time.sleep) -> Iterator[None]:
    """Try a passphrase inside the block: waits first where it must, forgets the failures on success."""
    with locked_text(_tries_path(stockpile)) as file:
        if file is None:  # a medium that cannot be written remembers nothing
            yield
            return
        counts = _read(file.text)
        failures = counts.get(user, 0)
        wait(pause_after(failures))
        file.replace(json.dumps({**counts, user: failures + 1}))
        try:
            yield
        except KnownError as error:
            if error.cause is not Cause.WRONG_PASSPHRASE:
                file.replace(json.dumps(counts))
            raise
        file.replace(json.dumps({name: count for name, count in counts.items() if name != user}))


def _tries_path(stockpile: Path) -> Path:
    return stockpile.with_name(stockpile.name + "-tries")


def _read(text: str) -> dict[str, int]:
    """The counts; a file that cannot be read counts as many failures for nobody."""
    try:
        content = json.loads(text or "{}")
        return {str(name): int(count) for name, count in content.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
