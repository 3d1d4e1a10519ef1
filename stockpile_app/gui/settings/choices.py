"""What can be chosen for a desk, in words: languages, palettes, zoom, paper."""

from __future__ import annotations

from stockpile_app.base.text import PSEUDO_LANGUAGE, available_languages, tr
from stockpile_app.gui.common import Choice
from stockpile_app.gui.common.theme import ZOOM_STEPS
from stockpile_app.gui.settings.preferences import PAGE_SIZES

_OWN_NAMES = {
    "en": "English",
    "ar": "العربية",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "ru": "Русский",
    "zh": "中文",
}


def language_choices() -> list[Choice[str]]:
    """Every language there is a catalogue for, each by its own name."""
    return [Choice(code, language_name(code)) for code in available_languages()]


def language_name(code: str) -> str:
    """A language by its own name."""
    if code == PSEUDO_LANGUAGE:
        return tr("Test language: longer, accented")
    return _OWN_NAMES.get(code, code)


def palette_choices() -> list[Choice[str]]:
    """The four palettes."""
    return [
        Choice("light", tr("Light")),
        Choice("dark", tr("Dark")),
        Choice("contrast", tr("High contrast")),
        Choice("contrast_dark", tr("High contrast, dark")),
    ]


def zoom_choices() -> list[Choice[int]]:
    """Zoom in per cent."""
    return [Choice(step, f"{step} %") for step in ZOOM_STEPS]


def paper_choices() -> list[Choice[str]]:
    """Page sizes."""
    return [Choice(size, size) for size in PAGE_SIZES]
