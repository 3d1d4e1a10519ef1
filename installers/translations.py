"""Collects every message, makes the pseudo-language, compiles the catalogues: `make translations`.

Messages stand in the code (`tr`, `trn`, `N_`) and in the reference tables (labels, meanings).
`resources/translations/stockpile.pot` is what a translator starts from; a translation is
`resources/translations/<language>/LC_MESSAGES/stockpile.po`.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "resources" / "translations"
TEMPLATE = TRANSLATIONS / "stockpile.pot"
PSEUDO = "qps"

Message = str | tuple[str, str]
"""One sentence, or the pair of its forms for one and for many."""

KEYWORDS = {"tr": None, "trn": (1, 2), "N_": None}
SHOWN_KEYS = ("title", "label", "meaning", "limit", "note", "reference_label")
STILL = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date: the same messages give the same bytes

PLACE = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
_KEPT = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|<[^<>]*>|&\w+;|--[a-z-]+|`[^`]*`)")
_ACCENTS = str.maketrans("aceilnosuyzACEILNOSUYZ", "áçéïłñóšüýžÁÇÉÏŁÑÓŠÜÝŽ")
_VOWELS = "aeiouAEIOU"
_LONGER = 0.4


def messages_in_code(package: Path) -> Iterator[tuple[Message, str]]:
    """Every message of the package, with the file it stands in."""
    found = extract_from_dir(package, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for name, _line, message, *_rest in found:
        yield _as_message(message), f"{package.name}/{name}"


def messages_in_tables(folder: Path) -> Iterator[tuple[Message, str]]:
    """Every shown text of the reference tables, with the file it stands in."""
    for path in sorted(folder.glob("*.toml")):
        for message in _shown(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield message, f"reference/{path.name}"
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row.get("label"):
                    yield row["label"], f"reference/{path.name}"


def _shown(value: object) -> Iterator[Message]:
    if isinstance(value, list):
        for part in value:
            yield from _shown(part)
    elif isinstance(value, dict):
        if "plural" in value:
            yield value["label"], value["plural"]
        else:
            yield from (value[key] for key in SHOWN_KEYS if value.get(key))
        yield from _shown(list(value.values()))


def new_catalogue(language: str = "") -> Catalog:
    """An empty catalogue with a header that does not change from day to day."""
    return Catalog(
        locale=language or None,
        project="Stockpile",
        version="",
        msgid_bugs_address="",
        copyright_holder="The Stockpile authors",
        header_comment="# Messages of Stockpile.",
        fuzzy=False,
        creation_date=STILL,
        revision_date=STILL,
        last_translator="",
        language_team="",
    )


def collect(root: Path = ROOT) -> Catalog:
    """Every message of the product."""
    catalogue = new_catalogue()
    for found in (
        messages_in_code(root / "stockpile_app"),
        messages_in_tables(root / "resources" / "reference"),
    ):
        for message, place in found:
            catalogue.add(message, locations=[(place, 1)])
    return catalogue


def message_ids(catalogue: Catalog) -> set[Message]:
    """The messages themselves, without the header."""
    return {_as_message(entry.id) for entry in catalogue if entry.id}


def _as_message(identity: object) -> Message:
    return (identity[0], identity[1]) if isinstance(identity, (list, tuple)) else str(identity)


def missing_messages(root: Path = ROOT) -> list[str]:
    """Messages of the code and the tables that the committed template does not know yet."""
    committed = message_ids(read_catalogue(TEMPLATE))
    known = committed | {message[0] for message in committed if isinstance(message, tuple)}
    fresh = message_ids(collect(root)) - known
    return sorted(message if isinstance(message, str) else message[0] for message in fresh)


def read_catalogue(path: Path) -> Catalog:
    """A `.pot` or `.po` file as a catalogue."""
    with path.open("rb") as lines:
        return read_po(lines)


def places(text: str) -> list[str]:
    """The `{named}` places of a message, sorted."""
    return sorted(PLACE.findall(text))


def pseudo(text: str) -> str:
    """The message accented, about 40 % longer, in brackets; its places stay as they are."""
    parts = _KEPT.split(text)
    wanted = round(sum(map(len, parts[::2])) * _LONGER)
    for index in range(0, len(parts), 2):
        parts[index], wanted = _stretched(parts[index], wanted)
    return "⟦" + "".join(parts) + "~" * wanted + "⟧"


def _stretched(text: str, wanted: int) -> tuple[str, int]:
    """The text accented with its vowels doubled, and how much length is still wanted."""
    letters: list[str] = []
    for letter in text:
        double = letter in _VOWELS and wanted > 0
        letters.append(letter * 2 if double else letter)
        wanted -= double
    return "".join(letters).translate(_ACCENTS), wanted


def pseudo_catalogue(template: Catalog) -> Catalog:
    """The template in the pseudo-language."""
    catalogue = new_catalogue(PSEUDO)
    for entry in template:
        if entry.id:
            message = _as_message(entry.id)
            text = pseudo(message) if isinstance(message, str) else tuple(map(pseudo, message))
            catalogue.add(entry.id, text)
    return catalogue


def write_catalogue(catalogue: Catalog, path: Path) -> None:
    """Write a `.pot` or `.po`, sorted by message, without line numbers: quiet differences."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_po(out, catalogue, width=110, sort_output=True, include_lineno=False)


def compile_all(folder: Path = TRANSLATIONS) -> list[Path]:
    """Compile every `.po` to the `.mo` beside it."""
    compiled = []
    for source in sorted(folder.glob("*/LC_MESSAGES/stockpile.po")):
        target = source.with_suffix(".mo")
        with target.open("wb") as out:
            write_mo(out, read_catalogue(source))
        compiled.append(target)
    return compiled


def update_translations(template: Catalog, folder: Path = TRANSLATIONS) -> None:
    """Give every real translation the new messages; what it already says is kept."""
    for path in sorted(folder.glob("*/LC_MESSAGES/stockpile.po")):
        if path.parts[-3] != PSEUDO:
            catalogue = read_catalogue(path)
            catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
            write_catalogue(catalogue, path)


def main() -> int:
    """Collect, make the pseudo-language, bring the translations up to date, compile."""
    template = collect()
    write_catalogue(template, TEMPLATE)
    update_translations(template)
    write_catalogue(pseudo_catalogue(template), TRANSLATIONS / PSEUDO / "LC_MESSAGES" / "stockpile.po")
    languages = [path.parts[-3] for path in compile_all()]
    print(f"{len(message_ids(template))} messages; compiled: {', '.join(languages)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
