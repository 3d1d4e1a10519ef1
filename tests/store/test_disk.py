"""The disk is asked, and nothing is left on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.store.disk import file_system, free_bytes, is_writable, kind_among, measure_flush

MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /mnt rw - tmpfs tmpfs rw
31 22 0:27 / /mnt/share rw,relatime shared:9 - nfs4 server:/depot rw,vers=4.2
32 22 0:28 / /media/the\040stick rw - vfat /dev/sdb1 rw
33 22 0:29 / /mnt/share rw - cifs //server/depot rw
not a mount
"""


@pytest.mark.parametrize(("folder", "kind"), [
    ("/home/juma", "ext4"), ("/mnt/x", "tmpfs"), ("/mnt/shares", "tmpfs"), ("/mnt/share/books", "cifs"),
    ("/media/the stick/books", "vfat"), ("/", "ext4"),
])  # fmt: skip
def test_the_innermost_and_latest_mount_counts(folder: str, kind: str) -> None:
    assert kind_among(MOUNTS, Path(folder)) == kind


def test_a_machine_that_does_not_say_gives_nothing(tmp_path: Path) -> None:
    assert kind_among("", tmp_path) == ""
    assert isinstance(file_system(tmp_path), str)


def test_measuring_leaves_nothing_behind(tmp_path: Path) -> None:
    times = measure_flush(tmp_path, 5)
    assert times.count == 5
    assert 0 <= times.median_us <= times.slowest_us
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_measuring_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        measure_flush(tmp_path / "none")


def test_room_and_right_to_write(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) > 0
    assert is_writable(tmp_path)
