"""How far the actors' base reaches: leaders by state and year, and codes of the actors in records.

    python bench/coverage.py                         leaders alone
    python bench/coverage.py RECORDS.jsonl …         also what `onrecord code` wrote

A state's year counts as covered where the list has a leader of that state in office on its 1st of
July. Of records, the sources and targets of events are counted: how many have a country or stand
for a body that has none (the United Nations), how many a sector.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.base.actors import open_actors
from onrecord.lexicon import shipped
from onrecord.who.sectors import INTERNATIONAL
from onrecord.who.words import LeaderFact

YEARS = range(1985, 2026)


def leaders() -> dict[int, float]:
    """Share of today's states with a known leader, by year."""
    states = open_actors().states
    facts = shipped().facts("who", "leaders", LeaderFact)
    sovereign = {s.code for s in states.states if s.iso == s.code or s.code == "KOS"}
    covered = {
        year: {
            states.code(fact.country) for fact in facts if fact.start <= f"{year}-07-01" <= fact.end
        }
        for year in YEARS
    }
    return {year: len(found & sovereign) / len(sovereign) for year, found in covered.items()}


def parties(path: Path) -> Iterator[dict[str, object]]:
    """The actors of every event's sources and targets."""
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        actors = {actor["id"]: actor for actor in record["actors"]}
        for event in record["events"]:
            for party in (*event["sources"], *event["targets"]):
                if party["actor"]:
                    yield actors[party["actor"]]


def codes(path: Path) -> Counter[str]:
    """How many parties have a country, a sector, both or neither."""
    found: Counter[str] = Counter()
    for actor in parties(path):
        sectors = actor["sectors"]
        assert isinstance(sectors, list)
        country = bool(actor["country"]) or bool(INTERNATIONAL & set(sectors))
        found["all"] += 1
        found["country"] += country
        found["sector"] += bool(sectors)
        found["either"] += country or bool(sectors)
    return found


def main() -> int:
    """Print shares."""
    shares = leaders()
    for year in (*YEARS[::5], YEARS[-1]):
        print(f"{year}  {shares[year]:.2f} of the states have a known leader")
    for name in sys.argv[1:]:
        found = codes(Path(name))
        total = found["all"]
        rest = ", ".join(
            f"{key} {found[key] / total:.2f}" for key in ("country", "sector", "either")
        )
        print(f"{name}: {total} parties of events; {rest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
