"""Counts and intensity sums of directed dyads by month, as CSV.

A side is a country, or an actor with its codes. A mutual event counts in both directions; an
event counts once for each pair, however many of its actors belong to it. `events` sums up all
quads; the intensity is PLOVER's, from -10 to 10, and `goldstein_sum` is CAMEO's scale.
"""

from pathlib import Path
from typing import get_args

from onrecord.export.dyads import make_dyads
from onrecord.export.lookup import load_lookups
from onrecord.export.work import Work, Written, notes_on_left, write_sidecar
from onrecord.model.record import Type

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
SIDES = {
    "country": ("source", "target"),
    "actor": (
        *("source", "source_country", "source_sectors"),
        *("target", "target_country", "target_sectors"),
    ),
}


class DyadMonths:
    """Counts by dyad and month."""

    name = "dyad-months"
    suffix = ".csv"
    as_facts = True
    about = "counts and intensity sums of dyads by month"

    def write(self, work: Work, to: Path) -> Written:
        """Write a row for each dyad in each month in which it has an event."""
        load_lookups(work.store)
        make_dyads(work.store, work.options.mutual, work.options.undated)
        _make_pairs(work)
        rows = work.csv(_query(work.options.level), to)
        left = work.counts.taken - work.count("SELECT count(DISTINCT n) FROM pairs")
        sides = "two countries" if work.options.level == "country" else "two named sides"
        notes = notes_on_left(left, f"without a date or without {sides}")
        sidecar = write_sidecar(work, "SELECT *, key AS id FROM pairs", to)
        return Written(files=[to, sidecar], rows=rows, notes=notes)


DYAD_MONTHS = DyadMonths()


def _side(letter: str, role: str, level: str) -> str:
    if level == "country":
        return f"{letter}_country AS {role}"
    sectors = f"nullif(array_to_string({letter}_sectors, '+'), '')"
    return (
        f"{letter}_name AS {role}, {letter}_country AS {role}_country, {sectors} AS {role}_sectors"
    )


def _make_pairs(work: Work) -> None:
    """The events of each dyad, each once: `key` says which row of the counts an event is in."""
    level = work.options.level
    names = ", ".join(SIDES[level])
    work.store.execute(
        f"""CREATE OR REPLACE TEMP TABLE pairs AS
        SELECT n, month, {names}, concat_ws('|', month, {names}) AS key,
            bool_and(reverse) AS reverse, any_value(source_words) AS source_words,
            any_value(target_words) AS target_words, any_value(type) AS type,
            any_value(quad) AS quad, any_value(intensity) AS intensity,
            any_value(goldstein) AS goldstein
        FROM (SELECT n, reverse, left(day, 7) AS month, s_words AS source_words,
                t_words AS target_words, {_side("s", "source", level)},
                {_side("t", "target", level)}, d.type, d.quad, d.intensity, c.goldstein
            FROM dyad_rows d LEFT JOIN cameo_codes c ON c.ours = d.cameo)
        WHERE source IS NOT NULL AND target IS NOT NULL GROUP BY ALL"""
    )


def _query(level: str) -> str:
    names = ", ".join(SIDES[level])
    quads = ", ".join(
        f"count(*) FILTER (quad = {number}) AS {name}" for number, name in enumerate(QUADS, 1)
    )
    types = ", ".join(
        f"count(*) FILTER (type = '{type}') AS {type.lower()}" for type in get_args(Type)
    )
    return f"""SELECT month, {names}, count(*) AS events, {quads},
        round(sum(intensity), 2) AS intensity_sum, round(avg(intensity), 4) AS intensity_mean,
        round(sum(goldstein), 2) AS goldstein_sum, {types}
    FROM pairs GROUP BY month, {names} ORDER BY month, {names}"""
