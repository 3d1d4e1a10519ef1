"""Media for the tests: mounted by root, taken away at the end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0


def mount(*arguments: str) -> None:
    """Mount something, or skip the test with the reason."""
    if not ROOT_USER:
        pytest.skip("only root can mount a medium")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this needs a mount, and it was refused: {done.stderr.strip()}")


@contextmanager
def write_protected(place: Path) -> Iterator[None]:
    """A folder or a file that cannot be written for a while, not even by root."""
    mount("--bind", str(place), str(place))
    try:
        mount("-o", "remount,ro,bind", str(place))
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


@contextmanager
def small_disk(place: Path, size: str = "2m") -> Iterator[None]:
    """A folder with a disk of its own."""
    mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)
