"""When the program is at fault: what a person sees, copies and saves."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from stockpile_app.gui.common import CrashDialog, Theme
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs

KEY = "2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99"


def fault() -> BaseException:
    """A fault whose words carry a serial and a key."""
    try:
        int(f"no weapon KM 06427 in the books of {KEY}")
    except ValueError as problem:
        return problem
    raise AssertionError


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_the_dialog_shows_its_report_whole(theme: Theme, palette: str) -> None:
    theme.set_palette(palette)
    dialog = CrashDialog(theme, None, fault(), "Posting")
    dialog.show()
    dialog.copy()
    assert find_clipped_texts(dialog) == []
    assert unnamed_inputs(dialog) == []


def test_the_report_says_where_and_holds_no_secret(theme: Theme) -> None:
    report = CrashDialog(theme, None, fault(), "Posting").report
    for told in ("while: Posting", "ValueError", "test_crash.py", "SQLCipher"):
        assert told in report
    assert KEY not in report
    assert "KM 06427" not in report


def test_the_report_is_copied_and_the_dialog_says_so(theme: Theme) -> None:
    dialog = CrashDialog(theme, None, fault(), "Posting")
    dialog.show()
    dialog.copy()
    assert QApplication.clipboard().text() == dialog.report
    assert dialog.told.isVisible()


def test_the_report_is_saved_where_the_person_wants_it(theme: Theme, tmp_path: Path) -> None:
    offered: list[str] = []
    target = tmp_path / "report.txt"

    def ask(_parent: object, name: str) -> str:
        offered.append(name)
        return str(target)

    dialog = CrashDialog(theme, None, fault(), "Posting", ask)
    dialog.show()
    dialog.save()
    assert target.read_text(encoding="utf-8") == dialog.report
    assert offered[0].startswith("stockpile-report-")
    assert "report.txt" in dialog.told._label.text()


def test_a_disk_that_refuses_is_told_and_leaving_the_question_does_nothing(
    theme: Theme, tmp_path: Path
) -> None:
    answers = iter(["", str(tmp_path / "none" / "report.txt")])
    dialog = CrashDialog(theme, None, fault(), "Posting", lambda _parent, _name: next(answers))
    dialog.show()
    dialog.save()
    assert not dialog.told.isVisible()
    dialog.save()
    assert dialog.message.isVisible()
    assert list(tmp_path.iterdir()) == []
