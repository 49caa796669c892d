"""The shapes of the room's lexicon files."""

from typing import Annotated, Literal

import msgspec

from onrecord.model.record import PlaceRole

Alpha2 = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]
Kind = Literal[
    "abbreviation", "type-after", "type-before", "types-shared", "demonym", "dateline", "party",
    "compound", "contained", "home", "address", "town-body", "of-phrase", "preposition", "object",
    "entity", "list", "in-county", "well-known", "body-of", "in-organisation", "unlisted", "repeat",
]  # fmt: skip
"""The recognisers; `find.RECOGNISERS` has one for each."""


class NameRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way to recognise a place name (`rules.toml`). Rules are tried in the order of the file."""

    id: str
    kind: Kind
    """The recogniser."""
    words: tuple[str, ...] = ()
    """The cue's words, in lower case unless the kind says otherwise."""
    labels: tuple[str, ...] = ()
    """Entity labels of the parser."""
    least: int = 0
    """Inhabitants that a place must have for this cue to be enough."""
    role: PlaceRole = "literal"
    example: str
    finds: str
    """The words that the rule finds in its example."""
    counterexample: str
    why: str
    since: str


class Weight(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One weight of the resolver (`weights.toml`)."""

    id: str
    value: float
    why: str


class Abbreviation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A short form of a state, province or country (`abbreviations.csv`)."""

    form: str
    means: str
    """GeoNames code of a country (`US`) or subdivision (`US.TX`), or a region's name."""
    source: str
    year: int
    after_comma: bool = False
    """True where the form is also a common word: it counts only after a comma."""


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another name, written out for the look-up (`aliases.csv`)."""

    name: str
    means: str
    source: str
    year: int


class Demonym(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word for a people or its things (`demonyms.csv`); it overrides the gazetteer's."""

    form: str
    means: str
    """ISO 3166 alpha-2 code, GeoNames code of a subdivision, or a region's name."""
    source: str
    year: int


class Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An area or water without an entry in the gazetteer (`regions.csv`)."""

    names: tuple[str, ...]
    kind: Literal["region", "natural"]
    """Whether it is an area or a piece of nature: a sea, a river, a desert."""
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    source: str
    year: int
    geonameid: int | None = None
    country: Alpha2 | None = None
    """ISO 3166 alpha-2 code, where it lies in one country."""


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a name of several great places means by convention (`readings.csv`)."""

    name: str
    kind: str
    country: str
    source: str
    year: int
    admin1: str | None = None


class Institution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word for something that only one country has (`institutions.csv`)."""

    form: str
    country: Alpha2
    """ISO 3166 alpha-2 code."""
    source: str
    year: int


class Contested(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place whose sovereignty is contested (`contested.csv`)."""

    code: str
    """GeoNames code of a country or subdivision, a GeoNames id, or a region's name."""
    name: str
    claimed_by: tuple[Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")], ...]
    """ISO 3166 alpha-3 codes, Kosovo XKX, in alphabetical order."""
    source: str
    year: int
