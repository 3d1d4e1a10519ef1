"""The content's key, wrapped for whoever may open the pack: by public key, or by a passphrase.

For a key: X25519 between a key made for this pack alone and the receiver's, through HKDF-SHA256
bound to both.  For a passphrase: Argon2id.  Either way the wrapping is bound to the header, so that
the content cannot be put under another one.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, dataclass, field

from argon2.exceptions import HashingError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stockpile_app.access.keys import KeyStrength, refuse_unbearable, stretched
from stockpile_app.audit.model import canonical
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.exchange.pack.findings import damaged
from stockpile_app.exchange.pack.model import TO_PASSPHRASE
from stockpile_app.exchange.pack.stream import KEY_BYTES, derived


@dataclass(frozen=True, slots=True)
class ToKey:
    """Sealed to the X25519 public key (hexadecimal) of whoever receives it."""

    public: str

    @property
    def sealed_to(self) -> str:
        """The key's fingerprint, as the header names it."""
        return fingerprint(self.public)


@dataclass(frozen=True, slots=True)
class ToPassphrase:
    """Sealed to a passphrase that travels another way than the stick."""

    passphrase: str = field(repr=False)
    strength: KeyStrength = field(default_factory=KeyStrength)

    @property
    def sealed_to(self) -> str:
        """As the header names it."""
        return TO_PASSPHRASE


Sealing = ToKey | ToPassphrase


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens a pack: a passphrase, or the receiver's X25519 private key."""

    passphrase: str = field(default="", repr=False)
    private: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Lock:
    """The second line of the file; hexadecimal, 0 or '' where the way of sealing has no such value."""

    way: str
    nonce: str
    wrapped: str
    ephemeral: str = ""
    salt: str = ""
    memory_kib: int = 0
    passes: int = 0
    lanes: int = 0

    def line(self) -> str:
        """The lock as it stands in the file."""
        return canonical(asdict(self))


def fingerprint(public: str) -> str:
    """Thirty-two digits that stand for a public key."""
    return hashlib.sha256(public.encode()).hexdigest()[:32]


def is_sealing_key(public: str) -> bool:
    """Whether a pack can be sealed to this."""
    try:
        _public(public)
    except ValueError:
        return False
    return len(public) == 2 * KEY_BYTES


def wrap(sealing: Sealing, key: bytes, header: str) -> Lock:
    """Wrap the content's key for this receiver, bound to this header."""
    nonce = os.urandom(12)
    if isinstance(sealing, ToKey):
        ephemeral = X25519PrivateKey.generate()
        public = ephemeral.public_key().public_bytes_raw()
        wrapping = _agreed(ephemeral, _public(sealing.public), public, bytes.fromhex(sealing.public))
        return Lock("key", nonce.hex(), _sealed(wrapping, nonce, key, header), ephemeral=public.hex())
    strength, salt = sealing.strength, os.urandom(16)
    wrapping = stretched(sealing.passphrase, salt, strength, KEY_BYTES)
    return Lock(
        TO_PASSPHRASE,
        nonce.hex(),
        _sealed(wrapping, nonce, key, header),
        salt=salt.hex(),
        memory_kib=strength.memory_kib,
        passes=strength.passes,
        lanes=strength.lanes,
    )


def unwrap(lock: Lock, opener: Opener, header: str) -> bytes:
    """The content's key.

    Raises:
        KnownError: another receiver's, a wrong passphrase, or a lock that was edited.
    """
    try:
        wrapping = _wrapping(lock, opener)
        nonce, wrapped = bytes.fromhex(lock.nonce), bytes.fromhex(lock.wrapped)
        return AESGCM(wrapping).decrypt(nonce, wrapped, _bound(header))
    except InvalidTag as error:
        raise _not_for(lock) from error
    except (ValueError, TypeError, OverflowError, HashingError) as error:
        raise damaged() from error


def _wrapping(lock: Lock, opener: Opener) -> bytes:
    if lock.way == TO_PASSPHRASE:
        strength = KeyStrength(lock.memory_kib, lock.passes, lock.lanes)
        refuse_unbearable(strength)
        return stretched(opener.passphrase, bytes.fromhex(lock.salt), strength, KEY_BYTES)
    if not opener.private:
        raise _not_for(lock)
    private = X25519PrivateKey.from_private_bytes(opener.private)
    ephemeral = bytes.fromhex(lock.ephemeral)
    own = private.public_key().public_bytes_raw()
    return _agreed(private, _public(lock.ephemeral), ephemeral, own)


def _agreed(private: X25519PrivateKey, public: X25519PublicKey, ephemeral: bytes, receiver: bytes) -> bytes:
    return derived(private.exchange(public), b"key", ephemeral + receiver)


def _public(text: str) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(bytes.fromhex(text))


def _sealed(wrapping: bytes, nonce: bytes, key: bytes, header: str) -> str:
    return AESGCM(wrapping).encrypt(nonce, key, _bound(header)).hex()


def _bound(header: str) -> bytes:
    return hashlib.sha256(header.encode()).digest()


def _not_for(lock: Lock) -> KnownError:
    if lock.way == TO_PASSPHRASE:
        sentence = tr("The passphrase does not open this pack. Check the keyboard and capital letters")
    else:
        sentence = tr("This pack is sealed to another receiver. Ask its sender which books it is for")
    return KnownError(Cause.WRONG_PASSPHRASE, sentence)
