"""States for `who/`: PLOVER's code of a country, its names, its peoples' names, its capital.

Derived at build time from the packages that `sources.py` reads; kept with the actors' base.
PLOVER (openeventdata/PLOVER 5e0c24f, PLOVER_MANUAL.tex, section on actor codes) takes ISO 3166-1
alpha-3 with KOS for Kosovo, and counts a dependency at its state; Hong Kong keeps its own code.
"""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from onrecord.base.keys import name_key
from onrecord.base.sources import Country

KOSOVO = ("XKX", "KOS")
"""The code of Kosovo in GeoNames, and in PLOVER."""
OWN_CODE = frozenset({"HKG"})
"""Dependencies that PLOVER counts on their own (PLOVER_MANUAL.tex)."""
_OWNERS = (
    (r"\bUK\b|British", "GBR"),
    (r"\bUS\b|Department of the Interior", "USA"),
    (r"\bFrance\b", "FRA"),
    (r"\bNetherlands\b", "NLD"),
    (r"\bDenmark\b", "DNK"),
    (r"\bAustralia\b", "AUS"),
    (r"\bNew Zealand\b", "NZL"),
    (r"\bNorway\b", "NOR"),
    (r"\bChina\b", "CHN"),
)
"""How the Factbook's field "Dependency status" names the state that a dependency belongs to."""
_PAST = frozenset({"ANT", "SCG"})
"""States that are no more but still have a row in GeoNames' table of countries."""
_OVERSEAS = {
    "GLP": "FRA", "GUF": "FRA", "MTQ": "FRA", "MYT": "FRA", "REU": "FRA",
    "BES": "NLD", "ALA": "FIN", "SJM": "NOR",
}  # fmt: skip
"""Parts of a state that have an ISO code of their own and so no Factbook entry (ISO 3166-1)."""


class State(msgspec.Struct, frozen=True, array_like=True):
    """One country or dependency."""

    iso: str
    """ISO 3166-1 alpha-3, or XKX for Kosovo, as the gazetteer has it."""
    code: str
    """PLOVER's code: the owner's for a dependency."""
    name: str
    names: tuple[str, ...]
    peoples: tuple[str, ...]
    """Adjectives and nouns of nationality: "Finn", "Finns", "Finnish"."""
    capital: str


class States:
    """Look-up by code, name, nationality and capital; keys are those of `name_key`."""

    def __init__(self, states: Iterable[State]):
        self.states = tuple(states)
        self.by_iso = {state.iso: state for state in self.states}
        self.by_name: dict[str, State] = {}
        self.by_people: dict[str, State] = {}
        self.by_capital: dict[str, State] = {}
        for state in self.states:
            for name in (state.name, *state.names):
                self.by_name.setdefault(name_key(name), state)
            for people in state.peoples:
                self.by_people.setdefault(name_key(people), state)
            if state.capital and (state.iso == state.code or state.iso == KOSOVO[0]):
                self.by_capital.setdefault(name_key(state.capital), state)

        names = (*self.by_name, *self.by_people, *self.by_capital)
        self.openers = frozenset(name.split()[0] for name in names if name)
        """First words of all names, by which most words are told to open none."""

    def code(self, iso: str) -> str:
        """PLOVER's code for an ISO 3166-1 alpha-3 code; unknown codes stay as they are."""
        state = self.by_iso.get(iso)
        return state.code if state else iso

    def of_code(self, code: str) -> State | None:
        """The state that a PLOVER code stands for."""
        return self.by_iso.get(KOSOVO[0] if code == KOSOVO[1] else code)


def derive_states(
    countries: Iterable[Country], entries: dict[str, dict[str, Any]], fips: dict[str, str]
) -> list[State]:
    """States out of countries, the Factbook's entries by FIPS code, and FIPS codes by alpha-2."""
    states = [
        _state(country, entries.get(fips.get(country.alpha2, ""), {}))
        for country in countries
        if country.alpha3 not in _PAST
    ]
    return sorted(states, key=lambda state: (state.iso != state.code, state.iso))


def _state(country: Country, entry: dict[str, Any]) -> State:
    names = (*country.names, *_factbook_names(entry))
    peoples = (*country.demonyms, *(f"{d}s" for d in country.demonyms if d.endswith("an")))
    return State(
        iso=country.alpha3,
        code=_owner(country.alpha3, entry),
        name=country.name,
        names=tuple(dict.fromkeys(name for name in names if name != country.name)),
        peoples=tuple(dict.fromkeys(peoples)),
        capital=country.capital,
    )


def _owner(iso: str, entry: dict[str, Any]) -> str:
    if iso == KOSOVO[0]:
        return KOSOVO[1]
    status = factbook_text(entry, "Government", "Dependency status")
    if iso in OWN_CODE or (not status and iso not in _OVERSEAS):
        return iso
    owners = (code for pattern, code in _OWNERS if re.search(pattern, status))
    return _OVERSEAS.get(iso) or next(owners, iso)


def _factbook_names(entry: dict[str, Any]) -> list[str]:
    """Former names and abbreviations; the Factbook separates several by commas."""
    fields = ("former", "abbreviation")
    texts = (factbook_text(entry, "Government", "Country name", field) for field in fields)
    pieces = (piece.strip() for text in texts for piece in re.split(r"[,;]| or ", text))
    return [p for p in pieces if 1 < len(p) < 50 and p[0].isupper() and not set("(<:") & set(p)]


def factbook_text(entry: dict[str, Any], *path: str) -> str:
    """The words of a Factbook field, or an empty string where it is missing or another shape."""
    value: Any = entry
    for step in (*path, "text"):
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, str) and value != "none" else ""
