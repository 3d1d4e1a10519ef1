"""Certificates on paper: whole, in two languages, with sums that add up, drafts and annulled ones marked.

The pictures in `tests/golden/` are what a reader has looked at; `CERTIFICATE_POINTS.md` says for what.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from stockpile_app.base import Cancelled
from stockpile_app.base.resources import resource
from stockpile_app.disposal.certificates import CertificateView
from stockpile_app.documents.certificate import CertificateJob, certificate_pdf
from stockpile_app.documents.certificate_paper import CertificatePaper
from stockpile_app.documents.certificate_process import PRINTER_FLAG, print_apart
from stockpile_app.documents.certificate_terms import TermList, english_terms
from stockpile_app.documents.certificate_words import WORDS, known_languages, two_languages, words_of
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.reading_order import Direction
from tests.documents.certificates import LONG, annulled, deactivation_view, draft, paper, view
from tests.documents.paper import codes, outside_margins, overlapping, text_of

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
DPI = 75
CALM = 24
"""How far two greys may be apart: the edge of a letter that another build of the renderer draws."""

SAMPLES: dict[str, tuple[CertificatePaper, tuple[int, ...]]] = {
    "certificate_destruction": (paper(view(90, 2), "en", "fr"), (0, 1, 2, -1)),
    "certificate_destruction_arabic": (paper(view(60, 2), "en", "ar"), (0, 1, 2, -1)),
    "certificate_destruction_arabic_leads": (paper(view(12, 2), "ar", "en"), (0, -1)),
    "certificate_destruction_chinese": (paper(view(12, 2), "en", "zh"), (0, -1)),
    "certificate_annulled": (paper(annulled(), "en", "es"), (0, -1)),
    "certificate_draft": (paper(draft(), "en"), (0,)),
    "certificate_deactivation": (paper(deactivation_view(), "en", "ar"), (0,)),
    "certificate_deactivation_eu": (paper(deactivation_view(listed=True), "fr", "en"), (0,)),
}


def printed(folder: Path, one: CertificatePaper, page: PageSize = PageSize.A4) -> Path:
    target = folder / "certificate.pdf"
    certificate_pdf(one, target, page)
    return target


def picture(path: Path, page: int) -> Image.Image:
    with pdfium.PdfDocument(path) as document:
        number = page % len(document)
        return document[number].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")


@pytest.mark.parametrize("name", SAMPLES)
def test_it_looks_as_a_reader_has_seen_it(tmp_path: Path, name: str) -> None:
    one, pages = SAMPLES[name]
    path = printed(tmp_path, one)
    missing = []
    for page in pages:
        seen = picture(path, page)
        golden = GOLDEN / f"{name}_{'last' if page < 0 else page + 1}.png"
        if not golden.exists():
            seen.save(golden, optimize=True)
            missing.append(golden.name)
            continue
        kept = Image.open(golden).convert("L")
        assert seen.size == kept.size
        apart = ImageChops.difference(seen, kept).point(lambda grey: 255 if grey > CALM else 0)
        assert apart.getbbox() is None, f"page {page} of {name} looks different"
    assert not missing, f"{missing} were missing and have been drawn: look at them, then run again"


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    certificate_pdf(paper(view(60), "en", "ar"), first)
    certificate_pdf(paper(view(60), "en", "ar"), second)
    assert first.read_bytes() == second.read_bytes()


def long_names(shown: CertificateView) -> CertificateView:
    """Everybody and everything with a name of more than sixty letters."""
    return replace(
        shown,
        depot_name=f"Central Depot {LONG}",
        issued_by=LONG,
        approved_by=LONG,
        site=LONG,
        batch=replace(shown.batch, authority=LONG, document=LONG, reason=f"{LONG} {LONG}"),
        persons=tuple(replace(one, name=LONG, organisation=LONG) for one in shown.persons),
        weapons=tuple(
            replace(one, verified_by=LONG, destroyed_by=LONG, marks=(LONG,)) for one in shown.weapons
        ),
        lots=tuple(replace(one, verified_by=LONG, destroyed_by=LONG, item=LONG) for one in shown.lots),
        counts=tuple(replace(one, item=LONG) for one in shown.counts),
        deactivation=shown.deactivation
        and replace(shown.deactivation, entity=LONG, performer=LONG, verifier=LONG),
    )


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("languages", [("en",), ("en", "fr"), ("es", "zh")])
@pytest.mark.parametrize("shown", [view(30, 3), deactivation_view(), deactivation_view(listed=True)])
def test_long_names_are_neither_cut_nor_set_on_one_another(
    tmp_path: Path, shown: CertificateView, languages: tuple[str, ...], page: PageSize
) -> None:
    path = printed(tmp_path, paper(long_names(shown), *languages), page)
    assert overlapping(path) == []
    assert outside_margins(path) == []
    bare = "".join(text_of(path).split()).replace("\ufffe", "")
    assert "".join(LONG.split()) in bare


def test_many_item_types_go_to_the_page_behind(tmp_path: Path) -> None:
    counts = tuple(replace(view().counts[0], item_type_id=n, item=f"Type {n}") for n in range(80))
    path = printed(tmp_path, paper(replace(view(12), counts=counts), "en", "fr"))
    pages = text_of(path).split("--- page ---")
    assert "Type 3" not in pages[0]
    assert [sum(f"Type {n}\r" in one or f"Type {n}\n" in one or f"Type {n} " in one for one in pages)
            for n in range(80)] == [1] * 80  # fmt: skip
    assert overlapping(path) == []


# What stands on it -------------------------------------------------------------------------------


def test_the_first_page_says_what_is_certified(tmp_path: Path) -> None:
    path = printed(tmp_path, paper(view(90, 2), "en", "fr"))
    first = text_of(path).split("--- page ---")[0]
    for said in ("Certificate of destruction", "Certificat de destruction", "D07-CDS-2026-000001", "Oskel Depot",
                 "Ministry of Defence, Order 88/2026", "Destruction site North", "Insp R. Duval", "Col P. Rhode",
                 "Anna Lindqvist", "Journal entry", "Page 1 of", "en-fr", "n’ont pas été vérifiés"):  # fmt: skip
        assert said in first, said
    assert len(codes(path, 150)) == 1


def test_the_particulars_tell_how_it_was_done(tmp_path: Path) -> None:
    text = text_of(printed(tmp_path, paper(view(40, 2), "en")))
    for said in ("Open-pit detonation", "41\u202f280.400", "Remelt receipt 4471", "FFE 12/2026", "KM 09911",
                 "Public prosecutor", "Q 8841", "Rain stopped", "Lucía Fernández", "United Nations"):  # fmt: skip
        assert said in text or said.replace("\u202f", " ") in text.replace("\u2009", " "), said


def test_every_weapon_stands_once_with_its_check_code(tmp_path: Path) -> None:
    one = paper(view(200, 0), "en", "ar")
    text = text_of(printed(tmp_path, one))
    for weapon in one.view.weapons:
        assert text.count(weapon.mark) == 1
        assert one.weapon_check(weapon) in text


def figures(text: str, label: str) -> list[int]:
    """The figure beside each label, page by page."""
    return [
        int(re.sub(r"\D", "", found)) for found in re.findall(rf"{label}\s+([\d\s\u2009\u202f]+?)\n", text)
    ]


def test_the_sums_of_the_pages_add_up(tmp_path: Path) -> None:
    text = text_of(printed(tmp_path, paper(view(1_234, 0), "en")))
    on_page = figures(text, "On this page")
    carried = figures(text, "Carried forward")
    assert len(on_page) > 20
    assert sum(on_page) == 1_234
    assert carried == [sum(on_page[: place + 1]) for place in range(len(carried))]
    assert figures(text, "Brought forward") == carried
    assert figures(text, "Total") == [1_234]
    assert text.count("Nothing follows") == 1


def test_lots_are_summed_by_unit_with_their_explosives(tmp_path: Path) -> None:
    text = text_of(printed(tmp_path, paper(view(3, 60), "en")))
    rounds = sum(1250 * number for number in range(1, 61))
    assert str(rounds) in re.sub(r"[\s\u2009\u202f]", "", text)
    assert "NEQ, kg 3667.500" in text


def test_dates_and_serials_keep_their_order_in_arabic(tmp_path: Path) -> None:
    text = text_of(printed(tmp_path, paper(view(12, 2), "ar", "en")))
    for said in (
        "2026-11-19",
        "D07-CDS-2026-000001",
        "KM 06431",
        "31-79-181",
        "D07-DST-2026-000001",
        "7.62×39",
    ):
        assert said in text, said
    assert "19-11-2026" not in text


# Draft, annulled, deactivated --------------------------------------------------------------------


def test_a_draft_has_no_number_and_no_code(tmp_path: Path) -> None:
    path = printed(tmp_path, paper(draft(), "en"))
    text = text_of(path)
    assert codes(path, 150) == []
    assert "CDS" not in text
    assert "Journal entry" not in text


def test_an_annulled_one_says_why_and_who_on_every_page(tmp_path: Path) -> None:
    pages = text_of(printed(tmp_path, paper(annulled(), "en", "fr"))).split("--- page ---")
    for one in pages:
        assert "The site was named wrongly" in one
        assert "Insp R. Duval" in one
        assert "Col P. Rhode" in one
    assert "D07-CDS-2026-000002" in pages[0]


def test_nothing_european_stands_on_a_national_certificate(tmp_path: Path) -> None:
    for languages in (("en",), ("fr", "es"), ("ar", "zh")):
        text = text_of(printed(tmp_path, paper(deactivation_view(), *languages)))
        assert "(EU)" not in text
        assert "2015/2403" not in text
        assert "(UE)" not in text
    for languages in (("en", "fr"), ("fr", "es"), ("es", "fr"), ("ar", "en"), ("fr", "zh")):
        path = printed(tmp_path, paper(deactivation_view(listed=True), *languages))
        assert "2015/2403" in text_of(path)
        with pdfium.PdfDocument(path) as document:
            assert len(document) == 1, languages


def test_a_deactivated_weapon_has_its_fields_in_the_order_of_the_annex(tmp_path: Path) -> None:
    text = text_of(printed(tmp_path, paper(deactivation_view(listed=True), "en")))
    labels = ("Entity that did the work", "Country", "Date of certification", "Manufacturer or brand", "Type",
              "Make and model", "Calibre", "Serial numbers", "Deactivation mark")  # fmt: skip
    places = [text.index(f"{label}\r" if f"{label}\r" in text else label) for label in labels]
    assert places == sorted(places)


# Words -------------------------------------------------------------------------------------------


def test_every_language_has_every_word_and_says_that_it_is_unchecked() -> None:
    content = tomllib.loads(resource("reference", "certificate_words.toml").read_text(encoding="utf-8"))
    for language in content["language"]:
        assert set(language["words"]) == set(WORDS), language["code"]
        for key in ("page", "stands"):
            places = set(re.findall(r"{\w+}", WORDS[key]))
            assert set(re.findall(r"{\w+}", language["words"][key])) == places
        assert words_of(language["code"]).checked == (language["status"] == "verified")
    assert {"en", "fr", "es", "ar", "zh"} <= set(known_languages())


def test_every_language_has_every_word_of_the_lists() -> None:
    content = tomllib.loads(resource("reference", "certificate_words.toml").read_text(encoding="utf-8"))
    for language in content["language"]:
        for which, words in english_terms().items():
            assert set(language[which]) == set(words), (language["code"], which)
            assert all(language[which].values()), (language["code"], which)
    kept = words_of("ar")
    assert kept.term(TermList.MATERIAL, " Steel ") == "فولاذ"
    assert kept.term(TermList.MATERIAL, "Zinc from locks") == "Zinc from locks"


@pytest.mark.parametrize("language", ["fr", "es", "ar", "zh"])
def test_no_word_of_a_list_stays_in_english(tmp_path: Path, language: str) -> None:
    """Alone in its language, a certificate names methods, materials, reasons and units in no other."""
    text = text_of(printed(tmp_path, paper(view(12, 2), language)))
    deactivated = text_of(printed(tmp_path, paper(deactivation_view(), language)))
    for said in ("cutting", "melting", "detonation", "steel", "brass", "evidence", "weapon", "round"):
        assert not re.search(rf"\b{said}\b", text.replace("Rain stopped the cutting", ""), re.IGNORECASE), (
            said
        )
    assert "Frame or receiver" not in deactivated
    assert "Slide" not in deactivated


def test_a_word_of_a_list_stands_in_both_languages(tmp_path: Path) -> None:
    pages = text_of(printed(tmp_path, paper(view(12, 2), "en", "fr"))).split("--- page ---")
    for said in ("Cutting by torch or plasma", "Découpe au chalumeau ou au plasma"):
        assert said in " ".join(pages[0].split()), said
    for said in ("Evidence", "Preuve", "Steel", "Acier", "Laiton"):
        assert said in pages[1], said


def test_languages_read_their_own_way() -> None:
    assert words_of("ar").direction is Direction.RTL
    assert words_of("zh").direction is Direction.LTR
    assert two_languages(("fr", "fr")).second is None
    assert two_languages(()).first.language == "en"
    assert words_of("en")["a word that nobody knows"] == "a word that nobody knows"


# In a process of its own -------------------------------------------------------------------------


def test_a_child_prints_the_same_bytes_and_tells_how_far_it_is(tmp_path: Path) -> None:
    one, told = paper(view(300), "en", "ar"), []
    print_apart(
        CertificateJob(one, tmp_path / "apart.pdf"),
        lambda done, total, unit: told.append((done, total, unit)),
    )
    assert (tmp_path / "apart.pdf").read_bytes() == printed(tmp_path, one).read_bytes()
    assert told[-1][0] == told[-1][1] > 3
    assert told[-1][2] == "pages"


def test_cancelled_it_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int, unit: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        print_apart(CertificateJob(paper(view(300), "en"), tmp_path / "apart.pdf"), stop)
    assert list(tmp_path.iterdir()) == []


def test_a_bundled_program_is_its_own_printer() -> None:
    main = (Path(__file__).resolve().parents[2] / "stockpile_app" / "__main__.py").read_text(encoding="utf-8")
    assert f'"{PRINTER_FLAG}"' in main


def test_the_pictures_are_of_our_making() -> None:
    names = {
        f"{name}_{'last' if page < 0 else page + 1}.png"
        for name, (_, pages) in SAMPLES.items()
        for page in pages
    }
    assert {path.name for path in GOLDEN.glob("certificate_*.png")} == names
