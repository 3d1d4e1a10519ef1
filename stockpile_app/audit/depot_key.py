"""The depot's own keys: it signs checkpoints and packs, and opens what is sealed to it.

They are made when the books are founded, and once for books of the first edition.  The public
halves are journalled; the private ones stand in the file alone and are never exported.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from stockpile_app.audit.model import BodyCodec
from stockpile_app.audit.signing import new_private, public_of, sign
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class DepotKey:
    """One generation of the depot's public keys, hexadecimal.

    Attributes:
        signing_public: Ed25519, for checkpoints, papers and packs.
        sealing_public: X25519, to which others encrypt packs.
    """

    id: int
    signing_public: str
    sealing_public: str


@dataclass(frozen=True, slots=True)
class NewDepotKey:
    """A fresh pair: what the journal says of it, and what only the file holds."""

    said: DepotKey
    signing: bytes
    sealing: bytes


def make_depot_key(generation: int = 1) -> NewDepotKey:
    """A fresh pair of keys."""
    signing, sealing = new_private(), X25519PrivateKey.generate().private_bytes_raw()
    return NewDepotKey(DepotKey(generation, public_of(signing), sealing_public_of(sealing)), signing, sealing)


def sealing_public_of(private: bytes) -> str:
    """The public half of an X25519 private key, hexadecimal."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def keep_depot_secret(stockpile: Stockpile, new: NewDepotKey) -> None:
    """Write the private halves into the file; inside the transaction that journals the public ones."""
    stockpile.write(
        "INSERT INTO depot_secret VALUES (?, ?, ?)", (new.said.id, new.signing.hex(), new.sealing.hex())
    )


def has_depot_key(stockpile: Stockpile) -> bool:
    """Whether these books have keys of their own; those of the first edition had none."""
    return bool(
        stockpile.value("SELECT (SELECT count(*) FROM depot_key) + (SELECT count(*) FROM depot_secret)")
    )


def depot_public(stockpile: Stockpile) -> DepotKey:
    """The newest public keys of these books.

    Raises:
        KnownError: books of the first edition that could not yet be written.
    """
    row = stockpile.row("SELECT id, signing_public, sealing_public FROM depot_key ORDER BY id DESC LIMIT 1")
    if row is None:
        raise _no_key()
    return DepotKey(*row)


def signing_keys(stockpile: Stockpile) -> list[str]:
    """The depot's public signing keys of every generation, newest first."""
    return [row[0] for row in stockpile.rows("SELECT signing_public FROM depot_key ORDER BY id DESC")]


def sign_as_depot(stockpile: Stockpile, message: bytes) -> bytes:
    """The depot's signature over a message."""
    return sign(_secret(stockpile, "signing"), message)


def sealing_private(stockpile: Stockpile) -> bytes:
    """The depot's X25519 private key, which opens what others sealed to it."""
    return _secret(stockpile, "sealing")


def _secret(stockpile: Stockpile, column: str) -> bytes:
    found = stockpile.value(f"SELECT {column} FROM depot_secret ORDER BY id DESC LIMIT 1")
    if found is None:
        raise _no_key()
    return bytes.fromhex(found)


def _no_key() -> KnownError:
    return KnownError(
        Cause.READ_ONLY, tr("These books have no signing key yet. Open them once where they can be written")
    )


BODY_CODECS = (BodyCodec("depot key", DepotKey, "depot_key", key=("id",)),)
