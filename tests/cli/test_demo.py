"""`stockpile demo`: the whole main job in one folder, which it never takes from somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.cli.demo_disposal import BATCHES
from tests.cli.desk import typed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demonstration") / "demo"


def test_the_main_job_runs_and_its_books_hold(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed("demo", folder, "--json").json
    assert (said["holds"], said["paper"]) == (True, "unchanged")
    assert said["rows_read"] == said["rows_created"] + said["rows_refused"] > 200
    assert said["rows_refused"] > 0
    assert len(said["vouchers"]) == len(set(said["vouchers"])) >= 8
    assert said["weapons_held"] == said["rows_created"] - BATCHES[0], "what was destroyed is held no more"
    assert f"{said['certificate']}.pdf" in said["files"]
    for name in said["files"]:
        assert (folder / name).exists()
    kinds = {Path(name).suffix for name in said["files"]}
    assert {".stockpile", ".pdf", ".xlsx", ".csv", ".toml"} <= kinds
    monkeypatch.setenv("STOCKPILE_USER", said["user"])
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", said["passphrase"])
    assert typed("verify", said["stockpile"], "--full", "--json").json["holds"] is True
    assert typed("history", said["stockpile"], said["vouchers"][0], "--json").code == 0


def test_it_is_built_anew_on_its_own_folder_only(folder: Path, tmp_path: Path) -> None:
    assert typed("demo", folder, "--json").code == 0
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    outcome = typed("demo", tmp_path, "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "mine"
