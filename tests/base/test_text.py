"""Messages: collected completely, translated faithfully, spoken in the right language."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry

from installers.translations import (
    PSEUDO,
    TEMPLATE,
    TRANSLATIONS,
    collect,
    message_ids,
    missing_messages,
    places,
    pseudo,
    pseudo_catalogue,
    read_catalogue,
)
from stockpile_app.base.text import (
    N_,
    PSEUDO_LANGUAGE,
    SOURCE_LANGUAGE,
    available_languages,
    current_language,
    speaking,
    tr,
    trn,
    use_language,
)


def test_template_knows_every_message() -> None:
    missing = missing_messages()
    assert not missing, f"{len(missing)} new messages, run `make translations`: {missing}"


def test_collecting_finds_code_tables_and_plurals(tmp_path: Path) -> None:
    package = tmp_path / "stockpile_app"
    package.mkdir()
    (package / "a.py").write_text(
        'tr("One {thing}", thing=1)\ntrn("{count} rifle", "{count} rifles", 2)\nX = N_("Data")\n'
    )
    tables = tmp_path / "resources" / "reference"
    tables.mkdir(parents=True)
    (tables / "t.toml").write_text('[[unit]]\ncode = "box"\nlabel = "box"\nplural = "boxes"\n')
    (tables / "t.csv").write_text("code,label\nx,A label\n")
    assert message_ids(collect(tmp_path)) == {
        "One {thing}",
        ("{count} rifle", "{count} rifles"),
        "Data",
        ("box", "boxes"),
        "A label",
    }


def test_a_message_that_is_not_collected_is_named(tmp_path: Path) -> None:
    package = tmp_path / "stockpile_app"
    package.mkdir()
    (package / "a.py").write_text('tr("A sentence nobody wrote before 7f3a")\n')
    assert missing_messages(tmp_path) == ["A sentence nobody wrote before 7f3a"]


def translated(entry: Entry) -> list[tuple[str, str]]:
    """Each form of the entry beside its source: the plural's source for every form but the first."""
    if isinstance(entry.id, str):
        return [(entry.id, str(entry.string))]
    return [(entry.id[min(index, 1)], text) for index, text in enumerate(entry.string)]


@pytest.mark.parametrize(
    "path", sorted(TRANSLATIONS.glob("*/LC_MESSAGES/stockpile.po")), ids=lambda path: path.parts[-3]
)
def test_translations_keep_the_places(path: Path) -> None:
    wrong = [
        (source, text)
        for entry in read_catalogue(path)
        if entry.id
        for source, text in translated(entry)
        if text and places(source) != places(text)
    ]
    assert not wrong, wrong


def test_pseudo_language_is_made_of_the_whole_template() -> None:
    made = pseudo_catalogue(read_catalogue(TEMPLATE))
    committed = read_catalogue(TRANSLATIONS / PSEUDO / "LC_MESSAGES" / "stockpile.po")
    assert message_ids(made) == message_ids(committed)


def test_everything_is_bracketed_in_the_pseudo_language() -> None:
    use_language(PSEUDO_LANGUAGE)
    bare = []
    for message in message_ids(read_catalogue(TEMPLATE)):
        shown = tr(message) if isinstance(message, str) else tr(message[0])
        if not (shown.startswith("⟦") and shown.endswith("⟧")):
            bare.append(message)
    assert not bare


def test_plurals_speak_the_pseudo_language() -> None:
    use_language(PSEUDO_LANGUAGE)
    assert trn("box", "boxes", 1) == pseudo("box")
    assert trn("box", "boxes", 5) == pseudo("boxes")


def test_pseudo_is_longer_and_keeps_places_tags_and_options() -> None:
    source = "Import {file}: {count:,} rows of <b>stock</b>, see --source and {{braces}}"
    text = pseudo(source)
    for kept in ("{file}", "{count:,}", "<b>", "</b>", "--source", "{{", "}}"):
        assert kept in text
    plain = "Nothing was written to the books of this depot"
    assert len(plain) * 1.35 <= len(pseudo(plain)) <= len(plain) * 1.5


def test_pseudo_fills_its_places() -> None:
    use_language(PSEUDO_LANGUAGE)
    shown = tr("This stockpile is already open: {who}. Close it there first", who="O'Neil, desk 2")
    assert "O'Neil, desk 2" in shown
    assert "{" not in shown


def test_english_needs_no_catalogue() -> None:
    assert tr("Post voucher") == "Post voucher"
    assert tr("{a} of {b}", a=1, b=2) == "1 of 2"
    assert trn("{count} rifle", "{count} rifles", 1) == "1 rifle"
    assert trn("{count} rifle", "{count} rifles", 0) == "0 rifles"


def test_braces_without_values_stay() -> None:
    assert tr("{literal}") == "{literal}"


def test_the_empty_message_is_not_the_header() -> None:
    use_language(PSEUDO_LANGUAGE)
    assert tr("") == ""


def test_unknown_language_falls_back_to_english() -> None:
    use_language("tlh")
    assert tr("Post voucher") == "Post voucher"


def test_marked_data_is_unchanged() -> None:
    assert N_("Opening balance") == "Opening balance"


def test_worker_threads_speak_the_program_language() -> None:
    use_language(PSEUDO_LANGUAGE)
    heard: list[str] = []
    worker = threading.Thread(target=lambda: heard.append(current_language()))
    worker.start()
    worker.join()
    assert heard == [PSEUDO_LANGUAGE]


def test_one_paper_in_another_language() -> None:
    with speaking(PSEUDO_LANGUAGE):
        assert tr("Serviceable") == pseudo("Serviceable")
    assert tr("Serviceable") == "Serviceable"
    assert current_language() == SOURCE_LANGUAGE


def test_languages_on_offer() -> None:
    assert available_languages()[0] == SOURCE_LANGUAGE
    assert PSEUDO_LANGUAGE in available_languages()
