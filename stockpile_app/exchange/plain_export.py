"""Everything in the books in a plain form, so that nobody is ever locked in: CSV, schema and journal in a zip.

One CSV file a table, in the order of the rows' keys; attachments as the files they were; the journal's
bodies as they were sealed; the schema; and a page that explains.  Keys stand in none of them.  The same
books give the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from stockpile_app import audit
from stockpile_app.access import authorise, founding
from stockpile_app.base import Progress, silent, tr
from stockpile_app.cases.attachments import parts_of
from stockpile_app.exchange.csv_out import csv_record
from stockpile_app.store import Stockpile, disk_errors, write_whole

SECRET = frozenset({"key_slot", "depot_secret", "waiting_slot"})
"""Tables that hold keys: never exported in the plain."""
_AS_FILES = frozenset({"journal_body", "attachment_part"})
"""Tables whose bytes stand as files of their own."""

_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_WHEN = (1980, 1, 1, 0, 0, 0)
_README = """\
Everything in the books of {name} ({code}), in a plain form.
Journal: {size} entries, root {root}.

tables/NAME.csv   every row of a table. UTF-8, comma, first line the names of the columns.
                  Bytes are written as hexadecimal digits.
attachments/      every file that the books keep, by its SHA-256; tables/attachment.csv says in its last column,
                  “file”, which one belongs to which row. Empty there: the books know its hash alone.
journal.jsonl     the journal: one line for each line of each entry, as it was sealed. Each entry's hash is
                  SHA-256 over a zero byte and its canonical head (see the table journal); the root is the
                  Merkle tree of RFC 9162 over the entries.
checkpoint.txt    how far the journal goes, signed by the depot (C2SP signed note).
schema.sql        the tables, indexes and triggers, for SQLite.

Values are exactly those of the books. A cell may begin with = + - or @: in a spreadsheet program bring the
files in as text, do not open them by double click. Serial numbers keep their leading zeros only as text.
Keys and passphrases are not in here.
"""


def export_plain(stockpile: Stockpile, out: Path, progress: Progress = silent) -> int:
    """Write everything to the zip file `out`; how many rows it holds.

    Raises:
        Refused: not among the person's duties.
        KnownError: the disk refuses; nothing is left behind.
    """
    authorise(stockpile, "back up")
    rows: list[int] = []
    write_whole(out, lambda draft: rows.append(_write(stockpile, draft, progress)))
    audit.note_activity(stockpile, "export", f"{out.name} plain journal size {audit.head(stockpile).size}")
    return rows[0]


def _write(stockpile: Stockpile, draft: Path, progress: Progress) -> int:
    tables = plain_tables(stockpile)
    rows = 0
    with disk_errors(), zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        _add(zipped, "README.txt", iter([_readme(stockpile)]))
        if audit.has_depot_key(stockpile):
            _add(zipped, "checkpoint.txt", iter([audit.checkpoint(stockpile).note]))
        _add(zipped, "schema.sql", _schema(stockpile))
        _add(zipped, "journal.jsonl", _bodies(stockpile))
        for done, table in enumerate(tables, start=1):
            rows += _add(zipped, f"tables/{table}.csv", _records(stockpile, table)) - 1
            progress(done, len(tables), tr("tables"))
        for name, attachment_id in _kept_files(stockpile).items():
            _add(zipped, name, parts_of(stockpile, attachment_id))
    return rows


def _add(zipped: zipfile.ZipFile, name: str, pieces: Iterator[str | bytes]) -> int:
    """Write one file of the zip; how many pieces it was given."""
    count = 0
    told = zipfile.ZipInfo(name, _WHEN)
    told.compress_type = zipfile.ZIP_DEFLATED
    told.external_attr = 0o644 << 16
    with zipped.open(told, "w", force_zip64=True) as file:
        for count, piece in enumerate(pieces, start=1):  # noqa: B007  (the last one is the count)
            file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass"))
    return count


def plain_tables(stockpile: Stockpile) -> list[str]:
    """The tables that are exported: all but those that hold keys, the journal's bodies and attached files."""
    names = [
        str(row[0])
        for row in stockpile.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%' ORDER BY name"
        )
    ]
    return [name for name in names if name not in SECRET | _AS_FILES]


def attachment_file(name: str, sha256: str) -> str:
    """Where the zip keeps an attached file: by its hash, with the ending it had."""
    ending = Path(name).suffix.lower()
    return f"attachments/{sha256}{ending if _ENDING.fullmatch(ending) else '.bin'}"


def _kept_files(stockpile: Stockpile) -> dict[str, int]:
    """Each file of the zip with an attachment that has its bytes; the same file attached twice stands once."""
    rows = stockpile.rows("SELECT name, sha256, id FROM attachment WHERE kept ORDER BY id DESC")
    found = {attachment_file(name, sha256): number for name, sha256, number in rows}
    return dict(sorted(found.items()))


def _attachment_records(stockpile: Stockpile) -> Iterator[str]:
    """The rows of the attachments, each with the file that it is in the zip."""
    columns = [str(row[0]) for row in stockpile.rows("SELECT name FROM pragma_table_info('attachment')")]
    yield csv_record([*columns, "file"])
    name, sha256, kept = (columns.index(one) for one in ("name", "sha256", "kept"))
    for row in stockpile.each("SELECT * FROM attachment ORDER BY id"):
        yield csv_record([*row, attachment_file(row[name], row[sha256]) if row[kept] else ""])


def _records(stockpile: Stockpile, table: str) -> Iterator[str]:
    if table == "attachment":
        yield from _attachment_records(stockpile)
        return
    columns = stockpile.rows(f"SELECT name, pk FROM pragma_table_info('{table}')")
    keys = [str(name) for name, place in sorted(columns, key=lambda one: one[1]) if place]
    yield csv_record([name for name, _ in columns])
    order = ", ".join(keys) or "rowid"
    for row in stockpile.each(f"SELECT * FROM {table} ORDER BY {order}"):
        yield csv_record([value.hex() if isinstance(value, bytes) else value for value in row])


def _bodies(stockpile: Stockpile) -> Iterator[str]:
    for row in stockpile.each("SELECT body FROM journal_body ORDER BY entry, part"):
        yield bytes(row[0]).decode("utf-8", "replace")


def _schema(stockpile: Stockpile) -> Iterator[str]:
    for row in stockpile.rows(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite%' "
        "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
    ):
        yield f"{row[0]};\n\n"


def _readme(stockpile: Stockpile) -> str:
    whose, head = founding(stockpile), audit.head(stockpile)
    return _README.format(name=whose.name, code=whose.code, size=head.size, root=head.root)
