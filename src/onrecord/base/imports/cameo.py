"""Actors' dictionaries of TABARI, PETRARCH and Phoenix: names with CAMEO codes and dates.

    NORLAND_NATIONAL_GUARD  [NRLMIL]        ; a comment, as is what follows a #
    IVO_MARN_
    +PRESIDENT_MARN_
        [NRLGOV 010320-050911]              from one day to another
        [NRLELI <010320]                    until a day
        [NRLOPP >20050911]                  from a day on
        [NRLELI]                            on all other days

Years of two digits are 2000 to 2030 up to 30, else 1931 to 1999 (petrarch, `dstr_to_ordate`).
Names that mean a state as a whole are left out: the base has the states.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from onrecord.base.actors import Known
from onrecord.base.imports.rows import Problem, ordered
from onrecord.base.keys import name_key
from onrecord.base.states import States

PIVOT = 30
"""The last two-digit year that belongs to this century."""
COUNTRIES = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "KSV": "KOS", "KOS": "KOS"}
"""Codes of CAMEO's that ISO 3166-3 has withdrawn since, and Kosovo's."""
BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Codes for bodies without a country."""
SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY",
    "REB": "REB", "INS": "REB", "SEP": "REB", "OPP": "OPP", "PTY": "PTY", "UAF": "UAF",
    "AGR": "AGR", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "EDU": "EDU", "ELI": "ELI",
    "LAB": "LAB", "REF": "REF", "REL": "REL", "MED": "JRN", "HLH": "MED",
}  # fmt: skip
"""CAMEO's three letters and the sector that PLOVER's manual puts them in (openeventdata/PLOVER
5e0c24f, PLOVER_MANUAL.tex): media is JRN there and MED health; INS and SEP are REB. Others
(religions, DEV, HRI, MOD, RAD) have no sector there and are left out."""
GROUPS = frozenset({"REB", "UAF", "IMG", "CRM"})

_CODE = re.compile(r"\[([A-Z0-9-]{3,18})(?:\s+([<>]?)\s*(\d{6,8})(?:-(\d{6,8}))?)?\s*\]")


class _Code(NamedTuple):
    """A code in brackets, with the days for which it holds."""

    letters: str
    start: str | None
    end: str | None

    @property
    def dated(self) -> bool:
        return bool(self.start or self.end)


class _Entry(NamedTuple):
    """A name with its other names and codes."""

    line: int
    names: list[str]
    codes: list[_Code]
    faults: list[str]
    """What is wrong with further codes, told already."""


def read(path: Path, states: States, problem: Problem) -> Iterator[Known]:
    """The actors of a dictionary, one row for each code and time."""
    for entry in _entries(path, problem):
        try:
            yield from _actors(entry, states)
        except ValueError as error:
            problem(f"{path}:{entry.line}: {error}")


def _entries(path: Path, problem: Problem) -> Iterator[_Entry]:
    """Name lines with the lines below that begin with `+` or hold codes in brackets."""
    entry: _Entry | None = None
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            words = re.split("[;#]", line, maxsplit=1)[0]
            name = words.partition("[")[0].strip()
            if name and not name.startswith(("+", "{", "}", "&", "<")):
                if entry:
                    yield entry
                entry = _Entry(number, [_written(name)], [], [])
            elif entry and name.startswith("+"):
                entry.names.append(_written(name[1:]))
            if entry and "[" in words:
                _add_codes(entry, words[words.index("[") :], f"{path}:{number}", problem)
    if entry:
        yield entry


def _add_codes(entry: _Entry, words: str, where: str, problem: Problem) -> None:
    found = list(_CODE.finditer(words))
    faults: list[str] = []
    if "".join(match[0] for match in found) != re.sub(r"\]\s+\[", "][", words).strip():
        faults.append(f"{words.strip()} isn't a code with dates, as [USAGOV 010120-090120] is")
    for match in found:
        try:
            entry.codes.append(_code(match))
        except ValueError as error:
            faults.append(f"{match[0]}: {error}")
    entry.faults.extend(faults)
    for fault in faults:
        problem(f"{where}: {fault}")


def _code(match: re.Match[str]) -> _Code:
    letters, sign, first, second = match[1], match[2], match[3], match[4]
    if not first:
        return _Code(letters, None, None)
    if sign:
        day = _day(first)
        return _Code(letters, *((None, day) if sign == "<" else (day, None)))
    return _Code(letters, *ordered(_day(first), _day(second) if second else None))


def _day(digits: str) -> str:
    """An ISO day out of YYMMDD or YYYYMMDD. Raises ValueError where there is no such day."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= PIVOT else "19") + digits
    if len(digits) != 8:
        raise ValueError(f"{digits} is no date")
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()


def _written(name: str) -> str:
    """`AL_NAHDA_PARTY_` as "Al Nahda Party"."""
    return " ".join(word.capitalize() for word in name.replace("_", " ").split())


def _actors(entry: _Entry, states: States) -> Iterator[Known]:
    if not entry.codes:
        if entry.faults:
            return
        raise ValueError(f"{entry.names[0]} has no code")
    name, *aliases = dict.fromkeys(entry.names)
    person = any(code.dated or "ELI" in _triples(code.letters) for code in entry.codes)
    for code in _in_time(entry.codes):
        country, sectors = _read_letters(code.letters, states)
        if not sectors:
            continue
        kind = "person" if person else "group" if GROUPS & set(sectors) else "organisation"
        yield Known(
            f"cameo:{name_key(name).replace(' ', '-')}", name, kind,
            tuple(aliases), country, sectors, code.start, code.end, None, (), "",
        )  # fmt: skip


def _triples(letters: str) -> list[str]:
    return [letters[n : n + 3] for n in range(0, len(letters), 3)]


def _read_letters(letters: str, states: States) -> tuple[str | None, tuple[str, ...]]:
    """Country and PLOVER's sectors of a CAMEO code. Raises ValueError for an unknown country."""
    first, *rest = _triples(letters)
    country = COUNTRIES.get(first) or (states.code(first) if first in states.by_iso else None)
    if country is None and first not in BODIES and first not in SECTORS and first != "---":
        raise ValueError(f"{first} of {letters} is no country and no sector")
    triples = rest if country or first == "---" else [first, *rest]
    sectors = (t if t in BODIES else SECTORS.get(t) for t in triples)
    return country, tuple(dict.fromkeys(sector for sector in sectors if sector))


def _in_time(codes: list[_Code]) -> list[_Code]:
    """The codes with the undated ones put where no dated one holds."""
    dated = [code for code in codes if code.dated]
    undated = [code for code in codes if not code.dated]
    if not dated or not undated:
        return codes
    return dated + [code._replace(start=a, end=b) for code in undated for a, b in _gaps(dated)]


def _gaps(dated: list[_Code]) -> list[tuple[str | None, str | None]]:
    """The times between (and before and after) those of the codes, as first and last day."""
    gaps: list[tuple[str | None, str | None]] = []
    reached = ""
    for start, end in sorted((code.start or "", code.end or "9999-12-31") for code in dated):
        if start > reached and (not reached or start > _beside(reached, 1)):
            gaps.append((_beside(reached, 1) if reached else None, _beside(start, -1)))
        reached = max(reached, end)
    if reached < "9999-12-31":
        gaps.append((_beside(reached, 1), None))
    return gaps


def _beside(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
