"""The desk goes from one person to the next: what is half filled in waits, encrypted, for its owner."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QApplication

from stockpile_app import access
from stockpile_app.base import KnownError, Refused
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.ledger.drafts import save_draft
from stockpile_app.ledger.requests import AnyVoucher
from stockpile_app.store import Actor, Stockpile


def names_with_keys(path: Path) -> list[str]:
    """Whose keys stand beside the file; none when it cannot be read."""
    try:
        return access.user_names(path)
    except KnownError:
        return []


def begun_vouchers(qt: QApplication) -> list[AnyVoucher]:
    """Every open voucher in which something stands."""
    return [
        dialog.voucher()
        for dialog in qt.topLevelWidgets()
        if isinstance(dialog, VoucherDialog) and dialog.isVisible() and dialog.begun()
    ]


def take_over(books: Stockpile, actor: Actor, vouchers: Sequence[AnyVoucher]) -> int:
    """Keep the drafts in the name of who leaves, then let the next person act; how many were kept."""
    kept = 0
    for voucher in vouchers:
        with suppress(
            Refused, KnownError
        ):  # who has lost the key, or a medium that cannot be written, keeps none
            save_draft(books, voucher)
            kept += 1
    access.hand_over(books, actor)
    return kept
