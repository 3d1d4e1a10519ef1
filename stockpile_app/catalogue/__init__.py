"""The catalogue: item types, weapons and their marks, lots, kits, depots and store houses.

A weapon's identity is make, model, calibre as marked, serial and country together, never the serial
alone (ITI paragraphs 7 to 10).
"""

from stockpile_app.catalogue.marks import look_alike_key
from stockpile_app.catalogue.model import (
    BODY_CODECS,
    Component,
    Depot,
    Fitting,
    ItemKind,
    ItemPack,
    ItemType,
    KitLine,
    Lot,
    Marking,
    MarkState,
    Ownership,
    OwnershipKind,
    StoreHouse,
    StoreHouseKind,
    Tracking,
    Weapon,
)
from stockpile_app.catalogue.operations import (
    ComponentExchange,
    add_depot,
    add_item_type,
    add_marking,
    add_store_house,
    amend_item_type,
    declare_pack,
    exchange_components,
    set_kit,
    set_ownership,
)
from stockpile_app.catalogue.queries import (
    depots,
    fittings_of,
    item_type_named,
    item_types,
    item_types_by_id,
    kit_of,
    lots_by_id,
    markings_of,
    ownership_of,
    packs_of,
    store_houses,
    weapons_by_id,
)
from stockpile_app.catalogue.reference import (
    Condition,
    SalwCategory,
    condition_label,
    condition_list,
    conditions,
    salw_categories,
)
