"""What it costs to print a certificate with a long annex, beside bare tables of the same rows."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from stockpile_app.audit import Head
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.benchmarks.filling import serial
from stockpile_app.cli.benchmarks.ground import Ground
from stockpile_app.cli.benchmarks.measure import Measure, seconds
from stockpile_app.disposal.certificates import (
    AnnexWeapon,
    CertificateKind,
    CertificateState,
    CertificateView,
    TypeCount,
)
from stockpile_app.disposal.model import Batch
from stockpile_app.documents.certificate import CertificateJob
from stockpile_app.documents.certificate_paper import CertificatePaper
from stockpile_app.documents.certificate_process import print_apart
from stockpile_app.documents.plain_table import plain_table

MOST_WEAPONS = 10_000
MEGABYTES = 200
"""What the printing process may take."""

_HEADING = (
    "No.",
    "Serial",
    "Identity",
    "Marks",
    "Missing",
    "Verified by",
    "Destroyed by",
    "Act",
    "Check",
)


def measure(ground: Ground) -> Iterator[Measure]:
    """A certificate of as many weapons as a sheet brings in, at most ten thousand."""
    weapons = min(MOST_WEAPONS, ground.scale.serial_rows)
    paper = CertificatePaper(_view(weapons), ("en",))
    job = CertificateJob(paper, ground.folder / "certificate.pdf")
    rows = [_row(paper, weapon) for weapon in paper.view.weapons]
    floor = seconds(lambda: plain_table(rows, _HEADING, ground.folder / "table.pdf"))
    value = seconds(lambda: print_apart(job))
    what = tr("{weapons} weapons in the annex, in a process of its own", weapons=grouped(weapons))
    yield Measure("certificate", what, value, "s", floor, tr("one bare table a page of the same strings"),
                  most_ratio=2 if weapons == MOST_WEAPONS else 0)  # fmt: skip
    peak = _children_peak()
    if peak:
        yield Measure("certificate, memory", tr("the largest process so far"), peak, "MB", most=MEGABYTES)


def _children_peak() -> float:
    """Megabytes of the largest child so far; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    told = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return told / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _view(weapons: int) -> CertificateView:
    return CertificateView(
        kind=CertificateKind.DESTRUCTION,
        state=CertificateState.ISSUED,
        number="N-CDS-2026-000001",
        depot_code="N",
        depot_name="Benchmark",
        sole=True,
        batch=Batch(
            1, "N-BAT-2026-000001", 2026, 1, "destruction", "2026-11-02", "Ministry of Defence, Order 88"
        ),
        issued_on="2026-11-19",
        issued_by="Insp R. Duval",
        head=Head(18_345, "ab" * 32, "cd" * 32),
        entry=18_342,
        entry_hash="cd" * 32,
        counts=(TypeCount(1, "AKM 7.62x39 mm", "weapon", weapons, 0, weapons, weapons),),
        weapons=tuple(_weapon(number) for number in range(1, weapons + 1)),
    )


def _weapon(number: int) -> AnnexWeapon:
    return AnnexWeapon(
        number, number, 1, "AKM 7.62x39 mm", serial(number), "Izhevsk", "AKM", "7.62x39", "RUS",
        marks=("import XB 2019",) if number % 7 == 3 else (), missing="bolt" if number % 9 == 5 else "",
        verified_by="Insp R. Duval", destroyed_by="Sgt M. Adan", act_no=1, voucher="N-DST-2026-000001",
    )  # fmt: skip


def _row(paper: CertificatePaper, weapon: AnnexWeapon) -> tuple[str, ...]:
    return (
        str(weapon.line_no), weapon.mark, weapon.identity, "; ".join(weapon.marks), weapon.missing, weapon.verified_by,
        weapon.destroyed_by, str(weapon.act_no), paper.weapon_check(weapon),
    )  # fmt: skip
