"""Articles to measure with: the development gold where it is, else the bundled wire repeated."""

import json
import os
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENOUGH = 84
"""Articles in a measurement."""


def gold_folder() -> Path | None:
    """The folder of gold: GOLD in the environment, else `../shared/gold` where it exists."""
    given = os.environ.get("GOLD")
    if given:
        return Path(given).resolve()
    usual = HERE.parent.parent / "shared" / "gold"
    return usual if usual.is_dir() else None


def articles() -> tuple[str, list[dict[str, str | None]]]:
    """Where they are from, and at least 84 articles as JSON objects of text, id, date, outlet."""
    gold = gold_folder()
    path = gold / "dev" / "quotes_polnear_dev.jsonl" if gold else None
    if path is not None and path.is_file():
        return str(path), [_article(json.loads(line)) for line in path.open(encoding="utf-8")]
    return "the bundled wire, repeated", list(islice(_repeated_wire(), ENOUGH))


def _article(document: dict[str, str | None]) -> dict[str, str | None]:
    return {name: document[name] for name in ("id", "text", "published", "outlet")}


def _repeated_wire() -> Iterator[dict[str, str | None]]:
    from onrecord.cli.demo import wire

    for number, report in enumerate(cycle(list(wire()))):
        yield {
            "id": f"{report.id}-{number}",
            "text": report.text,
            "published": report.published,
            "outlet": report.outlet,
        }
