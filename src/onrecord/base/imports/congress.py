"""congress-legislators (github.com/unitedstates/congress-legislators, CC0): JSON files.

`legislators-current.json` and `legislators-historical.json` hold members of Congress,
`executive.json` presidents and vice presidents; one entry has `id`, `name` and `terms`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from onrecord.base.actors import Known
from onrecord.base.errors import GazetteerError
from onrecord.base.imports.rows import Problem, iso_day, lone_names, ordered
from onrecord.base.states import States

OFFICES = {
    "prez": ("President of the United States", "GOV"),
    "viceprez": ("Vice President of the United States", "GOV"),
    "sen": ("United States Senator", "LEG"),
    "rep": ("United States Representative", "LEG"),
}
GAP_DAYS = 7
"""Terms of Congress begin on January 3; the dates in the file are up to some days apart."""


class _Name(msgspec.Struct):
    first: str
    last: str
    middle: str | None = None
    nickname: str | None = None
    official_full: str | None = None


class _Term(msgspec.Struct):
    type: str
    start: str
    end: str
    state: str | None = None
    party: str | None = None


class _Person(msgspec.Struct):
    name: _Name
    terms: list[_Term]
    id: dict[str, Any]


def read(path: Path, states: States, problem: Problem) -> Iterator[Known]:
    """One actor for each run of terms in one office. Raises GazetteerError for other JSON."""
    try:
        entries = msgspec.json.decode(path.read_bytes(), type=list[msgspec.Raw])
    except msgspec.DecodeError as error:
        raise GazetteerError(f"{path} is no JSON list ({error}).") from error
    for number, entry in enumerate(entries, 1):
        try:
            yield from _person(msgspec.json.decode(entry, type=_Person))
        except (msgspec.DecodeError, ValueError) as error:
            problem(f"{path}: entry {number}: {error}")


def _person(person: _Person) -> Iterator[Known]:
    name, aliases = _names(person.name)
    for term in _runs(person.terms):
        office, sector = OFFICES[term.type]
        attributes = [
            f"{what}={value}" for what, value in (("party", term.party), ("state", term.state))
            if value
        ]  # fmt: skip
        yield Known(
            _identity(person.id), name, "person", (*aliases, *lone_names(name, office)),
            "USA", (sector,), term.start, term.end, office, tuple(attributes), "",
        )  # fmt: skip


def _identity(ids: dict[str, Any]) -> str:
    for key in ("wikidata", "bioguide", "govtrack"):
        if ids.get(key):
            return f"{key}:{ids[key]}"
    raise ValueError("the person has no id")


def _names(name: _Name) -> tuple[str, tuple[str, ...]]:
    """The common name, and the other ways to write it."""
    plain = f"{name.first} {name.last}"
    full = f"{name.first} {name.middle} {name.last}" if name.middle else plain
    short = f"{name.nickname} {name.last}" if name.nickname else plain
    initial = f"{name.first} {name.middle[0]}. {name.last}" if name.middle else plain
    names = dict.fromkeys((name.official_full or plain, plain, short, initial, full))
    common, *others = names
    return common, tuple(others)


def _runs(terms: list[_Term]) -> list[_Term]:
    """Terms in one office that follow each other without a gap, as one."""
    runs: list[_Term] = []
    for term in terms:
        if term.type not in OFFICES:
            raise ValueError(f"no office is called {term.type}")
        start, end = ordered(iso_day(term.start), iso_day(term.end))
        if start is None or end is None:
            raise ValueError("a term has no dates")
        last = runs[-1] if runs else None
        if last and _same_office(last, term) and start <= _next_days(last.end):
            last.end = max(last.end, end)
        else:
            runs.append(_Term(term.type, start, end, term.state, term.party))
    return runs


def _same_office(one: _Term, other: _Term) -> bool:
    return (one.type, one.party, one.state) == (other.type, other.party, other.state)


def _next_days(day: str) -> str:
    """The day up to which a term's beginning follows another's end."""
    return (date.fromisoformat(day) + timedelta(days=GAP_DAYS)).isoformat()
