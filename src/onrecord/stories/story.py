"""A story: the reports of one event as one line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from onrecord.stories.clusters import Member
from onrecord.stories.independent import Source, independent
from onrecord.stories.outlets import Outlet
from onrecord.stories.same import compare_copies
from onrecord.stories.told import Actor, Told

DENIALS = frozenset({"denied", "negated"})
TOLD = frozenset({"happened", "ongoing"})


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """What the reports of one event say, taken together; nothing in it is more than they say."""

    id: str
    type: str
    about: str | None
    modes: list[str]
    source: str | None
    target: str | None
    source_code: str | None
    target_code: str | None
    mutual: bool
    start: str | None
    """The date that most reports give; without any, None."""
    end: str | None
    published: str | None
    """The day of the earliest report."""
    place: str | None
    country: str | None
    statuses: list[str]
    """Each status that a report gives it, the most frequent first."""
    disputed: bool
    """Whether some say that it took place and some that it didn't."""
    dead_least: int | None
    dead_most: int | None
    injured_least: int | None
    injured_most: int | None
    arrested_least: int | None
    arrested_most: int | None
    n_reports: int
    n_outlets: int
    n_independent: int
    dependence: list[str]
    """Why fewer sources than reports are independent."""
    first_document: str
    first_outlet: str | None


class StoryEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One report's event in a story, and why it is there."""

    story: str
    document: str
    event: str
    position: int
    source: int
    """Reports with the same number here don't count as independent of each other."""
    joined_document: str | None
    joined_event: str | None
    points: int
    why: list[str]


Relies = Mapping[tuple[str, str], Sequence[Outlet]]
"""Outlets that a document has an event from, by the ids of both."""


def write_story(
    members: Sequence[Member], sources: Mapping[str, Source], relies: Relies | None = None
) -> tuple[Story, list[StoryEvent]]:
    """The story of a group of tellings.

    Args:
        members: the tellings; each counts for all reports that tell the event so.
        sources: outlet, text and credit of each document, by its id.
        relies: whom documents have the event from.
    """
    ordered = sorted(members, key=lambda m: _when(m.told.published, m.told.document))
    told = [member.told for member in ordered]
    reports = sorted(_reports(members), key=lambda report: report.when)
    found = independent(_sources(reports, sources, relies or {}))
    number = {document: n for n, group in enumerate(found.groups, 1) for document in group}
    outlets = {o.key for document in number if (o := sources[document].outlet)}
    id = _id(told[0])
    source, target = _sides(told)
    day = _most((one, (one.start, one.end)) for one in told if one.is_dated) or (None, None)
    place = _most((one, one.place) for one in told if one.place)
    statuses = [status for status, _ in _counted((one, one.status) for one in told)]
    first = sources[told[0].document].outlet
    story = Story(
        id=id,
        type=told[0].type,
        about=told[0].about,
        modes=sorted({mode for one in told for mode in one.modes}),
        source=source.shown if source else None,
        target=target.shown if target else None,
        source_code=source.code if source else None,
        target_code=target.code if target else None,
        mutual=any(one.mutual for one in told),
        start=day[0],
        end=day[1],
        published=told[0].published,
        place=place.name if place else None,
        country=place.country if place else None,
        statuses=statuses,
        disputed=bool(DENIALS & set(statuses) and TOLD & set(statuses)),
        **_figures(told),
        n_reports=len(number),
        n_outlets=len(outlets),
        n_independent=found.number,
        dependence=list(found.ties),
        first_document=told[0].document,
        first_outlet=first.name if first else None,
    )
    return story, [
        StoryEvent(
            story=id,
            document=report.when[1],
            event=report.event,
            position=position,
            source=number[report.when[1]],
            joined_document=report.joined.document if report.joined else None,
            joined_event=report.joined.event if report.joined else None,
            points=report.points,
            why=report.why,
        )
        for position, report in enumerate(reports, 1)
    ]


class _Report(NamedTuple):
    """A report of the event, and why it is one."""

    when: tuple[str, str]
    """Its day and its document's id."""
    event: str
    joined: Told | None
    points: int
    why: list[str]


def _when(published: str | None, document: str) -> tuple[str, str]:
    return published or "9999", document


def _reports(members: Sequence[Member]) -> Iterator[_Report]:
    """Every report; one that tells the event as another does is joined to that."""
    for told, joined, points, why in members:
        yield _Report(_when(told.published, told.document), told.event, joined, points, list(why))
        if told.copies:
            verdict = compare_copies(told)
            alike = list(verdict.why)
            for document, event, published in told.copies.values():
                yield _Report(_when(published, document), event, told, verdict.points, alike)


def _sources(
    reports: Sequence[_Report], sources: Mapping[str, Source], relies: Relies
) -> list[Source]:
    """What ties the documents, each once, to each other."""
    has_from: dict[str, list[Outlet]] = {}
    for report in reports:
        document = report.when[1]
        has_from.setdefault(document, []).extend(relies.get((document, report.event), ()))
    return [
        sources[document]._replace(relies=tuple(outlets)) if outlets else sources[document]
        for document, outlets in has_from.items()
    ]


def _id(first: Told) -> str:
    """The same as long as the first report and its event are."""
    return "s" + sha256(f"{first.document}\n{first.event}".encode()).hexdigest()[:12]


def _most(values: Iterable[tuple[Told, Any]]) -> Any:
    """The value that most reports give, of several the first; None where none gives one."""
    return next((value for value, _ in _counted(values)), None)


def _counted(values: Iterable[tuple[Told, Any]]) -> list[tuple[Any, int]]:
    """How many reports give each value, the most frequent first."""
    counted: Counter[Any] = Counter()
    for told, value in values:
        counted[value] += 1 + len(told.copies)
    return counted.most_common()


def _sides(told: Sequence[Told]) -> tuple[Actor | None, Actor | None]:
    """Who stands for the two sides: those of the report that names them best.

    A side that this report leaves open is taken from another, unless both do the same thing to
    each other: then nobody can tell which side it is.
    """
    best = max(told, key=lambda one: _named(one.sources) + _named(one.targets))
    sides = [next(iter(best.sources), None), next(iter(best.targets), None)]
    if not best.mutual:
        for number, name in enumerate(("sources", "targets")):
            others: list[Actor] = [actor for one in told for actor in getattr(one, name)[:1]]
            sides[number] = sides[number] or next(iter(others), None)
    return sides[0], sides[1]


def _named(side: Sequence[Actor]) -> int:
    """How well a side is known: by a code, by a name."""
    if not side or side[0].is_private:
        return 0
    return 1 + (side[0].country is not None) + (side[0].kind != "unnamed")


def _figures(told: Sequence[Told]) -> dict[str, Any]:
    """The least and the most that the reports say of each figure."""
    figures: dict[str, Any] = {}
    for name in ("dead", "injured", "arrested"):
        numbers = [n for one in told if (n := getattr(one, name)) is not None]
        figures[f"{name}_least"] = min(numbers, default=None)
        figures[f"{name}_most"] = max(numbers, default=None)
    return figures
