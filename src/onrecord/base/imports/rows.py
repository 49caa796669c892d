"""What the readers share: dates, codes, and the words that tell an office's sector."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from onrecord.base.actors import Known
from onrecord.base.errors import GazetteerError
from onrecord.base.keys import name_key
from onrecord.base.states import States

Problem = Callable[[str], None]
"""Hears of a bad line: `file:line: what`."""
Reader = Callable[[Path, States, Problem], Iterator[Known]]

_OFFICES = Path(__file__).parents[1] / "en" / "offices.csv"


def iso_day(text: str) -> str | None:
    """The ISO day of `1993-01-20T00:00:00Z`, or None for an empty text.

    Raises ValueError for anything else.
    """
    text = text.strip().removeprefix("+")
    return date.fromisoformat(text.partition("T")[0]).isoformat() if text else None


def ordered(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """The two days. Raises ValueError where the end lies before the start."""
    if start and end and end < start:
        raise ValueError(f"the end {end} lies before the start {start}")
    return start, end


def state_code(text: str, states: States) -> str | None:
    """PLOVER's code for an ISO alpha-3 code or a country's name; None for an empty text.

    Raises ValueError for one that names no state.
    """
    text = text.strip()
    if not text:
        return None
    if text in states.by_iso:
        return states.code(text)
    state = states.by_name.get(name_key(text)) or states.of_code(text)
    if state is None:
        raise ValueError(f"no country is called {text}")
    return state.code


def office_sector(office: str) -> str | None:
    """PLOVER's sector for the title of an office, by its words; None where they don't tell."""
    key = f" {name_key(office)} "
    return next((sector for words, sector in _offices() if f" {words} " in key), None)


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    lines = _OFFICES.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    found = [(row["words"], row["sector"]) for row in rows]
    return tuple(sorted(found, key=lambda row: (-len(row[0].split()), row[0])))


HEADS = frozenset(
    {"president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan",
     "taoiseach", "emperor", "supreme leader", "head of state"}
)  # fmt: skip
"""Offices whose holders the news calls by title and surname alone."""


def lone_names(name: str, office: str | None) -> tuple[str, ...]:
    """The surname as a further name of a head of state or government ("President Marn").

    Vice presidents and deputies are no heads.
    """
    key = f" {name_key(office or '')} "
    second = any(word in key for word in (" vice ", " deputy ", " former "))
    heads = any(f" {head} " in key for head in HEADS)
    surname = name.rpartition(" ")[2]
    return (surname,) if heads and not second and surname != name else ()


def table(
    path: Path, encoding: str, needed: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their last line's number.

    Raises GazetteerError where it lacks one of the columns, or isn't CSV.
    """
    with path.open(encoding=encoding, newline="") as text:
        rows = csv.DictReader(text)
        missing = [name for name in needed if name not in (rows.fieldnames or ())]
        if missing:
            raise GazetteerError(f"{path}:1: the column {missing[0]} is missing.")
        try:
            for row in rows:
                yield rows.line_num, {k: v or "" for k, v in row.items() if isinstance(k, str)}
        except csv.Error as error:
            raise GazetteerError(f"{path}:{rows.line_num}: {error}.") from error
