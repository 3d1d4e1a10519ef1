"""What can be held: item types, weapons with their marks and components, lots, store houses.

Every dataclass here is a record of the journal: its fields are the columns of its table.  A field
that is not known is '', never None.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import BodyCodec


class ItemKind(StrEnum):
    """What an item type is."""

    WEAPON = "weapon"
    AMMUNITION = "ammunition"
    PART = "part"
    ACCESSORY = "accessory"
    EXPLOSIVE = "explosive"
    OTHER = "other"


class Tracking(StrEnum):
    """How an item type is followed: each one by serial, together by lot, or as a quantity."""

    SERIAL = "serial"
    LOT = "lot"
    QUANTITY = "quantity"


class OwnershipKind(StrEnum):
    """Whose a weapon is; evidence never counts as surplus."""

    STATE = "state"
    EVIDENCE = "evidence"
    DEPOSITED = "deposited"
    LOAN_IN = "loan_in"
    LOAN_OUT = "loan_out"


class StoreHouseKind(StrEnum):
    """A building where stock is kept."""

    ARMOURY = "armoury"
    MAGAZINE = "magazine"
    OPEN_STACK = "open_stack"


class MarkState(StrEnum):
    """How a mark can be read."""

    READABLE = "readable"
    PARTLY = "partly readable"
    ALTERED = "altered"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class ItemType:
    """A catalogue entry: weapon model, ammunition nature, part, accessory or explosive.

    Attributes:
        name_other: The name in a second script.
        own_code: The depot's own code; `stock_number` the national or NATO one.
        salw_category: A code of `resources/reference/salw_categories.csv`.
        base_unit: What a quantity of 1 is: weapon, round, each ...
    """

    id: int
    kind: str
    name: str
    tracking: str
    base_unit: str
    name_other: str = ""
    make: str = ""
    model: str = ""
    calibre: str = ""
    own_code: str = ""
    stock_number: str = ""
    salw_category: str = ""

    @property
    def title(self) -> str:
        """What people call it: its name, or make, model and calibre."""
        return (
            self.name
            or described(self.make, self.model, self.calibre)
            or (self.stock_number or self.own_code)
        )


@dataclass(frozen=True, slots=True)
class ItemPack:
    """How many base units a pack holds; `lot_id` 0 for every lot of the item type."""

    item_type_id: int
    unit: str
    factor: int
    lot_id: int = 0


@dataclass(frozen=True, slots=True)
class KitLine:
    """One thing that belongs to an item when it is issued; `weapon_id` 0 for every weapon."""

    item_type_id: int
    revision: int
    line_no: int
    description: str
    quantity: int
    weapon_id: int = 0


@dataclass(frozen=True, slots=True)
class Weapon:
    """One arm.  Identity: make, model, calibre as marked, serial, country; never the serial alone.

    Attributes:
        own_number: The depot's own number of an unmarked or craft-made arm, else ''.
        look_alike: Key of the serial, see `marks`.
    """

    id: int
    item_type_id: int
    make: str = ""
    model: str = ""
    calibre: str = ""
    serial: str = ""
    country: str = ""
    own_number: str = ""
    year: str = ""
    look_alike: str = ""
    remarks: str = ""

    @property
    def mark(self) -> str:
        """What the weapon is called by: its serial, or the depot's own number."""
        return self.serial or self.own_number

    @property
    def identity(self) -> tuple[str, str, str, str, str, str]:
        """What no two weapons share."""
        return self.serial, self.make, self.model, self.calibre, self.country, self.own_number

    @property
    def title(self) -> str:
        """The identity as people read it."""
        return " · ".join(filter(None, (self.mark, described(self.make, self.model, self.calibre))))


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Somebody compared two weapons whose serials look alike, and says why they are two."""

    weapon_id: int
    twin_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Component:
    """A part that carries a mark of its own: frame, barrel, slide, bolt ..."""

    id: int
    kind: str
    description: str = ""
    material: str = ""


@dataclass(frozen=True, slots=True)
class Fitting:
    """On this day the component was fitted to, or removed from, this weapon.

    `control` is 1 when it is the weapon's control component, of which there is one.
    """

    component_id: int
    fact_no: int
    weapon_id: int
    act: str
    effective_on: str
    control: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """One mark on a weapon or component, as read (ITI paragraphs 7 to 10)."""

    id: int
    weapon_id: int
    kind: str
    text: str
    effective_on: str
    component_id: int = 0
    transliteration: str = ""
    place: str = ""
    method: str = ""
    depth: str = ""
    state: str = MarkState.READABLE
    authority: str = ""
    look_alike: str = ""


@dataclass(frozen=True, slots=True)
class Ownership:
    """From this day the weapon is owned so; without such a fact it is the State's."""

    weapon_id: int
    fact_no: int
    kind: str
    effective_on: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """Ammunition made or assembled together and followed together."""

    id: int
    item_type_id: int
    number: str
    maker: str = ""
    made_on: str = ""
    expires_on: str = ""
    remarks: str = ""
    look_alike: str = ""


@dataclass(frozen=True, slots=True)
class Depot:
    """A site with store houses; the first one is the books' own."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class StoreHouse:
    """A building of a depot."""

    id: int
    depot_id: int
    kind: str
    name: str
    code: str = ""


def described(make: str, model: str, calibre: str) -> str:
    """Make, model and calibre in one line; the depot's picture of a weapon."""
    return " ".join(filter(None, (make, model, calibre)))


BODY_CODECS = (
    BodyCodec("item type", ItemType, "item_type", key=("id",), amendable=True),
    BodyCodec("pack", ItemPack, "item_pack", key=("item_type_id", "lot_id", "unit")),
    BodyCodec("kit line", KitLine, "kit_line", key=("item_type_id", "weapon_id", "revision", "line_no")),
    BodyCodec("weapon", Weapon, "weapon", key=("id",)),
    BodyCodec("look-alike", LookAlike, "look_alike", key=("weapon_id", "twin_id")),
    BodyCodec("component", Component, "component", key=("id",)),
    BodyCodec("fitting", Fitting, "fitting", key=("component_id", "fact_no")),
    BodyCodec("marking", Marking, "marking", key=("id",)),
    BodyCodec("ownership", Ownership, "ownership", key=("weapon_id", "fact_no")),
    BodyCodec("lot", Lot, "lot", key=("id",)),
    BodyCodec("depot", Depot, "depot", key=("id",)),
    BodyCodec("store house", StoreHouse, "store_house", key=("id",)),
)
