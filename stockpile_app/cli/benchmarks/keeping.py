"""What a verified backup costs, beside copying the file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from stockpile_app import access
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.benchmarks.ground import Ground
from stockpile_app.cli.benchmarks.measure import Measure, best

_TIMES = 3
_MB = 1_000_000


def measure(ground: Ground) -> Iterator[Measure]:
    """Backup of the large register: copied, every page and the chain checked, flushed."""
    out, plain = ground.folder / "one.stockpile-backup", ground.folder / "plain"
    with ground.open(ground.register) as stockpile:
        access.back_up(stockpile, out)

        def back_up() -> None:
            out.unlink()
            access.back_up(stockpile, out)

        value = best(back_up, _TIMES)
    size = ground.register.stat().st_size
    floor = best(lambda: _copy(ground.register, plain), _TIMES)
    yield Measure(
        "backup",
        tr("{size} MB, opened and checked", size=grouped(size // _MB)),
        value,
        "s",
        floor,
        tr("copying the file and flushing it"),
        most_ratio=2 if size >= 20 * _MB else 0,
    )


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
