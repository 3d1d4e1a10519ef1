"""The command line as a test types it: one command, its exit code, and what it said where."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stockpile_app.cli import run


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, and what it said where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output; anything else there fails the test."""
        content = json.loads(self.out)
        assert isinstance(content, dict)
        return content

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings, each with every field that a script may rely on."""
        found: list[dict[str, Any]] = self.json["findings"]
        for finding in found:
            assert {"rule", "severity", "sentence", "row", "field", "expected", "got", "remedy"} <= set(
                finding
            )
            needed = (
                "rule",
                "sentence",
                *(("expected", "remedy") if finding["severity"] == "refusal" else ()),
            )
            assert all(finding[name] for name in needed), finding
        return found


def typed(*words: object) -> Outcome:
    """Run one command as if it were typed."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(word) for word in words], lambda _file: 0)
    return Outcome(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True, slots=True)
class Desk:
    """A depot file on the disk."""

    path: Path

    @property
    def folder(self) -> Path:
        """Where the file is."""
        return self.path.parent

    def says(self, command: str, *words: object, code: int = 0) -> dict[str, Any]:
        """The JSON of a command on the file, which must end with this exit code."""
        outcome = self.ends(command, *words, "--json")
        assert outcome.code == code, (outcome.out, outcome.err)
        return outcome.json

    def refuses(self, command: str, *words: object) -> list[dict[str, Any]]:
        """The findings of a command that must be refused and change nothing."""
        before = self.size()
        outcome = self.ends(command, *words, "--json")
        assert outcome.code == 1, (outcome.out, outcome.err)
        assert self.size() == before
        return outcome.findings

    def ends(self, command: str, *words: object) -> Outcome:
        """How a command on the file ends."""
        return typed(command, self.path, *words)

    def size(self) -> int:
        """The journal's size."""
        return int(typed("verify", self.path, "--json").json["journal_size"])
