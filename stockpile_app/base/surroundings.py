"""What the program stands on: its own version, Python, the libraries, faces and languages.

These checks look at the installation only: no file of books, no folder of a person, no name of a
machine, so that they may stand in a report that is sent away.
"""

from __future__ import annotations

import gettext
import hashlib
import platform
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from stockpile_app import __version__
from stockpile_app.base.check import Check, CheckState
from stockpile_app.base.resources import resource
from stockpile_app.base.text import TRANSLATIONS, available_languages, tr

FACES = resource("fonts")
_SUMS = "SHA256SUMS"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def check_surroundings() -> list[Check]:
    """Faces, languages, program, system, Python and libraries, each one check."""
    return [check_faces(FACES), check_languages(), _program(), _system(), _python(), check_libraries()]


def _program() -> Check:
    sentence = tr("Stockpile {version}", version=__version__)
    return Check("program", CheckState.INFO, tr("Program"), sentence, figures={"version": __version__})


def _system() -> Check:
    name = f"{platform.system()} {platform.release()}, {platform.machine()}"
    return Check("system", CheckState.INFO, tr("System"), name, figures={"system": platform.system()})


def _python() -> Check:
    sentence = f"{platform.python_implementation()} {platform.python_version()}"
    figures = {"version": platform.python_version(), "bits": 64 if sys.maxsize > 1 << 32 else 32}
    return Check("python", CheckState.INFO, tr("Python"), sentence, figures=figures)


def check_libraries(distribution: str = "stockpile") -> Check:
    """Every library that the program needs, with its version; a missing one is in the way."""
    title, versions = tr("Libraries"), dict(_libraries(distribution))
    missing = sorted(name for name, version in versions.items() if not version)
    if missing:
        sentence = tr("Missing: {names}", names=", ".join(missing))
        return Check("libraries", CheckState.STOP, title, sentence, _reinstall(), versions)
    if not versions:  # a bundled program carries them inside itself
        return Check("libraries", CheckState.INFO, title, tr("Part of the program"))
    sentence = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    return Check("libraries", CheckState.OK, title, sentence, figures=versions)


def _libraries(distribution: str) -> Iterator[tuple[str, str]]:
    try:
        needed = metadata.requires(distribution) or []
    except metadata.PackageNotFoundError:
        return
    for line in needed:
        name = _NAME.match(line)
        if name and "extra ==" not in line:
            yield name[0].lower(), _version(name[0])


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def check_faces(folder: Path) -> Check:
    """The faces for window and paper, each as it was shipped."""
    title = tr("Faces")
    try:
        shipped = dict(_sums(folder / _SUMS))
    except OSError:
        shipped = {}
    wrong = sorted(name for name, digest in shipped.items() if _digest(folder / name) != digest)
    if wrong or not shipped:
        sentence = tr("Missing or changed: {names}", names=", ".join(wrong) or _SUMS)
        return Check("faces", CheckState.STOP, title, sentence, _reinstall(), {"wrong": len(wrong) or 1})
    sentence = tr("{count} faces, each as it was shipped", count=len(shipped))
    return Check("faces", CheckState.OK, title, sentence, figures={"faces": len(shipped)})


def _sums(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="ascii").splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def check_languages(folder: Path = TRANSLATIONS) -> Check:
    """The languages that can be spoken; a catalogue that cannot be read is worth attention."""
    title, codes = tr("Languages"), available_languages()
    broken = [code for code in codes[1:] if not _readable(folder, code)]
    if broken:
        sentence = tr("These catalogues cannot be read: {names}", names=", ".join(broken))
        return Check("languages", CheckState.WARN, title, sentence, _reinstall(), {"broken": len(broken)})
    return Check("languages", CheckState.OK, title, ", ".join(codes), figures={"languages": len(codes)})


def _readable(folder: Path, code: str) -> bool:
    try:
        gettext.translation("stockpile", folder, [code])
    except (OSError, ValueError, LookupError):
        return False
    return True


def _reinstall() -> str:
    return tr("Install the program anew; the books are not touched by that")
