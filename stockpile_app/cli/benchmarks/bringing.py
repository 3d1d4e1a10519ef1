"""What it costs to import a spreadsheet with all checks on, beside parsing it and writing its rows."""

from __future__ import annotations

import csv
import multiprocessing
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.benchmarks.filling import CONDITIONS, PLACES, serial
from stockpile_app.cli.benchmarks.ground import SCALES, Ground
from stockpile_app.cli.benchmarks.measure import Measure, seconds
from stockpile_app.exchange.importing import ImportRequest, import_sheet
from stockpile_app.exchange.profile_file import read_profile
from stockpile_app.store import Stockpile

ROUNDS = 2
FULL = 100_000
"""From so many rows on the reading process's own start no longer counts."""

_SERIALS = """
[source]
format = "csv"
header_row = 1
[columns]
account = "Store"
make = "Maker"
model = "Type"
calibre = "Calibre"
serial = "Serial"
country = "Country"
condition = "State"
[defaults]
tracking = "serial"
"""
_QUANTITIES = """
[source]
format = "csv"
header_row = 1
date_order = "mdy"
[columns]
account = "Station"
item_code = "Stock number"
item_name = "Item"
quantity = "Quantity"
unit = "Unit"
unit_value = "Value"
effective_on = "Shipped"
[defaults]
tracking = "quantity"
account_kind = "holder"
"""


def measure(ground: Ground) -> Iterator[Measure]:
    """A register of serials and a list of quantities."""
    serials = _sheet(ground, "serials", _SERIALS, _serial_rows(ground.scale.serial_rows))
    quantities = _sheet(ground, "quantities", _QUANTITIES, _quantity_rows(ground.scale.quantity_rows))
    for name, sheet, profile, rows in (
        ("import of serials", serials, _SERIALS, ground.scale.serial_rows),
        ("import of quantities", quantities, _QUANTITIES, ground.scale.quantity_rows),
    ):
        yield _memory(ground, name, sheet, profile, rows)
        yield _time(ground, name, sheet, profile, rows)


def _time(ground: Ground, name: str, sheet: Path, profile: str, rows: int) -> Measure:
    floors, values = [], []
    for turn in range(ROUNDS):  # by turns and the best of each: whatever else runs here disturbs both alike
        with ground.recorder(ground.new_books(f"{name} floor {turn}")) as books:
            written = books.recorded(partial(_import, ground, books, sheet, profile))
            floors.append(seconds(partial(_parsed, sheet)) + seconds(partial(books.replay, written)))
        with ground.open(ground.new_books(f"{name} {turn}")) as stockpile:
            values.append(seconds(partial(_import, ground, stockpile, sheet, profile)))
    value, floor = min(values), min(floors)
    return Measure(
        name, tr("{rows} rows, all checks", rows=grouped(rows)), value, "s", floor,
        tr("the file parsed, and the same rows of every table in one flushed commit"),
        most=10 if "quantities" in name else 0,
        most_ratio=5 if "serials" in name and rows >= FULL else 0,
    )  # fmt: skip


def _import(ground: Ground, stockpile: Stockpile, sheet: Path, profile: str) -> None:
    request = ImportRequest(operation_id=ground.ids.new_id(), path=sheet, profile=read_profile(profile))
    report = import_sheet(stockpile, request)
    assert report.rows_created == report.rows_read, report.findings[:1]


def _parsed(sheet: Path) -> list[list[str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _memory(ground: Ground, name: str, sheet: Path, profile: str, rows: int) -> Measure:
    """The most memory that the importing process, or the one that reads the file for it, ever had."""
    path = ground.new_books(f"{name} memory")
    fresh = multiprocessing.get_context("spawn")
    answers = fresh.SimpleQueue()
    worker = fresh.Process(target=_import_alone, args=(answers, path, sheet, profile))
    worker.start()
    worker.join()
    peak = 0.0 if answers.empty() else float(answers.get())
    return Measure(
        f"memory of {name}", tr("{rows} rows, the most of any process", rows=grouped(rows)), peak, "MB",
        most=0 if "serials" in name else 300,
    )  # fmt: skip


def _import_alone(answers: multiprocessing.SimpleQueue[float], path: Path, sheet: Path, profile: str) -> None:
    ground = Ground(path.parent, SCALES["small"])
    with ground.open(path) as stockpile:
        _import(ground, stockpile, sheet, profile)
    answers.put(peak_memory())


def peak_memory() -> float:
    """The most memory this process, or any child it has waited for, ever had, in MB; 0 where nobody tells."""
    try:
        import resource
    except ImportError:
        return 0.0
    own = Path("/proc/self/status")  # a new program's own peak: rusage would count its parent's
    told = own.read_text(encoding="ascii").splitlines() if own.exists() else []
    mine = next((int(line.split()[1]) for line in told if line.startswith("VmHWM:")), 0)
    mine = mine or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(mine, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


# The sheets -------------------------------------------------------------------------------------


def _sheet(ground: Ground, name: str, profile: str, rows: Iterable[tuple[object, ...]]) -> Path:
    """A CSV file whose header is the profile's columns, in their order."""
    headers = list(read_profile(profile).columns.values())
    path = ground.folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(headers)
        out.writerows(rows)
    return path


def _serial_rows(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        yield (f"Store {number % PLACES + 1}", "Izhevsk", "AKM", "7.62x39 mm", serial(number), "RUS",
               CONDITIONS[number % len(CONDITIONS)])  # fmt: skip


def _quantity_rows(count: int) -> Iterator[tuple[object, ...]]:
    """As public registers of quantities are: few items at many stations, many rows alike."""
    for number in range(count):
        item = number * 31 % 400
        yield (f"STATION {number * 17 % 440:03d} POLICE DEPARTMENT", f"1005-00-{item:03d}-{item * 7 % 10_000:04d}",
               f"ITEM OF SUPPLY, KIND {item}", number % 9 + 1, ("Each", "Pair", "Set", "Box")[item % 4],
               f"${item * 13 + 99:,}.00", f"{number % 12 + 1}/{number % 28 + 1}/{2000 + number % 20} 0:00")  # fmt: skip
