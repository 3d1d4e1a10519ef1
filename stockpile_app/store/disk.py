"""The disk under the books, asked only: what kind it is, whether it flushes, how much room it has."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

FLUSHES = 24
PAGE = 4096

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "9p", "davfs",
     "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs", "fuse.davfs2", "webdav", "afpfs",
     "virtiofs", "vboxsf", "prl_fs", "vmhgfs", "fuse.vmhgfs-fuse", "network"}
)  # fmt: skip
"""File systems that stand on another machine: their locks and shared memory cannot be relied on."""

MEMORY = frozenset({"tmpfs", "ramfs"})
"""What is gone when the machine is switched off."""


@dataclass(frozen=True, slots=True)
class FlushTimes:
    """How long the disk took to say that 4,096 bytes are safe, in microseconds."""

    median_us: int
    slowest_us: int
    count: int


def measure_flush(folder: Path, count: int = FLUSHES) -> FlushTimes:
    """Write and flush a page `count` times in a file of its own, which is taken away again.

    Raises:
        OSError: nothing can be written there.
    """
    handle, name = tempfile.mkstemp(prefix=".", suffix=".flush", dir=folder)
    try:
        os.write(handle, os.urandom(PAGE))
        os.fsync(handle)  # the first one also writes the new file's own record
        times = [_one_flush(handle) for _ in range(count)]
    finally:
        os.close(handle)
        Path(name).unlink(missing_ok=True)
    return FlushTimes(round(statistics.median(times)), round(max(times)), count)


def _one_flush(handle: int) -> float:
    page = os.urandom(PAGE)
    begin = time.perf_counter_ns()
    os.write(handle, page)
    os.fsync(handle)
    return (time.perf_counter_ns() - begin) / 1000


def free_bytes(folder: Path) -> int:
    """How much room is left for this person."""
    return shutil.disk_usage(folder).free


def is_writable(folder: Path) -> bool:
    """Whether a file can be made there; on a medium mounted read-only not even by the administrator."""
    if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return False
    return os.access(folder, os.W_OK)


def file_system(folder: Path) -> str:
    """The kind of file system as its machine names it: `ext4`, `nfs4`; '' where it is not told."""
    if os.name == "nt":
        return _windows_kind(folder)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return kind_among(mounts, folder.resolve())


def kind_among(mounts: str, folder: Path) -> str:
    """The kind of the innermost mount that holds `folder`, from the text of Linux's `mountinfo`."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        place, _, rest = line.partition(" - ")
        parts = place.split(" ")
        if len(parts) < 5 or not rest:
            continue
        point = Path(_plain(parts[4]))
        depth = len(point.parts)
        if depth >= best and (folder == point or point in folder.parents):
            best, kind = depth, rest.split(" ")[0]
    return kind


def _plain(text: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def _windows_kind(folder: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor)
        return "network" if drive == remote else ""
    return ""
