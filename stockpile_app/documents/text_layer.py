"""Words on paper: cleaned, measured, wrapped, ordered, and split by face; nothing is ever clipped.

A text is wrapped in the order it is written, then each line is ordered and split into runs of one
face.  A control sign or a bidirectional override, which no register lets in, is printed as its
code; a sign that no face has is printed as the replacement character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from stockpile_app.documents.fonts import REPLACEMENT, Face, Style, face
from stockpile_app.documents.reading_order import Direction, visual

_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e")
_BREAK_AFTER = frozenset("-/_.,:;|+=@#\u200b")
_IDEOGRAPH = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
    "\U00020000-\U0003ffff]"
)
_NOT_AT_START = frozenset("、。，．：；！？）」』】〉》”’%‰ー々")


@dataclass(frozen=True, slots=True)
class Run:
    """Signs of one face, as they stand from left to right."""

    face: str
    text: str
    width: float


def clean(text: str) -> str:
    """The text as it can be printed: composed, tabs as blanks, hidden signs as their codes."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join([_visible(sign) for sign in composed])


def _visible(sign: str) -> str:
    if sign == "\n" or sign.isprintable():
        return sign
    kind = unicodedata.category(sign)
    if kind in {"Zl", "Zp"}:
        return "\n"
    if sign in _STEERING or kind in {"Cc", "Cs"}:
        return f"<U+{ord(sign):04X}>"
    return sign if kind in {"Cf", "Zs"} else REPLACEMENT


@dataclass(slots=True)
class TextLayer:
    """Measures and orders the texts of one paper, and remembers what it has met.

    Attributes:
        direction: Which way the paper itself reads.
    """

    direction: Direction = Direction.LTR
    _runs: dict[tuple[str, Style, Direction], tuple[Run, ...]] = field(default_factory=dict)
    _lines: dict[tuple[str, Style, float], tuple[str, ...]] = field(default_factory=dict)

    def runs(self, line: str, style: Style, direction: Direction = Direction.AUTO) -> tuple[Run, ...]:
        """One line as runs from left to right."""
        key = (line, style, direction)
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = tuple(_split(visual(clean(line), direction), style))
        return found

    def width(self, line: str, style: Style) -> float:
        """How wide one line is, in points."""
        return sum([run.width for run in self.runs(line, style)])

    def wrap(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        """The text in lines no wider than `width`; a word that is wider is broken."""
        key = (text, style, width)
        found = self._lines.get(key)
        if found is None:
            parts = clean(text).split("\n")
            found = self._lines[key] = tuple(
                line for part in parts for line in self._wrapped(part, style, width)
            )
        return found

    def fitting(self, text: str, style: Style, width: float, smallest: float = 8) -> Style:
        """The style, made smaller down to `smallest` points, in which the text fits one line."""
        size = style.size
        while size > smallest and self.width(text, Style(size, style.mono, style.strong)) > width:
            size = max(smallest, size - 0.5)
        return Style(size, style.mono, style.strong)

    def _wrapped(self, text: str, style: Style, width: float) -> Iterator[str]:
        if len(text) <= _at_most(style, width) and self.width(text, style) <= width:
            yield text
            return
        line = ""
        room = width
        for word in _words(text):
            for piece in self._broken(word, style, width):
                needed = self.width(piece.rstrip(" "), style)
                if line and needed > room:
                    yield line.rstrip(" ")
                    line, room = "", width
                line += piece
                room -= self.width(piece, style)
        yield line.rstrip(" ")

    def _broken(self, word: str, style: Style, width: float) -> Iterator[str]:
        """The word, or pieces of it that each fit."""
        longest = _at_most(style, width)
        while len(word) > longest or (self.width(word.rstrip(" "), style) > width and len(word) > 1):
            cut = self._cut(word[: longest + 1], style, width)
            yield word[:cut]
            word = word[cut:]
        yield word

    def _cut(self, word: str, style: Style, width: float) -> int:
        low, high = 1, len(word) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width(word[:middle], style) <= width else (low, middle - 1)
        best = low
        for cut in range(low, max(low // 2, 1), -1):
            if word[cut - 1] in _BREAK_AFTER:
                best = cut
                break
        while best > 1 and unicodedata.category(word[best]) in {"Mn", "Me", "Mc", "Cf"}:
            best -= 1
        return best


def _at_most(style: Style, width: float) -> int:
    """More signs than a line of that width can hold; what is longer need not be measured whole."""
    return int(width / (style.size * 0.15)) + 8


def _words(text: str) -> Iterator[str]:
    """Where a line may end: after blanks, and beside an ideograph."""
    word = ""
    for sign in text:
        ideograph = _IDEOGRAPH.match(sign) is not None
        if (
            word
            and sign != " "
            and sign not in _NOT_AT_START
            and (word.endswith(" ") or ideograph or _IDEOGRAPH.match(word[-1]))
        ):
            yield word
            word = ""
        word += sign
    if word:
        yield word


def _split(ordered: str, style: Style) -> Iterator[Run]:
    """Runs of one face; a blank or a bracket stays with the face of the letter before it."""
    names = style.faces
    first = face(names[0])
    glyphs = first.glyphs
    if all(ord(sign) in glyphs for sign in ordered):
        yield Run(first.name, ordered, first.width(ordered, style.size))
        return
    text, current = "", first
    for sign in ordered:
        if text[-1:].isalnum() and not sign.isalnum() and current.has(sign):
            text += sign
            continue
        wanted = next((one for one in map(face, names) if one.has(sign)), None)
        if wanted is None:
            wanted, sign = _replacement(names), REPLACEMENT  # noqa: PLW2901
        if wanted is not current and text:
            yield Run(current.name, text, current.width(text, style.size))
            text = ""
        current = wanted
        text += sign
    if text:
        yield Run(current.name, text, current.width(text, style.size))


def _replacement(names: tuple[str, ...]) -> Face:
    return next(one for one in map(face, names) if one.has(REPLACEMENT))
