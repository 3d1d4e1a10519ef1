"""What the file itself refuses, whatever program writes into it: every rule of the schema has a row that breaks it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.full_books import full_books

BROKEN: dict[str, tuple[tuple[str, Any], ...]] = {
    "journal": (("lines", -1), ("body_hash", b"short"), ("previous", b"short"), ("hash", b"short")),
    "journal_node": (("level", 0), ("hash", b"short")),
    "stockpile": (("id", 0), ("kind", "other"), ("code", ""), ("name", ""), ("sole", -1)),
    "user": (("name", ""), ("state", "other")),
    "item_type": (("kind", "nothing"), ("tracking", "other"), ("base_unit", ""), ("name", "")),
    "item_pack": (("unit", ""), ("factor", 1)),
    "kit_line": (("description", ""), ("quantity", 0)),
    "weapon": (("serial", ""),),
    "look_alike": (("reason", ""),),
    "component": (("kind", ""),),
    "fitting": (("act", "other"), ("control", -1)),
    "marking": (("kind", ""), ("state", "other")),
    "ownership": (("kind", "other"),),
    "lot": (("number", ""),),
    "store_house": (("kind", "other"), ("name", "")),
    "account": (("name", ""), ("kind", "other")),
    "voucher": (("serial_no", 0),),
    "movement": (("quantity", 0), ("quantity", 2), ("lot_id", -1), ("to_account", 1)),
    "seal": (("number", ""), ("act", "other")),
    "hold": (("target", "other"), ("kind", "other"), ("authority", ""), ("reason", "")),
    "hold_release": (("authority", ""),),
    "kit_check": (("confirmed", -1),),
    "signature": (("person", ""), ("public_key", "short"), ("signature", b"short")),
    "request": (("deed", ""), ("asked_by", "")),
    "decision": (("outcome", "other"), ("decided_by", "")),
    "depot_key": (("signing_public", "short"), ("sealing_public", "short")),
    "depot_secret": (("signing", "short"), ("sealing", "short")),
    "checkpoint": (("root", b"short"), ("note", "")),
    "restore_note": (("kind", "other"), ("restored_size", 0), ("asked_by", "")),
    "pack_out": (
        ("pack_id", ""),
        ("kind", ""),
        ("task", ""),
        ("receiver", ""),
        ("sealed_to", ""),
        ("return_public", "short"),
        ("lines", 0),
        ("lines_sha256", "short"),
        ("sha256", "short"),
    ),
    "pack_return": (("outcome", "other"),),
    "pack_answer": (("state", ""),),
    "case_file": (("number", ""), ("serial_no", 0), ("kind", "other"), ("subject", ""), ("opened_by", "")),
    "case_about": (("about", ""),),
    "case_duty": (("owner", ""),),
    "case_note": (("text", ""), ("noted_by", "")),
    "case_outcome": (("outcome", "other"), ("text", ""), ("decided_by", "")),
    "attachment": (
        ("about", ""),
        ("name", ""),
        ("size", -1),
        ("sha256", "short"),
        ("kept", -1),
        ("added_by", ""),
    ),
    "requirement": (
        ("level", "other"),
        ("factor", "other"),
        ("quantity", -1),
        ("scale_items", 0),
        ("scale_posts", 0),
        ("source", ""),
    ),
    "surplus_policy": (("criteria", ""), ("dormant_years", -1), ("source", "")),
    "obsolescence": (("obsolete", -1), ("source", "")),
    "surplus_review": (("authority", ""),),
    "declaration": (("number", ""), ("serial_no", 0), ("authority", ""), ("reason", "")),
    "declaration_line": (("quantity", 0), ("grounds", "")),
    "batch": (("number", ""), ("serial_no", 0), ("disposal", "other"), ("authority", "")),
    "batch_line": (("quantity", 0),),
    "batch_step": (("step", "other"), ("done_by", "")),
    "batch_person": (("duty", ""), ("name", "")),
    "batch_check": (("result", "other"), ("checked_by", "")),
    "batch_incident": (("text", ""),),
    "trace_check": (("register", ""), ("result", ""), ("checked_by", "")),
    "held_back": (("reason", ""), ("authority", "")),
    "destruction_act": (("methods", ""), ("performed_by", "")),
    "residue": (("material", ""), ("mass_in", -1), ("mass_out", -1)),
    "free_from_explosives": (("declared_by", ""),),
    "end_user_certificate": (("number", ""), ("issuer", ""), ("end_user", "")),
    "end_user_quantity": (("certified", 0),),
    "batch_delivery": (("received", -1),),
    "deactivation": (("profile", ""), ("firearm_type", ""), ("performer", "")),
    "deactivation_result": (("operation", ""), ("outcome", "other"), ("done_by", "")),
    "deactivation_mark": (("component", ""),),
    "deactivation_check": (
        ("verified_by", ""),
        ("name", ""),
        ("entity", ""),
        ("public", -1),
        ("listed", -1),
        ("serial_read", ""),
    ),
    "certificate": (("kind", "other"), ("number", ""), ("serial_no", 0), ("issued_by", "")),
    "certificate_line": (("quantity", 0),),
    "annulment": (("annulled_by", ""), ("reason", "")),
}
"""By table, a column and a value that breaks one rule of it, and no other."""

ONCE: dict[str, tuple[tuple[str, Any], ...]] = {
    "item_type": (("id", 9999),),
    "weapon": (("id", 9999),),
    "lot": (("id", 9999),),
    "store_house": (("id", 9999),),
    "account": (("id", 9999),),
    "voucher": (("id", 9999), ("number", "another"), ("reverses", 0)),
    "case_file": (("id", 9999), ("number", "another")),
    "declaration": (("id", 9999), ("number", "another")),
    "batch": (("id", 9999), ("number", "another")),
    "certificate": (("id", 9999), ("number", "another")),
    "batch_line": (("line_no", 9999),),
}
"""By table, what a second row differs in, and is still one too many."""

Row = dict[str, Any]


class Bare:
    """The schema of the books without encryption, references and triggers, and a sound row of each table."""

    def __init__(self, folder: Path) -> None:
        books = full_books(folder)
        read = books.stockpile.rows
        self.connection = sqlite3.connect(":memory:")
        for (sql,) in read(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger' ORDER BY rowid"
        ):
            if "sqlite_" not in sql.split("(")[0]:
                self.connection.execute(sql)
        self.rows: dict[str, list[Row]] = {}
        for table in {*BROKEN, *ONCE}:
            names = [row[1] for row in read(f"PRAGMA table_info({table})")]
            self.rows[table] = [dict(zip(names, row, strict=True)) for row in read(f"SELECT * FROM {table}")]
        books.stockpile.close()

    def refuses(self, table: str, *rows: Row) -> str:
        """What the file says against these rows in an empty table; '' when it takes them."""
        try:
            for row in rows:
                marks = ", ".join("?" * len(row))
                self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", list(row.values()))
        except sqlite3.IntegrityError as refusal:
            return str(refusal)
        finally:
            self.connection.rollback()
        return ""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bare]:
    """Made once: nothing here changes it."""
    made = Bare(tmp_path_factory.mktemp("bare"))
    yield made
    made.connection.close()


def test_every_value_that_the_schema_forbids_is_refused(bare: Bare) -> None:
    taken = []
    for table, breaks in BROKEN.items():
        assert any(not bare.refuses(table, row) for row in bare.rows[table]), f"no sound row of {table}"
        for column, value in breaks:
            sound = (row for row in bare.rows[table] if not bare.refuses(table, row))
            said = [bare.refuses(table, {**row, column: value}) for row in sound]
            if not any(one.startswith("CHECK") for one in said):
                taken.append(f"{table}.{column} = {value!r}: {said[:1]}")
    assert taken == []


def test_what_may_stand_once_is_refused_the_second_time(bare: Bare) -> None:
    taken = []
    for table, more in ONCE.items():
        pairs = ((row, {**row, **dict(more)}) for row in bare.rows[table])
        if not any(bare.refuses(table, *pair).startswith("UNIQUE") for pair in pairs):
            taken.append(table)
    assert taken == []


def test_a_voucher_is_reversed_once(bare: Bare) -> None:
    undone = next(row for row in bare.rows["voucher"] if row["reverses"])
    again = {**undone, "id": 9999, "number": "another", "serial_no": 9999}
    assert bare.refuses("voucher", undone, again).startswith("UNIQUE")
    assert bare.refuses("voucher", undone, {**again, "reverses": 0}) == ""
