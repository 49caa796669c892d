"""The filter in the address: one choice of events that every view understands.

`?type=ASSAULT&type=COERCE&country=NOR&from=2024-01-01&q=shelling`: values of one name are
alternatives, names are conditions that all hold.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from onrecord.web.words import in_words

NAMES = {
    "type": "type",
    "status": "status",
    "asserted_by": "asserted by",
    "speaker": "according to",
    "actor": "actor",
    "country": "actor’s country",
    "sector": "sector",
    "outlet": "outlet",
    "place": "place",
}
"""The names that may have several values, and what people call them."""
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

_LISTS = {
    "speaker": "speakers",
    "actor": "actors",
    "country": "countries",
    "sector": "sectors",
}
"""The names that a row of `flat` has several values of, and its columns for them."""
_CONDITIONS = {
    "start": "coalesce(f.date_end, f.date_start) >= $start",
    "end": "f.date_start <= $end",
    "confidence": "f.confidence >= $confidence",
    "text": "f.key IN (SELECT key FROM matches WHERE words = $text)",
}


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are asked for; the default asks for all."""

    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    asserted_by: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    """Names of public actors whom the outlet relies on."""
    actor: tuple[str, ...] = ()
    """Names of public actors."""
    country: tuple[str, ...] = ()
    """Country codes of an event's actors."""
    sector: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    """Names of the places where events happened."""
    start: str | None = None
    """The first day, `from` in the address."""
    end: str | None = None
    """The last day, `to` in the address."""
    confidence: float | None = None
    """The least confidence."""
    text: str | None = None
    """Words of evidence, statements, headlines and names, `q` in the address: the full-text
    search of `onrecord.store.matches`."""

    @classmethod
    def of(cls, asked: QueryParams) -> "Filter":
        """The filter of an address. Raises HTTPException 400 for a date or number that is none."""
        several = {
            name: tuple(dict.fromkeys(v for v in asked.getlist(name) if v)) for name in NAMES
        }
        return cls(
            **several,
            start=_date(asked, "from"),
            end=_last_day(_date(asked, "to")),
            confidence=_share(asked, "confidence"),
            text=(asked.get("q") or "").strip() or None,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The filter as the names and values of an address."""
        found = [(name, value) for name in NAMES for value in getattr(self, name)]
        single = {"from": self.start, "to": self.end, "confidence": self.confidence, "q": self.text}
        return found + [(name, str(value)) for name, value in single.items() if value is not None]

    def address(self, **more: Any) -> str:
        """The part of an address after its path, `?` included; empty for no condition.

        Args:
            more: further names and values, such as `page=2`; None leaves one out.
        """
        given = {name: value for name, value in more.items() if value is not None}
        asked = "&".join(filter(None, (urlencode(self.pairs()), urlencode(given, doseq=True))))
        return f"?{asked}" if asked else ""

    def with_value(self, name: str, value: str) -> "Filter":
        """The filter with one more value of a name of `NAMES`."""
        values = dict.fromkeys((*getattr(self, name), value))
        return msgspec.structs.replace(self, **{name: tuple(values)})

    def without(self, name: str, value: str | None = None) -> "Filter":
        """The filter without a condition, or without one of its values."""
        name = {"from": "start", "to": "end", "q": "text"}.get(name, name)
        if name not in NAMES:
            return msgspec.structs.replace(self, **{name: None})
        left = tuple(v for v in getattr(self, name) if value is not None and v != value)
        return msgspec.structs.replace(self, **{name: left})

    def chips(self) -> list[tuple[str, str, str]]:
        """Each condition as what it is about, its value, and the address without it."""
        words = {**NAMES, "from": "from", "to": "to", "confidence": "confidence ≥", "q": "words"}
        return [
            (words[name], in_words(name, value), self.without(name, value).address())
            for name, value in self.pairs()
        ]

    @property
    def empty(self) -> bool:
        """Whether it asks for all events."""
        return not self.pairs()

    def where(self, *without: str) -> tuple[str, dict[str, Any]]:
        """The condition in SQL over `flat f`, a row an event, and its parameters.

        Args:
            without: conditions to leave out; a facet counts without its own.
        """
        found: list[str] = []
        parameters: dict[str, Any] = {}
        for name in (n for n in NAMES if n not in without and getattr(self, n)):
            values = {f"{name}_{n}": value for n, value in enumerate(getattr(self, name), 1)}
            parameters |= values
            found.append(_one_of(name, list(values)))
        for name in (n for n in _CONDITIONS if n not in without):
            if getattr(self, name) is not None:
                parameters[name] = getattr(self, name)
                found.append(_CONDITIONS[name])
        return "\n  AND ".join(found) or "TRUE", parameters


def _one_of(name: str, parameters: Sequence[str]) -> str:
    """The condition that a row has one of several values."""
    if name not in _LISTS:
        return f"f.{name} IN ({', '.join(f'${p}' for p in parameters)})"
    each = " OR ".join(f"list_contains(f.{_LISTS[name]}, ${p})" for p in parameters)
    return f"({each})"


def _date(asked: QueryParams, name: str) -> str | None:
    given = (asked.get(name) or "").strip()
    if given and not _DATE.fullmatch(given):
        raise HTTPException(400, f"{name}={given} is no date; write it as 2021-05-23")
    return given or None


def _last_day(given: str | None) -> str | None:
    """A month or year as the end of a range: no day of it sorts after this."""
    rest = {4: "-12-31", 7: "-31"}
    return given and given + rest.get(len(given), "")


def _share(asked: QueryParams, name: str) -> float | None:
    given = (asked.get(name) or "").strip()
    if not given:
        return None
    try:
        share = float(given)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise HTTPException(400, f"{name}={given} is no share; write a number from 0 to 1")
    return share


def page_of(asked: QueryParams) -> int:
    """The number of the page asked for, 1 where none is. Raises HTTPException 400 for no number."""
    given = asked.get("page") or "1"
    if not given.isdecimal() or not 1 <= int(given) <= 10_000_000:
        raise HTTPException(400, f"page={given} is no page; write a number from 1")
    return int(given)


def chosen(asked: QueryParams, name: str, among: Sequence[str] | Iterable[str]) -> str:
    """A value that must be one of several; the first where none is given.

    Raises HTTPException 400 for another, saying which there are.
    """
    known = list(among)
    given = asked.get(name) or known[0]
    if given not in known:
        raise HTTPException(400, f"{name}={given}: choose one of {', '.join(known)}")
    return given
