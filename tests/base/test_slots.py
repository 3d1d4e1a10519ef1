"""The assembly hands each slot its own parts, in order."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.base.slots import Assembly


@dataclass(frozen=True)
class Rule:
    """A slot for tests."""

    name: str


@dataclass(frozen=True)
class Check:
    """Another slot for tests."""

    name: str


def test_each_slot_gets_its_parts_in_order() -> None:
    assembly = Assembly((Rule("a"), Check("b"), Rule("c")))
    assert assembly.of(Rule) == (Rule("a"), Rule("c"))
    assert assembly.of(Check) == (Check("b"),)


def test_an_empty_slot_is_empty() -> None:
    assert Assembly(()).of(Rule) == ()
