"""A foreign sheet under its profile: every row read, judged, and given its identity.

What makes the whole file uncertain (headers, order of dates) refuses the file; what is wrong with
a row is a finding of that row.  Quantities and texts of refused rows are never used.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from stockpile_app.base import Finding, Progress, Refused, Severity, silent, tr
from stockpile_app.exchange.cell_values import (
    BLANK,
    CellParser,
    Custom,
    Findings,
    Value,
    ask_date_order,
    parser_for,
)
from stockpile_app.exchange.dates import prove_order
from stockpile_app.exchange.model import ParsedRow, RawRow, RawSheet, ReadRow, SheetFormat, SheetRows
from stockpile_app.exchange.numbers import Money, NumberStyle, proven_style
from stockpile_app.exchange.profile import DateOrder, Field, Profile
from stockpile_app.exchange.refusals import Reason, refused_file
from stockpile_app.exchange.row_rules import ROW_RULES, RowFacts
from stockpile_app.exchange.sheet_reader import read_sheet, shown_name

DIGEST_BYTES = 16
_STEP = 2_000
_NO_FIELD: frozenset[Field] = frozenset()
_COUNTED = frozenset({Field.QUANTITY})
_UNIQUE = frozenset({Field.SERIAL, Field.REMARKS})  # hardly ever repeated: not worth remembering
_encode = json.JSONEncoder(separators=(",", ":")).encode


def read_rows(path: Path, profile: Profile, progress: Progress = silent) -> SheetRows:
    """Read a foreign file under a profile, whole or nothing.

    Raises:
        Refused: the file, its headers or its dates cannot be read for certain.
        KnownError: the file cannot be opened.
        Cancelled: `progress` raised it.
    """
    raw = read_sheet(path, wanted=profile.format, sheet=profile.sheet, progress=progress)
    return judge_rows(raw, profile, shown_name(path), progress)


def judge_rows(raw: RawSheet, profile: Profile, name: str, progress: Progress = silent) -> SheetRows:
    """Judge the rows of a sheet that was already read; the wizard does so after each change.

    Args:
        name: The file's name, for sentences.
    """
    headers = headers_of(raw, profile.header_row, name)
    places = find_columns(headers, profile, name)
    body = [row for row in raw.rows if row.row > profile.header_row]
    filled = [row for row in body if not is_blank(row)]
    custom = _custom(filled, profile, places)
    judge = _Judge(profile, places, custom, len(headers), raw.source.format is SheetFormat.CSV)
    rows: list[ReadRow] = []
    for done, row in enumerate(filled, 1):
        rows.append(judge.row(row))
        if done % _STEP == 0:
            progress(done, len(filled), tr("rows"))
    return SheetRows(
        source=raw.source,
        headers=headers,
        rows_read=len(filled),
        rows_blank=len(body) - len(filled),
        rows=rows,
        quantity_total=judge.quantity_total,
        value_total=judge.value_total,
        findings=tuple(_file_findings(raw, profile)),
    )


def headers_of(raw: RawSheet, header_row: int, name: str) -> tuple[str, ...]:
    """The texts of the header row; refused when nothing stands there."""
    for row in raw.rows:
        if row.row == header_row and not is_blank(row):
            headers = [plain_header(text) for text in row.texts]
            while headers and not headers[-1]:
                headers.pop()
            return tuple(headers)
    raise refused_file(Reason.NO_HEADER_ROW, name=name, header_row=header_row)


def plain_header(text: str) -> str:
    """A header as compared: without marks of order, white space of any kind as one blank."""
    return " ".join(text.replace("\ufeff", "").replace("\u200b", "").split())


def find_columns(headers: Sequence[str], profile: Profile, name: str) -> dict[Field, int]:
    """Where each field of the profile stands; every header not found or doubled is told at once."""
    places: dict[Field, int] = {}
    findings: list[Finding] = []
    for one, wanted in profile.columns.items():
        found = [place for place, header in enumerate(headers) if header == plain_header(wanted)]
        if len(found) == 1:
            places[one] = found[0]
        elif found:
            findings.append(_doubled(one, wanted, found))
        else:
            findings.append(_not_found(one, wanted, headers, profile, name))
    if findings:
        raise Refused(findings)
    return places


def is_blank(row: RawRow) -> bool:
    """The row holds nothing but white space."""
    return not "".join(row.texts).strip()


def row_digest(row: RawRow) -> bytes:
    """The row's identity by its whole raw content; empty cells at its end do not count."""
    kinds = row.kinds.rstrip("-")
    content = _encode([kinds, *row.texts[: len(kinds)]])
    return hashlib.sha256(content.encode("ascii")).digest()[:DIGEST_BYTES]


