"""From the order in which a line is written to the order in which its signs stand on paper.

An ISO date inside Arabic words comes out as `04-03-2026` unless it is isolated.  So every stretch
of left-to-right signs (a date, a serial, a number, a Latin name) is taken out as one piece, the
Arabic is joined and ordered, and the piece is put back as it was.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display

ISOLATE = "\u2066"
END_ISOLATE = "\u2069"
_ISOLATES = "\u2066\u2067\u2068"
_MARKS = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad")
)
_HOLDERS = [chr(code) for code in range(0x2500, 0x2600)]
"""Signs without a direction of their own, which stand for pieces while a line is ordered."""

_LEFT_HOLDERS = [chr(code) for code in range(0xE000, 0xE100)]
"""The same for a left-to-right line, where a piece keeps its place among the others."""

_EXPLICIT = re.compile("[\u2066\u2067\u2068]([^\u2066\u2067\u2068\u2069]*)\u2069")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u05ff\u0600-\u0603\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee"
    "\u06ef\u06fa-\u070d\u070f-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_PIECE = re.compile(r"(?:(?<![lr])s)?[lh](?:[nsm]*[lh])*s?")


class Direction(StrEnum):
    """Which way a line reads; AUTO follows its first letter."""

    LTR = "ltr"
    RTL = "rtl"
    AUTO = "auto"


def isolate(text: str) -> str:
    """A date, number, serial or name that keeps its own order inside a sentence."""
    return f"{ISOLATE}{text}{END_ISOLATE}" if text else ""


def plain(text: str) -> str:
    """The text without the marks that isolate its parts: for a screen that orders text itself."""
    return text.translate(_MARKS)


def reads_right_to_left(text: str) -> bool:
    """Whether the text holds a letter of a right-to-left script."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def visual(line: str, direction: Direction) -> str:
    """The line's signs from left to right as they stand on paper, Arabic joined, marks gone."""
    if not reads_right_to_left(line):
        return line.translate(_MARKS) if not line.isascii() else line
    right = direction is Direction.RTL or (direction is Direction.AUTO and _starts_right(line))
    holders = _Holders(_HOLDERS if right else _LEFT_HOLDERS)
    joined = _reshaper().reshape(holders.put(line)).translate(_MARKS)
    return holders.back(get_display(joined, base_dir="R" if right else "L")).translate(_MARKS)


def _starts_right(line: str) -> bool:
    bare = _EXPLICIT.sub("", line) or line
    for sign in bare:
        kind = unicodedata.bidirectional(sign)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return True


class _Holders:
    """Takes the left-to-right pieces out of a line and puts them back after ordering."""

    def __init__(self, signs: list[str]) -> None:
        self._free = list(reversed(signs))
        self._piece: dict[str, str] = {}

    def put(self, line: str) -> str:
        """The line with a holder for each isolated stretch and each left-to-right piece."""
        line = _EXPLICIT.sub(lambda match: self._hold(self._isolated(match[1])), line)
        classes = "".join(self._class_of(sign) for sign in line)
        parts: list[str] = []
        start = 0
        for match in _PIECE.finditer(classes):
            left, right = _with_brackets(line, max(start, match.start()), max(start, match.end()))
            parts += [line[start:left], self._hold(line[left:right])]
            start = right
        return "".join((*parts, line[start:]))

    def back(self, ordered: str) -> str:
        """The ordered line with its pieces in their places."""
        return "".join([self._piece.get(sign, sign) for sign in ordered])

    def _isolated(self, text: str) -> str:
        """What stands inside an isolate is a line of its own."""
        return visual(text, Direction.AUTO) if reads_right_to_left(text) else text

    def _hold(self, piece: str) -> str:
        if not piece or not self._free:
            return piece
        sign = self._free.pop()
        self._piece[sign] = piece
        return sign

    def _class_of(self, sign: str) -> str:
        if sign in self._piece:
            return "i"
        return _class_of(sign)


def _with_brackets(line: str, left: int, right: int) -> tuple[int, int]:
    """The piece's ends, widened so that a bracket beside it does not lose its partner inside."""
    for opening, closing in ("()", "[]"):
        piece = line[left:right]
        missing = piece.count(opening) - piece.count(closing)
        if missing == 1 and line[right : right + 1] == closing:
            right += 1
        elif missing == -1 and left and line[left - 1] == opening:
            left -= 1
    return left, right


_CLASSES = {"L": "l", "EN": "l", "AN": "l", "R": "r", "AL": "r", "NSM": "m", "ES": "s", "ET": "s"}


@cache
def _class_of(sign: str) -> str:
    if sign in _HOLDERS_SET:
        return "h"
    return _CLASSES.get(unicodedata.bidirectional(sign), "n")


_HOLDERS_SET = frozenset(_HOLDERS)


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper(
        {
            "delete_harakat": True,
            "ARABIC LIGATURE ALLAH": False,
        }
    )
