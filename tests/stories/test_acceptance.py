"""From a foreign spreadsheet to vouchers and an audit workbook, as an officer would type it.

The sheets are the tests' own, with the quirks of real ones: byte-identical rows that are each one
rifle, twelve-hour clocks, `$1,234.00`, padded names, stock numbers that are none, records that span
lines, blank serials, look-alikes.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from stockpile_app.assembly import NewBooks, found
from tests.books import PASSPHRASE, USER, WEAK
from tests.cli.desk import Desk

STATIONS = """
[source]
format = "csv"
header_row = 1
date_order = "mdy"
[columns]
account = "Station Name (LEA)"
item_code = "NSN"
item_name = "Item Name"
quantity = "Quantity"
unit = "UI"
unit_value = "Acquisition Value"
effective_on = "Ship Date"
[defaults]
voucher = "opening balance"
tracking = "quantity"
account_kind = "holder"
currency = "USD"
"""
RECOVERED = """
[source]
format = "csv"
header_row = 1
[columns]
make = "manufacturer_name"
serial = "firearm_serial"
calibre = "firearm_caliber"
[defaults]
tracking = "serial"
account = "Evidence room"
"""
HEADERS = ("State", "Station Name (LEA)", "NSN", "Item Name", "Quantity", "UI", "Acquisition Value", "DEMIL Code",
           "Ship Date")  # fmt: skip
ITEMS = (
    ("1005-00-073-9421", "RIFLE,5.56 MILLIMETER", "Each", "$499.00"),
    ("1005-00-589-1271", "RIFLE,7.62 MILLIMETER", "Each", "$138.00"),
    ("2355-01-555-0908", "MINE RESISTANT VEHICLE", "Each", "$733,000.00"),
    ("8465-DS-PAC-K001", "PACK,SPECIAL ", "Each", "$1,234.50"),
    ("UNKNOWN", 'GLOVES, MEN\'S "LARGE"', "Pair", "$12.34"),
    ("6230-01-586-9837", "ILLUMINATOR, INFRARED", "Unknown", "$0.00"),
)


@dataclass(frozen=True, slots=True)
class State:
    """A made-up state's file and what is in it, counted while it was made."""

    path: Path
    rows: int
    quantity: int
    value: Decimal
    stations: frozenset[str]
    items: frozenset[tuple[str, str, str]]
    twins: int


