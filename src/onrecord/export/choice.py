"""Which events an export takes: the caller's filters, and the rule on claims.

`status` is what the words say and `asserted_by` who stands for them. A format that has no column
for either takes, unless told otherwise, only what the outlet itself asserts as happened or
ongoing, so that a denial never counts as the deed.
"""

from collections.abc import Iterable
from typing import Any, Literal, get_args

import msgspec

from onrecord.export.errors import ExportError
from onrecord.export.lookup import read_list
from onrecord.model.record import Status, Type

FACTS = ("happened", "ongoing")
"""The statuses that a format without a column for status takes."""
ASSERTED = ("outlet", "source", "quote")


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Filters: an event must meet each one that is given, in one of its values."""

    types: tuple[str, ...] = ()
    """PLOVER types, with or without a mode: `ASSAULT`, `ASSAULT/aerial`."""
    statuses: tuple[str, ...] = ()
    """Statuses; given, they replace the rule on claims as far as it is about status."""
    asserted_by: tuple[str, ...] = ()
    """`outlet`, `source` or `quote`; given, it replaces the rule as far as it is about that."""
    actors: tuple[str, ...] = ()
    """Names of a source or target, or their Wikidata ids."""
    countries: tuple[str, ...] = ()
    """PLOVER country codes of a source or target."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors of a source or target."""
    outlets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Names of the event's place, or the country code that it lies in."""
    documents: tuple[str, ...] = ()
    """Ids of documents."""
    since: str | None = None
    """First day, ISO: of the event, or where its date is open of the publication."""
    until: str | None = None
    confidence: float | None = None
    """The least confidence, from 0 to 1."""
    claims: bool = False
    """Also what sources and quotations assert, in formats without a column for that."""
    all_statuses: bool = False
    """Also what was denied, planned, hypothetical …, in formats without a column for that."""
    reviewed: Literal["as-coded", "corrected", "only"] = "as-coded"
    """`corrected`: with people's corrections, without what they rejected, with what they added;
    `only`: of these the reviewed events alone."""
    names: Literal["public", "all"] | None = None
    """`all`: private persons too appear by name; `public`: by description only, which is meant
    where nothing is said, but for whole records."""

    def check(self) -> None:
        """Raises ExportError for a value that no event can have."""
        _known("type", (name.partition("/")[0] for name in self.types), get_args(Type))
        _known("status", self.statuses, get_args(Status))
        _known("asserted-by", self.asserted_by, ASSERTED)
        _known("sector", self.sectors, [row["sector"] for row in read_list("sectors")])
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None and not _is_day(day):
                raise ExportError(f"--{name} {day}: no day; write it as 2021-05-23")

    @property
    def hides_names(self) -> bool:
        """Whether private persons appear by description only."""
        return self.names != "all"

    @property
    def filters(self) -> bool:
        """Whether anything is filtered at all."""
        rule = {"claims", "all_statuses", "names", "reviewed"}
        plain = Choice()
        return self.reviewed == "only" or any(
            getattr(self, name) != getattr(plain, name)
            for name in self.__struct_fields__
            if name not in rule
        )


_PLURALS = {
    "type": "types", "status": "statuses", "actor": "actors", "country": "countries",
    "sector": "sectors", "outlet": "outlets", "place": "places", "document": "documents",
}  # fmt: skip


def choice_of(**filters: Any) -> Choice:
    """A choice from keyword arguments, named as the options of `onrecord export` are.

    A text stands for a list of one. Raises ExportError for an unknown filter or value.
    """
    given: dict[str, Any] = {}
    for name, value in filters.items():
        field = _PLURALS.get(name, name)
        if field not in Choice.__struct_fields__ or name in _PLURALS.values():
            shorter = {long: short for short, long in _PLURALS.items()}
            known = [shorter.get(n, n) for n in Choice.__struct_fields__]
            raise ExportError(f"{name}: no filter; there are {', '.join(known)}")
        several = field in _PLURALS.values() or field == "asserted_by"
        given[field] = _listed(value) if several else value
    try:
        choice = msgspec.convert(given, Choice)
    except msgspec.ValidationError as error:
        raise ExportError(f"a filter isn't right: {error}") from error
    choice.check()
    return choice


