"""The check code of a line: the same in every language, another one for every other line."""

from __future__ import annotations

import hashlib
import random

from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.audit.check_code import ALPHABET, check_code

HASH = hashlib.sha256(b"entry").hexdigest()
LINE = (
    3,
    "KM 06433",
    "AKM 7.62×39 mm",
    1,
    "weapon",
    "serviceable",
    "",
    "Armoury 1",
    "Cpl T. Vessin",
    "2026-11-20",
)


def test_it_is_four_clear_signs() -> None:
    code = check_code(HASH, LINE)
    assert len(code) == 4
    assert set(code) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_it_is_written_down_and_stays() -> None:
    assert check_code(HASH, LINE) == "3T4Z"


@given(st.integers(0, len(LINE) - 1), st.text(min_size=1))
def test_a_boundary_between_facts_counts(at: int, text: str) -> None:
    split = (*map(str, LINE[:at]), text, "", *map(str, LINE[at:]))
    moved = (*map(str, LINE[:at]), "", text, *map(str, LINE[at:]))
    assert (check_code(HASH, split) == check_code(HASH, moved)) == (not text.split())


def test_any_single_changed_fact_changes_it() -> None:
    """20 bits: of 20,000 single changes about 0.02 should go unseen, three would be a fault."""
    chance = random.Random(7)
    good = check_code(HASH, LINE)
    unseen = 0
    for _ in range(20_000):
        at = chance.randrange(len(LINE))
        changed = [*map(str, LINE)]
        changed[at] += chance.choice("0123456789abcdefxyz")
        unseen += check_code(HASH, changed) == good
    assert unseen < 3


def test_another_entry_has_other_codes() -> None:
    assert check_code(hashlib.sha256(b"other").hexdigest(), LINE) != check_code(HASH, LINE)


def test_blanks_and_composition_do_not_count() -> None:
    assert check_code(HASH, ("Cafe\u0301  1 ",)) == check_code(HASH, ("Café 1",))
