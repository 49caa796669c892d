"""Stories: which tellings are one event, why, and how many sources are independent."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest

from onrecord.lexicon import shipped
from onrecord.stories import (
    Actor,
    Copy,
    Outlets,
    Place,
    Source,
    Told,
    cluster,
    independent,
    write_story,
)
from onrecord.stories.same import Verdict, compare
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


def with_copies(first: Told, copies: int) -> Told:
    """An event of one text that so many further documents tell in just the same way."""
    further = [
        Copy(f"{first.document}-{n:05}", first.event, first.published) for n in range(copies)
    ]
    return msgspec.structs.replace(first, copies={copy.document: copy for copy in further})


def one_by_one(*events: Told) -> list[Told]:
    """The same reports, each as an event of its own, in the order in which a store has them."""
    alone = [one.of_copy(copy) for one in events for copy in one.reports]
    return sorted(alone, key=lambda one: (one.day or 0, not one.is_dated, one.document, one.event))


def written(events: Iterable[Told]) -> list[tuple[Any, ...]]:
    """Stories with their events, but for which of several equals each was joined with."""
    found: list[tuple[Any, ...]] = []
    for members in cluster(events):
        documents = [copy.document for member in members for copy in member.told.reports]
        sources = {
            d: Source(d, OUTLETS.find(f"Paper {d}"), text=d[:2], credit=None) for d in documents
        }
        story, joined = write_story(members, sources)
        told = [(e.document, e.event, e.position, e.source, e.points, e.why) for e in joined]
        found.append((story, sorted(told)))
    return sorted(found, key=lambda one: one[0].id)


def agency_report(copies: int) -> list[Told]:
    """Three texts of one event, one of them with two events, and how many copies of each."""
    undated = {"start": None, "end": None}
    events = [
        told("t1", text="t1", place=SELA, dead=3),
        told("t1", event="e2", text="t1", targets=(KOSTA,), place=None, **undated),
        told("t1", event="e3", text="t1", place=SELA, status="denied"),
        told("t2", text="t2", place=SUBURB, dead=5, modes=("heavy-weapons",)),
        told("t3", text="t3", place=FAR),
    ]
    return [with_copies(event, copies) for event in events]


@pytest.mark.parametrize("copies", [1, 2, 9])
def test_copies_that_come_together_give_the_stories_that_each_alone_gives(copies: int) -> None:
    together = agency_report(copies)
    together.sort(key=lambda one: (one.day or 0, not one.is_dated, one.document, one.event))
    assert written(together) == written(one_by_one(*together))
    assert sum(len(events) for _, events in written(together)) == 5 * (copies + 1)


def test_copies_cost_no_comparing(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.stories import clusters, story
    from onrecord.stories import same as matching

    compared: list[int] = []

    def counted(a: Told, b: Told) -> Verdict:
        compared[-1] += 1
        return compare(a, b)

    for module in (clusters, matching):
        monkeypatch.setattr(module, "compare", counted)
    assert story.compare_copies is matching.compare_copies
    for copies in (1, 20, 400):
        compared.append(0)
        written(agency_report(copies))
    assert compared[0] == compared[1] == compared[2] < 40


def test_a_report_that_tells_two_events_alike_keeps_them_two() -> None:
    first = with_copies(told("t1", text="t1"), 3)
    again = with_copies(told("t1", text="t1", event="e2"), 3)
    found = [[m.told.event for m in members] for members in cluster([first, again])]
    assert found == [["e1"], ["e2"]]


def test_a_report_among_copies_is_known_as_the_teller_of_both() -> None:
    whole = with_copies(told("t1", text="t1", place=SELA), 3)
    other = told("t1-00001", event="e2", text="t1")
    assert compare(whole, other).against == "one report tells them as two"
    assert compare(whole, told("t9", text="t1")).same


def test_many_groups_with_one_key_stay_few_candidates() -> None:
    """An event that is told again and again stays in sight; the others don't pile up."""
    from onrecord.stories import clusters

    window = clusters._Window()
    list(window.move_to(ordinal("2021-05-03") or 0))
    for n in range(2000):
        name = f"Ada B{chr(97 + n % 20)}{chr(97 + n // 20 % 20)}son"
        event = told(f"d{n:04}", text=f"t{n % 400}", targets=(Actor(name, "person"),))
        window.place(event, event.day or 0)
        known = [len(groups) for index in window._days.values() for groups in index.values()]
        assert max(known) <= 400
    assert sum(len(groups) for groups in window._groups.values()) == 400


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
