"""One look at the site and what the list says to it; who may look; what stops a batch."""

from __future__ import annotations

import pytest

from stockpile_app import cases, disposal, ledger
from stockpile_app.base import Refused
from stockpile_app.catalogue import add_marking
from stockpile_app.catalogue.model import Marking
from stockpile_app.disposal import Aside, ListSays, Undo
from stockpile_app.ledger import NewHold
from tests.disposal.batches import Site
from tests.people import NAMES


def says(site: Site, batch: int, read: str) -> str:
    return site.scan(batch, read).says.value


def at_site(site: Site, count: int = 3) -> int:
    """A batch whose boxes are open at the site."""
    batch = site.batch(site.rifles(count))
    site.to_site(batch)
    return batch


def undo(site: Site, batch: int, check_no: int, reason: str = "Misread") -> disposal.Done:
    with site.by("inspector"):
        return disposal.undo_check(
            site.stockpile, Undo(operation_id=site.id(), batch_id=batch, check_no=check_no, reason=reason)
        )


def test_a_serial_on_the_list_is_verified_and_a_second_time_says_so(site: Site) -> None:
    batch = at_site(site)
    first = site.scan(batch, "KM 00002", components="bolt")
    assert (first.says, first.sentence) == (ListSays.VERIFIED, "Line 2: KM 00002 is verified")
    assert first.line is not None
    assert first.check is not None
    assert (first.line.components, first.check.checked_by) == ("bolt", "Insp R. Duval")
    entry = site.stockpile.value("SELECT max(entry) FROM journal")
    assert says(site, batch, "KM 00002") == "already verified"
    assert site.stockpile.value("SELECT max(entry) FROM journal") == entry, "nothing is recorded twice"


def test_the_same_request_twice_has_one_effect(site: Site) -> None:
    batch = at_site(site)
    first = site.scan(batch, "KM 00001", operation_id="once")
    again = site.scan(batch, "KM 00001", operation_id="once")
    assert (again.says, again.check, again.repeated) == (first.says, first.check, True)
    strange = site.scan(batch, "ZZ 9", operation_id="strange")
    assert site.scan(batch, "ZZ 9", operation_id="strange").says is strange.says is ListSays.NOT_ON_LIST
    twin = site.scan(batch, "KM OOOO2", operation_id="twin")
    assert site.scan(batch, "KM OOOO2", operation_id="twin").says is twin.says is ListSays.LOOKS_LIKE


def test_own_numbers_and_any_mark_lead_to_the_line(site: Site) -> None:
    weapons = site.rifles(2)
    with site.by("officer"):
        mark = Marking(0, weapons[1].id, "import", "XB-771", "2026-11-02")
        add_marking(site.stockpile, site.id(), mark)
    batch = site.batch(weapons)
    site.to_site(batch)
    assert says(site, batch, f"B-W-{weapons[0].id:06d}") == "verified"
    assert says(site, batch, "xb-771") == "verified"


def test_a_mark_that_many_share_verifies_none_of_them(site: Site) -> None:
    """The import mark of a whole delivery, typed once for each line, would verify every box unopened."""
    weapons = site.rifles(2)
    with site.by("officer"):
        for weapon in weapons:
            add_marking(site.stockpile, site.id(), Marking(0, weapon.id, "import", "B 2026", "2026-11-02"))
    batch = site.batch(weapons)
    site.to_site(batch)
    assert says(site, batch, "B 2026") == "several"
    for line in (1, 2):
        assert site.refused(site.scan, batch, "B 2026", line_no=line) == ["DISPOSAL-41"]
    assert site.scan(batch, "KM 00002", line_no=2).says is ListSays.VERIFIED


@pytest.mark.parametrize(
    "packer", ["Insp  R.  Duval", "INSP R. DUVAL", " Insp R. Duval ", "\uff29nsp R. Duval"]
)
def test_the_packers_name_written_in_another_way_is_the_same_person(site: Site, packer: str) -> None:
    batch = site.batch(site.rifles(1))
    site.seal(batch, packer=packer)
    site.hand_over(batch)
    site.arrive(batch)
    assert site.refused(site.scan, batch, "KM 00001") == ["DISPOSAL-40"]


