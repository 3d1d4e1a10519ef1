"""Wrap the database key and a person's signing key under that person's passphrase.

Argon2id derives 64 bytes; the first half wraps the database key, the second the Ed25519 private
key, both with AES-256-GCM.  User, role and version are authenticated: an edited role in a slot
makes the slot fail.
"""

from __future__ import annotations

import os
import time
import unicodedata
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stockpile_app.audit.signing import PrivateKey, new_private
from stockpile_app.base import Cause, KnownError, tr

SLOT_VERSION = 1
KEY_BYTES = 32
MOST_MEMORY_KIB = 1 << 20
MOST_PASSES = 64
MOST_LANES = 64


@dataclass(frozen=True, slots=True)
class KeyStrength:
    """How hard guessing a passphrase is made: Argon2id memory (KiB), passes, lanes."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4


SECONDS = 0.5
"""What one guess shall cost on the computer that founds the books."""


def calibrated() -> KeyStrength:
    """The strength at which one guess takes about half a second here, and never less than the least.

    A slow computer keeps the least strength: the books may move to a faster one, and so may a thief.
    """
    least = KeyStrength()
    taken = min(_seconds(least) for _ in range(2))
    passes = min(MOST_PASSES, max(least.passes, round(least.passes * SECONDS / taken)))
    return replace(least, passes=passes)


def _seconds(strength: KeyStrength) -> float:
    begun = time.perf_counter()
    _derive("calibration", bytes(16), strength)
    return time.perf_counter() - begun


@dataclass(frozen=True, slots=True)
class Slot:
    """One user's wrapped keys; every field but the numbers is hexadecimal or plain text."""

    user: str
    role: str
    version: int
    memory_kib: int
    passes: int
    lanes: int
    salt: str
    nonce: str
    wrapped_key: str
    signing_nonce: str
    wrapped_signing_key: str
    public_key: str

    def as_json(self) -> dict[str, Any]:
        """The slot as it is stored."""
        return asdict(self)


def new_key() -> bytes:
    """A random 32-byte database key."""
    return os.urandom(KEY_BYTES)


def seal_slot(
    user: str,
    role: str,
    passphrase: str,
    key: bytes,
    strength: KeyStrength,
    signing: PrivateKey | None = None,
) -> Slot:
    """Wrap `key` and a signing key, a new one when none is given, for `user`."""
    salt, nonce, signing_nonce = os.urandom(16), os.urandom(12), os.urandom(12)
    for_key, for_signing = _derive(passphrase, salt, strength)
    signing = signing or PrivateKey(new_private())
    bound = _bound(user, role, SLOT_VERSION)
    return Slot(
        user=user,
        role=role,
        version=SLOT_VERSION,
        memory_kib=strength.memory_kib,
        passes=strength.passes,
        lanes=strength.lanes,
        salt=salt.hex(),
        nonce=nonce.hex(),
        wrapped_key=AESGCM(for_key).encrypt(nonce, key, bound).hex(),
        signing_nonce=signing_nonce.hex(),
        wrapped_signing_key=AESGCM(for_signing).encrypt(signing_nonce, signing.raw, bound).hex(),
        public_key=signing.public,
    )


@dataclass(frozen=True, slots=True)
class OpenedSlot:
    """What a right passphrase unwraps: the database key and the person's signing key."""

    key: bytes = field(repr=False)
    signing: PrivateKey


def open_slot(slot: Slot, passphrase: str) -> OpenedSlot:
    """The keys inside a slot.

    Raises:
        KnownError: wrong passphrase, or the slot was edited.
    """
    strength = KeyStrength(slot.memory_kib, slot.passes, slot.lanes)
    bound = _bound(slot.user, slot.role, slot.version)
    try:
        refuse_unbearable(strength)
        for_key, for_signing = _derive(passphrase, bytes.fromhex(slot.salt), strength)
        key = AESGCM(for_key).decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped_key), bound)
        wrapped = bytes.fromhex(slot.wrapped_signing_key)
        signing = AESGCM(for_signing).decrypt(bytes.fromhex(slot.signing_nonce), wrapped, bound)
        return OpenedSlot(key, PrivateKey(signing))
    except InvalidTag as error:
        raise KnownError(
            Cause.WRONG_PASSPHRASE,
            tr("The passphrase does not open these books. Check the user, the keyboard and capital letters"),
        ) from error
    except (ValueError, TypeError, HashingError) as error:
        raise KnownError(
            Cause.DAMAGED,
            tr(
                "The key of {user} is damaged. Open the books with the code of the recovery sheet",
                user=slot.user,
            ),
        ) from error


def refuse_unbearable(strength: KeyStrength) -> None:
    """An edited slot or pack must not make this computer work for hours or fill its memory.

    Raises:
        ValueError: stronger than this program would ever make it.
    """
    most = KeyStrength(MOST_MEMORY_KIB, MOST_PASSES, MOST_LANES)
    if strength.memory_kib > most.memory_kib or strength.passes > most.passes or strength.lanes > most.lanes:
        raise ValueError("key strength")


def stretched(passphrase: str, salt: bytes, strength: KeyStrength, length: int) -> bytes:
    """Key material out of a passphrase, by Argon2id."""
    return hash_secret_raw(
        unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=strength.passes,
        memory_cost=strength.memory_kib,
        parallelism=strength.lanes,
        hash_len=length,
        type=Type.ID,
    )


def _derive(passphrase: str, salt: bytes, strength: KeyStrength) -> tuple[bytes, bytes]:
    derived = stretched(passphrase, salt, strength, 2 * KEY_BYTES)
    return derived[:KEY_BYTES], derived[KEY_BYTES:]


def _bound(user: str, role: str, version: int) -> bytes:
    return f"stockpile-slot\n{version}\n{role}\n{user}".encode()


def key_mark(public: str) -> str:
    """The first digits of a person's public key (hexadecimal), as they stand on papers and lists."""
    return public[:8]
