"""The installation: whole, and told when it is not; nothing of a person in it."""

from __future__ import annotations

import getpass
import shutil
import socket
from importlib import metadata
from pathlib import Path

import pytest

from stockpile_app import __version__
from stockpile_app.base import surroundings
from stockpile_app.base.check import Check, CheckState, check_lines
from stockpile_app.base.resources import resource
from stockpile_app.base.surroundings import (
    FACES,
    check_faces,
    check_languages,
    check_libraries,
    check_surroundings,
)


def by_name(checks: list[Check]) -> dict[str, Check]:
    """The checks by their stable names."""
    return {one.check: one for one in checks}


def test_this_installation_is_whole() -> None:
    checks = by_name(check_surroundings())
    assert set(checks) == {"program", "system", "python", "libraries", "faces", "languages"}
    assert {one.state for one in checks.values()} <= {CheckState.OK, CheckState.INFO}
    assert __version__ in checks["program"].sentence
    assert checks["libraries"].figures["sqlcipher3"] == metadata.version("sqlcipher3")
    assert "pytest" not in checks["libraries"].figures


def test_neither_machine_nor_person_is_named() -> None:
    told = " ".join(check_lines(check_surroundings())).casefold()
    assert socket.gethostname().casefold() not in told
    assert str(Path.home()).casefold() not in told
    assert getpass.getuser().casefold() not in told.split()


def test_every_shipped_face_has_its_digest() -> None:
    listed = {line.split("  ")[1] for line in (FACES / "SHA256SUMS").read_text(encoding="ascii").splitlines()}
    assert listed == {path.name for path in resource("fonts").glob("*.ttf")}


def test_a_face_that_is_gone_or_changed_is_named(tmp_path: Path) -> None:
    folder = shutil.copytree(FACES, tmp_path / "fonts")
    (folder / "NotoSans-Bold.ttf").unlink()
    with (folder / "NotoSans-Medium.ttf").open("ab") as file:
        file.write(b"\0")
    found = check_faces(folder)
    assert found.state is CheckState.STOP
    assert found.sentence.endswith("NotoSans-Bold.ttf, NotoSans-Medium.ttf")
    assert found.remedy
    assert check_faces(tmp_path / "none").state is CheckState.STOP


def test_a_missing_library_is_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings.metadata, "requires", lambda _name: ["click>=8", "no-such-thing>=1"])
    found = check_libraries()
    assert (found.state, found.sentence) == (CheckState.STOP, "Missing: no-such-thing")


def test_a_bundled_program_carries_its_libraries_inside() -> None:
    assert check_libraries("never-installed").state is CheckState.INFO


def test_a_damaged_catalogue_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "qps" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "stockpile.mo").write_bytes(b"no catalogue")
    found = check_languages(tmp_path)
    assert found.state is CheckState.WARN
    assert "qps" in found.sentence
