"""A measure: what the program takes, beside its floor in the same run, as a ratio."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the program and the least that the machine needs for the same.

    Attributes:
        name: Short and stable, for scripts.
        what: What was done, with its size.
        value, floor: Both in `unit` (ms, s or MB); a floor of 0 says that there is none.
        floor_is: What the floor does.
        most_ratio, most: The bounds the program sets itself; 0 without one.
    """

    name: str
    what: str
    value: float
    unit: str
    floor: float = 0.0
    floor_is: str = ""
    most_ratio: float = 0.0
    most: float = 0.0

    @property
    def ratio(self) -> float:
        """How many times its floor; 0 without a floor."""
        return self.value / self.floor if self.floor else 0.0

    @property
    def within(self) -> bool:
        """Whether it keeps to its bounds, as far as it has any."""
        return (not self.most or self.value <= self.most) and (
            not self.most_ratio or self.ratio <= self.most_ratio
        )


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def each_takes(work: Callable[[Asked], object], asked: Iterable[Asked]) -> list[float]:
    """How long each of many runs takes, in seconds."""
    return [seconds(lambda one=one: work(one)) for one in asked]  # type: ignore[misc]


def best(work: Callable[[], object], times: int = 7) -> float:
    """The fastest of several runs, in seconds: what the work takes when nothing else disturbs."""
    return min(seconds(work) for _ in range(times))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
