"""The lists name things that exist, with sources, and in order."""

import csv
from pathlib import Path

import pytest

from onrecord.base.gazetteer import Gazetteer
from onrecord.base.keys import name_key
from onrecord.lexicon import shipped
from onrecord.where import rules
from onrecord.where.words import Words, words_of

ROOM = Path(rules.__file__).parent


@pytest.fixture(scope="module")
def words() -> Words:
    return words_of(shipped())


def known(code: str, words: Words, gazetteer: Gazetteer) -> bool:
    by_code = gazetteer.country_of(code) or gazetteer.admin1(code)
    return bool(by_code or name_key(code) in words.regions or gazetteer.lookup(code))


def test_short_forms_and_demonyms_mean_something(words: Words, gazetteer: Gazetteer) -> None:
    meanings = [fact.means for fact in words.abbreviations.values()] + [*words.demonyms.values()]
    assert [means for means in meanings if not known(means, words, gazetteer)] == []


def test_aliases_mean_something(words: Words, gazetteer: Gazetteer) -> None:
    assert [m for m in words.aliases.values() if not known(m, words, gazetteer)] == []


def test_contested_places_and_claimants_exist(words: Words, gazetteer: Gazetteer) -> None:
    for code, row in words.contested.items():
        by_id = code.isdigit() and gazetteer.by_id(int(code))
        assert by_id or known(code, words, gazetteer), code
        assert all(gazetteer.country(claimant) for claimant in row.claimed_by), code
        assert list(row.claimed_by) == sorted(row.claimed_by), code


@pytest.mark.parametrize("path", sorted(ROOM.glob("en/*.csv")), ids=lambda p: p.name)
def test_facts_have_source_and_year_and_are_sorted(path: Path) -> None:
    lines = [line for line in path.read_text().splitlines() if line and line[0] != "#"]
    rows = list(csv.DictReader(lines))
    assert all(row["source"] and row["year"].isdigit() for row in rows)
    first = [next(iter(row.values())).split("|")[0].casefold() for row in rows]
    assert first == sorted(first)
    assert len({tuple(row.values()) for row in rows}) == len(rows)
