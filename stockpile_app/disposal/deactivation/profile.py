"""A profile: which operations make a firearm of each type permanently unusable, and what each must measure.

A profile is data (`resources/reference/deactivation_*.toml`), read by `profile_file`; nothing here
knows one State's list from another's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

CALIBRE = "calibre"
"""The one thing that bounds are held against without being measured at the operation itself."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When something applies: the weapon has every feature of `needs` and none of `unless`."""

    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def met(self, features: Collection[str]) -> bool:
        """Whether it applies to a weapon with these features."""
        return not self.against(features)

    def against(self, features: Collection[str]) -> tuple[tuple[str, bool], ...]:
        """What stands against it: each feature, and whether the weapon has it."""
        missing = tuple((one, False) for one in self.needs if one not in features)
        return missing + tuple((one, True) for one in self.unless if one in features)

    @property
    def features(self) -> tuple[str, ...]:
        """Every feature that it asks for."""
        return (*self.needs, *self.unless)


ALWAYS = Condition()


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of what a measured value must keep to.

    Attributes:
        sign: `>=`, `>`, `<=` or `<`.
        amount: In the measure's unit, or the share of `of`.
        of: `calibre`, or the name of another value of the same operation; '' for a plain number.
    """

    sign: str
    amount: Fraction
    of: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A value to be measured at an operation.

    Attributes:
        bounds: Without any it is measured for another one's sake.
        way: Where an operation may be done in one of several ways, which of them it belongs to.
    """

    name: str
    unit: str
    bounds: tuple[Bound, ...] = ()
    condition: Condition = ALWAYS
    way: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the list.

    Attributes:
        number: As the source numbers it: `7.22`.
        requirement: What must be done, in our own words.
        when: The condition in words; `condition` is what the program holds it against.
        alternative: What may lawfully be done instead; '' where nothing may.
        status: Of the requirement: `verified`, `unverified` or `house`; `note` says what of it is inferred.
        when_status: Of the condition; `house` where it is ours.
        photograph: Whether a photograph of it is demanded; `photograph_status` says by whom: `house` where by us.
    """

    number: str
    type: str
    component: str
    requirement: str
    source: str
    edition: str
    status: str
    when: str = ""
    when_status: str = "verified"
    condition: Condition = ALWAYS
    alternative: str = ""
    measures: tuple[Measure, ...] = ()
    alternative_measures: tuple[Measure, ...] = ()
    note: str = ""
    photograph: bool = False
    photograph_status: str = "house"

    def measures_of(self, *, alternative: bool, features: Collection[str]) -> tuple[Measure, ...]:
        """What must be measured on a weapon with these features."""
        asked = self.alternative_measures if alternative else self.measures
        return tuple(one for one in asked if one.condition.met(features))


@dataclass(frozen=True, slots=True)
class FirearmType:
    """A type of firearm, as the profile numbers them."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Feature:
    """What a weapon may have or be, and which decides what applies.

    Attributes:
        label, absent: In words when it is so, and when it is not.
        excludes: Features that cannot be there together with it.
    """

    code: str
    label: str
    absent: str
    meaning: str = ""
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Essential:
    """An essential component to be marked.

    Attributes:
        component: A code of `component_kinds`.
        full: Whether it carries the whole mark, or only its first parts.
    """

    component: str
    label: str
    types: tuple[str, ...]
    condition: Condition = ALWAYS
    full: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One authority's list of operations, with its edition and what it asks of the verifier.

    Attributes:
        sign: The first part of the mark of an entity that is on the authority's list.
        plain_sign: The first part of the mark of anybody else.
        public: Whether a public authority must verify.
        listing: The list on which the verifying entity must stand before its paper bears the authority's
            name; '' where there is none.
        title_listed, title_plain: What the certificate is called, for a listed entity and for others.
        countries: Where listed entities can be; empty for everywhere.
    """

    code: str
    title: str
    source: str
    edition: str
    status: str
    sign: str
    plain_sign: str
    public: bool
    listing: str
    title_listed: str
    title_plain: str
    countries: frozenset[str] = frozenset()
    note: str = ""
    types: tuple[FirearmType, ...] = ()
    features: tuple[Feature, ...] = ()
    operations: tuple[Operation, ...] = ()
    essentials: tuple[Essential, ...] = ()

    def type_numbered(self, number: str) -> FirearmType | None:
        """The type of this number."""
        return next((one for one in self.types if one.number == number), None)

    def feature(self, code: str) -> Feature:
        """The feature of this code; its code alone where the profile does not describe it."""
        return next((one for one in self.features if one.code == code), Feature(code, code, code))

    def operations_of(self, firearm_type: str) -> tuple[Operation, ...]:
        """The operations of a type, in the list's order."""
        return tuple(one for one in self.operations if one.type == firearm_type)

    def features_of(self, firearm_type: str) -> tuple[Feature, ...]:
        """The features that decide anything for a type, in the profile's order."""
        asked = set(self._asked(firearm_type))
        return tuple(one for one in self.features if one.code in asked)

    def _asked(self, firearm_type: str) -> Iterator[str]:
        for operation in self.operations_of(firearm_type):
            yield from operation.condition.features
            for measure in (*operation.measures, *operation.alternative_measures):
                yield from measure.condition.features
        for essential in self.essentials:
            if firearm_type in essential.types:
                yield from essential.condition.features

    def asks_calibre(self, firearm_type: str) -> bool:
        """Whether any bound of a type is held against the calibre."""
        return any(
            bound.of == CALIBRE
            for operation in self.operations_of(firearm_type)
            for measure in (*operation.measures, *operation.alternative_measures)
            for bound in measure.bounds
        )

    def essentials_of(self, firearm_type: str, features: Collection[str]) -> tuple[Essential, ...]:
        """The essential components of a weapon of this type with these features."""
        return tuple(
            one for one in self.essentials if firearm_type in one.types and one.condition.met(features)
        )

    def title_of(self, *, listed: bool) -> str:
        """What the certificate is called: the authority's name only for an entity on its list."""
        return self.title_listed if listed and self.listing else self.title_plain
