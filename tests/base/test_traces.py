"""A fault is told by its kind and its places, never by its words."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable

import pytest

from stockpile_app.base import Cause, Finding, KnownError, Refused, Severity
from stockpile_app.base.traces import kind_of, place_of, trace_lines

SERIAL = "KM06427"
SAYS_WHERE = re.compile(r"  [\w./-]+\.py:\d+ \S+")


def caught(act: Callable[[], object]) -> BaseException:
    """What the act raises."""
    with pytest.raises(Exception) as told:  # noqa: PT011
        act()
    return told.value


def fails(problem: BaseException) -> Callable[[], None]:
    """An act that raises this."""

    def act() -> None:
        raise problem

    return act


@pytest.mark.parametrize(("problem", "kind"), [
    (ValueError(f"no weapon {SERIAL}"), "ValueError"),
    (KeyError(SERIAL), "KeyError"),
    (OSError(errno.ENOSPC, "no room", f"/home/juma/{SERIAL}"), "OSError(ENOSPC)"),
    (KnownError(Cause.DISK_FULL, f"{SERIAL} cannot be written"), "KnownError(disk_full)"),
    (Refused([Finding("LEDGER-03", Severity.REFUSAL, SERIAL), Finding("DATES-01", Severity.REFUSAL, "x")]),
     "Refused(DATES-01, LEDGER-03)"),
])  # fmt: skip
def test_a_kind_tells_what_is_fixed_and_nothing_of_the_words(problem: BaseException, kind: str) -> None:
    lines = trace_lines(caught(fails(problem)))
    assert lines[0] == kind == kind_of(problem)
    assert all(SAYS_WHERE.fullmatch(line) for line in lines[1:])
    assert SERIAL not in "".join(lines)


def test_a_name_that_the_code_asks_for_is_told_and_one_made_of_data_is_not() -> None:
    asked = caught(lambda: "".nowhere)  # type: ignore[attr-defined]
    assert kind_of(asked) == "AttributeError(nowhere)"
    made = caught(lambda: getattr("", SERIAL))
    assert kind_of(made) == "AttributeError"


def test_a_foreign_rule_id_cannot_carry_words() -> None:
    assert kind_of(Refused([Finding("the weapon KM 1", Severity.REFUSAL, "")])) == "Refused"


def chained() -> None:
    try:
        fails(LookupError(SERIAL))()
    except LookupError as first:
        raise ValueError(SERIAL) from first


def test_causes_come_first_and_a_ring_of_causes_ends() -> None:
    problem = caught(chained)
    kinds = [line for line in trace_lines(problem) if not line.startswith(" ")]
    assert kinds == ["LookupError", "ValueError"]
    assert problem.__cause__ is not None
    problem.__cause__.__cause__ = problem
    assert len(trace_lines(problem)) < 20


def deep(left: int) -> int:
    return deep(left - 1) + 1 if left else int(SERIAL)


def test_a_deep_trace_is_cut_in_the_middle() -> None:
    lines = trace_lines(caught(lambda: deep(300)))
    assert len(lines) < 60
    assert "  …" in lines
    assert place_of(caught(lambda: deep(3))).endswith(" deep")


def test_a_place_names_no_folder_of_a_person() -> None:
    from stockpile_app.base.identifiers import NumberedIds

    problem = caught(lambda: NumberedIds("x").new_id())  # type: ignore[arg-type]
    assert all(
        line.strip().startswith(("test_traces.py", "stockpile_app/")) for line in trace_lines(problem)[1:]
    )
