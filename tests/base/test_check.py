"""Checks as plain text."""

from __future__ import annotations

from stockpile_app.base.check import Check, CheckState, check_lines, state_word


def test_a_check_is_one_line_with_its_remedy_under_it() -> None:
    lines = check_lines([
        Check("clock", CheckState.OK, "Clock", "08:00 UTC"),
        Check("backup", CheckState.WARN, "Backup", "Never backed up", "Back up"),
    ])  # fmt: skip
    assert lines == [
        "In order      Clock: 08:00 UTC",
        "Look at this  Backup: Never backed up",
        "              → Back up",
    ]
    assert check_lines([]) == []


def test_every_state_has_a_word_of_its_own() -> None:
    assert len({state_word(state) for state in CheckState}) == len(CheckState)
