"""Text files of records: which encoding, which separator, and the records themselves.

A file is read only when its letters are certain: by its mark, as UTF-8, or by one encoding that
fits every line.  Records are counted, not lines, since a quoted field may span several lines.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from stockpile_app.exchange.model import CellKind, RawRow
from stockpile_app.exchange.refusals import GateRefusal, Reason

LONGEST_FIELD = 131_072
_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings in which stock lists are really written; the most usual first.
_CANDIDATES = [
    "cp1252", "cp1251", "cp1256", "cp1250", "cp1253", "cp1254", "cp1255", "cp1257", "cp1258", "cp874",
    "koi8_r", "cp850", "cp866", "mac_roman", "iso8859_6", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_SEVERAL_BYTES = {"gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "johab"}
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*\Z")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a text file become letters; `guessed` when nothing in the file proves it."""

    name: str
    guessed: bool = False


def find_encoding(data: bytes) -> Encoding:
    """The one encoding of the whole file; refused when there is none or more than one."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            _check_decodes(data, name)
            return Encoding(name)
    if b"\0" in data:
        return _wide_encoding(data)
    try:
        _check_decodes(data, "utf-8")
    except GateRefusal:
        return _single_byte_encoding(data)
    return Encoding("utf-8")


def records(data: bytes, encoding: Encoding) -> tuple[str, Iterator[RawRow]]:
    """The delimiter, and the records in order, numbered from 1 as a spreadsheet program shows them."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding.name, newline="")
    told = _SEPARATOR_LINE.fullmatch(stream.readline(8))
    stream.seek(0)
    delimiter = told[1] if told else find_delimiter(stream.read(_SAMPLE))
    stream.seek(0)
    if told:
        stream.readline()
    return delimiter, _rows(stream, delimiter)


def find_delimiter(sample: str) -> str:
    """The separator under which the rows have the most even number of fields, more than one."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        score = _evenness(sample, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _evenness(sample: str, delimiter: str) -> float:
    """Share of rows with the commonest width, a little more for wider rows; 0 for one column."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(record) for record in reader if record][:200]
    except csv.Error:
        return 0.0
    if len(widths) > 1:
        widths.pop()  # the sample may end in the middle of the last one
    if not widths:
        return 0.0
    width, count = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
    if width < 2:
        return 0.0
    headed = 0.5 if widths[0] == width else 0.0
    return count / len(widths) + headed + min(width, 100) / 1000


def _rows(stream: io.TextIOWrapper, delimiter: str) -> Iterator[RawRow]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        for number, record in enumerate(reader, 1):
            kinds = "".join([CellKind.TEXT if text else CellKind.EMPTY for text in record])
            yield RawRow(number, kinds, tuple(record))
    except csv.Error as fault:
        reason = Reason.LONG_FIELD if "field larger" in str(fault) else Reason.QUOTES
        raise GateRefusal(reason, line=reader.line_num, limit=LONGEST_FIELD) from None


def _check_decodes(data: bytes, name: str) -> None:
    """Decode piece by piece; refused naming the first line that does not fit, or a NUL in it."""
    decoder = codecs.getincrementaldecoder(name)()
    line = 1
    for start in range(0, len(data), _SAMPLE):
        piece = data[start : start + _SAMPLE]
        try:
            text = decoder.decode(piece, final=start + _SAMPLE >= len(data))
        except UnicodeDecodeError as fault:
            line += _line_breaks(fault.object[: fault.start], name)
            shown = _shown(fault.object[max(0, fault.start - 20) : fault.start + 20])
            raise GateRefusal(Reason.UNKNOWN_ENCODING, line=line, text=shown) from None
        if "\0" in text:
            line += text[: text.index("\0")].count("\n")
            raise GateRefusal(Reason.NUL_BYTES, line=line)
        line += text.count("\n")


def _line_breaks(data: bytes, name: str) -> int:
    return data.decode(name, "ignore").count("\n")


def _wide_encoding(data: bytes) -> Encoding:
    """NUL bytes without a mark: UTF-16 when they fill every other place, else damage."""
    sample = data[:4096]
    half = max(len(sample) // 2, 1)
    for name, places in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(data) % 2 == 0 and places.count(0) > 0.6 * half:
            _check_decodes(data, name)
            return Encoding(name, guessed=True)
    raise GateRefusal(Reason.NUL_BYTES, line=data[: data.index(0)].count(b"\n") + 1)


def _single_byte_encoding(data: bytes) -> Encoding:
    """An older encoding, judged by the lines that have letters beyond ASCII."""
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if not line.isascii()]
    letters = b"\n".join(line for _, line in lines)[: 4 * _SAMPLE]
    best = from_bytes(letters, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    name = best.encoding if best else ""
    if name not in _SEVERAL_BYTES:
        _refuse_mixture(lines)
    if not name:
        number, line = lines[0]
        raise GateRefusal(Reason.UNKNOWN_ENCODING, line=number, text=_shown(line))
    _check_decodes(data, name)
    return Encoding(name, guessed=True)


def _refuse_mixture(lines: list[tuple[int, bytes]]) -> None:
    """Lines that are UTF-8 beside lines that are not: two programs wrote this file."""
    strange = [(number, line) for number, line in lines if not _is_utf8(line)]
    if len(strange) == len(lines):
        return
    fitting = [(number, line) for number, line in lines if _is_utf8(line)]
    number, line = min(strange, fitting, key=len)[0]
    raise GateRefusal(Reason.MIXED_ENCODING, line=number, text=_shown(line))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _shown(line: bytes) -> str:
    """The line's letters for a sentence, strange bytes by their number."""
    return line.strip()[:60].decode("ascii", "backslashreplace")
