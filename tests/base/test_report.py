"""The report on a fault: what it says, and what it never says."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.base.check import Check, CheckState
from stockpile_app.base.report import crash_report, report_name
from tests.books import PASSPHRASE, TODAY

KEY = "2dd29ca851e7b56e4697b0e1f08507293d761a05ce4d1b628663f411a8086d99"


def fault() -> BaseException:
    """A fault whose words carry everything that must not be sent."""
    try:
        int(f"weapon KM 06427 of Cpl T. Vessin, {PASSPHRASE}, {KEY}, {Path.home()}")
    except ValueError as problem:
        return problem
    raise AssertionError


def test_a_report_says_what_where_and_on_what(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)
    stands_on = [Check("program", CheckState.INFO, "Program", "Stockpile 0.1.0")]
    report = crash_report(fault(), "Posting", TODAY, stands_on, [f"a line with {KEY}", "Books opened"])
    for told in ("2026-11-20 08:00 UTC", "while: Posting", "ValueError", "test_report.py:", "Stockpile 0.1.0",
                 "Books opened", "books are as they were"):  # fmt: skip
        assert told in report
    for secret in ("KM 06427", "Vessin", PASSPHRASE, KEY, str(Path.home())):
        assert secret not in report


def test_a_report_without_work_or_log_says_so() -> None:
    report = crash_report(fault(), "", TODAY, [])
    assert "while" not in report
    assert "None: no log is written" in report


def test_what_was_being_done_is_cleaned_too() -> None:
    assert KEY not in crash_report(fault(), f"Opening {KEY}", TODAY, [])


def test_reports_are_named_in_order() -> None:
    assert report_name(TODAY) == "stockpile-report-20261120-080000.txt"
