"""The certificate of a batch on the window."""

from __future__ import annotations

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk


def open_certificate(desk: Desk, batch_id: int) -> None:
    """Open the certificate of this batch."""
    desk.say(tr("The certificate of batch {number} is not in this window yet", number=batch_id))
