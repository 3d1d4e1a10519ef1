"""The demonstration's old register: a spreadsheet as depots really keep them, faults and all."""

from __future__ import annotations

import csv
import random
from pathlib import Path

PROFILE = """\
[source]
format = "csv"
sheet = ""
header_row = 3
date_order = "dmy"

[columns]
account = "Store"
make = "Maker"
model = "Type"
calibre = "Calibre"
serial = "Serial no."
country = "Country"
year = "Year"
condition = "State"
effective_on = "Held since"
remarks = "Remarks"

[defaults]
voucher = "opening balance"
tracking = "serial"
"""

_MODELS = (
    ("Izhevsk", "AKM", "7.62x39 mm", "RUS", "KM", 1971, 90),
    ("Norinco", "Type 56", "7.62x39 mm", "CHN", "", 1968, 60),
    ("Izhevsk", "PM", "9x18 mm", "RUS", "TM", 1975, 40),
    ("FN Herstal", "FAL", "7.62x51 mm", "BEL", "F", 1964, 25),
    ("Zastava", "M72", "7.62x39 mm", "SRB", "Z", 1980, 12),
)


def write_register(sheet: Path, profile: Path) -> None:
    """Write the old register and the profile that reads it; the same files every time."""
    dice = random.Random(7)  # noqa: S311  (the same register every time)
    rows = [row for model in _MODELS for row in _weapons(dice, *model)]
    dice.shuffle(rows)
    rows[10][4] = rows[11][4].replace("0", "O", 1)  # a look-alike of another rifle
    rows[10][:4], rows[10][5] = rows[11][:4], rows[11][5]
    rows[40][4] = ""  # a serial that nobody wrote down
    rows[90] = list(rows[60])  # one weapon written twice
    rows[120][8] = "9/99/99"  # a date that never was
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["Register of weapons, Oskel Depot"])
        out.writerow([])
        out.writerow(
            [
                "Store",
                "Maker",
                "Type",
                "Calibre",
                "Serial no.",
                "Country",
                "Year",
                "State",
                "Held since",
                "Remarks",
            ]
        )
        out.writerows(rows)
    profile.write_text(PROFILE, encoding="utf-8")


def _weapons(
    dice: random.Random,
    make: str,
    model: str,
    calibre: str,
    country: str,
    letters: str,
    year: int,
    count: int,
) -> list[list[str]]:
    numbers = dice.sample(range(1_000, 99_999), count)
    return [
        [
            dice.choice(["Armoury 1", "Armoury 1", "Armoury 2"]),
            make,
            model,
            calibre,
            f"{letters} {number:05d}".strip(),
            country,
            str(year + dice.randrange(8)),
            dice.choice(["serviceable"] * 8 + ["repairable", "for_disposal"]),
            f"{dice.randrange(1, 29):02d}/{dice.randrange(1, 13):02d}/{dice.randrange(2004, 2024)}",
            "",
        ]
        for number in numbers
    ]
