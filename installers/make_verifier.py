"""Put the stand-alone verifier together: one file, from the program's own sources.

    python installers/make_verifier.py [build/stockpile_verify.pyz]

An inspector runs it with Python and the library `cryptography`, and nothing else of ours.  The
same sources give the same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("merkle", "note", "proof_text", "signing", "paper_code")
"""Modules of `audit` that know no store; those that are not there yet are left out."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def make_verifier(target: Path) -> None:
    """Write the verifier whole."""
    draft = target.with_suffix(".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    with draft.open("wb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in sorted(_sources()):
                archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    draft.replace(target)


def _sources() -> Iterator[tuple[str, bytes]]:
    package = ROOT / "stockpile_app"
    for path in (ROOT / "installers" / "verifier").glob("*.py"):
        yield path.name, path.read_bytes()
    yield "stockpile_app/__init__.py", (package / "__init__.py").read_bytes()
    for path in (package / "base").glob("*.py"):
        yield f"stockpile_app/base/{path.name}", path.read_bytes()
    yield "stockpile_app/audit/__init__.py", b'"""The proofs of the journal, without the journal."""\n'
    for part in PARTS:
        path = package / "audit" / f"{part}.py"
        if path.exists():
            yield f"stockpile_app/audit/{part}.py", path.read_bytes()


if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "stockpile_verify.pyz"
    make_verifier(out)
    print(out)
