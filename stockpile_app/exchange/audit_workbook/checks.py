"""The checks: two figures that must be equal, their difference, and a cell that turns red.

Each figure is a live formula over the other sheets, or a control total taken straight from the books.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stockpile_app.base import tr
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.audit_workbook import balances, movements, totals, vouchers
from stockpile_app.exchange.audit_workbook.model import LONGEST_FIGURE, BalanceLine, Lines
from stockpile_app.exchange.audit_workbook.movements import Written
from stockpile_app.exchange.audit_workbook.vouchers import Run
from stockpile_app.exchange.audit_workbook.words import voucher_word
from stockpile_app.exchange.sheet_table import FIRST_ROW, Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import Cell, Formula, in_quotes, quoted

FOUND, EXPECTED, DIFFERENCE, RESULT = 3, 4, 5, 6
RESULTS_NAME = "check_results"
DIFFERENCES_NAME = "check_differences"


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures that must be equal.

    Attributes:
        name: What must hold, as a sentence.
        how: Where the two figures come from.
    """

    name: str
    how: str
    found: Cell
    expected: Cell

    @property
    def difference(self) -> int:
        """What stands between them now; 0 when it adds up."""
        return totals.value_of(self.found) - totals.value_of(self.expected)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The tables that the checks look at."""

    totals: Table
    inside: Table
    outside: Table
    moved: Table
    vouchers: Table


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """Counted straight in the books, in another way than the sheets were made."""

    movements: int
    quantity: int
    vouchers: int
    runs: tuple[Run, ...]


def columns() -> list[Column]:
    """The columns of the checks."""
    return [
        Column(tr("No."), "plain_number", 5),
        Column(tr("What must hold"), "wrapped", 40, 56),
        Column(tr("How it is computed"), "wrapped", 40, 70),
        Column(tr("Found"), "number", 14, 20),
        Column(tr("Expected"), "number", 14, 20),
        Column(tr("Difference"), "number", 11, 20),
        Column(tr("Result"), "strong", 20, 26),
    ]


def table(styles: Styles, running: Running) -> Table:
    """The empty sheet; there are never so many checks that one sheet does not hold them."""
    sentence = tr("Every line compares two figures. A line that does not add up turns red")
    return Table(styles, tr("Checks"), sentence, columns(), 0, running)


def checks(
    lines: Lines, sheets: Sheets, control: ControlTotals, written: Written, sums: Sequence[Sequence[Cell]]
) -> list[Check]:
    """Every check of the workbook; `sums` are the rows of the totals."""
    return [
        *_closings(lines, sheets),
        *_conservation(lines, sheets, sums),
        *_never_negative(lines, sheets, written),
        *_weapons(lines, sheets),
        *_twice(lines, sheets, control, written),
        *_vouchers(sheets, control),
    ]


def _closings(lines: Lines, sheets: Sheets) -> Iterator[Check]:
    for sheet, group in ((sheets.inside, lines.inside), (sheets.outside, lines.outside)):
        if group:
            yield Check(
                tr("Every closing balance is what the books say: {sheet}", sheet=sheet.names[0]),
                tr("Sum of all differences between “Closing” and “Books say”"),
                _absolute(sheet.spans(balances.DIFFERENCE), [_off(line) for line in group]),
                0,
            )


def _off(line: BalanceLine) -> int:
    return line.closing - line.books if line.exact else int(line.closing != line.books)


def _absolute(spans: Sequence[str], differences: Sequence[int]) -> Formula:
    text = "+".join(f"SUMPRODUCT(ABS({span}))" for span in spans)
    return Formula(text, sum(map(abs, differences)))


def _conservation(lines: Lines, sheets: Sheets, sums: Sequence[Sequence[Cell]]) -> Iterator[Check]:
    for at, (unit, row) in enumerate(zip(lines.units, sums, strict=True)):
        came, went, left = (
            totals.reference(sheets.totals, column, at, row)
            for column in (totals.ALL_IN, totals.ALL_OUT, totals.TOGETHER)
        )
        yield Check(
            tr("What came in somewhere went out somewhere: {unit}", unit=unit),
            tr("Totals: in everywhere against out everywhere"),
            came,
            went,
        )
        yield Check(
            tr("Everywhere together there is nothing: {unit}", unit=unit),
            tr("Totals: closing balances, inside and outside the stockpile, added up"),
            left,
            "0" if isinstance(left.value, str) else 0,
        )


def _never_negative(lines: Lines, sheets: Sheets, written: Written) -> Iterator[Check]:
    if not lines.inside:
        return
    sides = sum(line.sides for line in lines.inside)
    spans = [*sheets.inside.spans(balances.OPENING)]
    if sides:
        spans.append(sheets.moved.span(movements.BALANCE, 0, sides))
    yield Check(
        tr("No account of the stockpile ever held less than nothing"),
        tr("Movements: the lowest running balance, 0 when none is below"),
        Formula(f"MIN(0,{','.join(spans)})", written.lowest),
        0,
    )


def _weapons(lines: Lines, sheets: Sheets) -> Iterator[Check]:
    if any(line.tracking == Tracking.SERIAL for line in lines.inside):
        off = [line.weapons - line.closing for line in lines.inside if line.tracking == Tracking.SERIAL]
        yield Check(
            tr("In every account as many serials as the balance says"),
            tr("Balances: sum of all differences between weapons listed and closing"),
            _absolute(sheets.inside.spans(balances.WEAPONS_DIFFERENCE), off),
            0,
        )


def _twice(lines: Lines, sheets: Sheets, control: ControlTotals, written: Written) -> Iterator[Check]:
    if not control.movements:
        return
    for column, word, rows, total in (
        (movements.IN, tr("In"), written.ins, sum(line.moved_in for line in lines.all)),
        (movements.OUT, tr("Out"), written.outs, sum(line.moved_out for line in lines.all)),
    ):
        spans = ",".join(sheets.moved.spans(column))
        yield Check(
            tr("No movement is missing: rows under “{column}”", column=word),
            tr("Movements: rows with a quantity, against the books’ own count"),
            Formula(f"COUNTA({spans})", rows),
            control.movements,
        )
        yield Check(
            tr("Control total of the quantities under “{column}”, units ignored", column=word),
            tr("Movements: plain sum of the column, against the books’ own sum"),
            _total(f"SUM({spans})", total),
            control.quantity if abs(control.quantity) <= LONGEST_FIGURE else str(control.quantity),
        )
    spans = ",".join(sheets.vouchers.spans(vouchers.LINES))
    yield Check(
        tr("The vouchers have as many lines as there are movements"),
        tr("Vouchers: lines in the period added up, against the books’ own count"),
        Formula(f"SUM({spans})", control.movements),
        control.movements,
    )


def _total(text: str, value: int) -> Cell:
    return Formula(text, value) if abs(value) <= LONGEST_FIGURE else str(value)


def _vouchers(sheets: Sheets, control: ControlTotals) -> Iterator[Check]:
    spans = ",".join(sheets.vouchers.spans(vouchers.NUMBER))
    yield Check(
        tr("No voucher is missing"),
        tr("Vouchers: rows of the register, against the books’ own count"),
        Formula(f"COUNTA({spans})", sheets.vouchers.written) if spans else 0,
        control.vouchers,
    )
    for run in control.runs:
        span = sheets.vouchers.span(vouchers.SERIAL_NO, run.first, run.count)
        yield Check(
            tr("Voucher numbers without a gap: {kind} {year}", kind=voucher_word(run.kind), year=run.year),
            tr("Vouchers: the numbers added up, against 1 + 2 + 3 ... for so many"),
            Formula(f"SUM({span})", run.total),
            Formula(f"COUNT({span})*(COUNT({span})+1)/2", run.count * (run.count + 1) // 2),
        )


def write(sheet: Table, found: Sequence[Check], styles: Styles) -> None:
    """Write the checks; the cells of a check that fails turn red, the others are green."""
    good, bad = result_words()
    for at, check in enumerate(found):
        row = sheet.row_of(at)
        difference = _difference(row, check)
        result = f"IF(ISERROR(F{row}),{in_quotes(bad)},IF(F{row}=0,{in_quotes(good)},{in_quotes(bad)}))"
        word = good if difference.value == 0 else bad
        sheet.add(
            [at + 1, check.name, check.how, check.found, check.expected, difference, Formula(result, word)]
        )
    sheet.colour(RESULT, good)
    sheet.alarm(DIFFERENCE)
    sheet.finish()
    for name, letter in ((RESULTS_NAME, "G"), (DIFFERENCES_NAME, "F")):
        cells = f"${letter}${FIRST_ROW}:${letter}${FIRST_ROW + max(len(found), 1) - 1}"
        styles.book.define_name(name, f"={quoted(sheet.names[0])}!{cells}")


def _difference(row: int, check: Check) -> Formula:
    if _is_text(check.found) or _is_text(check.expected):
        return Formula(f"IF(D{row}=E{row},0,1)", int(check.difference != 0))
    return Formula(f"D{row}-E{row}", check.difference)


def _is_text(cell: Cell) -> bool:
    return isinstance(cell.value if isinstance(cell, Formula) else cell, str)


def result_words() -> tuple[str, str]:
    """What a check says when it holds, and when it does not."""
    return tr("adds up"), tr("does not add up")


def overall_words() -> tuple[str, str]:
    """What the cover says when every check holds, and when one does not."""
    return tr("Everything adds up"), tr("Something does not add up: look at the red lines of the checks")


def overall(sheet: Table, found: Sequence[Check]) -> Formula:
    """One live sentence over all checks, for the cover."""
    good, bad = overall_words()
    failed = any(check.difference for check in found)
    span = sheet.span(RESULT, 0, len(found))
    count = f"SUMPRODUCT(--({span}={in_quotes(result_words()[0])}))"  # COUNTIF reads ~ * ? as patterns
    return Formula(f"IF({count}={len(found)},{in_quotes(good)},{in_quotes(bad)})", bad if failed else good)
