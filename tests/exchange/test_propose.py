# ruff: noqa: E501  (tables of examples read best one line each)
"""Proposed columns: known words in several languages, cells that fit, nothing decided."""

from __future__ import annotations

import pytest

from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.model import RawRow
from stockpile_app.exchange.profile import DateOrder, Field
from stockpile_app.exchange.propose import (
    Sureness,
    guess_header_row,
    propose,
    propose_date_order,
    propose_tracking,
    sample_below,
)
from stockpile_app.exchange.words import words

LANGUAGES = {
    "English": {"Station Name (LEA)": "account", "NSN": "item_code", "Item Name": "item_name", "Quantity": "quantity",
                "UI": "unit", "Acquisition Value": "unit_value", "Ship Date": "effective_on"},
    "register": {"manufacturer_name": "make", "firearm_serial": "serial", "firearm_caliber": "calibre"},
    "French": {"Dépôt": "account", "Désignation": "item_name", "Marque": "make", "Modèle": "model",
               "Calibre": "calibre", "Numéro de série": "serial", "Qté": "quantity", "Observations": "remarks"},
    "Spanish": {"Almacén": "account", "Descripción": "item_name", "Marca": "make", "Modelo": "model",
                "No. de serie": "serial", "Cantidad": "quantity", "Fecha de ingreso": "effective_on"},
    "Portuguese": {"Armazém": "account", "Descrição": "item_name", "Nº de série": "serial", "Qtd": "quantity", "Lote": "lot"},
    "Arabic": {"المستودع": "account", "الصنف": "item_name", "الرقم التسلسلي": "serial", "العيار": "calibre",
               "الكمية": "quantity", "التاريخ": "effective_on"},
    "Russian": {"Склад": "account", "Наименование": "item_name", "Заводской номер": "serial", "Калибр": "calibre",
                "Кол-во": "quantity", "Ед. изм.": "unit", "Год выпуска": "year"},
    "Chinese": {"仓库": "account", "名称": "item_name", "型号": "model", "枪号": "serial", "口径": "calibre",
                "数量": "quantity", "单位": "unit"},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_of_many_languages_are_known(language: str) -> None:
    expected = LANGUAGES[language]
    proposed = propose(["No.", *expected], [])
    assert {
        guess.header: field.value for field, guess in proposed.items() if guess.header != "No."
    } == expected
    assert all(guess.sureness is Sureness.SURE for guess in proposed.values() if guess.header != "No.")


def test_cells_lower_and_raise_a_proposal() -> None:
    fitting = propose(["Number", "Date"], [("3", "Mar 1, 2012"), ("12", "2012-03-02")])
    odd = propose(["Number", "Date"], [("A-12", "north"), ("B-13", "south")])
    assert fitting[Field.QUANTITY].confidence > 0.8
    assert Field.QUANTITY not in odd or odd[Field.QUANTITY].confidence < fitting[Field.QUANTITY].confidence
    assert odd.get(Field.EFFECTIVE_ON) is None or odd[Field.EFFECTIVE_ON].sureness is Sureness.POSSIBLE


def test_dates_speak_for_themselves() -> None:
    proposed = propose(["foo", "bar"], [("x", "Mar 1, 2012"), ("y", "Mar 2, 2012")])
    assert proposed[Field.EFFECTIVE_ON].header == "bar"


def test_no_column_is_used_twice_and_doubled_headers_never() -> None:
    proposed = propose(["Item", "Serial", "Serial", "Item code"], [])
    headers = [guess.header for guess in proposed.values()]
    assert len(set(headers)) == len(headers)
    assert "Serial" not in headers


def test_the_header_row_is_found_below_a_title() -> None:
    rows = [
        RawRow(1, "t--", ("Stock list of the 3rd battalion", "", "")),
        RawRow(2, "---", ("", "", "")),
        RawRow(3, "ttt", ("Make", "Serial No", "Qty")),
        RawRow(4, "ttn", ("Izhmash", "AB1234", "1")),
    ]
    assert guess_header_row(rows) == 3
    assert sample_below(rows, 3) == [("Izhmash", "AB1234", "1")]


def test_tracking_and_order_follow_from_the_columns() -> None:
    assert propose_tracking({Field.SERIAL: "", Field.LOT: ""}) is Tracking.SERIAL
    assert propose_tracking({Field.LOT: ""}) is Tracking.LOT
    assert propose_tracking({}) is Tracking.QUANTITY
    assert propose_date_order(["03/04/2012", "13/04/2012"]) is DateOrder.DMY
    assert propose_date_order(["03/04/2012"]) is DateOrder.UNKNOWN


def test_every_field_has_words_and_every_month_a_name() -> None:
    assert set(words().headers) == set(Field)
    assert set(words().months.values()) == set(range(1, 13))
