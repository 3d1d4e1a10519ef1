"""Faces: Noto Sans for words, IBM Plex Mono for serials, the same on the screen and on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from stockpile_app.gui.common.tokens import Face, Tokens


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Make the vendored fonts known to Qt; returns the families found."""
    families: set[str] = set()
    for path in sorted(folder.rglob("*.[to]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))


def font_of(tokens: Tokens, face: Face, zoom: int) -> QFont:
    """The font of one step of the type scale at `zoom` per cent."""
    step = tokens.faces[face]
    font = QFont()
    font.setFamilies([*tokens.mono, *tokens.sans] if step.mono else list(tokens.sans))
    font.setPixelSize(max(1, round(step.px * zoom / 100)))
    font.setWeight(QFont.Weight(step.weight))
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font
