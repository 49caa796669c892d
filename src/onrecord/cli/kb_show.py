"""How `onrecord kb show` prints what is installed."""

import csv
from collections.abc import Iterator
from pathlib import Path

from onrecord.base.installed import Part
from onrecord.cli.listing import size
from onrecord.lexicon import shipped
from onrecord.lexicon.lexicon import SHIPPED

ROOMS = ("who", "where")


def lines(part: Part) -> Iterator[str]:
    """A part of the base, as a heading with indented facts."""
    if not part.built:
        yield f"{part.title}: not built yet; onrecord kb build, or first use, does"
        return
    yield f"{part.title}: {part.path}, {size(part.size)}, {part.digest}"
    yield "  " + ", ".join(f"{number:,} {what}" for what, number in part.counts)
    yield f"  coverage: {part.coverage}"
    for source in part.sources:
        yield f"  source: {source}"


def lists() -> Iterator[str]:
    """The project's own lists of facts that name their sources, with their numbers."""
    yield f"lists of the lexicon, {shipped().digest[:19]}"
    for room in ROOMS:
        for path in sorted((SHIPPED / room).rglob("*.csv")):
            yield from _list(room, path)


def _list(room: str, path: Path) -> Iterator[str]:
    rows = _rows(path)
    if rows and "source" in rows[0]:
        sources = {row["source"] for row in rows}
        yield f"  {room}/{path.stem}: {len(rows):,} facts from {len(sources):,} sources"


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in text if line and not line.startswith("#")))
