"""Reports of the same event, found in one pass over events that come in order of their day.

A new event is compared with those of the last days that have an actor, a country, a place or a
text in common with it; it joins the group that it fits best, if nothing in the group contradicts.
What is older than the window is given out and forgotten, so memory follows the busiest days and
not the store. Copies that tell it in just the same way come with it and aren't compared again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, islice
from operator import attrgetter
from typing import NamedTuple

from onrecord.base.keys import name_key
from onrecord.stories.actors import keys
from onrecord.stories.same import LATER, Verdict, compare
from onrecord.stories.told import Told

BUCKET = 48
"""Groups with one key that a new event is compared with: the latest."""
COMPARED = 24
"""Members of a large group that it is compared with: half of them first ones, half last."""
TEXT_DAYS = 14
"""Days for which a group waits for further copies of its texts."""


class Member(NamedTuple):
    """An event of a group, and why it is there. Its copies, if any, are there for its sake."""

    told: Told
    joined: Told | None
    """The event that it was joined with; None for the first."""
    points: int
    why: tuple[str, ...]


class Group:
    """Tellings of one event."""

    def __init__(self, number: int, first: Told, day: int):
        self.number = number
        self.members = [Member(first, None, 0, ())]
        self.day = day

    def judge(self, told: Told) -> tuple[Verdict, Told] | None:
        """The best reason to take another in; None where there is none or one against."""
        best: tuple[Verdict, Told] | None = None
        members = self.members
        if len(members) > COMPARED:
            members = [*members[: COMPARED // 2], *members[-COMPARED // 2 :]]
        for member in members:
            verdict = compare(member.told, told)
            if verdict.against:
                return None
            if verdict.same and (best is None or verdict.points > best[0].points):
                best = verdict, member.told
        return best

    def take(self, told: Told, verdict: Verdict, joined: Told) -> None:
        """Another telling of the event."""
        self.members.append(Member(told, joined, verdict.points, verdict.why))


_Index = dict[str, dict[Group, None]]
"""Groups by what they are looked up by; those that something joined last come last."""


def cluster(events: Iterable[Told]) -> Iterator[list[Member]]:
    """The groups of two reports or more; of reports that tell an event alike, the first has all.

    Args:
        events: of any types, in the order of `Told.day`; those without a day are left alone.
            Copies of an event must be one with it (`compare_copies`).
    """
    window = _Window()
    for told in events:
        day = told.day
        if day is None:
            continue
        yield from window.move_to(day)
        window.place(told, day)
    yield from window.rest()


class _Window:
    """The groups of the last days."""

    def __init__(self) -> None:
        self._days: dict[int, _Index] = {}
        self._groups: dict[int, list[Group]] = {}
        self._texts: dict[int, _Index] = {}
        self._numbers = count()
        self._now = 0

    def move_to(self, day: int) -> Iterator[list[Member]]:
        """Give out and forget what lies before the window of a day."""
        if day == self._now:
            return
        self._now = day
        for past in [d for d in self._days if d < day - LATER]:
            del self._days[past]
        for past in sorted(d for d in self._groups if d < day - TEXT_DAYS):
            self._texts.pop(past, None)
            yield from self._out(past)

    def rest(self) -> Iterator[list[Member]]:
        """What is left at the end."""
        for day in sorted(self._groups):
            yield from self._out(day)

    def _out(self, day: int) -> Iterator[list[Member]]:
        for group in self._groups.pop(day):
            if len(group.members) > 1 or group.members[0].told.copies:
                yield group.members

    def place(self, told: Told, day: int) -> None:
        """Put an event into the group that it fits best, or one of its own."""
        looked_up = sorted(set(_keys(told)))
        best: tuple[Verdict, Told, Group] | None = None
        for group in self._candidates(told, day, looked_up):
            found = group.judge(told)
            if found and (best is None or found[0].points > best[0].points):
                best = (*found, group)
        if best:
            group = best[2]
            group.take(told, best[0], best[1])
        else:
            group = Group(next(self._numbers), told, day)
            self._groups.setdefault(day, []).append(group)
        self._note(told, day, looked_up, group)

    def _candidates(self, told: Told, day: int, looked_up: list[str]) -> Iterator[Group]:
        """Groups that it may belong to: of its text first, then day by day; each once."""
        found: dict[Group, None] = {}
        if told.text:
            for past in sorted(self._texts):
                found.update(_latest(self._texts[past], _text_key(told)))
        for past in range(day - LATER, day + 1):
            for key in looked_up:
                found.update(_latest(self._days.get(past, {}), key))
        return iter(found)

    def _note(self, told: Told, day: int, looked_up: list[str], group: Group) -> None:
        index = self._days.setdefault(day, defaultdict(dict))
        for key in looked_up:
            _touch(index[key], group)
        if told.text:
            texts = self._texts.setdefault(group.day, defaultdict(dict))
            _touch(texts[_text_key(told)], group)


def _touch(groups: dict[Group, None], group: Group) -> None:
    groups.pop(group, None)
    groups[group] = None


def _latest(index: _Index, key: str) -> dict[Group, None]:
    """The latest groups with a key, in the order in which they were begun."""
    latest = islice(reversed(index.get(key, {})), BUCKET)
    return dict.fromkeys(sorted(latest, key=attrgetter("number")))


def _text_key(told: Told) -> str:
    return f"{told.text} {told.type} {told.lemma}"


def _keys(told: Told) -> Iterator[str]:
    """What an event is looked up by: its type with each actor and with its place."""
    for actor in (*told.sources, *told.targets):
        for key in keys(actor):
            yield f"{told.type} {key}"
    if told.place:
        yield f"{told.type} @{told.place.geonameid or name_key(told.place.name)}"
