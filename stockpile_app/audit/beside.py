"""Checks that run beside others, on a second connection: sorting in the store leaves the program free."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

from stockpile_app.audit.model import Trouble
from stockpile_app.base import KnownError
from stockpile_app.store import Stockpile

Check = Callable[[Stockpile], Iterable[Trouble]]


@contextmanager
def beside(stockpile: Stockpile, check: Check) -> Iterator[Callable[[], list[Trouble]]]:
    """Begin a check on a second connection; the block asks for its troubles when it has done its own.

    Where no second connection can be had, the check runs when it is asked for.  A block that is
    left early stops the check.
    """
    try:
        reader = stockpile.reader()
    except KnownError:
        yield lambda: list(check(stockpile))
        return
    with ThreadPoolExecutor(1) as thread:
        begun: Future[list[Trouble]] = thread.submit(contextvars.copy_context().run, _all_of, check, reader)
        try:
            yield begun.result
        except BaseException:
            reader.interrupt()
            with suppress(Exception):
                begun.result()
            raise
        finally:
            reader.close()


def _all_of(check: Check, reader: Stockpile) -> list[Trouble]:
    return list(check(reader))
