"""Stories: which tellings are one event, why, and how many sources are independent."""

from typing import Any

import pytest

from onrecord.lexicon import shipped
from onrecord.stories import Actor, Outlets, Place, Source, Told, cluster, independent, write_story
from onrecord.stories.same import compare
from onrecord.stories.told import ordinal
from onrecord.who.words import NameFact

OUTLETS = Outlets(
    [
        *shipped().facts("who", "names", NameFact),
        NameFact("Norland Radio", country="NOR", sectors=("JRN",), attributes=("ownership=state",)),
        NameFact("Norland Wire", country="NOR", sectors=("JRN",), attributes=("ownership=state",)),
        NameFact("Sela Courier", sectors=("JRN",), attributes=("owner=Hald Media",)),
        NameFact("Sela Echo", sectors=("JRN",), attributes=("owner=Hald Media",)),
    ]
)
NORLAND = Actor("Norland", "state", country="NOR")
ARMY = Actor("Norland's army", "organisation", country="NOR", sectors=("MIL",))
ESTRIA = Actor("Estria", "state", country="EST")
KOSTA = Actor("Pavel Kosta", "person", country="EST", sectors=("GOV",))
HALD = Actor("Viktor Hald", "person", country="EST", sectors=("GOV",))
TROOPS = Actor("troops", "unnamed", sectors=("MIL",))
VICTIM = Actor("Lena Bergman", "person", public=False, sectors=("CVL",))
SELA = Place("Port Sela", 1, "city", "EST", "Coast", 50.0, 10.0)
SUBURB = Place("Nether Sela", 2, "city", "EST", "Coast", 50.1, 10.1)
FAR = Place("Orsova", 3, "city", "EST", "Hills", 55.0, 12.0)
COAST = Place("Coast", 4, "admin", "EST", "Coast", 50.5, 10.5)
ABROAD = Place("Haldern", 5, "city", "NOR", "North", 60.0, 10.0)


def told(document: str = "d1", **fields: Any) -> Told:
    """An attack by Norland on Estria on 3 May 2021, unless told otherwise."""
    day = fields.pop("day", "2021-05-03")
    given = {
        "event": "e1", "type": "ASSAULT", "sources": (NORLAND,), "targets": (ESTRIA,),
        "start": day, "end": day, "published": "2021-05-04", "lemma": "shell",
    }  # fmt: skip
    return Told(document=document, **{**given, **fields})


def groups(*events: Told) -> list[list[str]]:
    ordered = sorted(events, key=lambda one: (one.day or 0, not one.is_dated, one.document))
    return [[member.told.document for member in group] for group in cluster(ordered)]


def are_one(a: Told, b: Told) -> bool:
    return compare(a, b).same


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"status": "denied"},
        {"sources": (ARMY,)},
        {"sources": (TROOPS,)},
        {"targets": ()},
        {"place": SUBURB},
        {"place": COAST},
        {"place": None},
        {"dead": 12},
        {"start": "2021-05-02", "end": "2021-05-03"},
        {"start": "2021-05-01", "end": "2021-05-31"},
    ],
    ids=repr,
)
def test_tellings_of_one_event(other: dict[str, Any]) -> None:
    assert are_one(told(place=SELA, dead=3), told("d2", **{"place": SELA, **other}))


@pytest.mark.parametrize(
    "other",
    [
        {"type": "COERCE"},
        {"about": "AID"},
        {"day": "2021-05-04"},
        {"start": "2021-04-01", "end": "2021-04-30"},
        {"place": FAR},
        {"place": ABROAD},
        {"sources": (ESTRIA,), "targets": (NORLAND,)},
        {"targets": (Actor("Veldova", "state", country="VEL"),)},
        {"sources": (), "targets": ()},
        {"sources": (TROOPS,), "targets": ()},
    ],
    ids=repr,
)
def test_tellings_of_two_events(other: dict[str, Any]) -> None:
    assert not are_one(told(place=SELA), told("d2", **{"place": SELA, **other}))


def test_two_people_of_one_office_are_two() -> None:
    assert not are_one(told(targets=(KOSTA,)), told("d2", targets=(HALD,)))
    assert are_one(told(targets=(KOSTA,)), told("d2", targets=(Actor("P. Kosta", "person"),)))
    assert are_one(told(targets=(KOSTA,)), told("d2", targets=(Actor("Kosta", "person"),)))


def test_what_is_mutual_has_no_direction() -> None:
    first = told(type="AGREE", mutual=True)
    turned = told("d2", type="AGREE", mutual=True, sources=(ESTRIA,), targets=(NORLAND,))
    assert are_one(first, turned)


UNDATED: dict[str, Any] = {"start": None, "end": None}


