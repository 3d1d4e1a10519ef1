"""Pages: how the frame knows them, and what they all have: header, progress, message, content, pane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from stockpile_app.gui.common.details import DetailPane
from stockpile_app.gui.common.labels import hbox, vbox
from stockpile_app.gui.common.panels import PageHeader
from stockpile_app.gui.common.progress import ProgressStrip
from stockpile_app.gui.common.rows_view import RowsView
from stockpile_app.gui.common.theme import Theme

PANE_FROM = 1200


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the navigation.

    Attributes:
        key: Stable name, used in links between pages.
        name: The feature's name, translated; the only word on its entry.
        icon: Lucide name.
        factory: Makes the page when it is first opened.
        section: Entries of one section stand together; -1 is the foot.
    """

    key: str
    name: str
    icon: str
    factory: Callable[[], PageWidget]
    section: int = 0


class PageWidget(QWidget):
    """The base of every page.  Put content into `content` with `add`, a pane beside it with `set_pane`.

    Attributes:
        help_topic: What F1 tells about.
    """

    help_topic = ""

    def __init__(self, theme: Theme, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setProperty("kit", "clear")
        self.setAccessibleName(title)
        self.header = PageHeader(title, sentence)
        self.progress = ProgressStrip(theme)
        self.pane: DetailPane | None = None
        self._visited = False
        self.content = vbox(None, self.header, self.progress, spacing=12)
        self._row = hbox(self, spacing=0)
        self._row.addLayout(self.content, 1)
        theme.follow(self._set_margins)

    def _set_margins(self) -> None:
        margin = self.theme.px(self.theme.tokens.sizes.page_margin)
        self.content.setContentsMargins(margin, self.theme.px(16), margin, self.theme.px(16))
        self.content.setSpacing(self.theme.px(self.theme.tokens.sizes.panel_gap))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under what is already on the page."""
        self.content.addWidget(widget, stretch)

    def set_pane(self, pane: DetailPane) -> None:
        """Stand a pane at the trailing edge; on a narrow window it opens over the page."""
        self.pane = pane
        self._row.addWidget(pane)
        self._fit_pane()

    def take_focus(self) -> None:
        """Put the keyboard where the page was left, or into its list, so that arrows work at once."""
        lists = self.findChildren(RowsView)
        target = self.focusWidget() if self._visited else lists[0] if lists else None
        self._visited = True
        if target is None:
            first_focus(self)
        else:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the frame tells the page

    def arrived(self) -> None:
        """The page has come in sight: run its query if what it shows is stale."""

    def on_changes(self, changes: object) -> None:
        """An operation has changed the books; look at what, then stay or refresh."""

    def refresh(self) -> None:
        """F5."""

    # The pane on a narrow window

    @property
    def narrow(self) -> bool:
        """Whether there is no room for the pane beside the list."""
        return self.window().width() * 100 < PANE_FROM * self.theme.zoom

    def open_pane(self) -> None:
        """Show the pane over the page; Esc closes it again.  Beside the list it is there already."""
        if self.pane is not None and self.narrow:
            self.pane.show()
            self.pane.raise_()
            self._place_over()

    def close_pane(self) -> None:
        """Take the pane away again on a narrow window."""
        if self.pane is not None and self.narrow:
            self.pane.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pane()

    def _fit_pane(self) -> None:
        if self.pane is None:
            return
        self.pane.fit(self.window().width())
        if not self.narrow:
            if self._row.indexOf(self.pane) < 0:
                self._row.addWidget(self.pane)
            self.pane.show()
        elif self._row.indexOf(self.pane) >= 0:
            self._row.removeWidget(self.pane)
            self.pane.hide()
        elif self.pane.isVisible():
            self._place_over()

    def _place_over(self) -> None:
        if self.pane is None:
            return
        width = self.pane.width()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.pane.setGeometry(QRect(0 if mirrored else self.width() - width, 0, width, self.height()))


def first_focus(widget: QWidget) -> None:
    """Give the focus to the widget, or to the first part of it that takes it."""
    for part in (widget, *widget.findChildren(QWidget)):
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            part.setFocus(Qt.FocusReason.TabFocusReason)
            return
