"""The doctor on driver and disk: each fault named with its remedy, and no key needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.base.check import Check, CheckState
from stockpile_app.store import disk, health
from stockpile_app.store.disk import FlushTimes
from stockpile_app.store.health import (
    check_driver,
    check_file_system,
    check_flush,
    check_place,
    check_room,
    file_bytes,
    surroundings,
)

MB = 1024 * 1024


def by_name(checks: list[Check]) -> dict[str, Check]:
    """The checks by their stable names."""
    return {one.check: one for one in checks}


def test_the_driver_is_named_with_its_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    found = check_driver()
    assert found.state is CheckState.OK
    assert "SQLCipher 4." in found.sentence
    monkeypatch.setattr(health, "sqlite_version", lambda: (3, 51, 2))
    old = check_driver()
    assert (old.state, old.figures["sqlite"]) == (CheckState.STOP, "3.51.2")
    assert "3.51.3" in old.remedy


@pytest.mark.parametrize(("median", "state", "word"), [
    (4, CheckState.WARN, "no disk is so fast"), (49, CheckState.WARN, "virtual machine"),
    (50, CheckState.OK, "0.050 ms"), (8_400, CheckState.OK, "8.4 ms"), (250_000, CheckState.WARN, "250.0 ms"),
])  # fmt: skip
def test_a_flush_that_is_too_fast_is_worse_than_a_slow_one(median: int, state: CheckState, word: str) -> None:
    found = check_flush(FlushTimes(median, median * 2, 24))
    assert found.state is state
    assert word in found.sentence
    assert bool(found.remedy) == (state is not CheckState.OK)
    assert found.figures == {"median_us": median, "slowest_us": median * 2, "flushes": 24}


@pytest.mark.parametrize(("kind", "state"), [
    ("ext4", CheckState.OK), ("NTFS", CheckState.OK), ("nfs4", CheckState.STOP), ("cifs", CheckState.STOP),
    ("fuse.sshfs", CheckState.STOP), ("vboxsf", CheckState.STOP), ("network", CheckState.STOP),
    ("tmpfs", CheckState.WARN), ("", CheckState.INFO),
])  # fmt: skip
def test_a_share_of_another_machine_is_no_place_for_books(kind: str, state: CheckState) -> None:
    assert check_file_system(kind).state is state


@pytest.mark.parametrize(("free", "books", "state", "need"), [
    (19 * MB, 0, CheckState.STOP, "200 MB"), (250 * MB, 100 * MB, CheckState.WARN, "Free 50 MB"),
    (300 * MB, 100 * MB, CheckState.OK, ""), (900 * MB, 1, CheckState.OK, ""),
])  # fmt: skip
def test_room_is_held_against_a_backup_and_a_days_work(
    free: int, books: int, state: CheckState, need: str
) -> None:
    found = check_room(free, books)
    assert found.state is state
    assert need in found.remedy


def test_the_books_are_counted_with_their_log(tmp_path: Path) -> None:
    path = tmp_path / "b.stockpile"
    assert file_bytes(path) == 0
    path.write_bytes(bytes(4096))
    (tmp_path / "b.stockpile-wal").write_bytes(bytes(100))
    assert file_bytes(path) == 4196


def test_a_place_is_looked_at_whether_or_not_the_books_are_there(tmp_path: Path) -> None:
    checks = by_name(list(check_place(tmp_path / "b.stockpile")))
    assert set(checks) == {"file_system", "flush", "room"}
    assert checks["flush"].figures["flushes"] == disk.FLUSHES
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_said_alone(tmp_path: Path) -> None:
    (only,) = check_place(tmp_path / "stick" / "b.stockpile")
    assert (only.check, only.state) == ("place", CheckState.STOP)


def test_where_nothing_can_be_written_the_flush_is_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "is_writable", lambda _folder: False)
    found = by_name(list(check_place(tmp_path / "b.stockpile")))["flush"]
    assert found.state is CheckState.WARN
    assert "Not measured" in found.sentence


def test_a_disk_that_does_not_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_anything: object) -> int:
        raise OSError

    monkeypatch.setattr(disk, "free_bytes", fail)
    monkeypatch.setattr(disk, "measure_flush", fail)
    checks = by_name(list(check_place(tmp_path / "b.stockpile")))
    assert "Not measured" in checks["flush"].sentence
    assert checks["room"].state is CheckState.INFO


def test_what_goes_into_a_report_knows_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = " ".join(one.sentence for one in surroundings())
    assert str(tmp_path) not in told
    assert {"driver", "libraries", "faces"} <= set(by_name(surroundings()))
