"""The pages of a paper, under each other on a sunken ground, as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.common import Face, Label, Role, Theme, vbox
from stockpile_app.gui.disposal.certificate_paper import Pages

_EDGE, _WIDEST = 20, 860


class PaperPages(QScrollArea):
    """Real pages; where there are more than are shown, that is said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pictures: tuple[QImage, ...] = ()
        self._labels: list[QLabel] = []
        inside = QWidget()
        inside.setProperty("kit", "sunken")
        self._column = vbox(inside, spacing=16, margin=_EDGE)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.said = Label("", Face.CAPTION, Role.TEXT_2, wrap=True)
        self.setAccessibleName(tr("Preview of the paper"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self._column.addWidget(self.said)

    @property
    def shown(self) -> int:
        """How many pages are in sight."""
        return len(self._labels)

    def show_pages(self, pages: Pages) -> None:
        """Show these, from the first one."""
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._pictures = pages.pictures
        self._labels = []
        for number, _picture in enumerate(pages.pictures, 1):
            label = QLabel()
            label.setProperty("kit", "paper")
            label.setAccessibleName(tr("Page {number} of {count}", number=number, count=pages.count))
            self._labels.append(label)
            self._column.insertWidget(number - 1, label, 0, Qt.AlignmentFlag.AlignHCenter)
        self.said.setText(_words(len(pages.pictures), pages.count))
        self.verticalScrollBar().setValue(0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Scale the pages to the room, sharp on a fine screen too."""
        room = self.viewport().width() - 2 * _EDGE
        width = max(1, min(room, self._theme.px(_WIDEST)))
        ratio = self.devicePixelRatioF()
        for label, picture in zip(self._labels, self._pictures, strict=True):
            scaled = picture.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            scaled.setDevicePixelRatio(ratio)
            label.setPixmap(QPixmap.fromImage(scaled))


def _words(shown: int, count: int) -> str:
    if shown < count:
        return tr("Pages 1 to {shown} of {count}. Save the paper to see them all", shown=grouped(shown),
                  count=grouped(count))  # fmt: skip
    return tr("Page 1 of 1") if count == 1 else tr("{count} pages", count=grouped(count))
