"""The seal of every page of an encrypted file, checked on the bytes as they lie on the disk.

SQLCipher 4 ends each page with an HMAC-SHA512 over the page's content and number, under a key made
of the file's own salt.  A page that was changed, torn or swapped does not fit its seal.  A test
holds this beside the driver's own `cipher_integrity_check`.
"""

from __future__ import annotations

import hashlib
import hmac

PAGE = 4096
SALT = 16
LOCK_PAGE = (1 << 30) // PAGE + 1
"""SQLite locks by the bytes of this page and never writes it."""
_SEAL = 64
_MASK = 0x3A
_BLOCK = 128


class PageSeals:
    """Checks pages of the file that begins with this salt."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        masked = bytes(byte ^ _MASK for byte in salt)
        padded = hashlib.pbkdf2_hmac("sha512", key, masked, 2, 32).ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha512(bytes(byte ^ 0x36 for byte in padded))
        self._outer = hashlib.sha512(bytes(byte ^ 0x5C for byte in padded))

    def broken(self, first: int, content: bytes) -> list[int]:
        """The numbers of the pages that do not fit their seal; `content` begins with page `first`."""
        view = memoryview(content)
        pages = range(len(view) // PAGE)
        broken = [first + at for at in pages if not self._fits(first + at, view[at * PAGE : (at + 1) * PAGE])]
        return broken if len(view) % PAGE == 0 else [*broken, first + len(pages)]

    def _fits(self, number: int, page: memoryview) -> bool:
        if number == LOCK_PAGE:
            return True
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(page[SALT if number == 1 else 0 : PAGE - _SEAL])
        inner.update(number.to_bytes(4, "little"))
        outer.update(inner.digest())
        return hmac.compare_digest(outer.digest(), page[PAGE - _SEAL :])
