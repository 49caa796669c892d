"""What an entity of a dump says that an actors' base needs; everything else is skipped unread.

The properties and their labels were checked in hiropppe/neo4j-js-ng2@fcc69b3
(src/app/service/wikidata.service.ts, the whole list of Wikidata's properties), the use of P39
and its qualifiers in https://www.wikidata.org/wiki/Property_talk:P39.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

INSTANCE_OF = 31
SUBCLASS_OF = 279
COUNTRY = 17
CITIZENSHIP = 27
POSITION_HELD = 39
PARTY = 102
MEMBER_OF = 463
MILITARY_BRANCH = 241
MILITARY_RANK = 410
HEAD_OF_GOVERNMENT = 6
HEAD_OF_STATE = 35
PARENT_ORGANIZATION = 749
OWNED_BY = 127
JURISDICTION = 1001
"""P1001, applies to jurisdiction: of an office, or of a statement about one."""
DIRECTS = 2389
"""P2389, organization directed by the office."""
HUMAN = 5
"""Q5, human (Property_talk:P39: the domain of "position held")."""

DAY, MONTH, YEAR = 11, 10, 9
"""Precisions of a time value (Wikibase's data model)."""


class _Text(msgspec.Struct):
    value: str


class _Labels(msgspec.Struct):
    en: _Text | None = None
    mul: _Text | None = None
    """The label that holds in every language, as most persons' names are kept by now."""


class _Aliases(msgspec.Struct):
    en: list[_Text] = []
    mul: list[_Text] = []


class _Point(msgspec.Struct, rename={"number": "numeric-id"}):
    """An item or a time: the fields of either."""

    number: int | None = None
    time: str | None = None
    precision: int = 0


class _Value(msgspec.Struct):
    value: _Point | str


class _Snak(msgspec.Struct):
    datavalue: _Value | None = None


class _Qualifiers(msgspec.Struct):
    P580: list[_Snak] = []  # start time
    P582: list[_Snak] = []  # end time
    P1001: list[_Snak] = []  # applies to jurisdiction
    P2389: list[_Snak] = []  # organization directed by the office


class _Statement(msgspec.Struct):
    mainsnak: _Snak
    rank: str = "normal"
    qualifiers: _Qualifiers | list[msgspec.Raw] = []


class _Claims(msgspec.Struct):
    P6: list[_Statement] = []  # head of government
    P17: list[_Statement] = []  # country
    P27: list[_Statement] = []  # country of citizenship
    P31: list[_Statement] = []  # instance of
    P35: list[_Statement] = []  # head of state
    P39: list[_Statement] = []  # position held
    P102: list[_Statement] = []  # member of political party
    P127: list[_Statement] = []  # owned by
    P241: list[_Statement] = []  # military branch
    P279: list[_Statement] = []  # subclass of
    P298: list[_Statement] = []  # ISO 3166-1 alpha-3 code
    P410: list[_Statement] = []  # military rank
    P463: list[_Statement] = []  # member of
    P625: list[msgspec.Raw] = []  # coordinate location
    P749: list[_Statement] = []  # parent organization
    P1001: list[_Statement] = []  # applies to jurisdiction
    P2389: list[_Statement] = []  # organization directed by the office


class _Entity(msgspec.Struct):
    id: str
    labels: _Labels | list[msgspec.Raw] = []
    aliases: _Aliases | list[msgspec.Raw] = []
    claims: _Claims | list[msgspec.Raw] = []


class Claim(NamedTuple):
    """A statement that one item makes of another, with the days for which it holds."""

    property: int
    value: int
    start: str | None
    end: str | None
    place: int | None
    """The jurisdiction, or the organisation directed, that a qualifier names."""


class Entity(NamedTuple):
    """An entity that is kept."""

    number: int
    label: str
    aliases: tuple[str, ...]
    human: bool
    iso: str | None
    claims: tuple[Claim, ...]


_DECODER = msgspec.json.Decoder(_Entity)
_OF_PERSONS = (POSITION_HELD, PARTY, MEMBER_OF, MILITARY_BRANCH, MILITARY_RANK)
_OF_OTHERS = (HEAD_OF_GOVERNMENT, HEAD_OF_STATE, JURISDICTION, DIRECTS, SUBCLASS_OF,
              PARENT_ORGANIZATION, OWNED_BY)  # fmt: skip
_KEPT = (*_OF_PERSONS, *_OF_OTHERS, INSTANCE_OF, COUNTRY, CITIZENSHIP)


def read_entity(line: bytes) -> Entity | None:
    """The entity of a dump's line; None where it is of no use here.

    Raises msgspec.DecodeError (or a ValueError, for bad UTF-8) where the line is broken.
    """
    entity = _DECODER.decode(line)
    claims, label = entity.claims, _label(entity.labels)
    if isinstance(claims, list) or label is None or not entity.id.startswith("Q"):
        return None
    read = tuple(claim for number in _KEPT for claim in _claims(claims, number))
    human = any(claim[:2] == (INSTANCE_OF, HUMAN) for claim in read)
    iso = next(_strings(claims.P298), None)
    if not _is_wanted(human, iso, {claim.property for claim in read}, bool(claims.P625)):
        return None
    return Entity(int(entity.id[1:]), label, _others(entity.aliases), human, iso, read)


def _is_wanted(human: bool, iso: str | None, properties: set[int], on_map: bool) -> bool:
    """Persons with an office, rank or party; countries, offices, classes and organisations.

    What has a country and coordinates and nothing else is a place: the gazetteer has those.
    """
    if human:
        return not properties.isdisjoint(_OF_PERSONS)
    if iso or not properties.isdisjoint(_OF_OTHERS):
        return True
    return COUNTRY in properties and not on_map


def _label(labels: _Labels | list[msgspec.Raw]) -> str | None:
    if isinstance(labels, list):
        return None
    text = labels.en or labels.mul
    return text.value if text else None


def _others(aliases: _Aliases | list[msgspec.Raw]) -> tuple[str, ...]:
    if isinstance(aliases, list):
        return ()
    return tuple(dict.fromkeys(text.value for text in (*aliases.en, *aliases.mul)))


def _claims(claims: _Claims, number: int) -> Iterator[Claim]:
    for statement in getattr(claims, f"P{number}"):
        value = _item(statement.mainsnak)
        if value is not None and statement.rank != "deprecated":
            qualifiers = statement.qualifiers
            if isinstance(qualifiers, list):
                yield Claim(number, value, None, None, None)
            else:
                start = _day(qualifiers.P580, first=True)
                place = next((item for item in map(_item, qualifiers.P1001) if item), None)
                place = place or next((i for i in map(_item, qualifiers.P2389) if i), None)
                yield Claim(number, value, start, _day(qualifiers.P582, first=False), place)


def _item(snak: _Snak) -> int | None:
    value = snak.datavalue.value if snak.datavalue else None
    return value.number if isinstance(value, _Point) else None


def _strings(statements: list[_Statement]) -> Iterator[str]:
    for statement in statements:
        value = statement.mainsnak.datavalue
        if value and isinstance(value.value, str) and statement.rank != "deprecated":
            yield value.value


def _day(snaks: list[_Snak], first: bool) -> str | None:
    """The first or last day that a time of day, month or year precision means; else None."""
    for snak in snaks:
        value = snak.datavalue.value if snak.datavalue else None
        if isinstance(value, _Point) and value.time:
            return _bound(value.time, value.precision, first)
    return None


def _bound(time: str, precision: int, first: bool) -> str | None:
    """The bound of "+2009-01-20T00:00:00Z"; days up to 31 are good enough to compare with."""
    if precision < YEAR or time[0] != "+" or time[5:6] != "-" or len(time) < 11:
        return None  # centuries, years before the common era, and years of five digits
    year, month, day = time[1:11].split("-")
    month = month if precision >= MONTH else ("01" if first else "12")
    day = day if precision >= DAY else ("01" if first else "31")
    return f"{year}-{month}-{day}"
