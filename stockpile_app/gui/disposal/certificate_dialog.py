"""The certificate of a batch on the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals


def open_certificate(
    desk: Desk, batch_id: int, parent: QWidget | None = None, approvals: Approvals | None = None
) -> None:
    """Open the certificate of this batch."""
    del parent, approvals
    desk.say(tr("The certificate of batch {number} is not in this window yet", number=batch_id))
