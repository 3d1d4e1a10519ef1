"""What the journal remembers of an import: its source, its file, and each row that it created."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.audit import BodyCodec


@dataclass(frozen=True, slots=True)
class ImportSource:
    """Where rows come from: a register that is sent again and again under any file name.

    `profile` is the digest of the profile and the fixed values that read it.
    """

    id: int
    name: str
    profile: str


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row of a source, by its whole raw content and which occurrence of it, and what it became."""

    source_id: int
    digest: str
    occurrence: int
    voucher_id: int
    line_no: int


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was brought in, with its counts."""

    id: int
    source_id: int
    name: str
    sha256: str
    read: int
    created: int
    refused: int


BODY_CODECS = (
    BodyCodec("import source", ImportSource, "import_source", key=("id",)),
    BodyCodec(
        "imported row", ImportedRow, "import_row", key=("source_id", "digest", "occurrence"), stamped=False
    ),
    BodyCodec("imported file", ImportedFile, "import_file", key=("id",)),
)
