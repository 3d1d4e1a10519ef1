"""The deactivation of a batch on the window."""

from __future__ import annotations

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk


def open_deactivation(desk: Desk, batch_id: int) -> None:
    """Open the checklist of this batch's weapons."""
    desk.say(tr("The checklist of batch {number} is not in this window yet", number=batch_id))
