"""How long work reports and how it is stopped, without knowing who watches."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818  (an outcome, not an error)
    """The person stopped the work; nothing was written."""


class Progress(Protocol):
    """Called from time to time with what is done so far.

    It may raise `Cancelled`; whoever calls it must then leave no trace.
    """

    def __call__(self, done: int, total: int, unit: str) -> None:
        """`done` of `total` (0 when unknown) of a translated `unit`, for example rows."""
        ...


def silent(done: int, total: int, unit: str) -> None:
    """A progress that nobody watches."""
