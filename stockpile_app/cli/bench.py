"""`stockpile bench`: the program's own benchmark, each figure beside its floor in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from stockpile_app.base import tr
from stockpile_app.cli.benchmarks import bringing, handing_over, history, keeping, looking, posting, surplus
from stockpile_app.cli.benchmarks.ground import SCALES, Ground
from stockpile_app.cli.benchmarks.measure import Measure
from stockpile_app.cli.outcome import DONE, answer, tell
from stockpile_app.cli.session import json_option

Family = Callable[[Ground], Iterator[Measure]]
FAMILIES: dict[str, Family] = {
    "import": bringing.measure,
    "posting": posting.measure,
    "looking": looking.measure,
    "surplus": surplus.measure,
    "history": history.measure,
    "workbook": handing_over.measure,
    "backup": keeping.measure,
}


@click.command()
@click.option("--scale", type=click.Choice(list(SCALES)), default="small", show_default=True)
@click.option("--only", multiple=True, type=click.Choice(list(FAMILIES)), help="Only these measures.")
@json_option
def bench(scale: str, only: tuple[str, ...], as_json: bool) -> int:
    """Measure the program beside its floor: the same rows, bytes or cells with nothing else done."""
    with tempfile.TemporaryDirectory(prefix="stockpile-bench-") as folder:
        ground = Ground(Path(folder), SCALES[scale])
        measures = list(measured(ground, only or tuple(FAMILIES)))
    answer(as_json, {"scale": scale, "measures": [as_json_object(one) for one in measures]}, table(measures))
    return DONE


def measured(ground: Ground, names: Iterable[str]) -> Iterator[Measure]:
    """Run the families of measures asked for, one after another."""
    for name in names:
        tell(tr("Measuring {name} ...", name=name))
        yield from FAMILIES[name](ground)


def as_json_object(one: Measure) -> dict[str, object]:
    """A measure as scripts read it."""
    return {
        "name": one.name,
        "what": one.what,
        "value": round(one.value, 4),
        "unit": one.unit,
        "floor": round(one.floor, 4),
        "floor_is": one.floor_is,
        "ratio": round(one.ratio, 3),
        "most_ratio": one.most_ratio,
        "most": one.most,
        "within": one.within,
    }


def table(measures: Iterable[Measure]) -> Iterator[str]:
    """The measures as lines for a person."""
    yield f"{tr('measure'):34} {tr('program'):>12} {tr('floor'):>12} {tr('ratio'):>7}  {tr('bound')}"
    for one in measures:
        floor = f"{one.floor:.3f} {one.unit}" if one.floor else ""
        ratio = f"{one.ratio:.2f}" if one.floor else ""
        value = f"{one.value:.3f} {one.unit}"
        yield f"{one.name:34} {value:>12} {floor:>12} {ratio:>7}  {_bound(one)}".rstrip()
        yield f"    {one.what}" + (f" · {tr('floor')}: {one.floor_is}" if one.floor_is else "")


def _bound(one: Measure) -> str:
    told = [f"<= {one.most_ratio:g}x"] if one.most_ratio else []
    told += [f"<= {one.most:g} {one.unit}"] if one.most else []
    kept = tr("kept") if one.within else tr("missed")
    return f"{', '.join(told)} {kept}" if told else ""


COMMANDS = (bench,)
