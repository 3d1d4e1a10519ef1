"""A slot opens with its own passphrase and no other, and not at all once a letter of it is edited."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from stockpile_app.access import KeyStrength, Slot, new_key, open_slot, seal_slot
from stockpile_app.base import Cause, KnownError
from tests.books import PASSPHRASE, WEAK

KEY = bytes(range(32))
BOUND = ("user", "role", "version", "memory_kib", "passes", "lanes", "salt", "nonce", "wrapped_key")


@pytest.fixture(scope="module")
def slot() -> Slot:
    """A slot of a keeper."""
    return seal_slot("keeper", "sole keeper", PASSPHRASE, KEY, WEAK)


def test_the_passphrase_opens_it(slot: Slot) -> None:
    assert open_slot(slot, PASSPHRASE).key == KEY


@pytest.mark.parametrize(
    "wrong", ["", "Correct horse", "correct horse ", "correct hors", "\udc80", "ж" * 500]
)
def test_another_passphrase_does_not(slot: Slot, wrong: str) -> None:
    with pytest.raises(KnownError) as refused:
        open_slot(slot, wrong)
    assert refused.value.cause is Cause.WRONG_PASSPHRASE
    assert wrong.strip() not in refused.value.sentence or not wrong.strip()


@pytest.mark.parametrize("name", BOUND)
def test_an_edited_slot_does_not_open(slot: Slot, name: str) -> None:
    value: Any = getattr(slot, name)
    if isinstance(value, int):
        edited: Any = value + 1
    elif name in {"user", "role"}:
        edited = "administrator"
    else:
        edited = f"{int(value, 16) ^ 1:0{len(value)}x}"
    with pytest.raises(KnownError):
        open_slot(replace(slot, **{name: edited}), PASSPHRASE)


@pytest.mark.parametrize(
    "edit",
    [
        {"memory_kib": 1 << 31},
        {"memory_kib": 1},
        {"memory_kib": "many"},
        {"passes": 10**9},
        {"passes": 0},
        {"lanes": 0},
        {"salt": "xyz"},
        {"salt": ""},
        {"nonce": ""},
        {"wrapped_key": "00"},
        {"wrapped_key": None},
    ],
)
def test_rubbish_in_a_slot_is_a_sentence_and_costs_no_hours(slot: Slot, edit: dict[str, Any]) -> None:
    with pytest.raises(KnownError) as refused:
        open_slot(replace(slot, **edit), PASSPHRASE)
    assert refused.value.sentence


def test_two_slots_of_one_passphrase_have_nothing_in_common(slot: Slot) -> None:
    other = seal_slot("keeper", "sole keeper", PASSPHRASE, KEY, WEAK)
    assert not {slot.salt, slot.nonce, slot.wrapped_key, slot.public_key} & {
        other.salt,
        other.nonce,
        other.wrapped_key,
        other.public_key,
    }


def test_neither_key_stands_in_the_slot_in_clear(slot: Slot) -> None:
    written = str(slot.as_json())
    assert KEY.hex() not in written
    assert PASSPHRASE not in written
    assert {field.name for field in fields(Slot)} == set(slot.as_json())
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(slot.public_key))


def test_keys_are_random_and_guessing_is_made_hard() -> None:
    assert len({new_key() for _ in range(50)}) == 50
    strength = KeyStrength()
    assert (strength.memory_kib, strength.passes, strength.lanes) == (64 * 1024, 3, 4)