@pytest.mark.parametrize(
    ("other", "one"),
    [
        ({}, True),
        ({"published": "2021-05-05"}, True),
        ({"published": "2021-05-09"}, False),
        ({"published": None}, False),
        ({"targets": ()}, False),
        ({"sources": (TROOPS,)}, False),
        ({"foreground": False}, False),
        ({"historical": True}, False),
        ({"status": "planned"}, False),
        ({"status": "denied"}, True),
        ({"lemma": "bomb"}, False),
        ({"lemma": "bomb", "place": SELA}, True),
    ],
    ids=repr,
)
def test_events_without_a_date_are_joined_with_care(other: dict[str, Any], one: bool) -> None:
    first = told(place=SELA if "place" in other else None)
    assert are_one(first, told("d2", **UNDATED, **other)) is one


def test_a_report_that_tells_two_events_means_two() -> None:
    assert not are_one(told(), told(event="e2"))
    assert are_one(told(), told(event="e2", status="denied"))


def test_copies_of_a_text_tell_the_same_without_any_date() -> None:
    first = told(**UNDATED, targets=(), text="t1")
    assert are_one(first, told("d2", **UNDATED, targets=(), text="t1", published="2021-05-12"))
    assert not are_one(first, told("d2", **UNDATED, targets=(), text="t2"))


def test_a_group_takes_nothing_that_contradicts_one_of_it() -> None:
    open_place = told("d1")
    sela, orsova = told("d2", place=SELA), told("d3", place=FAR)
    assert groups(open_place, sela, orsova) == [["d1", "d2"]]


def test_order_of_the_input_within_a_day_is_fixed_by_the_caller_only() -> None:
    events = [told(f"d{n}", place=SELA if n % 2 else FAR) for n in range(6)]
    assert groups(*events) == [["d0", "d2", "d4"], ["d1", "d3", "d5"]]


def test_memory_follows_the_window() -> None:
    from onrecord.stories import clusters

    days = (f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(2000))
    window = clusters._Window()
    for day in days:
        event = told(day, day=day, published=day)
        list(window.move_to(ordinal(day) or 0))
        window.place(event, event.day or 0)
    assert len(window._groups) <= clusters.TEXT_DAYS + 1
    assert len(window._days) <= clusters.LATER + 1


def test_the_story_says_what_each_report_says_and_names_no_private_person() -> None:
    first = told("d1", targets=(VICTIM,), dead=3, place=SELA)
    second = told("d2", targets=(VICTIM,), dead=5, status="denied", published="2021-05-03")
    (members,) = cluster([first, second])
    sources = {d: Source(d, OUTLETS.find(f"Paper {d}")) for d in ("d1", "d2")}
    story, events = write_story(members, sources)
    assert (story.dead_least, story.dead_most) == (3, 5)
    assert (story.statuses, story.disputed) == (["denied", "happened"], True)
    assert (story.source, story.target) == ("Norland", "a private person")
    assert (story.start, story.place, story.first_document) == ("2021-05-03", "Port Sela", "d2")
    assert [event.position for event in events] == [1, 2]
    joined = [(event.document, event.joined_document) for event in events]
    assert joined == [("d2", "d1"), ("d1", None)]
    told_why = " ".join(why for event in events for why in event.why)
    assert "both on 2021-05-03" in told_why
    assert "Bergman" not in told_why


def number(*sources: Source) -> int:
    return independent(sources).number


def source(document: str, outlet: str | None, **ties: Any) -> Source:
    named = {k: OUTLETS.find(v) if k == "credit" else v for k, v in ties.items()}
    return Source(document, OUTLETS.find(outlet) if outlet else None, **named)


def test_each_separate_owner_and_text_is_independent() -> None:
    assert number(source("d1", "Example News"), source("d2", "Harbour Gazette")) == 2


def test_one_outlet_is_one_source() -> None:
    assert number(source("d1", "AFP"), source("d2", "Agence France-Presse")) == 1


def test_outlets_of_one_state_or_one_house_are_not_independent() -> None:
    assert number(source("d1", "Norland Radio"), source("d2", "Norland Wire")) == 1
    assert number(source("d1", "RT"), source("d2", "TASS"), source("d3", "Sputnik")) == 1
    assert number(source("d1", "RT"), source("d2", "Xinhua")) == 2
    assert number(source("d1", "Sela Courier"), source("d2", "Sela Echo")) == 1
    assert "the state RUS" in independent([source("d1", "RT"), source("d2", "TASS")]).ties[0]


def test_carrying_an_agencys_text_is_not_independent() -> None:
    carried = [source(f"d{n}", f"Paper {n}", credit="AFP") for n in range(3)]
    assert number(*carried) == 1
    assert number(*carried, source("d9", "AFP")) == 1
    assert number(*carried, source("d9", "Reuters")) == 2


def test_one_text_is_one_source() -> None:
    assert number(source("d1", "Example News", text="t"), source("d2", "The Ledger", text="t")) == 1


def test_what_an_outlet_has_from_another_is_not_independent() -> None:
    relied = source("d1", "Example News", relies=(OUTLETS.find("Press TV"),))
    assert number(relied, source("d2", "IRNA")) == 1
    assert number(relied, source("d2", "Reuters")) == 2


def test_unknown_outlets_are_not_taken_for_independent() -> None:
    assert number(source("d1", None), source("d2", None), source("d3", "Reuters")) == 2
