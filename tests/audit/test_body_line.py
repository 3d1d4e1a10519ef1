"""A record's line in a body is the canonical JSON of its fields, and decodes to the same row."""

from __future__ import annotations

import json
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.audit.model import BodyCodec, canonical
from stockpile_app.catalogue.model import BODY_CODECS as CATALOGUE
from stockpile_app.catalogue.model import ItemType
from stockpile_app.ledger.model import BODY_CODECS, Movement

_TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
_WHOLE = st.integers(min_value=-(2**63), max_value=2**63 - 1)
_CODEC: BodyCodec = next(codec for codec in BODY_CODECS if codec.record is Movement)
_CODEC_OF_TYPES = BodyCodec("item type", ItemType, "item_type", key=("id",))


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str


@given(_WHOLE, _WHOLE, _TEXTS, _TEXTS, _TEXTS)
def test_a_line_is_canonical_and_decodes(
    voucher: int, lot: int, moment: str, state: str, remarks: str
) -> None:
    movement = Movement(voucher_id=voucher, line_no=1, effective_at=moment, item_type_id=3, from_account=1,
                        to_account=100, quantity=5, weapon_id=0, lot_id=lot, condition_from=state,
                        condition_to=state, remarks=remarks)  # fmt: skip
    line = _CODEC.line(movement)
    content = json.loads(line)
    assert canonical(content) == line
    assert content["record"] == "movement"
    assert _CODEC.row(content) == _CODEC.row_of(movement)
    assert not {"entered", "currency"} & set(content), "fields at their default are left out"


def test_only_what_has_a_default_may_be_left_out() -> None:
    codec = BodyCodec("movement", Movement, "movement", key=("voucher_id", "line_no"))
    assert codec.defaults["quantity"] == 1
    assert codec.defaults["condition_to"] == ""
    assert not {"voucher_id", "line_no", "item_type_id"} & set(codec.defaults)


def test_an_amended_row_changes_in_all_but_its_key() -> None:
    (codec,) = (one for one in CATALOGUE if one.amendable)
    insert, _, changes = codec.insert.partition(" ON CONFLICT (id) DO UPDATE SET ")
    assert insert == _CODEC_OF_TYPES.insert
    assert changes.split(", ") == [f"{name} = excluded.{name}" for name in (*codec.columns[1:], "entry")]


def test_a_record_of_one_field_is_a_row_of_one_value() -> None:
    codec = BodyCodec("mark", _Mark, "mark", key=("text",), stamped=False)
    assert codec.row_of(_Mark("KM")) == ("KM",)
    assert codec.insert == "INSERT INTO mark (text) VALUES (?)"
