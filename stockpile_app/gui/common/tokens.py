"""Design tokens: every colour, size and face of the window, read once from `resources/tokens.toml`.

Qt is not needed to read them, so that papers and tests can use the same values.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


class Role(StrEnum):
    """What a colour is for; the same names in every palette."""

    CANVAS = "canvas"
    SURFACE = "surface"
    RAISED = "raised"
    SUNKEN = "sunken"
    LINE = "line"
    LINE_STRONG = "line_strong"
    TEXT = "text"
    TEXT_2 = "text_2"
    TEXT_3 = "text_3"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ON_ACCENT = "on_accent"
    ACCENT_SOFT = "accent_soft"
    FOCUS = "focus"
    OK = "ok"
    OK_SOFT = "ok_soft"
    WARN = "warn"
    WARN_SOFT = "warn_soft"
    STOP = "stop"
    STOP_SOFT = "stop_soft"
    INFO = "info"
    INFO_SOFT = "info_soft"
    UNVERIFIED = "unverified"
    UNVERIFIED_SOFT = "unverified_soft"
    IDLE = "idle"
    IDLE_SOFT = "idle_soft"


class Status(StrEnum):
    """Colour, icon and word of a state, always the three together."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"
    INFO = "info"
    UNVERIFIED = "unverified"
    IDLE = "idle"

    @property
    def role(self) -> Role:
        """The colour of its icon and word."""
        return Role(self.value)

    @property
    def soft(self) -> Role:
        """The tint under them."""
        return Role(f"{self.value}_soft")


class Face(StrEnum):
    """Steps of the type scale."""

    CAPTION = "caption"
    CHIP = "chip"
    COLUMN = "column"
    BODY = "body"
    STRONG = "strong"
    SECTION = "section"
    DIALOG = "dialog"
    PAGE = "page"
    SCAN = "scan"
    FIGURE = "figure"
    IDENTITY = "identity"
    FIELD_WORD = "field_word"
    FIELD_SERIAL = "field_serial"
    FIELD_SERIAL_WIDE = "field_serial_wide"


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One step of the type scale, in logical pixels.

    Attributes:
        px: Height of the letters; weight: 400 to 700; line: height of the line.
        mono: Set in the face of serials, lots and voucher numbers.
    """

    px: int
    weight: int
    line: int
    mono: bool


@dataclass(frozen=True, slots=True)
class Sizes:
    """Logical pixels of what stands in the window, before zoom."""

    nav: int
    nav_wide: int
    nav_collapsed: int
    top_bar: int
    status_bar: int
    page_margin: int
    panel_gap: int
    pane: int
    pane_wide: int
    radius_chip: int
    radius_field: int
    radius_panel: int
    radius_dialog: int
    line: int
    line_contrast: int
    focus_ring: int
    field_focus_ring: int
    field: int
    button: int
    button_dialog: int
    button_count: int
    button_site: int
    scan_dialog: int
    scan_count: int
    scan_site: int
    row: int
    row_compact: int
    row_two_line: int
    row_count: int
    table_header: int
    icon_inline: int
    icon: int
    icon_head: int
    icon_field: int
    scroll_bar: int


@dataclass(frozen=True, slots=True)
class Motion:
    """Milliseconds: when progress appears, how long a toast stays, how fast a scanner types."""

    none_below_ms: int
    toast_ms: int
    scanner_gap_ms: int


@dataclass(frozen=True, slots=True)
class Lowest:
    """The lowest contrast of a palette, as measured when the tokens were drawn."""

    text: float
    text_pair: str
    ui: float
    ui_pair: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """Which colours meet, and the WCAG 2.1 ratio they need."""

    text_min: float
    ui_min: float
    text_pairs: tuple[tuple[Role, Role], ...]
    ui_pairs: tuple[tuple[Role, Role], ...]
    lowest: Mapping[str, Lowest]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything `tokens.toml` says.

    Attributes:
        palettes: Palette name to role to `#RRGGBB`.
        faces: The type scale; sans, mono: families, first choice first.
        status_icons: The icon of each status.
        icon_strokes: Stroke width of icons drawn at 16 px, at 20 px and above, and inside chips.
    """

    default_palette: str
    palettes: Mapping[str, Mapping[Role, str]]
    sans: tuple[str, ...]
    mono: tuple[str, ...]
    faces: Mapping[Face, TypeStep]
    arabic_line_factor: float
    sizes: Sizes
    motion: Motion
    status_icons: Mapping[Status, str]
    icon_strokes: tuple[float, float, float]
    contrast: Contrast


