"""Speed and memory of `onrecord kb build --wikidata` on a made dump.

    python bench/wikidata.py [ENTITIES]      100,000 by default

The dump has the shape of Wikidata's: of ten entities five are articles that are skipped, three
persons with offices, one an organisation and one an office, each with labels in twenty languages
and statements that aren't read. Everything in it is invented and made from the entity's number.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LANGUAGES = ["en", *(f"x{number:02}" for number in range(19))]
COUNTRY, OFFICE, ORGANIZATION = 900_000_001, 900_000_100, 900_000_002
COUNTRIES = ("EST", "FRA", "KEN", "PER", "THA")
UNREAD = 30
"""Statements of other properties that an entity carries."""


def snak(number: int, value: Any, kind: str) -> dict[str, Any]:
    value = {"value": value, "type": kind}
    return {"snaktype": "value", "property": f"P{number}", "datavalue": value, "datatype": kind}


def item(number: int, q: int, **qualifiers: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": q, "id": f"Q{q}"}
    times = {
        name: [snak(int(name[1:]), {"time": f"+{day}T00:00:00Z", "precision": 11}, "time")]
        for name, day in qualifiers.items()
    }
    mainsnak = snak(number, value, "wikibase-entityid")
    return {"mainsnak": mainsnak, "type": "statement", "rank": "normal", "qualifiers": times}


def entity(q: int, label: str, claims: dict[str, list[Any]]) -> bytes:
    """An entity as a line of the dump has it, without the comma."""
    labels = {lang: {"language": lang, "value": label} for lang in LANGUAGES}
    aliases = {"en": [{"language": "en", "value": f"{label} {n}"} for n in range(3)]}
    texts = {
        lang: {"language": lang, "value": f"made for a measurement, {q}"} for lang in LANGUAGES
    }
    unread = {
        f"P{5000 + n}": [
            {"mainsnak": snak(5000 + n, f"value {q} {n}", "string"), "rank": "normal"}
        ]
        for n in range(UNREAD)
    }  # fmt: skip
    return json.dumps(
        {"type": "item", "id": f"Q{q}", "labels": labels, "descriptions": texts,
         "aliases": aliases, "claims": {**unread, **claims}, "sitelinks": {}}
    ).encode()  # fmt: skip


def entities(number: int) -> Iterator[bytes]:
    """The lines of the dump: countries and the class of organisations, then the mixture."""
    for n, code in enumerate(COUNTRIES):
        code_snak = {"mainsnak": snak(298, code, "string"), "rank": "normal"}
        yield entity(COUNTRY + 1000 * n, f"Country {n}", {"P298": [code_snak]})
    root = [item(279, ORGANIZATION + 1)]
    yield entity(ORGANIZATION, "organization", {"P279": root})
    for q in range(1, number + 1 - len(COUNTRIES) - 1):
        country = COUNTRY + 1000 * (q % len(COUNTRIES))
        yield entity(q, f"Entity {q}", _claims(q, country))


def _claims(q: int, country: int) -> dict[str, list[Any]]:
    kind = q % 10
    if kind < 5:
        return {"P31": [item(31, 13442814)], "P50": [item(50, q + 5)]}
    if kind < 8:
        year = 1950 + q % 70
        term = {"P580": f"{year}-02-01", "P582": f"{year + 4}-01-31"}
        office = q - kind + 9
        return {"P31": [item(31, 5)], "P27": [item(27, country)], "P39": [item(39, office, **term)]}
    if kind == 8:
        return {"P31": [item(31, ORGANIZATION)], "P17": [item(17, country)]}
    return {"P31": [item(31, 4164871)], "P1001": [item(1001, country)]}


def main() -> int:
    """Make the dump, build from it in a process of its own, and print what that took."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        dump, target = Path(folder) / "dump.json", Path(folder) / "wikidata.sqlite"
        with dump.open("wb") as file:
            file.write(b"[\n")
            for line in entities(number):
                file.write(line + b",\n")
            file.write(b"]\n")
        size = dump.stat().st_size
        start = time.perf_counter()
        command = [sys.executable, "-m", "onrecord", "kb", "build"]
        subprocess.run([*command, "--wikidata", dump, "--to", target], check=True)
        seconds = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime
        print(f"{number:,} entities, {size / 1e6:.0f} MB of JSON: {seconds:.1f} s, {cpu:.1f} s CPU")
        print(f"{number / cpu:,.0f} entities and {size / 1e6 / cpu:.0f} MB a CPU second")
        print(
            f"peak memory {used.ru_maxrss / 1024:.0f} MB, file {target.stat().st_size / 1e6:.1f} MB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
