"""The faces on paper: Noto Sans in three scripts for words, IBM Plex Mono for what is compared.

Serials, lots, numbers and hashes stand in Plex Mono, where 0 and O, 1 and I and l all differ.  A
sign that the first face of a chain lacks is taken from the next one; a sign that none has is
printed as the replacement character, so that a gap is seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.base.resources import resource

REPLACEMENT = "\ufffd"

_SANS = ("NotoSans-Regular", "NotoSansArabic-Regular", "IBMPlexMono-Regular", "NotoSansSC-Regular")
_SANS_STRONG = ("NotoSans-SemiBold", "NotoSansArabic-SemiBold", "IBMPlexMono-SemiBold", "NotoSansSC-Regular")
_MONO = ("IBMPlexMono-Medium", "NotoSans-Regular", "NotoSansArabic-Regular", "NotoSansSC-Regular")
_MONO_STRONG = ("IBMPlexMono-SemiBold", "NotoSans-SemiBold", "NotoSansArabic-SemiBold", "NotoSansSC-Regular")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in points, for comparing (mono) or reading, strong or plain."""

    size: float
    mono: bool = False
    strong: bool = False

    @property
    def faces(self) -> tuple[str, ...]:
        """The faces to try in turn."""
        if self.mono:
            return _MONO_STRONG if self.strong else _MONO
        return _SANS_STRONG if self.strong else _SANS

    @property
    def leading(self) -> float:
        """From one line to the next; room for Arabic above and below."""
        return self.size * 1.36


@dataclass(frozen=True)
class Face:
    """One face, read from its file: the signs it has and how wide each is (per 1000)."""

    name: str
    glyphs: Mapping[int, int]
    widths: Mapping[int, float]

    def has(self, sign: str) -> bool:
        """Whether the face can draw this sign."""
        return ord(sign) in self.glyphs

    def width(self, text: str, size: float) -> float:
        """How wide the text is, in points; every sign must be in the face."""
        widths = self.widths
        return sum([widths[ord(sign)] for sign in text]) * size / 1000


@cache
def face(name: str) -> Face:
    """The face of that file name, read once and made known to the paper library.

    Raises:
        KnownError: the program's fonts are not where they were installed.
    """
    path = resource("fonts", f"{name}.ttf")
    if not path.is_file():
        raise KnownError(
            Cause.NOT_FOUND, tr("The font {name} is missing. Install the program again", name=name)
        )
    font = TTFont(name, str(path), shapable=False)
    pdfmetrics.registerFont(font)
    return Face(name, font.face.charToGlyph, _Widths(font.face.charWidths, font.face.defaultWidth))


class _Widths(dict[int, float]):
    """Widths by code point; the face's default for the few that its table leaves out."""

    def __init__(self, known: Mapping[int, float], default: float) -> None:
        super().__init__(known)
        self._default = default

    def __missing__(self, code: int) -> float:
        return self._default
