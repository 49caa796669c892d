"""UCDP's Actor Dataset (https://ucdp.uu.se/downloads/, CC BY 4.0): governments and armed groups.

The CSV of version 26.1 has `ActorId`, `NameData`, `NameOrig`, `NameOrigFull`, `NameOrigFullEng`,
`NewName`, `NewNameFullEng`, `Org` and `Location` among its 35 columns, in Latin-1. `Org` is 1 for
formally and 2 for informally organised groups, 3 for communal groups and 4 for governments (UCDP
Actor Dataset Codebook). Governments are left out: the states are known already.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.base.actors import Known
from onrecord.base.imports.rows import Problem, state_code, table
from onrecord.base.states import States

NEEDED = ("ActorId", "NameData", "Org")
_OTHER_NAMES = ("NameOrig", "NameOrigFull", "NameOrigFullEng", "NewName", "NewNameFullEng")
SECTORS = {"1": ("REB",), "2": ("UAF",), "3": ("CVL",)}
GOVERNMENT = "4"


def read(path: Path, states: States, problem: Problem) -> Iterator[Known]:
    """The groups of the dataset. Raises GazetteerError where a column is missing."""
    for line, row in table(path, _encoding(path), NEEDED):
        if row["Org"] == GOVERNMENT:
            continue
        try:
            yield _known(row, states)
        except ValueError as error:
            problem(f"{path}:{line}: {error}")


def _encoding(path: Path) -> str:
    """UTF-8 where the file is, else Latin-1, as UCDP publishes it. The file has some 2 MB."""
    try:
        path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8-sig"


def _known(row: dict[str, str], states: States) -> Known:
    if not row["ActorId"].isdecimal():
        raise ValueError(f"ActorId {row['ActorId']!r} is no number")
    if row["Org"] not in SECTORS:
        raise ValueError(f"Org {row['Org']!r} is none of 1 to 4")
    name = row["NameData"].strip()
    if not name:
        raise ValueError(f"actor {row['ActorId']} has no name")
    countries = _countries(row.get("Location", ""), states)
    across = ("IMG",) if len(countries) > 1 else ()
    others = (row.get(column, "").strip() for column in _OTHER_NAMES)
    return Known(
        f"ucdp:{row['ActorId']}", name, "group",
        tuple(dict.fromkeys(other for other in others if other and other != name)),
        countries[0] if len(countries) == 1 else None, (*across, *SECTORS[row["Org"]]),
        None, None, None, tuple(f"present_in={code}" for code in countries), "",
    )  # fmt: skip


def _countries(location: str, states: States) -> list[str]:
    """PLOVER's codes for "Myanmar (Burma), India"; a name that is no state's raises ValueError."""
    pieces = [piece.strip() for piece in re.split(r",(?![^(]*\))", location) if piece.strip()]
    codes = (state_code(re.sub(r"\s*\([^)]*\)", "", piece), states) for piece in pieces)
    return list(dict.fromkeys(code for code in codes if code))
