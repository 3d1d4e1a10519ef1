"""Ids: random in life, counted in tests, UUIDs always."""

from __future__ import annotations

import uuid

from stockpile_app.base.identifiers import NumberedIds, RandomIds


def test_random_ids_do_not_repeat() -> None:
    source = RandomIds()
    made = [source.new_id() for _ in range(1_000)]
    assert len(set(made)) == 1_000
    assert {uuid.UUID(text).version for text in made} == {4}


def test_numbered_ids_count_up_the_same_way_each_time() -> None:
    first, second = NumberedIds(), NumberedIds()
    assert [first.new_id() for _ in range(3)] == [second.new_id() for _ in range(3)]
    assert uuid.UUID(NumberedIds(7).new_id()).int == 7
