"""From the decision about surplus to the destruction and the certificate, by two persons in a real window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DUTIES = (
    "tests/gui/disposal/test_whole_course.py",
    "tests/gui/disposal/test_two_persons.py",
    "tests/gui/disposal/test_certificate_dialog.py::test_two_persons_issue_it_at_one_desk",
    "tests/gui/cases/test_cases.py::test_what_reappears_is_reported_from_the_receipt_that_met_it",
)
pytestmark = pytest.mark.window


def test_the_duties_of_a_disposal_in_a_real_window(screen: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider",
         f"--basetemp={tmp_path / 'desk'}", *DUTIES],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=560,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout
