"""The style sheet: how Qt's own widgets look, written once in logical pixels and palette roles.

`$role` stands for a colour of the palette, `$edge` for the width of a field's border (2 px in the
contrast palettes) and every `Npx` is multiplied by the zoom.  Widgets say what they are by the
properties `kit`, `face` and `tone`; nothing outside this file writes a colour.
"""

from __future__ import annotations

import re
from string import Template

from stockpile_app.gui.common.tokens import Face, Role, Tokens

_SHEET = """
QMainWindow, QDialog, QWidget[kit="canvas"] { background: $canvas; }
QToolTip { background: $surface; color: $text; border: $edge solid $line_strong; padding: 6px 8px; }
QScrollArea, QStackedWidget { background: transparent; border: none; }
QWidget[kit="clear"] { background: transparent; }
QWidget[kit="surface"] { background: $surface; }
QWidget[kit="sunken"] { background: $sunken; }
QFrame[kit="panel"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[kit="popup"] { background: $surface; border: $edge solid $line_strong; border-radius: 6px; }
QFrame[kit="sheet"] { background: $surface; border: $edge solid $line; border-radius: 8px; }
QFrame[kit="pane"] { background: $surface; border: none; border-left: 1px solid $line; }
QLabel[kit="paper"] { background: $surface; border: 1px solid $line_strong; }
QFrame[kit="rule"] { background: $line; border: none; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: $surface; color: $text; border: $edge solid $line_strong; border-radius: 5px;
    selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $text_3;
}
QLineEdit, QComboBox { padding: 0px 8px; }
QPlainTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QComboBox:on { border: 2px solid $focus; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $stop; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    background: $raised; color: $text_3; border-color: $line;
}
QLineEdit:read-only { background: $sunken; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0px; background: transparent; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; }
QLineEdit[kit="scan"] { border-width: 2px; border-radius: 6px; padding: 0px 12px 0px 50px; }
QLineEdit[kit="site"], QLineEdit[kit="site"]:focus { border: 4px solid $focus; border-radius: 8px; }
QLineEdit[kit="search"] { padding: 0px 70px 0px 4px; }
QLabel[kit="field"] { font-size: 12px; font-weight: 500; color: $text_2; }
QLabel[kit="cap"] {
    font-size: 12px; font-weight: 400; color: $text_2; background: $surface;
    border: 1px solid $line_strong; border-radius: 4px; padding: 0px 6px;
}
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton {
    color: $text; background: transparent; border: none; padding: 4px 8px; font-weight: 600;
}
QCalendarWidget QToolButton:hover { background: $accent_soft; }
QCalendarWidget QAbstractItemView {
    background: $surface; selection-background-color: $accent; selection-color: $on_accent; outline: none;
}
QLineEdit[kit="quantity"] { qproperty-alignment: 'AlignRight|AlignAbsolute|AlignVCenter'; }

QAbstractItemView[kit="popup"] {
    background: $surface; color: $text; border: $edge solid $line_strong; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QAbstractItemView[kit="popup"]::item { padding: 6px 8px; min-height: 20px; border: none; }
QAbstractItemView[kit="popup"]::item:selected { background: $accent_soft; color: $text; }
QMenu { background: $surface; color: $text; border: $edge solid $line_strong; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $text_3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QPushButton {
    background: $surface; color: $text; border: $edge solid $line_strong; border-radius: 5px;
    padding: 0px 12px; font-weight: 600;
}
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $focus; padding: 0px 11px; }
QPushButton[kit="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kit="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kit="primary"]:focus { border: 2px solid $surface; outline: 2px solid $focus; }
QPushButton[kit="danger"] { color: $stop; border-color: $stop; }
QPushButton:disabled, QPushButton[kit="primary"]:disabled {
    background: $raised; color: $text_3; border: $edge solid $line;
}
QPushButton[kit="link"] {
    background: transparent; color: $accent; border: 2px solid transparent; border-radius: 4px;
    padding: 0px 4px; font-weight: 500;
}
QPushButton[kit="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kit="link"]:focus { border: 2px solid $focus; }
QPushButton[kit="link"]:disabled { color: $text_3; border-color: transparent; background: transparent; }
QPushButton[kit="choice"]:checked { background: $accent_soft; border: 2px solid $accent; }
QPushButton[kit="choice"]:checked:focus { border: 2px solid $focus; }
QPushButton[kit="choice"]:checked:disabled { background: $raised; border: 2px solid $line_strong; }
QPushButton[kit="pill"] { font-weight: 400; padding: 0px 10px; }
QPushButton[kit="plain"] {
    background: transparent; border: 2px solid transparent; border-radius: 4px; padding: 0px;
}
QPushButton[kit="plain"]:hover { background: $raised; }
QPushButton[kit="plain"]:focus { border: 2px solid $focus; }
QPushButton[kit="tab"] {
    background: transparent; color: $text_2; border: none; border-bottom: 2px solid transparent;
    border-radius: 0px; padding: 0px 2px; font-weight: 500;
}
QPushButton[kit="tab"]:hover { color: $text; }
QPushButton[kit="tab"]:checked { color: $text; font-weight: 600; border-bottom: 2px solid $accent; }
QPushButton[kit="tab"]:focus { border: 2px solid $focus; border-radius: 4px; }

QTableView { background: $surface; border: none; outline: none; gridline-color: $line; }
QHeaderView { background: $raised; border: none; }
QTableCornerButton::section { background: $raised; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_PX = re.compile(r"(?<![#\w])(\d+)px")


def style_sheet(tokens: Tokens, palette: str, zoom: int) -> str:
    """The sheet for one palette at `zoom` per cent."""
    colours = {role.value: value for role, value in tokens.palettes[palette].items()}
    edge = tokens.sizes.line_contrast if palette.startswith("contrast") else tokens.sizes.line
    rules = Template(_SHEET + _faces(tokens) + _mono(tokens) + _tones()).substitute(colours, edge=f"{edge}px")
    return _PX.sub(lambda match: f"{_zoomed(int(match[1]), zoom)}px", rules)


def _faces(tokens: Tokens) -> str:
    return "".join(_face(tokens, face) for face in Face)


def _face(tokens: Tokens, face: Face) -> str:
    step = tokens.faces[face]
    families = ", ".join(f'"{name}"' for name in (*tokens.mono, *tokens.sans))
    family = f"font-family: {families};" if step.mono else ""
    return f'*[face="{face}"] {{ font-size: {step.px}px; font-weight: {step.weight}; {family} }}\n'


def _mono(tokens: Tokens) -> str:
    families = ", ".join(f'"{name}"' for name in (*tokens.mono, *tokens.sans))
    return f'*[face="mono"] {{ font-family: {families}; font-weight: 500; }}\n'


def _tones() -> str:
    return "".join(f'QLabel[tone="{role}"] {{ color: ${role}; }}\n' for role in Role)


def _zoomed(length: int, zoom: int) -> int:
    return round(length * zoom / 100) if length > 2 else length
