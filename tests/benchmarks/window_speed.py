"""How fast the window is: `python -m tests.benchmarks.window_speed [--scale small|depot|nation] [--json]`.

Each figure comes from the whole program in a process of its own, driven as a person drives it, and
stands beside its floor measured in the same run: the interpreter and Qt with an empty window for
the start, the bare queries for the register, the same window with nothing under way for the stalls.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from stockpile_app.access import KeyStrength, unlock
from stockpile_app.access.keys import new_key, open_slot, seal_slot
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.bench import as_json_object, table
from stockpile_app.cli.benchmarks.filling import CONDITIONS, PLACES, lengthen, serial
from stockpile_app.cli.benchmarks.ground import PASSPHRASE, SCALES, USER, Ground
from stockpile_app.cli.benchmarks.measure import Measure, best, percentile, seconds
from stockpile_app.gui.access.demonstration import build_demonstration
from stockpile_app.ledger.rows import weapon_register, weapons_page

STARTS = 5
PAGE = 128
TIMES = 10
START, OPENING, JUMP, STALL = 1.5, 0.5, 50, 100
_PROFILE = """
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
_HEADERS = ("Store", "Maker", "Type", "Calibre", "Serial", "Country", "State")


class Windows:
    """Windows of this run, each a process with a home of its own."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.folder = ground.folder
        home = ground.folder / "home"
        home.mkdir()
        self._own = {
            name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
        }
        self._own["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")

    def ask(
        self, task: str, file: Path | None = None, *more: str, passphrase: str = PASSPHRASE
    ) -> dict[str, float]:
        """What a window measured; `begun` is when its process was started."""
        given = ["--folder", str(self.folder), "--passphrase", passphrase, *more]
        given += ["--file", str(file)] if file else []
        begun = time.time()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.window_at_work", task, *given],
            env=os.environ | self._own, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{task}: {done.stderr}")
        return {"begun": begun, **json.loads(done.stdout)}


# Start ------------------------------------------------------------------------------------------


def starts(windows: Windows, depot: Path, weapons: int) -> Iterator[Measure]:
    """From nothing to the usable first page, by turns with an empty window; then the demonstration."""
    bare, started = [], []
    for _ in range(STARTS):
        bare.append(_whole(windows.ask("bare")))
        started.append(_whole(windows.ask("start", depot)))
    key = best(lambda: unlock(depot, USER, PASSPHRASE))
    yield _start("window start", f"{grouped(weapons)} weapons", started, bare, key)
    shown = build_demonstration()
    key = best(lambda: unlock(shown.path, shown.user, shown.passphrase), 3)
    started = [_whole(windows.ask("start", shown.path, passphrase=shown.passphrase)) for _ in range(STARTS)]
    yield _start("window start, demonstration", "the demonstration's depot", started, bare, key)
    slot = seal_slot(USER, "sole", PASSPHRASE, new_key(), KeyStrength())
    derived = best(lambda: open_slot(slot, PASSPHRASE), 3)
    yield Measure("key derivation", "at the strength of new books, apart from all else", derived, "s")


def _whole(times: dict[str, float]) -> float:
    return times["page"] - times["begun"]


def _start(name: str, what: str, started: list[float], bare: list[float], key: float) -> Measure:
    """What the start takes beyond its floor."""
    floor = median(bare) + key
    return Measure(
        name, f"from the process to the usable first page, {what}: what it takes beyond its floor",
        median(started) - floor, "s", floor,
        "interpreter, Qt with an empty window, and the key derivation", most=START,
    )  # fmt: skip


# Register ---------------------------------------------------------------------------------------


def register(windows: Windows, path: Path) -> Iterator[Measure]:
    """The register of weapons on its tab, and jumps to anywhere in it."""
    measured = windows.ask("register", path, "--jumps", str(windows.ground.scale.jumps))
    rows = grouped(int(measured["rows"]))
    with windows.ground.open(path) as books, books.reader() as reader:
        opened = best(lambda: weapons_page(reader, weapon_register(reader)[:PAGE]), 3)
        ids = weapon_register(reader)
        steps = range(0, len(ids) - 1, max(1, len(ids) // windows.ground.scale.jumps))
        pages = [seconds(lambda at=at: weapons_page(reader, ids[at : at + PAGE])) for at in steps]  # type: ignore[misc]
    yield Measure(
        "register opened", f"{rows} weapons, from the tab to the rows drawn", measured["opened"], "s",
        opened, "its bare queries", most=OPENING,
    )  # fmt: skip
    yield Measure(
        "register jump p95", f"random jumps among {rows} weapons, to the rows drawn", measured["p95"] * 1_000, "ms",
        percentile(pages, 0.95) * 1_000, "the bare query of one page", most=JUMP,
    )  # fmt: skip


# Stalls -----------------------------------------------------------------------------------------


def stalls(windows: Windows) -> Iterator[Measure]:
    """The longest that the window does not answer while the store works."""
    ground = windows.ground
    quiet, worst = 0.0, dict[str, float]()
    for task, path, more in _long_work(ground):
        measured = windows.ask(task, path, *more)
        quiet = max(quiet, measured.pop("quiet"))
        worst |= {name: measured[name] for name in STEPS[task]}
    for name, late in worst.items():
        yield Measure(
            f"stall, {name}", f"the longest while {WORDS[name]}, the page drawn four times a second", late * 1_000,
            "ms", quiet * 1_000, "the longest with nothing under way", most=STALL,
        )  # fmt: skip


STEPS = {
    "bring": ("look", "read", "check", "book", "leave"),
    "prove": ("verification",),
    "export": ("export",),
}
WORDS = {
    "look": "the first rows of the sheet are read",
    "read": "the whole sheet is read",
    "check": "every row is checked and the import rehearsed",
    "book": "the rows are booked",
    "leave": "the wizard is left",
    "verification": "the whole books are verified",
    "export": "the audit workbook is written",
}


def _long_work(ground: Ground) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    profile = ground.folder / "serials.toml"
    profile.write_text(_PROFILE, encoding="utf-8")
    sheet = _sheet(ground.folder / "serials.csv", ground.scale.serial_rows)
    yield "bring", ground.new_books("import"), ("--sheet", str(sheet), "--profile", str(profile))
    path = ground.opened("history", ground.scale.exported // TIMES)
    with ground.open(path) as books:
        lengthen(books, TIMES)
    yield "prove", path, ()
    yield "export", path, ()


def _sheet(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(_HEADERS)
        for at in range(rows):
            condition = CONDITIONS[at % len(CONDITIONS)]
            out.writerow(
                (f"Store {at % PLACES + 1}", "Izhevsk", "AKM", "7.62x39 mm", serial(at), "RUS", condition)
            )
    return path


# All --------------------------------------------------------------------------------------------


def measures(folder: Path, scale: str) -> Iterator[Measure]:
    """Every figure of the window at one scale; the start is always that of a depot."""
    ground = Ground(folder, SCALES[scale])
    windows = Windows(ground)
    depot = ground.register
    if scale == "nation":
        depot = ground.opened("depot", SCALES["depot"].weapons)
    yield from starts(windows, depot, min(ground.scale.weapons, SCALES["depot"].weapons))
    yield from register(windows, ground.register)
    yield from stalls(windows)


def main() -> None:
    """Measure, and print a table or one JSON object."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.window_speed")
    asked.add_argument("--scale", choices=SCALES, default="small")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="stockpile-window-") as folder:
        found = list(measures(Path(folder), given.scale))
    told = {"scale": given.scale, "measures": [as_json_object(one) for one in found]}
    sys.stdout.write(json.dumps(told) if given.json else "\n".join(table(found)))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
