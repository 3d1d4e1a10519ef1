"""The people of the demonstration depot: an administrator, two officers, an approver, an inspector."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app import access
from stockpile_app.access import KeyStrength, NewUser, Requested, Role
from stockpile_app.store import Actor, Stockpile

PASSPHRASE = "demonstration"
STRENGTH = KeyStrength(memory_kib=16_384, passes=1, lanes=2)
"""Cheap enough for five people in a demonstration; real books are calibrated."""

ADMINISTRATOR, OFFICER, SECOND_OFFICER = "Maj L. Okoro", "WO2 K. Brandt", "Sgt M. Adan"
APPROVER, INSPECTOR = "Col P. Rhode", "Insp R. Duval"
_HIRED = (
    (APPROVER, Role.APPROVER),
    (OFFICER, Role.OFFICER),
    (SECOND_OFFICER, Role.OFFICER),
    (INSPECTOR, Role.INSPECTOR),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who has a key to the demonstration depot, by name."""

    actors: dict[str, Actor]

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]


def hire(stockpile: Stockpile) -> Staff:
    """Give everybody a key: the approver comes first and alone, everybody after by two persons."""
    actors = {ADMINISTRATOR: stockpile.actor}
    for name, role in _HIRED:
        new = NewUser(
            operation_id=stockpile.ids.new_id(), name=name, role=role, passphrase=f"first {PASSPHRASE}"
        )
        outcome = access.add_user(stockpile, new, STRENGTH)
        if isinstance(outcome, Requested):
            with stockpile.acted_by(actors[APPROVER]):
                access.approve(stockpile, outcome.request_id)
        actors[name] = _with_own_passphrase(stockpile, name)
    return Staff(actors)


def _with_own_passphrase(stockpile: Stockpile, name: str) -> Actor:
    """The person signs in with the first passphrase and chooses another."""
    with stockpile.acted_by(access.unlock(stockpile.path, name, f"first {PASSPHRASE}").actor):
        access.change_own_passphrase(stockpile, stockpile.ids.new_id(), PASSPHRASE, STRENGTH)
        return stockpile.actor
