"""What the tests of this room heard refused, to the letter, beside `tests/golden/ledger_findings.txt`.

A changed row, field or remedy shows as a changed line.  Where the change is meant, take the test's section out of
that file, run the test, read what it wrote, and keep it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from stockpile_app.base import Finding

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "ledger_findings.txt"
_heard: list[Finding] = []


def hear(findings: Iterable[Finding]) -> None:
    """Note what was said in the test that runs."""
    _heard.extend(findings)


def heard() -> list[str]:
    """What was said since the last time, a line each."""
    lines = [
        f"{one.rule} {one.severity.value} | row {one.row} | {one.field} | {one.sentence} | "
        f"expected {one.expected} | got {one.got} | {one.remedy} | {one.clause}".replace("\n", " ")
        for one in _heard
    ]
    _heard.clear()
    return lines


def on_record(test: str) -> list[str] | None:
    """The lines on record for a test; None for a test that is not on record."""
    text = GOLDEN.read_text(encoding="utf-8") if GOLDEN.exists() else ""
    for section in text.split("\n# ")[1:]:
        name, *lines = section.split("\n")
        if name == test:
            return [line for line in lines if line]
    return None


def keep(test: str, lines: Iterable[str]) -> None:
    """Put what a test heard on record."""
    with GOLDEN.open("a", encoding="utf-8") as file:
        file.write("\n".join(["", f"# {test}", *lines, ""]))