@dataclass(frozen=True, slots=True)
class _ColumnPlan:
    """One column to read: where, by which parser, and what was already parsed."""

    field: Field
    place: int
    parse: CellParser
    known: dict[tuple[str, str], tuple[Value, Findings]] | None

    def read(self, kind: str, text: str) -> tuple[Value, Findings]:
        if self.known is None:
            return self.parse(kind, text)
        key = (kind, text)
        cell = self.known.get(key)
        if cell is None:
            cell = self.known[key] = self.parse(kind, text)
        return cell


class _Judge:
    """Reads row after row under one profile.

    Attributes:
        quantity_total, value_total: Control totals over the rows read so far.
    """

    def __init__(
        self, profile: Profile, places: dict[Field, int], custom: Custom, width: int, strict_width: bool
    ) -> None:
        self.quantity_total, self.value_total = 0, Decimal(0)
        self._profile = profile
        self._width = width
        self._strict_width = strict_width
        self._defaults = _default_values(profile)
        self._count_of_blank = 0 if Field.QUANTITY in places else 1
        self._plan = [
            _ColumnPlan(
                one, place, parser_for(one, profile.columns[one], custom), None if one in _UNIQUE else {}
            )
            for one, place in places.items()
        ]

    def row(self, raw: RawRow) -> ReadRow:
        """One row, judged."""
        values = self._defaults.copy()
        findings: list[Finding] = []
        faulty: set[Field] = set()
        for column in self._plan:
            place = column.place
            if place < len(raw.texts):
                value, told = column.read(raw.kinds[place], raw.texts[place])
                if told:
                    findings += told
                    if value is BLANK:
                        faulty.add(column.field)
                if value is not BLANK:
                    values[column.field] = value
        facts = RowFacts(self._profile, values, frozenset(faulty) if faulty else _NO_FIELD)
        for rule in ROW_RULES:
            findings += rule(facts)
        if self._strict_width and len(raw.texts) > self._width:
            findings += _check_width(raw, self._width)
        self._add(values, faulty)
        return self._judged(raw, values, findings)

    def _add(self, values: dict[Field, Value], faulty: set[Field]) -> None:
        """The control totals are over all rows read, refused ones too, as far as they can be read."""
        quantity = values.get(Field.QUANTITY, 0 if faulty & _COUNTED else self._count_of_blank)
        money = values.get(Field.UNIT_VALUE)
        if isinstance(quantity, int):
            self.quantity_total += quantity
            if isinstance(money, Money):
                self.value_total += quantity * money.amount

    def _judged(self, raw: RawRow, values: dict[Field, Value], findings: list[Finding]) -> ReadRow:
        if not findings:
            return ReadRow(raw.row, _parsed(values), (), raw.texts, row_digest(raw))
        told = tuple(replace(finding, row=raw.row) for finding in findings)
        refused = any(finding.severity is Severity.REFUSAL for finding in told)
        return ReadRow(raw.row, None if refused else _parsed(values), told, raw.texts, row_digest(raw))


def _parsed(values: dict[Field, Value]) -> ParsedRow:
    """The values as a frozen row; the field parsers vouch for their types."""
    get = values.get
    money = get(Field.UNIT_VALUE)
    return ParsedRow(
        get(Field.ACCOUNT, ""),  # type: ignore[arg-type]
        get(Field.ITEM_CODE, ""),  # type: ignore[arg-type]
        get(Field.ITEM_NAME, ""),  # type: ignore[arg-type]
        get(Field.QUANTITY, 1),  # type: ignore[arg-type]
        get(Field.UNIT, ""),  # type: ignore[arg-type]
        money.amount if isinstance(money, Money) else None,
        money.currency if isinstance(money, Money) else "",
        get(Field.EFFECTIVE_ON),  # type: ignore[arg-type]
        get(Field.MAKE, ""),  # type: ignore[arg-type]
        get(Field.MODEL, ""),  # type: ignore[arg-type]
        get(Field.CALIBRE, ""),  # type: ignore[arg-type]
        get(Field.SERIAL, ""),  # type: ignore[arg-type]
        get(Field.COUNTRY, ""),  # type: ignore[arg-type]
        get(Field.YEAR),  # type: ignore[arg-type]
        get(Field.CONDITION, ""),  # type: ignore[arg-type]
        get(Field.LOT, ""),  # type: ignore[arg-type]
        get(Field.REMARKS, ""),  # type: ignore[arg-type]
        get(Field.CATEGORY, ""),  # type: ignore[arg-type]
    )


