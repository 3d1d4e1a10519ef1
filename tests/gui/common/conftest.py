"""What the tests of the kit share: one theme, and no window left over for the next test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from stockpile_app.gui.common import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light palette at zoom 100, left to right."""
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made = Theme()
    made.apply(qapp)
    yield made
    clear_windows(qapp)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def clear_windows(qapp: QApplication) -> None:
    """Delete every window while its theme still lives: a half collected widget must get no event."""
    for window in qapp.topLevelWidgets():
        if window.parent() is None and window.windowType() != Qt.WindowType.Popup:
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
