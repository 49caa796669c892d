"""The room's lists: every fact has a source, codes exist, dates are in order."""

from collections import Counter

import pytest

from onrecord.base.actors import open_actors
from onrecord.lexicon import Lexicon
from onrecord.who.words import BodyFact, LeaderFact, NameFact, PeopleFact, RoleFact, bare_name

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE "  # noqa: SIM905
    "REL SOC IGO UNO EUR NGO ISM IMG MNC".split()
)
"""PLOVER's codes (openeventdata/PLOVER 5e0c24f, PLOVER_MANUAL.tex)."""
KINDS = {"organisation", "group", "state"}


@pytest.fixture(scope="module")
def names(lexicon: Lexicon) -> tuple[NameFact, ...]:
    return lexicon.facts("who", "names", NameFact)


def test_names_have_source_and_year(names: tuple[NameFact, ...]) -> None:
    assert names
    assert not [fact.name for fact in names if not fact.source or fact.year < 1990]


def test_codes_exist(names: tuple[NameFact, ...], lexicon: Lexicon) -> None:
    states = open_actors().states
    for fact in names:
        assert fact.country is None or states.of_code(states.code(fact.country)), fact
        assert fact.kind in KINDS
        assert set(fact.sectors) <= SECTORS, fact
    for role in lexicon.facts("who", "roles", RoleFact):
        assert set(role.sector) <= SECTORS, role
    for body in lexicon.facts("who", "bodies", BodyFact):
        assert set(body.sector) <= SECTORS, body


def test_no_spelling_has_two_owners(names: tuple[NameFact, ...]) -> None:
    owners: dict[str, set[str]] = {}
    for fact in names:
        for name in fact.own:
            owners.setdefault(bare_name(name), set()).add(fact.name)
    assert not {name: both for name, both in owners.items() if len(both) > 1}


def test_bodies_without_a_country_say_so_in_their_sector(names: tuple[NameFact, ...]) -> None:
    free = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
    assert not [f.name for f in names if not f.country and not free & set(f.sectors)]


def test_leaders_dates_are_in_order_and_sourced(lexicon: Lexicon) -> None:
    for fact in lexicon.facts("who", "leaders", LeaderFact):
        assert fact.start <= fact.end, fact
        assert fact.source, fact
        assert fact.year


def test_one_leader_has_no_term_within_another(lexicon: Lexicon) -> None:
    terms = Counter(
        (f.name, f.country, f.start) for f in lexicon.facts("who", "leaders", LeaderFact)
    )
    assert max(terms.values()) == 1


def test_peoples_have_source(lexicon: Lexicon) -> None:
    for fact in lexicon.facts("who", "peoples", PeopleFact):
        assert fact.kind in ("country", "region", "capital", "people", "charged")
        assert fact.source
