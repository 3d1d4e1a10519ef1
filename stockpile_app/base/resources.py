"""Where the program's own data lies: reference tables, catalogues, fonts, icons, tokens.

From source it is the folder beside the package; a bundled program keeps the same neighbourhood.
"""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """The path of one resource, for example `resource("reference", "units.toml")`."""
    return RESOURCES.joinpath(*parts)
