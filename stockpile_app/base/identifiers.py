"""Where client-made operation ids come from: random in life, counted in tests."""

from __future__ import annotations

import itertools
import uuid
from typing import NewType, Protocol

OperationId = NewType("OperationId", str)


class IdSource(Protocol):
    """Makes ids that no other client has made."""

    def new_id(self) -> OperationId:
        """A fresh UUID as text."""
        ...


class RandomIds:
    """Random UUIDs (version 4)."""

    def new_id(self) -> OperationId:
        """A fresh random UUID as text."""
        return OperationId(str(uuid.uuid4()))


class NumberedIds:
    """UUIDs that count up, for tests and the demonstration."""

    def __init__(self, start: int = 1) -> None:
        self._numbers = itertools.count(start)

    def new_id(self) -> OperationId:
        """The next UUID of the series."""
        return OperationId(str(uuid.UUID(int=next(self._numbers))))
