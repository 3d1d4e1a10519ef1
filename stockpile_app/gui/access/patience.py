"""The pause after wrong passphrases, told second by second: `Waiting 6 s`."""

from __future__ import annotations

import math
import time

from stockpile_app.access.attempts import Wait
from stockpile_app.base import Progress
from stockpile_app.base.text import tr
from stockpile_app.gui.common import ProgressStrip

SECONDS = "s"
_STEP = 0.2


def patient(progress: Progress) -> Wait:
    """A wait that reports the seconds left, and stops when the person cancels."""

    def wait(seconds: float) -> None:
        end, whole = time.monotonic() + seconds, math.ceil(seconds)
        while (left := end - time.monotonic()) > 0:
            progress(whole - math.ceil(left), whole, SECONDS)
            time.sleep(min(_STEP, left))

    return wait


class PatientStrip(ProgressStrip):
    """Progress of unlocking; while it only waits, it says how long and why."""

    def show_progress(self, done: int, total: int, unit: str) -> None:
        """`Waiting 6 s`."""
        if unit != SECONDS:
            super().show_progress(done, total, unit)
            return
        self._what.setText(tr("Waiting {seconds} s", seconds=total - done))
        self._figure.setText("")
        self._bar.set_share(done / total if total else 0)
