"""The theme: one object, passed down, that knows palette, zoom, fonts and icons.

Widgets ask it for colours and lengths and `follow` it; nothing else in the window names a colour.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from stockpile_app.gui.common.fonts import font_of, load_fonts
from stockpile_app.gui.common.icons import IconStore
from stockpile_app.gui.common.stylesheet import style_sheet
from stockpile_app.gui.common.tokens import RESOURCES, Face, Role, Status, Tokens, read_tokens

ZOOM_STEPS = (90, 100, 110, 120, 130, 140, 150)

_QT_ROLES = {
    QPalette.ColorRole.Window: Role.CANVAS,
    QPalette.ColorRole.WindowText: Role.TEXT,
    QPalette.ColorRole.Base: Role.SURFACE,
    QPalette.ColorRole.AlternateBase: Role.RAISED,
    QPalette.ColorRole.Text: Role.TEXT,
    QPalette.ColorRole.PlaceholderText: Role.TEXT_3,
    QPalette.ColorRole.Button: Role.SURFACE,
    QPalette.ColorRole.ButtonText: Role.TEXT,
    QPalette.ColorRole.BrightText: Role.STOP,
    QPalette.ColorRole.ToolTipBase: Role.SURFACE,
    QPalette.ColorRole.ToolTipText: Role.TEXT,
    QPalette.ColorRole.Highlight: Role.ACCENT,
    QPalette.ColorRole.HighlightedText: Role.ON_ACCENT,
    QPalette.ColorRole.Link: Role.ACCENT,
    QPalette.ColorRole.LinkVisited: Role.ACCENT,
    QPalette.ColorRole.Light: Role.SURFACE,
    QPalette.ColorRole.Midlight: Role.RAISED,
    QPalette.ColorRole.Mid: Role.LINE,
    QPalette.ColorRole.Dark: Role.LINE_STRONG,
    QPalette.ColorRole.Shadow: Role.LINE_STRONG,
    QPalette.ColorRole.Accent: Role.ACCENT,
}


class Theme(QObject):
    """How the window looks now.

    Signals:
        changed: palette or zoom is another; followers have already been told.
    """

    changed = Signal()

    def __init__(self, resources: Path = RESOURCES, palette: str = "", zoom: int = 100) -> None:
        super().__init__()
        self.tokens: Tokens = read_tokens(resources)
        self.families = load_fonts(resources / "fonts")
        self._icons = IconStore(resources / "icons", self.tokens)
        self._palette = palette or self.tokens.default_palette
        self._zoom = zoom
        self._compact = False
        self._colours: dict[tuple[str, Role], QColor] = {}
        self._fonts: dict[tuple[Face, int, bool, int], QFont] = {}
        self._followers: list[tuple[weakref.ref[QObject], str]] = []
        self._app: QApplication | None = None

    # What it is now

    @property
    def palette_name(self) -> str:
        """`light`, `dark`, `contrast` or `contrast_dark`."""
        return self._palette

    @property
    def zoom(self) -> int:
        """Per cent, 90 to 150."""
        return self._zoom

    @property
    def high_contrast(self) -> bool:
        """Whether chips are outlined instead of tinted and lines are heavy."""
        return self._palette.startswith("contrast")

    @property
    def right_to_left(self) -> bool:
        """Whether the window is mirrored."""
        return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def hex(self, role: Role) -> str:
        """The colour as `#RRGGBB`."""
        return self.tokens.palettes[self._palette][role]

    def colour(self, role: Role) -> QColor:
        """The colour for a painter."""
        key = (self._palette, role)
        if key not in self._colours:
            self._colours[key] = QColor(self.hex(role))
        return self._colours[key]

    def px(self, length: int) -> int:
        """A logical length at the present zoom."""
        return round(length * self._zoom / 100)

    @property
    def line(self) -> int:
        """Width of a field's or panel's border."""
        return self.tokens.sizes.line_contrast if self.high_contrast else self.tokens.sizes.line

    def font(self, face: Face = Face.BODY, weight: int = 0, mono: bool = False) -> QFont:
        """The font of a step of the type scale; `weight` and `mono` override it inside tables."""
        key = (face, weight, mono, self._zoom)
        if key not in self._fonts:
            font = font_of(self.tokens, face, self._zoom)
            if weight:
                font.setWeight(QFont.Weight(weight))
            if mono:
                font.setFamilies([*self.tokens.mono, *self.tokens.sans])
            self._fonts[key] = font
        return self._fonts[key]

    @property
    def compact(self) -> bool:
        """Whether rows are 28 high instead of 32."""
        return self._compact

    def row_height(self, two_line: bool = False) -> int:
        """The height of a table row at the present zoom and density."""
        sizes = self.tokens.sizes
        if two_line:
            return self.px(sizes.row_two_line)
        return self.px(sizes.row_compact if self._compact else sizes.row)

    def text_width(self, text: str, face: Face = Face.BODY, weight: int = 0, mono: bool = False) -> int:
        """How wide the text is drawn, in pixels at the present zoom."""
        return QFontMetrics(self.font(face, weight, mono)).horizontalAdvance(text)

    # Icons

    def icon_names(self) -> frozenset[str]:
        """Every icon that is shipped."""
        return self._icons.names()

    def pixmap(self, name: str, role: Role = Role.TEXT, size: int = 16) -> QPixmap:
        """The icon, tinted, `size` logical pixels at zoom 100."""
        application = QGuiApplication.instance()
        ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
        return self._icons.pixmap(name, self.hex(role), self.px(size), ratio, self.right_to_left)

    def icon(self, name: str, role: Role = Role.TEXT, size: int = 16) -> QIcon:
        """The icon for a button: tinted, and faint where the button is disabled."""
        icon = QIcon(self.pixmap(name, role, size))
        icon.addPixmap(self.pixmap(name, Role.TEXT_3, size), QIcon.Mode.Disabled)
        return icon

    def status_icon(self, status: Status) -> str:
        """The name of the icon that stands for a status."""
        return self.tokens.status_icons[status]

    # Changing it

    def apply(self, app: QApplication) -> None:
        """Dress the application: Fusion, our font, palette and style sheet."""
        self._app = app
        app.setStyle("Fusion")
        self._dress(app)

    def set_palette(self, name: str) -> None:
        """Change the palette at once, everywhere."""
        if name not in self.tokens.palettes:
            raise KeyError(name)
        self._palette = name
        self._refresh()

    def set_zoom(self, per_cent: int) -> None:
        """Change the zoom at once, everywhere; kept between 90 and 150."""
        self._zoom = max(ZOOM_STEPS[0], min(ZOOM_STEPS[-1], per_cent))
        self._refresh()

    def set_compact(self, compact: bool) -> None:
        """Rows 28 high instead of 32."""
        self._compact = compact
        self._refresh()

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self._zoom), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self._zoom), ZOOM_STEPS[0]))

    def follow(self, restyle: Callable[[], None]) -> None:
        """Call this bound method now and after every change, as long as its widget lives."""
        owner = getattr(restyle, "__self__", None)
        if not isinstance(owner, QObject):
            raise TypeError(restyle)
        self._followers.append((weakref.ref(owner), restyle.__name__))
        restyle()

    def _refresh(self) -> None:
        if self._app is not None:
            self._dress(self._app)
        self._followers = [follower for follower in self._followers if _told(*follower)]
        for widget in QApplication.allWidgets():
            widget.updateGeometry()  # a new font alone does not reach every enclosing layout
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        app.setFont(self.font())
        app.setPalette(self._qt_palette())
        app.setStyleSheet(style_sheet(self.tokens, self._palette, self._zoom))

    def _qt_palette(self) -> QPalette:
        palette = QPalette()
        for qt_role, role in _QT_ROLES.items():
            palette.setColor(qt_role, self.colour(role))
        for qt_role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, qt_role, self.colour(Role.TEXT_3))
        return palette


def _told(follower: weakref.ref[QObject], restyle: str) -> bool:
    """Tell a follower; False when its widget is gone."""
    owner = follower()
    if owner is None or not shiboken6.isValid(owner):
        return False
    getattr(owner, restyle)()
    return True
