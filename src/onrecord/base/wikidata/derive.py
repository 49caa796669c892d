"""Actors out of what the kept entities say: persons in their offices, and organisations."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from onrecord.base.actors import Known
from onrecord.base.imports.rows import Problem, lone_names, office_sector
from onrecord.base.states import States
from onrecord.base.wikidata import entity as p
from onrecord.base.wikidata.staging import KEPT, Staging, Term

DEEPEST = 12
"""Classes above classes that are climbed: an organisation's kinds lie within five or six."""
_CLASSES = Path(__file__).parents[1] / "en" / "classes.csv"


class _Class(NamedTuple):
    kind: str
    sector: str


class _Office(NamedTuple):
    label: str | None
    sector: str | None
    country: str | None


class _Row(NamedTuple):
    """What a person was, and when."""

    office: str | None
    sector: str | None
    country: str | None
    start: str | None
    end: str | None
    is_head: bool = False
    """Whether a country names the person as its head, with no office's name."""


class Deriver:
    """Makes actors; see `actors`."""

    def __init__(self, staging: Staging, states: States, problem: Problem):
        self._staging, self._states, self._problem = staging, states, problem
        self._classes = _read_classes()
        self._class_of = lru_cache(maxsize=KEPT)(self._find_class)
        self._office = lru_cache(maxsize=KEPT)(self._read_office)

    def actors(self) -> Iterator[Known]:
        """Every actor, persons first, by the number of its item."""
        for q, label in self._staging.items(human=True):
            yield from self._person(q, label)
        for q, label in self._staging.items(human=False):
            yield from self._organisation(q, label)

    # Persons ----------------------------------------------------------------

    def _person(self, q: int, name: str) -> Iterator[Known]:
        terms = self._staging.terms(q)
        home = self._citizenship(terms)
        rows = [row for term in terms for row in self._row(term, home)]
        held = {row.country for row in rows}
        rows += [
            _Row(None, "GOV", country, start, end, is_head=True)
            for place, start, end in self._staging.headships(q)
            if (country := self._staging.country(place)) not in held
        ]
        aliases = self._staging.aliases(q) if rows else ()
        for row in rows:
            lone = lone_names(name, "head of state" if row.is_head else row.office)
            yield Known(
                f"wikidata:Q{q}", name, "person", (*aliases, *lone), self._code(row.country),
                (row.sector,) if row.sector else (), row.start, row.end, row.office,
                self._notes(terms), "",
            )  # fmt: skip

    def _row(self, term: Term, home: str | None) -> Iterator[_Row]:
        """An office held, or a service in a force."""
        if term.property == p.POSITION_HELD:
            office = self._office(term.value)
            place = self._staging.country(term.place) if term.place else None
            country = place or office.country or home
            yield _Row(office.label, office.sector, country, term.start, term.end)
        elif term.property == p.MILITARY_BRANCH:
            country = self._staging.country(term.value) or home
            yield _Row(None, "MIL", country, term.start, term.end)

    def _read_office(self, q: int) -> _Office:
        """An office's name, sector, and the country that it is of, or whose body it directs."""
        label = self._staging.label(q)
        places = (
            *self._staging.values(q, p.JURISDICTION), q, *self._staging.values(q, p.DIRECTS)
        )  # fmt: skip
        country = next((c for c in map(self._staging.country, places) if c), None)
        return _Office(label, office_sector(label or ""), country)

    def _citizenship(self, terms: list[Term]) -> str | None:
        """The one country that a person is a citizen of; None for several."""
        values = (term.value for term in terms if term.property == p.CITIZENSHIP)
        codes = {code for code in map(self._staging.country, values) if code}
        return codes.pop() if len(codes) == 1 else None

    def _notes(self, terms: list[Term]) -> tuple[str, ...]:
        named = {p.PARTY: "party", p.MEMBER_OF: "member_of", p.MILITARY_RANK: "rank"}
        return tuple(
            f"{named[term.property]}={self._staging.label(term.value) or f'Q{term.value}'}"
            for term in terms
            if term.property in named
        )

    # Organisations ----------------------------------------------------------

    def _organisation(self, q: int, name: str) -> Iterator[Known]:
        found = next(
            (c for c in map(self._class_of, self._staging.values(q, p.INSTANCE_OF)) if c), None
        )
        parents = self._parents(q)
        if found is None:
            return
        country = next((c for c in map(self._staging.country, (q, *parents)) if c), None)
        above = [self._staging.label(parent) or f"Q{parent}" for parent in parents[:1]]
        yield Known(
            f"wikidata:Q{q}", name, found.kind, self._staging.aliases(q), self._code(country),
            (found.sector,) if found.sector else (), None, None, None,
            tuple(f"parent={label}" for label in above), "",
        )  # fmt: skip

    def _parents(self, q: int) -> list[int]:
        """What an organisation belongs to, upwards; a circle is told once and ends the climb."""
        chain = [q]
        while True:
            above = self._staging.values(chain[-1], p.PARENT_ORGANIZATION)
            above = above or self._staging.values(chain[-1], p.OWNED_BY)
            if not above:
                return chain[1:]
            if above[0] in chain:
                circle = chain[chain.index(above[0]) :]
                if q == min(circle):
                    shown = " → ".join(f"Q{item}" for item in (*circle, above[0]))
                    self._problem(f"{shown}: circular parents")
                return chain[1:]
            chain.append(above[0])

    def _find_class(self, q: int) -> _Class | None:
        """The nearest of the listed classes at or above a class; a circle ends the climb."""
        seen, level = {q}, [q]
        for _ in range(DEEPEST):
            for item in level:
                label = self._staging.label(item)
                if label and label.lower() in self._classes:
                    return self._classes[label.lower()]
            above = [c for item in level for c in self._staging.values(item, p.SUBCLASS_OF)]
            if q in above:
                self._problem(f"Q{q}: circular classes")
            level = [item for item in dict.fromkeys(above) if item not in seen]
            seen.update(level)
        return None

    def _code(self, iso: str | None) -> str | None:
        return self._states.code(iso) if iso else None


def _read_classes() -> dict[str, _Class]:
    lines = _CLASSES.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["label"]: _Class(row["kind"], row["sector"]) for row in rows}