def test_the_wrong_twin_is_set_aside_and_the_right_one_still_verifies(site: Site) -> None:
    batch = at_site(site)
    answer = site.scan(batch, "KM OOOO2")
    assert answer.says is ListSays.LOOKS_LIKE
    assert answer.line is not None
    assert answer.line.line_no == 2
    assert answer.sentence == "KM OOOO2 is not on the list. It looks like line 2: KM 00002. Set it aside"
    assert disposal.progress(site.stockpile, batch).verified == 0
    site.scan_all(batch)
    done = site.finish(batch)
    assert (done.step, len(done.cases)) == (None, 1), "the twin still lies there and is not explained"
    found = cases.cases_about(site.stockpile, "batch", batch)
    assert [one.case.kind for one in found] == ["mismatch"]
    assert site.refused(site.finish, batch) == ["DISPOSAL-06"]
    site.explain(done.cases[0])
    assert site.finish(batch).step is disposal.Step.VERIFIED


def test_another_weapon_of_the_books_is_not_on_the_list(site: Site) -> None:
    site.books.rifle("PX 77")
    batch = at_site(site, 1)
    assert says(site, batch, "PX 77") == "not on the list"
    site.scan_all(batch)
    done = site.finish(batch)
    assert [one.case.kind for one in cases.cases_about(site.stockpile, "weapon", 1)] == ["found"]
    assert len(done.cases) == 1


def test_what_was_destroyed_before_says_so(site: Site) -> None:
    first = site.batch(site.rifles(1))
    site.verified(first)
    site.destroy(first)
    batch = site.batch(site.rifles(1, first=2))
    site.seal(batch, boxes=(disposal.Box(container_id=site.books.place("box 3"), seal="T 1", lines=(1,)),))
    site.hand_over(batch, handed_at="2026-11-13")
    site.arrive(batch, received_at="2026-11-13")
    assert says(site, batch, "KM 00001") == "destroyed before"
    site.scan_all(batch)
    done = site.finish(batch, finished_at="2026-11-14")
    assert [one.case.kind for one in cases.cases_about(site.stockpile, "weapon", 1)] == ["reappeared"]
    assert len(done.cases) == 1


def test_who_packed_does_not_verify(site: Site) -> None:
    batch = at_site(site)
    assert site.refused(site.scan, batch, "KM 00001", who="officer") == ["DISPOSAL-40"]
    assert site.scan(batch, "KM 00001", who="second officer").says is ListSays.VERIFIED


def test_who_was_named_as_packer_does_not_verify_either(site: Site) -> None:
    batch = site.batch(site.rifles(1))
    site.seal(batch, packer="Insp R. Duval")
    site.hand_over(batch)
    site.arrive(batch)
    assert site.refused(site.scan, batch, "KM 00001") == ["DISPOSAL-40"]
    assert site.refused(site.finish, batch) == ["DISPOSAL-40"]
    assert site.refused(site.scan, batch, "KM 00001", who="second officer", verifier="Somebody") == [
        "DISPOSAL-40"
    ]


def test_only_open_boxes_are_looked_into(site: Site) -> None:
    batch = site.batch(site.rifles(1))
    assert site.refused(site.scan, batch, "KM 00001") == ["DISPOSAL-02"]
    assert site.refused(site.scan, 99, "KM 00001") == ["DISPOSAL-01"]
    site.to_site(batch)
    assert site.refused(site.scan, batch, " ") == ["DISPOSAL-41"]
    assert site.refused(site.scan, batch, "", line_no=1) == ["DISPOSAL-41"], (
        "a weapon is verified by its mark"
    )
    assert site.refused(site.scan, batch, "KM 00001", quantity=-1) == ["DISPOSAL-42"]
    assert "TEXT-01" in site.refused(site.scan, batch, "KM\u202e1")


