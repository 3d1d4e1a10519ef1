"""Every text a person reads goes through `tr` or `trn`: window, paper, workbook, terminal.

Messages are English sentences with `{named}` places; gettext catalogues under
`resources/translations/<language>/LC_MESSAGES/stockpile.mo` hold the others.  The language is a
context variable, so that a paper can be written in another language than the window's.
"""

from __future__ import annotations

import contextvars
import gettext
from pathlib import Path

TRANSLATIONS = Path(__file__).resolve().parents[2] / "resources" / "translations"
SOURCE_LANGUAGE = "en"

_catalogue: contextvars.ContextVar[gettext.NullTranslations | None] = contextvars.ContextVar(
    "catalogue", default=None
)


def use_language(code: str) -> None:
    """Speak `code` (for example `fr`, or `qps` for the pseudo-language) from here on.

    A language without a compiled catalogue falls back to English, sentence by sentence.
    """
    _catalogue.set(
        None
        if code == SOURCE_LANGUAGE
        else gettext.translation("stockpile", TRANSLATIONS, [code], fallback=True)
    )


def available_languages() -> list[str]:
    """The languages this installation can speak, English first."""
    found = sorted(path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/stockpile.mo"))
    return [SOURCE_LANGUAGE, *found]


def tr(message: str, /, **values: object) -> str:
    """The message in the current language, with its places filled."""
    catalogue = _catalogue.get()
    text = catalogue.gettext(message) if catalogue else message
    return text.format(**values) if values else text


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Like `tr`, choosing the form for `count`, which also fills the place `{count}`."""
    catalogue = _catalogue.get()
    if catalogue:
        text = catalogue.ngettext(one, many, count)
    else:
        text = one if count == 1 else many
    return text.format(count=count, **values)


def N_(message: str) -> str:  # noqa: N802  (the customary gettext name)
    """Mark a message for extraction where it stands as data; `tr` translates it when shown."""
    return message
