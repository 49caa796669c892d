"""The room's lists, read into indexes that are made once a lexicon."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

import msgspec
from anyascii import anyascii

from onrecord.lexicon import Lexicon
from onrecord.model.record import ActorKind

Sector = Literal[
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "EUR", "GOV", "IGO", "IMG", "ISM", "JRN",
    "JUD", "LAB", "LEG", "MED", "MIL", "MNC", "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF",
    "REL", "SOC", "SPY", "UAF", "UNK", "UNO",
]  # fmt: skip
"""PLOVER's codes of what an actor is."""
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
"""PLOVER's code of a state: three capitals."""
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
_BREAKS = re.compile(r"[\s\-–'’/(),]+")


class RoleFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role noun: what `roles.csv` says of it."""

    role: str
    sector: tuple[Sector, ...] = ()
    kind: Literal[
        "body", "office", "trade", "crowd", "armed", "private", "armedbody", "voice", "rank",
        "honorific",
    ] = "trade"  # fmt: skip
    public: str = ""
    gender: str = ""

    @property
    def noun(self) -> str:
        """The role's last word, by which descriptions are compared."""
        return self.role.rsplit(" ", 1)[-1]


class NameFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named actor: what `names/*.csv` says of it."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind = "organisation"
    country: Country | None = None
    sectors: tuple[Sector, ...] = ()
    attributes: tuple[str, ...] = ()
    start: Day | None = None
    end: Day | None = None
    source: str = ""
    year: int = 0

    @property
    def own(self) -> tuple[str, ...]:
        """The names in running text, the main one first."""
        return (self.name, *self.aliases)


class LeaderFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term of a head of state or government: what `leaders.csv` says of it."""

    name: str
    country: Country
    start: Day
    end: Day
    """First and last day, ISO."""
    aliases: tuple[str, ...] = ()
    source: str = ""
    year: int = 0


class PeopleFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name of a country or of its people that no package has: `peoples.csv`."""

    word: str
    kind: Literal["country", "region", "capital", "people", "charged"]
    """country, region or capital (places), people, or charged: an outlet's word for a state, read
    only before a noun for a state ("regime")."""
    country: Country
    source: str
    year: int


class PronounFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pronoun and what it may mean: `pronouns.csv`."""

    word: str
    meaning: Literal["m", "f", "plural", "neuter", "first", "relative", "open"]
    """m, f, plural, neuter, first, relative, or open (never resolved)."""


class BodyFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word by which the name of an organisation tells its sector: `bodies.csv`."""

    word: str
    sector: tuple[Sector, ...] = ()
    kind: ActorKind = "organisation"
    strong: str = ""
    """Whether a capitalised run that ends in the word is an organisation by itself."""


class ModifierFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word before a role that changes its sector, or a word after a hyphen: `modifiers.csv`."""

    word: str
    effect: Literal["former", "override", "neutral", "note"]
    """former, override, neutral, or note (the second half of "X-backed")."""
    sector: tuple[Sector, ...] = ()


def pieces(name: str) -> tuple[str, ...]:
    """The parts of a name as they are compared: split at hyphens and apostrophes, no dots."""
    return tuple(part for part in (p.replace(".", "") for p in _BREAKS.split(name)) if part)


@lru_cache(maxsize=1 << 15)
def bare(word: str) -> str:
    """A word in lower case, in ASCII, without anything but letters and digits.

    >>> bare("Núñez-")
    'nunez'
    """
    plain = (word if word.isascii() else anyascii(word)).lower()
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


def singular(part: str) -> str:
    """A bare part without a plural's s, so that "Guards Corp" finds "Guard Corps"."""
    return part.removesuffix("s") if len(part) > 4 else part


@dataclass(frozen=True, slots=True)
class KnownName:
    """One spelling of a named actor."""

    parts: tuple[str, ...]
    """Bare parts."""
    capitals: bool
    """All in capitals: an acronym, which must stand so in the text."""
    main: bool
    fact: NameFact


@dataclass(frozen=True, slots=True)
class Words:
    """All lists of the room."""

    roles: Mapping[str, RoleFact]
    openers: Mapping[str, int]
    """First word of a role -> words in the longest role that it opens."""
    known: Mapping[str, tuple[KnownName, ...]]
    """By first part, longest first."""
    leaders: Mapping[str, tuple[LeaderFact, ...]]
    """By bare full name, and by bare surname."""
    countries: Mapping[str, tuple[str, str]]
    """Name -> ISO code, and whether it is a country, region or capital."""
    charged: Mapping[str, str]
    peoples: Mapping[str, str]
    bodies: Mapping[str, BodyFact]
    modifiers: Mapping[str, ModifierFact]
    pronouns: Mapping[str, str]
    places: frozenset[str]
    """First words of the names in `countries` and `peoples`."""
    male: frozenset[str]
    female: frozenset[str]
    either: frozenset[str]
    nicknames: Mapping[str, frozenset[str]]
    """Short form -> the given names that it stands for."""
    lists: Mapping[str, frozenset[str]]
    """Plain lists by file name: human-verbs, state-nouns, people-nouns, never-names …"""


