"""When two marks could be taken for one another: the look-alike key.

Upper case, no separators, leading zeros dropped, O and 0, I, L and 1, S and 5, B and 8 made equal,
digits of other scripts made ASCII, Cyrillic and Greek look-alikes made Latin.  The mark as read is
always kept verbatim beside it; the key only raises an alarm, it never merges.
"""

from __future__ import annotations

import unicodedata

_LATIN_TWINS = str.maketrans(
    "АВЕЗКМНОРСТУХЅІЈԚԜ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABE3KMHOPCTYXSIJQW" + "ABEZHIKMNOPTYX",
)
_SAME_SIGN = str.maketrans("OILSB", "01158")


def look_alike_key(mark: str) -> str:
    """The key under which marks that look alike meet; '' for an empty mark."""
    folded = unicodedata.normalize("NFKC", mark).upper()
    if not folded.isascii():
        folded = "".join(_ascii_digit(sign) for sign in folded).translate(_LATIN_TWINS)
    kept = "".join(sign for sign in folded if sign.isalnum()).translate(_SAME_SIGN)
    return kept.lstrip("0") or kept[:1]


def _ascii_digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)