def test_a_weapon_on_a_trace_hold_is_set_aside_until_it_is_held_back_or_free(site: Site) -> None:
    batch = at_site(site)
    with site.by("inspector"):
        hold = ledger.place_hold(site.stockpile, NewHold(
            operation_id=site.id(), target="weapon", target_id=1, kind="trace", authority="Interpol",
            reason="Asked about", placed_on="2026-11-10"))  # fmt: skip
    assert says(site, batch, "KM 00001") == "on hold"
    with site.by("inspector"):
        ledger.release_hold(site.stockpile, site.id(), hold.id, "2026-11-10", "Interpol", "No match")
    assert says(site, batch, "KM 00001") == "verified"
    site.scan_all(batch)
    assert site.finish(batch).step is disposal.Step.VERIFIED


def test_a_look_is_taken_back_once_with_a_reason(site: Site) -> None:
    batch = at_site(site)
    check = site.scan(batch, "KM 00001").check
    assert check is not None
    assert site.refused(undo, site, batch, check.check_no, "") == ["DISPOSAL-43"]
    undo(site, batch, check.check_no)
    assert site.refused(undo, site, batch, check.check_no) == ["DISPOSAL-43"]
    assert site.refused(undo, site, batch, 2) == ["DISPOSAL-43"]
    assert disposal.progress(site.stockpile, batch).left == 3
    strange = site.scan(batch, "ZZ 9").check
    assert strange is not None
    undo(site, batch, strange.check_no)
    assert site.refused(undo, site, batch, strange.check_no) == ["DISPOSAL-43"]
    site.scan_all(batch)
    assert site.finish(batch).step is disposal.Step.VERIFIED


def test_what_is_set_aside_by_hand_has_a_case_at_once_and_stops_the_batch(site: Site) -> None:
    batch = at_site(site)
    asked = Aside(operation_id=site.id(), batch_id=batch, line_no=1, read="KM 00001", remark="Another barrel",
                  owner="Sgt M. Adan", deadline="2026-12-01")  # fmt: skip
    with site.by("inspector"):
        done = disposal.set_aside(site.stockpile, asked)
        assert disposal.set_aside(site.stockpile, asked).repeated
        for wrong in ({"remark": ""}, {"line_no": 9}, {"read": "", "line_no": 0}):
            with pytest.raises(Refused):
                disposal.set_aside(site.stockpile, Aside(**{
                    "operation_id": site.id(), "batch_id": batch, "read": "x", "remark": "y", **wrong}))  # type: ignore[arg-type]  # fmt: skip
    assert [one.owner for one in cases.cases_about(site.stockpile, "weapon", 1)] == ["Sgt M. Adan"]
    assert site.refused(undo, site, batch, 1) == ["DISPOSAL-43"], (
        "a difference with a case is explained there"
    )
    site.scan_all(batch)
    assert site.refused(site.finish, batch) == ["DISPOSAL-06"]
    site.explain(done.cases[0])
    assert site.finish(batch).step is disposal.Step.VERIFIED
    (count,) = disposal.type_counts(site.stockpile, batch)
    assert (count.planned, count.received, count.explained, count.open) == (3, 2, 1, 0)


def test_what_nobody_met_is_missing_and_every_missing_line_has_a_case(site: Site) -> None:
    batch = at_site(site)
    site.scan_all(batch, leave=["KM 00002", "KM 00003"])
    done = site.finish(batch)
    assert (done.step, len(done.cases)) == (None, 2)
    assert disposal.progress(site.stockpile, batch).missing == 2
    assert disposal.next_step(site.stockpile, batch).blocks[0].rule == "DISPOSAL-06"
    site.explain(done.cases[0], cases.CaseResult.LOST)
    assert site.refused(site.finish, batch) == ["DISPOSAL-06"]
    assert says(site, batch, "KM 00003") == "verified", "it was found after all"
    assert site.refused(site.finish, batch) == ["DISPOSAL-06"], "and its case still wants its outcome"
    site.explain(done.cases[1], cases.CaseResult.RECOVERED)
    assert site.finish(batch).step is disposal.Step.VERIFIED
    (count,) = disposal.type_counts(site.stockpile, batch)
    assert (count.planned, count.received, count.explained, count.open) == (3, 2, 1, 0)
    assert site.verify() == []


