"""Which verifying entities may give a certificate in the layout of the European Union.

Only an entity that a Member State has named to the Commission may.  The shipped list names none: an
entity gets its row when its place on the Commission's list has been read, with the source and the day.
"""

from __future__ import annotations

import tomllib
from functools import cache

from stockpile_app.base.resources import resource

EU_PROFILE = "eu"
"""How the profiles of Implementing Regulation (EU) 2015/2403 begin."""


@cache
def listed_entities() -> frozenset[str]:
    """The names of the entities whose place on the list was verified, in small letters."""
    path = resource("reference", "eu_verifying_entities.toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(
        one["name"].casefold() for one in content.get("entity", ()) if one.get("status") == "verified"
    )


def is_listed(entity: str, profile: str) -> bool:
    """Whether this entity, working by this profile, gives certificates of the Union."""
    return profile.lower().startswith(EU_PROFILE) and entity.strip().casefold() in listed_entities()