def _listed(value: Any) -> tuple[Any, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _known(name: str, given: Iterable[str], known: Iterable[str]) -> None:
    known = sorted(known)
    for value in given:
        if value not in known:
            raise ExportError(f"--{name} {value}: there are {', '.join(known)}")


class Condition(msgspec.Struct, frozen=True):
    """A piece of SQL over `e` (events), `d` (documents) and `l` (places), and its values."""

    sql: str
    values: tuple[Any, ...] = ()


def conditions(choice: Choice) -> list[Condition]:
    """What an event must meet, apart from the rule on claims."""
    found = [
        _types(choice.types),
        _in("e.status", choice.statuses),
        _in("e.asserted_by", choice.asserted_by),
        _in("lower(d.outlet)", [name.lower() for name in choice.outlets]),
        _in("e.document", choice.documents),
        _party("(lower(a.name) IN {} OR a.wikidata IN {})", choice.actors, choice.hides_names),
        _party("a.country IN {}", [code.upper() for code in choice.countries]),
        _party("list_has_any(a.sectors, {})", choice.sectors, as_list=True),
        _places(choice.places),
    ]
    day = "coalesce(e.date_start, left(d.published, 10))"
    if choice.since:
        end = "coalesce(e.date_end, e.date_start, left(d.published, 10))"
        found.append(Condition(f"{end} >= ?", (choice.since,)))
    if choice.until:
        found.append(Condition(f"{day} <= ?", (choice.until,)))
    if choice.confidence is not None:
        found.append(Condition("e.confidence >= ?", (choice.confidence,)))
    return [condition for condition in found if condition]


def claim_rule(choice: Choice) -> tuple[str, str]:
    """The rule on claims as SQL: what of the status it lets through, and what of the asserter."""
    status = choice.all_statuses or choice.statuses
    asserter = choice.claims or choice.asserted_by
    return (
        "true" if status else f"e.status IN {FACTS}",
        "true" if asserter else "e.asserted_by = 'outlet'",
    )


def _marks(values: Iterable[Any]) -> str:
    return f"({', '.join('?' for _ in values)})"


def _in(column: str, values: Any) -> Any:
    return Condition(f"{column} IN {_marks(values)}", tuple(values)) if values else None


def _types(names: tuple[str, ...]) -> Condition | None:
    if not names:
        return None
    parts: list[str] = []
    values: list[str] = []
    for name in names:
        type, _, mode = name.partition("/")
        parts.append("(e.type = ? AND list_contains(e.modes, ?))" if mode else "e.type = ?")
        values += [type, mode] if mode else [type]
    return Condition(f"({' OR '.join(parts)})", tuple(values))


def _party(
    test: str, values: Any, only_public: bool = False, as_list: bool = False
) -> Condition | None:
    """A test of one of the event's actors; private persons can't be looked for by name."""
    if not values:
        return None
    marks = "?" if as_list else _marks(values)
    given = (list(values),) if as_list else tuple(values)
    if "lower" in test:
        given = (*(value.lower() for value in values), *given)
    public = " AND a.public" if only_public else ""
    return Condition(
        "EXISTS (SELECT 1 FROM event_actors p JOIN actors a ON (a.document, a.id) = "
        "(p.document, p.actor) WHERE (p.document, p.event) = (e.document, e.id)"
        f" AND {test.replace('{}', marks)}{public})",
        given,
    )


def _places(names: tuple[str, ...]) -> Condition | None:
    if not names:
        return None
    lower = tuple(name.lower() for name in names)
    return Condition(
        f"(lower(l.name) IN {_marks(names)} OR l.country IN {_marks(names)})", (*lower, *names)
    )
