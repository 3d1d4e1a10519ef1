"""Text helpers of the window: direction marks round figures, tooltips that are never markup."""

from __future__ import annotations

from html import escape

from stockpile_app.base.quantity import THIN_SPACE

_LEFT_TO_RIGHT_ISOLATE = "\u2066"
_END_ISOLATE = "\u2069"
_MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))


def isolate(text: str) -> str:
    """A date, number, serial or code that keeps its own order inside right-to-left words."""
    return f"{_LEFT_TO_RIGHT_ISOLATE}{text}{_END_ISOLATE}"


def plain(text: str) -> str:
    """The text as copied: no direction marks, digits not grouped."""
    return text.translate(_MARKS).replace(THIN_SPACE, "").replace("\t", " ").replace("\n", " ")


def tooltip(text: str) -> str:
    """The text for a tooltip, wrapped, and never read as markup."""
    return f"<p>{escape(text)}</p>" if text else ""