def state(folder: Path, name: str, rows: int) -> State:
    """A quarterly export of one state, with rows that are byte-identical."""
    dice = random.Random(name)
    made = [_row(dice, name) for _ in range(rows - rows // 3)]
    made += [dice.choice(made) for _ in range(rows // 3)]
    dice.shuffle(made)
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(HEADERS)
        out.writerows(made)
    count = Counter(made)
    return State(
        path,
        rows,
        sum(int(row[4]) for row in made),
        sum((int(row[4]) * Decimal(row[6].strip("$").replace(",", "")) for row in made), Decimal(0)),
        frozenset(row[1].strip() for row in made),
        frozenset((row[2], row[3].strip(), row[5]) for row in made),
        sum(times for times in count.values() if times > 1),
    )


def _row(dice: random.Random, state: str) -> tuple[str, ...]:
    code, item, unit, value = dice.choice(ITEMS)
    day = f"{dice.randrange(1, 13)}/{dice.randrange(1, 29)}/{dice.randrange(1995, 2024)}"
    clock = dice.choice(("12:00:00 AM", "1:05:09 PM", "12:00:01 PM"))
    station = f"{dice.choice('ABCDEFGH')}-TOWN POLICE DEPT{dice.choice(('', ' ', '  '))}"
    return (state, station, code, item, str(dice.randrange(1, 30)), unit, value, "D", f"{day} {clock}")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Founded books; the five states' files and the profile lie beside them."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "b.stockpile"
    found(NewBooks(path=path, kind="depot", code="B", name="Books", user=USER, passphrase=PASSPHRASE),
          strength=WEAK).stockpile.close()  # fmt: skip
    (folder / "stations.toml").write_text(STATIONS, encoding="utf-8")
    (folder / "recovered.toml").write_text(RECOVERED, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STOCKPILE_USER", USER)
        patch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)
        yield Desk(path)


@pytest.fixture(scope="module")
def states(office: Desk) -> list[State]:
    """Five states, imported with one profile."""
    made = [state(office.folder, name, rows) for name, rows in
            (("VT", 60), ("DE", 90), ("Page1_43", 120), ("CT", 150), ("CA", 400))]  # fmt: skip
    for one in made:
        said = office.says("import", one.path, "--profile", office.folder / "stations.toml")
        assert (said["rows_read"], said["rows_created"], said["rows_refused"]) == (one.rows, one.rows, 0)
        assert (said["quantity_total"], Decimal(said["value_total"])) == (one.quantity, one.value)
        assert one.twins > 0
    return made


def test_totals_are_the_sheets_own(office: Desk, states: list[State]) -> None:
    said = office.says("balance", "--by", "item,unit")
    assert said["total"] == sum(one.quantity for one in states)
    assert set(said["totals_by_unit"]) == {"Each", "Pair", "Unknown"}
    assert sum(said["totals_by_unit"].values()) == said["total"]
    accounts = {one["name"] for one in office.says("account")["accounts"] if one["kind"] == "holder"}
    assert set().union(*(one.stations for one in states)) <= accounts


def test_all_five_again_change_nothing(office: Desk, states: list[State]) -> None:
    size = office.size()
    for one in states:
        again = one.path.with_name(f"copy of {one.path.name}")
        again.write_bytes(one.path.read_bytes())
        said = office.says("import", again, "--profile", office.folder / "stations.toml")
        assert (said["rows_created"], said["rows_unchanged"]) == (0, one.rows)
    assert office.size() == size


def test_three_rows_appended_are_three_created(office: Desk, states: list[State]) -> None:
    before = office.says("balance")["total"]
    longer = office.folder / "VT 2.csv"
    line = states[0].path.read_bytes().splitlines()[1]
    longer.write_bytes(states[0].path.read_bytes() + b"\r\n".join([line] * 3) + b"\r\n")
    size = office.size()
    dry = office.says("import", longer, "--profile", office.folder / "stations.toml", "--dry-run")
    assert (dry["rows_created"], office.size()) == (3, size)
    said = office.says("import", longer, "--profile", office.folder / "stations.toml")
    assert (said["rows_created"], said["rows_unchanged"]) == (3, states[0].rows)
    assert office.says("balance")["total"] == before + said["quantity_created"]


def test_a_shorter_file_must_say_whose_it_is(office: Desk, states: list[State]) -> None:
    shorter = office.folder / "CT 2.csv"
    shorter.write_bytes(b"\r\n".join(states[3].path.read_bytes().splitlines()[:-5]) + b"\r\n")
    (finding,) = office.refuses("import", shorter, "--profile", office.folder / "stations.toml")
    assert "--source" in finding["remedy"]
    said = office.says("import", shorter, "--profile", office.folder / "stations.toml", "--source", "CT.csv")
    assert (said["rows_created"], said["rows_missing"]) == (0, 5)


def recovered(folder: Path) -> Path:
    """Serials as really written: blank ones, repeated ones, records over several lines."""
    rows = [("manufacturer_name", "firearm_serial", "firearm_caliber")]
    rows += [("GLOCK", f"ABC{number:03d}", "9mm") for number in range(60)]
    rows += [
        ("", "52E029294", "22"),
        ("HI-POINT", "094", "9mm"),
        ("", "014681", ""),
        ("TAURUS", "TIA\n50334", "9mm"),
    ]
    rows += [("RUGER", "", "22"), ("", " ", "9mm"), ("GLOCK", "ABC007", "9mm"), ("GLOCK", "ABC007", "9mm")]
    path = folder / "recovered.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_serials_as_really_written(office: Desk) -> None:
    outcome = office.ends(
        "import", recovered(office.folder), "--profile", office.folder / "recovered.toml", "--json"
    )
    said = outcome.json
    assert outcome.code == 1
    assert (said["rows_read"], said["rows_refused"]) == (68, said["rows_read"] - said["rows_created"])
    refused = [one for one in outcome.findings if one["severity"] == "refusal"]
    assert len({one["row"] for one in refused}) == said["rows_refused"]
    repeated = [one for one in refused if one["rule"] == "CATALOGUE-01"]
    assert len(repeated) == 2
    assert all("row" in one["got"] for one in repeated), "the first one is named"
    for serial in ("52E029294", "094", "014681"):
        assert (serial, "exact") in hits(office, serial)
    for typed in ("O94", "94"):
        assert ("094", "look_alike") in hits(office, typed)
    assert office.says("verify", "--full")["holds"] is True


def hits(office: Desk, text: str) -> set[tuple[str, str]]:
    return {(match["identity"], match["match"]) for match in office.says("where", text)["matches"]}


def test_refused_rows_come_back_mended(office: Desk) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    folder = office.folder
    sheet = folder / "again.csv"
    sheet.write_text(
        "manufacturer_name,firearm_serial,firearm_caliber\nCZ,B 1,9mm\nCZ,,9mm\n", encoding="utf-8"
    )
    said = office.ends("import", sheet, "--profile", folder / "recovered.toml", "--json").json
    workbook = openpyxl.load_workbook(said["correction_workbook"])
    rows = list(workbook.active.iter_rows(min_row=2))
    assert [cell.value for cell in rows[0]][:3] == ["CZ", None, "9mm"]
    rows[0][1].value = "B 2"
    mended = folder / "mended.xlsx"
    workbook.save(mended)
    profile = folder / "recovered-xlsx.toml"
    profile.write_text(RECOVERED.replace('"csv"', '"xlsx"'), encoding="utf-8")
    back = office.says("import", mended, "--profile", profile, "--source", "new")
    assert (back["rows_created"], back["rows_refused"]) == (1, 0)
    assert ("B 2", "exact") in hits(office, "B 2")


def test_an_audit_workbook_adds_up(office: Desk, states: list[State]) -> None:
    first, second = office.folder / "audit.xlsx", office.folder / "audit again.xlsx"
    said = office.says("audit", first)
    office.says("audit", second)
    assert first.read_bytes() == second.read_bytes()
    assert said["summary"]["failed"] == []
    assert said["summary"]["quantity_total"] >= sum(one.quantity for one in states)


def test_a_weapons_days_can_be_told_again(office: Desk) -> None:
    office.says("account", "--kind", "location", "--name", "Armoury 1")
    office.says("account", "--kind", "location", "--name", "Armoury 2")
    office.says("account", "--kind", "holder", "--name", "Cpl T. Vessin")
    office.says("item", "--name", "AKM")
    office.says("receive", "--into", "Armoury 1", "--item", "AKM", "--serial", "KM 06427", "--condition",
                "serviceable", "--on", "2025-01-02")  # fmt: skip
    office.says("issue", "--from", "Armoury 1", "--holder", "Cpl T. Vessin", "--weapon", "KM 06427",
                "--on", "2025-01-03 06:30", "--due", "2025-01-03 18:30")  # fmt: skip
    office.says("handin", "--into", "Armoury 1", "--weapon", "KM 06427", "--on", "2025-01-04 08:00")
    moved = office.says("transfer", "--to", "Armoury 2", "--weapon", "KM 06427", "--on", "2025-01-05")
    office.says("reverse", moved["number"], "--reason", "wrong armoury", "--on", "2025-01-06")
    events = office.says("history", "KM 06427")["items"][0]["events"]
    assert [event["to_account"] for event in events] == [
        "Armoury 1", "Cpl T. Vessin", "Armoury 1", "Armoury 2", "Armoury 1",
    ]  # fmt: skip
    for day, place in (("02", "Armoury 1"), ("03", "Cpl T. Vessin"), ("04", "Armoury 1"), ("05", "Armoury 2"),
                       ("06", "Armoury 1")):  # fmt: skip
        rows = office.says("balance", "--as-of", f"2025-01-{day}", "--by", "account,item")["rows"]
        assert [row["account"] for row in rows if row["item"] == "AKM"] == [place], day
    assert office.says("verify", "--full")["holds"] is True