def _default_values(profile: Profile) -> dict[Field, Value]:
    """What every row has before its cells are read."""
    defaults = profile.defaults
    given = {
        Field.ACCOUNT: defaults.account,
        Field.ITEM_NAME: defaults.item_name,
        Field.UNIT: defaults.unit,
        Field.CONDITION: defaults.condition,
        Field.EFFECTIVE_ON: defaults.effective_on,
    }
    return {one: value for one, value in given.items() if value}


def _custom(rows: Sequence[RawRow], profile: Profile, places: dict[Field, int]) -> Custom:
    """How this sheet writes dates and figures, as far as its own rows prove it."""
    figures = (Field.QUANTITY, Field.UNIT_VALUE)
    texts = {text for one in figures if one in places for text in _texts(rows, places[one])}
    return Custom(
        date_order=_date_order(rows, profile, places),
        numbers=proven_style(texts) if texts else NumberStyle.UNKNOWN,
        currency=profile.defaults.currency,
    )


def _date_order(rows: Sequence[RawRow], profile: Profile, places: dict[Field, int]) -> DateOrder:
    """The order of the profile, or the proven one; refused with a question when neither is certain."""
    if profile.date_order or Field.EFFECTIVE_ON not in places:
        return profile.date_order
    place = places[Field.EFFECTIVE_ON]
    rows = [row for row in rows if place < len(row.texts) and row.kinds[place] == "t"]
    proof = prove_order(row.texts[place] for row in rows)
    asked = proof.against_at if proof.against_at >= 0 else proof.open_at
    if proof.order or asked < 0:
        return proof.order
    header = profile.columns[Field.EFFECTIVE_ON]
    raise Refused([ask_date_order(header, rows[asked].texts[place].strip(), rows[asked].row)])


def _texts(rows: Iterable[RawRow], place: int) -> Iterator[str]:
    """The texts of one column that were stored as text."""
    return (row.texts[place] for row in rows if place < len(row.texts) and row.kinds[place] == "t")


def _file_findings(raw: RawSheet, profile: Profile) -> Iterator[Finding]:
    if raw.source.encoding_guessed:
        yield Finding(
            "EXCHANGE-41",
            Severity.WARNING,
            tr("The file does not say how its letters are encoded; it was read as {encoding}",
               encoding=raw.source.encoding),
            expected=tr("UTF-8"),
            got=raw.source.encoding,
            remedy=tr("Look at names with accents in the preview; if they are wrong, export as UTF-8"),
        )  # fmt: skip
    if Field.QUANTITY not in profile.columns:
        yield Finding(
            "EXCHANGE-42",
            Severity.NOTE,
            tr("No column holds a quantity: each row counts as one"),
            field="quantity",
        )


def _doubled(one: Field, wanted: str, found: Sequence[int]) -> Finding:
    return Finding(
        "EXCHANGE-36",
        Severity.REFUSAL,
        tr("The header “{header}” stands over more than one column", header=wanted),
        field=one.value,
        expected=tr("one column"),
        got=tr("columns {places}", places=", ".join(str(place + 1) for place in found)),
        remedy=tr("Rename one of the headers in the file"),
    )


def _not_found(one: Field, wanted: str, headers: Sequence[str], profile: Profile, name: str) -> Finding:
    near = difflib.get_close_matches(plain_header(wanted), headers, 1, 0.6)
    remedy = (
        tr("Is “{near}” meant? Then mend the profile", near=near[0])
        if near
        else tr("Choose the column anew, or choose the row that holds the headers")
    )
    return Finding(
        "EXCHANGE-35",
        Severity.REFUSAL,
        tr(
            "“{name}” has no column “{header}” in row {row}", name=name, header=wanted, row=profile.header_row
        ),
        row=profile.header_row,
        field=one.value,
        expected=wanted,
        got=", ".join(header for header in headers if header)[:500],
        remedy=remedy,
    )


def _check_width(raw: RawRow, width: int) -> Iterator[Finding]:
    """A text row with more cells than headers: a separator stands unquoted in one of its texts."""
    if not "".join(raw.texts[width:]).strip():
        return
    yield Finding(
        "EXCHANGE-70",
        Severity.REFUSAL,
        tr("This row has more cells than there are headers; its cells may be shifted"),
        expected=tr("{count} cells", count=width),
        got=tr("{count} cells", count=len(raw.texts)),
        remedy=tr("Put quotation marks around texts that contain the separator"),
    )
