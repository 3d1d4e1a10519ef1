"""Reports are written whole, where a person wants them or beside the log, and not without end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from stockpile_app.base import FixedClock, KnownError
from stockpile_app.base.log import start_log, stop_log
from stockpile_app.store.reports import KEPT, fault_report, keep_report, save_report
from tests.books import TODAY


@pytest.fixture
def log_folder(tmp_path: Path) -> Iterator[Path]:
    """Where the log is written."""
    start_log(tmp_path / "log", FixedClock(TODAY))
    yield tmp_path / "log"
    stop_log()


def test_a_report_names_the_driver_and_the_kind() -> None:
    report = fault_report(ZeroDivisionError("KM 06427"), "Posting", TODAY)
    assert "ZeroDivisionError" in report
    assert "SQLCipher" in report
    assert "KM 06427" not in report


def test_it_is_saved_where_a_person_wants_it(tmp_path: Path) -> None:
    target = save_report("naïve “text”\n", tmp_path / "a report.txt")
    assert target.read_text(encoding="utf-8") == "naïve “text”\n"
    with pytest.raises(KnownError):
        save_report("text", tmp_path / "none" / "report.txt")


def test_it_is_kept_beside_the_log_and_only_the_latest_stay(log_folder: Path) -> None:
    for day in range(KEPT + 3):
        kept = keep_report(f"report {day}", TODAY + timedelta(days=day))
        assert kept is not None
        assert kept.parent == log_folder
    reports = sorted(log_folder.glob("*.txt"))
    assert len(reports) == KEPT
    assert reports[-1].read_text(encoding="utf-8") == f"report {KEPT + 2}"


def test_without_a_log_or_a_disk_nothing_is_kept(log_folder: Path) -> None:
    (log_folder / "stockpile.log").unlink()
    log_folder.rmdir()
    assert keep_report("report", TODAY) is None
    stop_log()
    assert keep_report("report", TODAY) is None
