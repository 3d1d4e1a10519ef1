"""When the program looks for garbage: between two pieces of work, and never among a hundred thousand rows.

Python would look through everything that lives, in the middle of an import or a keystroke, and hold
the window up for a third of a second.  Here it looks often and shortly at what is new; what is
too much to look through in a moment is set aside until the books are closed.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

from stockpile_app.gui.common.operation import OperationRunner

_EVERY = 1_000  # ms
_MANY = 20_000
"""So many new objects take a few milliseconds to look through."""
_LONG = 0.015
"""Seconds; from here on a person would soon feel it."""


class Tidying(QObject):
    """Looks for garbage in quiet moments, instead of whenever Python would.

    Counting references frees almost everything at once, in any case; this is for what is left in circles.
    """

    def __init__(self, runner: OperationRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tidy)

    def begin(self) -> None:
        """From now on only this looks for garbage; the program itself is none and is set aside."""
        gc.disable()
        gc.freeze()
        self._timer.start(_EVERY)

    def tidy(self) -> None:
        """Look at what is new, unless something is under way."""
        if self._runner.busy:
            return
        if gc.get_count()[0] > _MANY:
            gc.freeze()
            return
        begun = time.perf_counter()
        gc.collect()
        if time.perf_counter() - begun > _LONG:
            gc.freeze()

    def tidy_all(self) -> None:
        """The books are closed: look through everything, once, also at what was set aside."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
