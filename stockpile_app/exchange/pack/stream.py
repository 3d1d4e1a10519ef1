"""Content sealed in chunks: none can be left out, moved, repeated or added without being noticed.

The STREAM construction over AES-256-GCM: the nonce is the chunk's number and a last byte that is 1
in the final chunk alone.  The key is derived anew for every stream, so that no nonce comes twice
under it.  A chunk is handed out only after it has been authenticated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stockpile_app.exchange.pack.findings import damaged

CHUNK = 64 << 10
TAG = 16
KEY_BYTES = 32


def derived(key: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """A key for one purpose alone."""
    return HKDF(SHA256(), KEY_BYTES, salt or None, b"stockpile pack 1\n" + purpose).derive(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def seal_stream(key: bytes, parts: Iterable[bytes], out: IO[bytes]) -> None:
    """Write the parts, encrypted in chunks."""
    cipher, number, waiting = AESGCM(key), 0, bytearray()
    for part in parts:
        waiting += part
        while len(waiting) > CHUNK:
            out.write(cipher.encrypt(_nonce(number, last=False), bytes(waiting[:CHUNK]), b""))
            del waiting[:CHUNK]
            number += 1
    out.write(cipher.encrypt(_nonce(number, last=True), bytes(waiting), b""))


def open_stream(key: bytes, sealed: IO[bytes], length: int) -> Iterator[bytes]:
    """The content of the next `length` bytes, chunk by chunk.

    Raises:
        KnownError: a chunk is missing, moved or changed, or the key is another one.
    """
    cipher, number, left = AESGCM(key), 0, length
    while True:
        size = min(left, CHUNK + TAG)
        left -= size
        try:
            yield cipher.decrypt(_nonce(number, last=left == 0), sealed.read(size), b"")
        except (InvalidTag, ValueError) as error:
            raise damaged() from error
        if left == 0:
            return
        number += 1
