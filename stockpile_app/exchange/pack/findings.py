"""How a pack that does not hold is told: calmly, and always the same way."""

from __future__ import annotations

from stockpile_app.base import Cause, Finding, KnownError, Severity, tr


def damaged() -> KnownError:
    """The file is not as its signer left it."""
    return KnownError(
        Cause.DAMAGED,
        tr("This pack is damaged or was changed on its way. Nothing was read from it: ask for it again"),
    )


def foreign() -> KnownError:
    """The file is no pack."""
    return KnownError(Cause.FOREIGN, tr("This file is not a pack"))


def newer() -> KnownError:
    """The pack is of a format or a kind that this program does not know."""
    return KnownError(
        Cause.NEWER, tr("This pack was made by a newer Stockpile. Install the newer program to open it")
    )


def too_large() -> KnownError:
    """More than a pack may hold."""
    return KnownError(Cause.FOREIGN, tr("This pack is larger than a pack may be. Nothing was read from it"))


def refusal(
    rule: str,
    sentence: str,
    field: str = "",
    expected: str = "",
    got: str = "",
    remedy: str = "",
    row: int = 0,
) -> Finding:
    """A refusal of packs."""
    return Finding(rule, Severity.REFUSAL, sentence, row, field, expected, got, remedy)
