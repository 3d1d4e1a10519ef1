"""How the books stand, for the status bar: verified when, journal how long, backed up when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stockpile_app import access, audit
from stockpile_app.access.queries import founding
from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.common import Role
from stockpile_app.gui.common.status_bar import StatusBar
from stockpile_app.gui.common.text import isolate
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status bar says.

    Attributes:
        verified: The last entry that was proved; verified_at: local date and time, '' before the first.
        head: First digits of the journal's root.
        read_only: Why nothing can be written; '' when it can.
        backup_at: When the last backup was made, local; '' never. backed_up: the journal of that backup.
    """

    verified: int
    verified_at: str
    size: int
    head: str
    read_only: str
    backup_at: str = ""
    backed_up: int = 0


def standing(stockpile: Stockpile, read_only: str) -> Standing:
    """How the books stand now."""
    entry, at = audit.last_verified(stockpile)
    zone = founding(stockpile).zone
    now = audit.head(stockpile)
    last = access.last_backup(stockpile)
    backup_at = local_text(last.at, zone) if last else ""
    return Standing(
        entry, local_text(at, zone), now.size, now.short, read_only, backup_at, last.size if last else 0
    )


def show_standing(
    bar: StatusBar,
    now: Standing,
    today: str,
    open_journal: Callable[[], object],
    back_up: Callable[[], object],
) -> None:
    """Write it into the status bar; a day is named when it is not today."""
    at = now.verified_at.removeprefix(f"{today} ")
    if now.verified == now.size and at:
        words = tr("Books verified {at}", at=isolate(at))
        bar.show_item("verified", "circle-check", words, Role.OK, open_journal)
    elif at:
        words = tr("Verified to entry {entry}, {at}", entry=isolate(grouped(now.verified)), at=isolate(at))
        bar.show_item("verified", "circle-check", words, Role.OK, open_journal)
    else:
        bar.show_item("verified", "circle-help", tr("Not verified yet"), Role.UNVERIFIED, open_journal)
    journal = f"{grouped(now.size)} · {now.head}"
    bar.show_item(
        "journal", "git-commit-horizontal", tr("Journal {head}", head=isolate(journal)), act=open_journal
    )
    _show_backup(bar, now, back_up)
    bar.set_read_only(now.read_only)


def _show_backup(bar: StatusBar, now: Standing, back_up: Callable[[], object]) -> None:
    """`Backup 2026-11-20 18:30`, in the quiet tone while nothing was written since."""
    if not now.backup_at:
        bar.show_item("backup", "hard-drive-download", tr("Never backed up"), Role.WARN, back_up)
        return
    tone = Role.OK if now.backed_up == now.size else Role.TEXT_2
    words = tr("Backup {at}", at=isolate(now.backup_at))
    bar.show_item("backup", "hard-drive-download", words, tone, back_up)
