"""`stockpile bench`: its shape, at the smallest size."""

from __future__ import annotations

import pytest

from stockpile_app.cli import bench
from stockpile_app.cli.benchmarks.measure import Measure
from tests.cli.desk import typed


@pytest.fixture(autouse=True)
def one_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    measure = Measure("posting", "one round", 2.0, "ms", 1.0, "the same rows", most_ratio=3)
    monkeypatch.setitem(bench.FAMILIES, "posting", lambda ground: iter([measure]))


def test_json(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = typed("bench", "--only", "posting", "--json")
    assert outcome.code == 0
    assert outcome.json["scale"] == "small"
    (measure,) = outcome.json["measures"]
    assert (measure["name"], measure["ratio"], measure["within"]) == ("posting", 2.0, True)


def test_a_table_for_people() -> None:
    outcome = typed("bench", "--scale", "small", "--only", "posting")
    assert outcome.code == 0
    assert "posting" in outcome.out
    assert "<= 3x kept" in outcome.out


def test_unknown_sizes_and_measures_are_wrong_usage() -> None:
    assert typed("bench", "--scale", "world").code == 2
    assert typed("bench", "--only", "luck").code == 2
