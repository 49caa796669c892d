"""Actors of the user's own: who bears a title and a name on the report's day."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.base.actors import Known, open_actors
from onrecord.base.layer import ActorLayer, Source, add_actors
from onrecord.lexicon import Lexicon
from onrecord.model import ActorFound, Role
from onrecord.parse import Parsed
from onrecord.who.resolve import resolve

Find = Callable[..., ActorFound]


def known(id: str, name: str, start: str | None, end: str | None, office: str) -> Known:
    aliases = (name.split()[-1],)
    return Known(id, name, "person", aliases, "EST", ("GOV",), start, end, office, (), "")


@pytest.fixture
def find(tmp_path: Path, parse: Callable[..., Parsed], lexicon: Lexicon) -> Find:
    """The actor that is the first word's, in a report of a day, with a base of two Marns."""
    path = tmp_path / "own.sqlite"
    rows = [
        known(
            "wikidata:Q90001", "Ivo Marnholt", "2003-01-20", "2009-01-20", "President of Estonia"
        ),
        known("wikidata:Q90002", "Ada Marnholt", "2009-01-21", None, "President of Estonia"),
        known("wikidata:Q90003", "Una Marnholt", "2003-01-01", None, "Mayor of Tartu"),
        Known("ucdp:7", "Marsh Front", "group", (), "PER", ("REB",), None, None, None, (), ""),
    ]
    add_actors(path, Source("list", "one", "CC0-1.0"), rows)
    base = open_actors().with_layers([ActorLayer(path)])

    def finding(text: str, **fields: str) -> ActorFound:
        parsed = parse(text, **fields)
        head = next(n for n, dep in enumerate(parsed.dep) if dep == "nsubj")
        role = Role(head=head, span=parsed.span(head, head))
        return resolve(parsed, lexicon, base, [], [role], [], []).found[0]

    return finding


@pytest.mark.parametrize(
    ("day", "item"),
    [("2005-05-05", "Q90001"), ("2009-01-20", "Q90001"), ("2009-01-21", "Q90002"),
     ("2024-01-01", "Q90002")],
)  # fmt: skip
def test_a_title_and_surname_mean_who_held_the_office_that_day(
    find: Find, day: str, item: str
) -> None:
    actor = find("President Marnholt met farmers.", published=day)
    assert actor.wikidata == item
    assert actor.country is not None
    assert (actor.country.value, actor.country.rule) == ("EST", "base.name")


def test_outside_all_terms_it_stays_open_with_the_reason(find: Find) -> None:
    actor = find("President Marnholt met farmers.", published="2001-05-05")
    assert actor.wikidata is None
    assert actor.note is not None
    assert "2003-01-20 to 2009-01-20; the report is of 2001-05-05" in actor.note


def test_without_a_date_only_the_country_is_sure(find: Find) -> None:
    actor = find("President Marnholt met farmers.")
    assert (actor.wikidata, actor.country and actor.country.value) == (None, "EST")


def test_a_former_president_is_nobody_s_present_office(find: Find) -> None:
    actor = find("Former president Ivo Marnholt met farmers.", published="2005-05-05")
    assert actor.wikidata is None
    assert actor.sectors[0].value == "ELI"


def test_the_office_must_be_the_title_s(find: Find) -> None:
    assert find("King Marnholt met farmers.", published="2005-05-05").wikidata is None


def test_groups_get_country_and_sector(find: Find) -> None:
    actor = find("The Marsh Front attacked a village.", published="2005-05-05")
    assert (actor.kb, [s.value for s in actor.sectors][:1]) == ("ucdp:7", ["REB"])
