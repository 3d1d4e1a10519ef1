"""Ed25519 signatures: of the depot over checkpoints, of a person over what that person did."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """An unlocked signing key; its bytes are never shown."""

    raw: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """The public half, hexadecimal."""
        return public_of(self.raw)

    def sign(self, message: bytes) -> bytes:
        """The signature over the message, 64 bytes."""
        return sign(self.raw, message)


def new_private() -> bytes:
    """A new private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> str:
    """The public half of a private key, hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def sign(private: bytes, message: bytes) -> bytes:
    """The signature over the message, 64 bytes; the same message gives the same signature."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def is_signed(public: str, message: bytes, signature: bytes) -> bool:
    """Whether this is the signature of the key's owner over the message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