def test_a_lot_is_counted_and_another_count_is_a_difference(site: Site) -> None:
    lot = site.books.lot("17-83-270", 1000)
    declared = site.declare([], (lot, 600))
    line = disposal.PlannedLine(declaration_id=declared, line_no=1, hazard="1.4S", neq="1.2")
    batch = site.decide(declared, lines=(line,), methods=("incineration",), site_limit="5").batch_id
    site.people(batch)
    site.to_site(batch)
    assert site.scan(batch, "17-83-27O").says is ListSays.LOOKS_LIKE
    check = site.scan(batch, "17-83-270", quantity=590)
    assert check.says is ListSays.OTHER_QUANTITY
    done = site.finish(batch)
    assert len(done.cases) == 2
    for case in done.cases:
        site.explain(case)
    assert site.finish(batch).step is disposal.Step.VERIFIED
    (count,) = disposal.type_counts(site.stockpile, batch)
    assert (count.planned, count.received, count.explained, count.open) == (600, 590, 10, 0)
    site.destroy(batch, methods=("incineration",))
    destroyed = site.stockpile.value("SELECT sum(quantity) FROM movement WHERE to_account = 7")
    assert destroyed == 590
    assert site.verify() == []


def of_one_lot(site: Site, number: str) -> int:
    """A batch of 600 rounds of one lot, at the site."""
    declared = site.declare([], (site.books.lot(number, 600), 600))
    line = disposal.PlannedLine(declaration_id=declared, line_no=1, hazard="1.4S", neq="1.2")
    batch = site.decide(declared, lines=(line,), methods=("incineration",), site_limit="5").batch_id
    site.people(batch)
    site.to_site(batch)
    return batch


def test_a_lot_is_counted_box_by_box_and_the_sum_is_compared(site: Site) -> None:
    """Three boxes of 200 make the 600 of the list; a fourth is one box too many, and opens a case."""
    batch = of_one_lot(site, "17-83-271")
    said = [site.scan(batch, "17-83-271", quantity=200, adds=True) for _ in range(2)]
    assert [one.says for one in said] == [disposal.ListSays.COUNTED] * 2
    assert "400 of 600" in said[1].sentence
    third = site.scan(batch, "17-83-271", quantity=200, adds=True)
    assert (third.says, third.check.quantity if third.check else 0) == (disposal.ListSays.VERIFIED, 600)
    checks = site.stockpile.rows("SELECT quantity, result FROM batch_check ORDER BY check_no")
    assert [tuple(one) for one in checks] == [(200, "set aside"), (400, "set aside"), (600, "verified")]
    assert disposal.progress(site.stockpile, batch).verified == 1
    fourth = site.scan(batch, "17-83-271", quantity=200, adds=True)
    assert fourth.says is disposal.ListSays.OTHER_QUANTITY
    assert len(site.finish(batch).cases) == 1
    assert site.verify() == []


def test_boxes_that_do_not_make_the_sum_open_a_case_about_what_was_counted(site: Site) -> None:
    batch = of_one_lot(site, "17-83-272")
    for quantity in (200, 190):
        site.scan(batch, "17-83-272", quantity=quantity, adds=True)
    (case,) = site.finish(batch).cases
    subject = str(site.stockpile.value("SELECT subject FROM case_file WHERE id = ?", [case]))
    assert "600" in subject
    assert "390" in subject


def test_who_may_verify_is_said_before_anything_is_read(site: Site) -> None:
    batch = at_site(site)
    with site.by("officer"):
        assert [one.rule for one in disposal.may_verify(site.stockpile, batch)] == ["DISPOSAL-40"]
    with site.by("inspector"):
        assert disposal.may_verify(site.stockpile, batch) == []
        assert [one.rule for one in disposal.may_verify(site.stockpile, batch + 1)] == ["DISPOSAL-01"]
    assert NAMES["inspector"] in disposal.verifiers(site.stockpile, batch)
    assert NAMES["officer"] not in disposal.verifiers(site.stockpile, batch)
    closed = site.batch(site.rifles(1, first=50))
    assert [one.rule for one in disposal.may_verify(site.stockpile, closed)] == ["DISPOSAL-02"]
