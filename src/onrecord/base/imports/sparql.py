"""A CSV from Wikidata's query service (https://query.wikidata.org): one office or role a line.

Columns: `item` and `itemLabel` (or `person` and `personLabel`) are needed; `alias` (several
parted by `|`), `kind` (person, organisation, group; person if missing), `positionLabel`,
`country` (ISO 3166-1 alpha-3, or a name), `sector`, `start` and `end` are read where they are.
docs/knowledge.md has a query that gives them.
"""

from collections.abc import Iterator
from pathlib import Path

from onrecord.base.actors import Known
from onrecord.base.errors import GazetteerError
from onrecord.base.imports.rows import (
    Problem,
    iso_day,
    lone_names,
    office_sector,
    ordered,
    state_code,
    table,
)
from onrecord.base.states import States

KINDS = frozenset({"person", "organisation", "group"})


def read(path: Path, states: States, problem: Problem) -> Iterator[Known]:
    """The actors of a query's CSV. Raises GazetteerError where the columns aren't such a one's."""
    for line, row in table(path, "utf-8-sig", ()):
        item, label = _subject(path, row)
        try:
            yield _known(item, row.get(label, ""), row, states)
        except ValueError as error:
            problem(f"{path}:{line}: {error}")


def _subject(path: Path, row: dict[str, str]) -> tuple[str, str]:
    """The item's address and the name of the column with its label."""
    for column in ("item", "person"):
        if column in row and f"{column}Label" in row:
            return row[column], f"{column}Label"
    raise GazetteerError(f"{path}:1: the columns item and itemLabel are missing.")


def _known(item: str, name: str, row: dict[str, str], states: States) -> Known:
    number = item.rpartition("/")[2]
    if not (number[:1] == "Q" and number[1:].isdecimal()):
        raise ValueError(f"{item or 'nothing'} is no item of Wikidata")
    if not name or name == number:
        raise ValueError(f"{number} has no label")
    kind = row.get("kind") or "person"
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of actor")
    office = row.get("positionLabel") or None
    start, end = ordered(iso_day(row.get("start", "")), iso_day(row.get("end", "")))
    sector = row.get("sector") or office_sector(office or "")
    aliases = tuple(alias.strip() for alias in row.get("alias", "").split("|") if alias.strip())
    return Known(
        f"wikidata:{number}", name, kind, (*aliases, *lone_names(name, office)),
        state_code(row.get("country", ""), states), (sector,) if sector else (), start, end,
        office, (), "",
    )  # fmt: skip
