"""The profile file: the form that is written down, and a sentence for each line that means nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.base import KnownError, Refused
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.model import SheetFormat
from stockpile_app.exchange.profile import DateOrder, Defaults, Field, Profile, check_profile
from stockpile_app.exchange.profile_file import load_profile, read_profile, save_profile, write_profile
from stockpile_app.ledger.model import AccountKind

EXAMPLE = """
[source]
format = "csv"            # csv | xlsx | xls | ods
sheet = ""                # name, for workbooks
header_row = 1
date_order = "mdy"        # mdy | dmy | ymd
[columns]                 # field = "header text"; any subset
account = "Station Name (LEA)"
item_code = "NSN"
item_name = "Item Name"
quantity = "Quantity"
unit = "UI"
unit_value = "Acquisition Value"
effective_on = "Ship Date"
[defaults]
voucher = "opening balance"
tracking = "quantity"     # serial | lot | quantity
"""

FULL = Profile(
    SheetFormat.XLSX,
    sheet='Лист "1"\\',
    header_row=3,
    date_order=DateOrder.DMY,
    columns={field: f"{field.value} №" for field in Field},
    defaults=Defaults(
        voucher="receipt",
        tracking=Tracking.SERIAL,
        account="Magasin central",
        account_kind=AccountKind.HOLDER,
        effective_on=date(2026, 11, 20),
        unit="each",
        condition="A",
        currency="USD",
        item_name="rifle",
        unmarked="register",
    ),
)


def test_the_written_form_is_read() -> None:
    profile = read_profile(EXAMPLE)
    assert profile.format is SheetFormat.CSV
    assert profile.date_order is DateOrder.MDY
    assert profile.columns[Field.ACCOUNT] == "Station Name (LEA)"
    assert len(profile.columns) == 7
    assert profile.defaults == Defaults()
    assert not list(check_profile(profile))


@pytest.mark.parametrize("profile", [FULL, Profile(SheetFormat.CSV)])
def test_what_is_written_is_read_back(profile: Profile, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    save_profile(profile, path)
    assert load_profile(path) == profile
    assert [one.name for one in tmp_path.iterdir()] == ["p.toml"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_header_text_survives_the_file(header: str) -> None:
    profile = Profile(SheetFormat.ODS, columns={Field.SERIAL: header})
    assert read_profile(write_profile(profile)) == profile


@pytest.mark.parametrize(
    ("old", "new", "rule", "field"),
    [
        ('quantity = "Quantity"', 'quantty = "Quantity"', "EXCHANGE-32", "quantty"),
        ("header_row = 1", "heading = 1", "EXCHANGE-31", "heading"),
        ("[defaults]", "[default]", "EXCHANGE-31", "default"),
        ('format = "csv"', 'format = "pdf"', "EXCHANGE-33", "format"),
        ('format = "csv"', "", "EXCHANGE-33", "format"),
        ("header_row = 1", "header_row = 0", "EXCHANGE-33", "header_row"),
        ("header_row = 1", "header_row = true", "EXCHANGE-33", "header_row"),
        ('date_order = "mdy"', 'date_order = "md"', "EXCHANGE-33", "date_order"),
        ('tracking = "quantity"', 'tracking = "kilo"', "EXCHANGE-33", "tracking"),
        ('tracking = "quantity"', 'effective_on = "soon"', "EXCHANGE-33", "effective_on"),
        ('tracking = "quantity"', 'account_kind = "transit"', "EXCHANGE-33", "account_kind"),
        ('tracking = "quantity"', 'unmarked = "yes"', "EXCHANGE-33", "unmarked"),
        ('tracking = "quantity"', "account = 5", "EXCHANGE-33", "account"),
        ('voucher = "opening balance"', 'voucher = "issue"', "EXCHANGE-33", "voucher"),
        ('unit = "UI"', "unit = 5", "EXCHANGE-33", "unit"),
        ('unit = "UI"', 'unit = " "', "EXCHANGE-33", "unit"),
        ("[source]", "[source", "EXCHANGE-30", ""),
    ],
)
def test_a_line_that_means_nothing_is_named(old: str, new: str, rule: str, field: str) -> None:
    assert old in EXAMPLE
    with pytest.raises(Refused) as refused:
        read_profile(EXAMPLE.replace(old, new))
    finding = refused.value.findings[0]
    assert (finding.rule, finding.field) == (rule, field)
    assert finding.expected
    assert finding.remedy


def test_a_near_word_is_offered() -> None:
    with pytest.raises(Refused) as refused:
        read_profile(EXAMPLE.replace("quantity =", "quantty ="))
    assert "quantity" in refused.value.findings[0].remedy


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read_profile('[source]\nformat = "pdf"\n[columns]\nx = "y"\n[defaults]\ntracking = 5\n')
    assert len(refused.value.findings) == 3


def test_a_missing_profile_is_the_environments_fault(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        load_profile(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes("[source]\nsheet='é'".encode("latin-1"))
    with pytest.raises(Refused):
        load_profile(tmp_path / "latin.toml")


def test_gaps_of_a_profile_are_found_before_a_file_is_read() -> None:
    empty = Profile(SheetFormat.CSV, defaults=Defaults(tracking=Tracking.LOT))
    assert [finding.rule for finding in check_profile(empty)] == ["EXCHANGE-38", "EXCHANGE-39", "EXCHANGE-40"]
    serial = Profile(
        SheetFormat.CSV, columns={Field.SERIAL: "S"}, defaults=Defaults(tracking=Tracking.SERIAL)
    )
    assert not list(check_profile(serial.with_account("Store")))