_LISTS = (
    "human-verbs",
    "never-names",
    "particles",
    "suffixes",
    "state-nouns",
    "people-nouns",
    "group-nouns",
    "thing-nouns",
    "local-roles",
    "portfolios",
    "stances",
    "quantities",
    "definite",
    "copulas",
    "quantifiers",
    "indefinite",
    "counterparts",
    "settlements",
    "inhabited",
)


def compile_words(lexicon: Lexicon) -> Words:
    """The room's lists as indexes; call through `lexicon.compiled`."""
    extra = lexicon.facts("who", "peoples", PeopleFact)
    countries = {
        bare_name(f.word): (f.country, f.kind)
        for f in extra
        if f.kind in ("country", "region", "capital")
    }
    charged = {bare_name(f.word): f.country for f in extra if f.kind == "charged"}
    peoples = {bare_name(f.word): f.country for f in extra if f.kind == "people"}
    facts = lexicon.facts("who", "roles", RoleFact)
    roles = {form: fact for fact in facts for form in (fact.role.replace("-", " - "), fact.role)}
    return Words(
        roles=roles,
        openers=_openers(roles),
        known=_known_index(lexicon.facts("who", "names", NameFact, key="name")),
        leaders=_leader_index(lexicon.facts("who", "leaders", LeaderFact)),
        countries=countries,
        charged=charged,
        peoples=peoples,
        places=frozenset(name.split()[0] for name in (*countries, *peoples)),
        bodies={fact.word: fact for fact in lexicon.facts("who", "bodies", BodyFact)},
        modifiers={fact.word: fact for fact in lexicon.facts("who", "modifiers", ModifierFact)},
        pronouns={f.word: f.meaning for f in lexicon.facts("who", "pronouns", PronounFact)},
        male=lexicon.words("who", "given_male"),
        female=lexicon.words("who", "given_female"),
        either=lexicon.words("who", "given_either"),
        nicknames=_nicknames(lexicon.words("who", "nicknames")),
        lists={name: lexicon.words("who", name) for name in _LISTS},
    )


def bare_name(name: str) -> str:
    """The bare parts of a name, joined by spaces."""
    return " ".join(bare(part) for part in pieces(name))


def _nicknames(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines:
        short, _, full = line.partition(" ")
        found.setdefault(short, set()).add(full)
    return {short: frozenset(full) for short, full in sorted(found.items())}


def _openers(roles: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for role in roles:
        first, *rest = role.split()
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


def _leader_index(facts: Iterable[LeaderFact]) -> dict[str, tuple[LeaderFact, ...]]:
    """Terms by full name and surname, in any spelling that a line about the person has."""
    people: dict[tuple[str, str], list[LeaderFact]] = {}
    for fact in facts:
        people.setdefault((fact.name, fact.country), []).append(fact)
    index: dict[str, dict[LeaderFact, None]] = {}
    for (name, _), terms in people.items():
        for spelling in (name, *(alias for term in terms for alias in term.aliases)):
            whole = bare_name(spelling)
            for key in (whole, whole.rsplit(" ", 1)[-1]):
                index.setdefault(key, {}).update(dict.fromkeys(terms))
    return {key: tuple(found) for key, found in index.items()}


def _known_index(facts: Sequence[NameFact]) -> dict[str, tuple[KnownName, ...]]:
    """The names by their first part; where two share a spelling, the later one goes before."""
    index: dict[str, list[KnownName]] = {}
    for fact in reversed(facts):
        for number, full in enumerate(fact.own):
            name = full.removeprefix("the ").removeprefix("The ")
            for parts in dict.fromkeys((pieces(name), tuple(name.split()))):
                plain = tuple(singular(bare(part)) for part in parts)
                if all(plain):
                    letters = [c for c in name if c.isalpha()]
                    capitals = all(c.isupper() for c in letters) and len(letters) < 9
                    known = KnownName(plain, capitals, number == 0, fact)
                    index.setdefault(plain[0], []).append(known)
    return {
        first: tuple(sorted(names, key=lambda known: (-len(known.parts), known.parts)))
        for first, names in sorted(index.items())
    }