_Table = Mapping[str, object]


def read_tokens(resources: Path = RESOURCES) -> Tokens:
    """Read `tokens.toml` of that folder; a missing name is a KeyError at start, not a grey pixel later."""
    raw = tomllib.loads((resources / "tokens.toml").read_text(encoding="utf-8"))
    faces, stroke = raw["type"], raw["size"]["icon_stroke"]
    return Tokens(
        default_palette=raw["meta"]["default"],
        palettes={name: _palette(raw["colour"][name]) for name in raw["meta"]["palettes"]},
        sans=tuple(faces["sans"]),
        mono=tuple(faces["mono"]),
        faces={face: _step(faces[face.value]) for face in Face},
        arabic_line_factor=faces["arabic_line_factor"],
        sizes=_sizes(raw["size"], raw["size"]["row"]),
        motion=Motion(**raw["motion"]),
        status_icons={status: raw["status"][status.value]["icon"] for status in Status},
        icon_strokes=(stroke["s16"], stroke["s20"], stroke["chip"]),
        contrast=_contrast(raw["contrast"]),
    )


def _palette(colours: _Table) -> Mapping[Role, str]:
    return {role: cast(str, colours[role.value]) for role in Role}


def _step(step: Mapping[str, int | str]) -> TypeStep:
    return TypeStep(int(step["px"]), int(step["weight"]), int(step["line"]), step.get("face") == "mono")


def _sizes(size: Mapping[str, int], row: Mapping[str, int]) -> Sizes:
    nested = cast(Mapping[str, Mapping[str, int]], size)
    nav, pane, scan = nested["nav"], nested["detail_pane"], nested["scan_field"]
    radius, line, icon = nested["radius"], nested["line"], nested["icon"]
    return Sizes(
        nav=nav["w1366"],
        nav_wide=nav["w1920"],
        nav_collapsed=nav["collapsed"],
        top_bar=size["top_bar"],
        status_bar=size["status_bar"],
        page_margin=size["page_margin"],
        panel_gap=size["panel_gap"],
        pane=pane["w1366"],
        pane_wide=pane["w1920"],
        radius_chip=radius["chip"],
        radius_field=radius["field"],
        radius_panel=radius["panel"],
        radius_dialog=radius["dialog"],
        line=line["normal"],
        line_contrast=line["contrast"],
        focus_ring=size["focus_ring"],
        field_focus_ring=size["field_focus_ring"],
        field=size["field"],
        button=size["button"],
        button_dialog=size["button_dialog"],
        button_count=size["button_count"],
        button_site=size["button_site"],
        scan_dialog=scan["dialog"],
        scan_count=scan["count"],
        scan_site=scan["site"],
        row=row["normal"],
        row_compact=row["compact"],
        row_two_line=row["two_line"],
        row_count=row["count"],
        table_header=size["table_header"],
        icon_inline=icon["inline"],
        icon=icon["normal"],
        icon_head=icon["head"],
        icon_field=icon["field"],
        scroll_bar=size["scroll_bar"],
    )


def _contrast(raw: Mapping[str, object]) -> Contrast:
    lowest = cast(Mapping[str, Mapping[str, object]], raw["lowest"])
    return Contrast(
        text_min=cast(float, raw["text_min"]),
        ui_min=cast(float, raw["ui_min"]),
        text_pairs=_pairs(raw["text_pairs"]),
        ui_pairs=_pairs(raw["ui_pairs"]),
        lowest={name: _lowest(values) for name, values in lowest.items()},
    )


def _pairs(raw: object) -> tuple[tuple[Role, Role], ...]:
    return tuple((Role(front), Role(ground)) for front, ground in cast(list[list[str]], raw))


def _lowest(values: Mapping[str, object]) -> Lowest:
    return Lowest(
        float(cast(float, values["text"])),
        str(values["text_pair"]),
        float(cast(float, values["ui"])),
        str(values["ui_pair"]),
    )


def contrast_ratio(first: str, second: str) -> float:
    """WCAG 2.1 contrast of two `#RRGGBB` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
