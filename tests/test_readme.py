"""The README is true: its commands exist with these arguments, every command stands in it, its files are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from stockpile_app.cli import stockpile

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `stockpile(?: ([^`]*))?` \| (.+?) \|$", README, re.MULTILINE)


def test_every_command_stands_in_the_readme() -> None:
    told = {words.split()[0] for words, _ in ROWS if words}
    assert told == set(stockpile.commands)


@pytest.mark.parametrize("words", [words for words, _ in ROWS if words])
def test_a_row_names_the_commands_own_arguments(words: str) -> None:
    name, *arguments = words.split()
    command = stockpile.commands[name]
    given = [
        f"[{one.human_readable_name}]" if not one.required else str(one.human_readable_name)
        for one in command.params
        if isinstance(one, click.Argument)
    ]
    assert [one for one in arguments if not one.startswith("-")] == given


@pytest.mark.parametrize(("words", "does"), ROWS)
def test_options_named_in_a_row_exist(words: str, does: str) -> None:
    options = re.findall(r"--[a-z-]+", f"{words} {does}")
    known = (
        {option for one in stockpile.commands[words.split(maxsplit=1)[0]].params for option in one.opts}
        if words
        else set()
    )
    assert set(options) <= known


def test_every_command_takes_json_and_says_what_it_does() -> None:
    for name, command in stockpile.commands.items():
        options = {option for one in command.params for option in one.opts}
        assert "--json" in options or name == "window", name
        assert command.get_short_help_str(120), name


def test_files_and_folders_that_are_named_exist() -> None:
    named = re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", README)
    rooms = re.findall(r"^\| `([a-z_]+(?:/|\.py))`", README, re.MULTILINE)
    assert named
    assert rooms
    for path in (*named, *rooms):
        assert (ROOT / "stockpile_app" / path).exists(), path
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link


def test_make_targets_that_are_named_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    asked = {shlex.split(words)[1] for words in re.findall(r"\bmake [a-z-]+", README)}
    assert asked <= targets


def test_every_page_of_the_manual_is_linked_and_names_commands_and_options_that_exist() -> None:
    for page in (ROOT / "resources" / "manual").glob("*.md"):
        assert f"(resources/manual/{page.name})" in README
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r"`stockpile ([a-z-]+)", text):
            assert name in stockpile.commands, name
        known = {
            option for command in stockpile.commands.values() for one in command.params for option in one.opts
        }
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) <= known | {"--help"}
