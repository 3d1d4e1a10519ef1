"""The recovery sheet's code: the database key in base32 with a checksum, to print and type.

56 letters and digits in 14 groups of four; a mistyped group is found by the checksum.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from stockpile_app.access.keys import KEY_BYTES
from stockpile_app.base import Cause, KnownError, tr

_CHECK_BYTES = 3
_GROUP = 4


def recovery_code(key: bytes) -> str:
    """The code to print: `ABCD-EFGH-...`."""
    text = base64.b32encode(key + _check(key)).decode()
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def key_from_code(code: str) -> bytes:
    """The key that a typed code stands for; spaces, dashes and case do not matter.

    Raises:
        KnownError: a letter is wrong or missing.
    """
    text = "".join(sign for sign in code.upper() if sign.isalnum())
    text = text.replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode(text)
    except (binascii.Error, ValueError) as error:
        raise _mistyped() from error
    key, check = raw[:KEY_BYTES], raw[KEY_BYTES:]
    if len(raw) != KEY_BYTES + _CHECK_BYTES or check != _check(key):
        raise _mistyped()
    return key


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"stockpile-recovery" + key).digest()[:_CHECK_BYTES]


def _mistyped() -> KnownError:
    return KnownError(
        Cause.WRONG_PASSPHRASE,
        tr(
            "This is not the code of a recovery sheet: 14 groups of four letters and digits. Check each group"
        ),
    )
