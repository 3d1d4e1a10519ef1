"""Every text a person reads goes through `tr` or `trn`: window, paper, workbook, terminal.

Messages are English sentences with `{named}` places; gettext catalogues under
`resources/translations/<language>/LC_MESSAGES/stockpile.mo` hold the others.  The program speaks
one language in all its threads (`use_language`); one paper can be written in another
(`with speaking("fr"):`) while the window goes on in its own.
"""

from __future__ import annotations

import contextvars
import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from stockpile_app.base.resources import resource

TRANSLATIONS = resource("translations")
SOURCE_LANGUAGE = "en"
PSEUDO_LANGUAGE = "qps"
"""Longer, accented English in brackets: what is not in brackets on a screen has escaped `tr`."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """A language and its catalogue; no catalogue for the language of the source."""

    code: str
    catalogue: gettext.NullTranslations | None = None


_program: list[_Voice] = [_Voice(SOURCE_LANGUAGE)]
_block: contextvars.ContextVar[_Voice | None] = contextvars.ContextVar("voice", default=None)


def _voice(code: str) -> _Voice:
    if code == SOURCE_LANGUAGE:
        return _Voice(code)
    return _Voice(code, gettext.translation("stockpile", TRANSLATIONS, [code], fallback=True))


def _current() -> _Voice:
    return _block.get() or _program[0]


def use_language(code: str) -> None:
    """The whole program speaks `code` (for example `fr`) from here on, worker threads included.

    A language without a compiled catalogue falls back to English, sentence by sentence.
    """
    _program[0] = _voice(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Inside the block, and only there, speak `code`: one paper or workbook in another language."""
    token = _block.set(_voice(code))
    try:
        yield
    finally:
        _block.reset(token)


def current_language() -> str:
    """The language spoken here; hand it to a child process, which starts in English."""
    return _current().code


def available_languages() -> list[str]:
    """The languages this installation can speak, English first."""
    found = sorted(path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/stockpile.mo"))
    return [SOURCE_LANGUAGE, *found]


def tr(message: str, /, **values: object) -> str:
    """The message in the current language, with its places filled."""
    catalogue = _current().catalogue
    # gettext answers the empty message with the catalogue's own header
    text = catalogue.gettext(message) if catalogue and message else message
    return text.format(**values) if values else text


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Like `tr`, choosing the form for `count`, which also fills the place `{count}`."""
    catalogue = _current().catalogue
    choose = catalogue.ngettext if catalogue else _english_form
    text = choose(one, many, count)
    return text.format(count=count, **values)


def _english_form(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


def N_(message: str) -> str:  # noqa: N802  (the customary gettext name)
    """Mark a message for extraction where it stands as data; `tr` translates it when shown."""
    return message
