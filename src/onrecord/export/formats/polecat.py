"""POLECAT's event table: PLOVER codes in 40 tab-separated columns with a head.

A missing text is `None`, several values are joined by `; `, as in the published files. A mutual
event has both sides in the actor's columns, as PLOVER wants it.
"""

from pathlib import Path

from onrecord.export.lookup import load_lookups
from onrecord.export.work import Work, Written, notes_on_left, write_sidecar
from onrecord.export.writing import write_tabs

_SIDE = "Name|Country|COW|Primary {} Sector|Sectors|Title|Name Raw|Wikipedia {} ID"


def _side(who: str) -> list[str]:
    return [name.format(who) if "{}" in name else f"{who} {name}" for name in _SIDE.split("|")]


COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *_side("Actor"),
    *_side("Recipient"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
QUADS = (
    "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT",
)  # fmt: skip


def make_sides(work: Work) -> None:
    """Make the temporary table `sides`: the lists of an event's actors and recipients.

    A mutual event has all its parties among the actors.
    """
    work.store.execute(
        f"""CREATE OR REPLACE TEMP TABLE sides AS
        SELECT p.n, if(p.role = 'target' AND NOT e.mutual, 'recipient', 'actor') AS side,
            list(name ORDER BY p.role, p.position) AS names,
            list(coalesce(country, {_BODY}) ORDER BY p.role, p.position) AS codes,
            list(p.sectors ORDER BY p.role, p.position) AS sectors,
            list(office ORDER BY p.role, p.position) AS offices,
            list({work.words("words")} ORDER BY p.role, p.position) AS words,
            list(wikidata ORDER BY p.role, p.position) AS wikidata
        FROM parties p JOIN chosen c USING (n)
        JOIN events e ON (e.document, e.id) = (c.document, c.event) GROUP BY ALL"""
    )


_BODIES = "['IGO', 'UNO', 'EUR', 'NGO', 'ISM', 'IMG', 'MNC']"
_BODY = f"list_filter(p.sectors, lambda sector: list_contains({_BODIES}, sector))[1]"
"""The code of a body without a country, which stands where others have one."""


class Polecat:
    """The layout of POLECAT's event table."""

    name = "polecat"
    suffix = ".txt"
    as_facts = True
    about = "the layout of POLECAT's event table"

    def write(self, work: Work, to: Path) -> Written:
        """Write a row for each event."""
        load_lookups(work.store)
        make_sides(work)
        make_story(work)
        which = dated(work)
        rows = write_tabs(work.store, _query(work, which), to, header=True, raw=work.options.raw)
        left = work.count(f"SELECT count(*) FROM told WHERE NOT ({which})")
        notes = notes_on_left(left, "without a date")
        return Written(
            files=[to, write_sidecar(work, side_words(which), to)], rows=rows, notes=notes
        )


POLECAT = Polecat()


def dated(work: Work) -> str:
    """The SQL of whether an event in `told` has the date that a format wants."""
    if work.options.undated == "leave-out":
        return "coalesce(date_from = 'event', false)"
    return "day IS NOT NULL"


def side_words(which: str) -> str:
    """The query for the sidecar of a format with one row an event."""
    return f"""SELECT document || '#' || event AS id, e.n, false AS reverse,
        array_to_string(s.words, '; ') AS source_words,
        array_to_string(t.words, '; ') AS target_words
    FROM told e LEFT JOIN sides s ON s.n = e.n AND s.side = 'actor'
    LEFT JOIN sides t ON t.n = e.n AND t.side = 'recipient' WHERE {which}"""


def make_story(work: Work) -> None:
    """Make the temporary tables of a document's public people and bodies, and of its places."""
    work.store.execute(
        """CREATE OR REPLACE TEMP TABLE story_actors AS
        SELECT document, string_agg(DISTINCT name, '; ' ORDER BY name)
                FILTER (kind = 'person' AND public) AS people,
            string_agg(DISTINCT name, '; ' ORDER BY name)
                FILTER (kind = 'organisation' AND public) AS bodies
        FROM actors WHERE document IN (SELECT document FROM chosen) GROUP BY document"""
    )
    work.store.execute(
        """CREATE OR REPLACE TEMP TABLE story_places AS
        SELECT document, string_agg(DISTINCT name, '; ' ORDER BY name) AS places
        FROM places WHERE document IN (SELECT document FROM chosen) GROUP BY document"""
    )


def _joined(items: str) -> str:
    """A list as text, or nothing where all of it is missing."""
    texts = f"list_transform({items}, lambda item: coalesce(nullif(item, ''), 'None'))"
    return (
        f"CASE WHEN len(list_filter({items}, lambda item: item IS NOT NULL)) > 0 "
        f"THEN array_to_string({texts}, '; ') END"
    )


def _columns(side: str) -> list[str]:
    """The eight columns of a side."""
    first = f"list_transform({side}.sectors, lambda sectors: sectors[1])"
    every = f"list_transform({side}.sectors, lambda sectors: array_to_string(sectors, ', '))"
    return [
        _joined(f"{side}.names"),
        _joined(f"{side}.codes"),
        "NULL",
        _joined(first),
        _joined(every),
        _joined(f"{side}.offices"),
        _joined(f"{side}.words"),
        _joined(f"{side}.wikidata"),
    ]


def _query(work: Work, which: str) -> str:
    city = "CASE WHEN e.place_kind IN ('city', 'facility') THEN e.place_name END"
    texts = [
        "e.document || '#' || e.event", "e.day", "e.type", "array_to_string(e.modes, '; ')",
        "e.intensity", f"{list(QUADS)}[e.quad]", "array_to_string(e.contexts, '; ')",
        *_columns("s"), *_columns("t"),
        "e.place_name", city, "NULL", "v.name", "e.place_country", "e.lat", "e.lon", "e.geonameid",
        work.words("e.place_text"), "e.place_feature", "e.outlet", "e.published_day",
        "y.people", "y.bodies", "w.places", "e.language", "'onrecord/1'",
    ]  # fmt: skip
    numbers = {"Intensity", "Latitude", "Longitude", "GeoNames ID"}
    cells = ", ".join(
        f'{sql} AS "{name}"'
        if name in numbers
        else f"coalesce(nullif({sql}, ''), 'None') AS \"{name}\""
        for name, sql in zip(COLUMNS, texts, strict=True)
    )
    return f"""SELECT {cells} FROM told e
    LEFT JOIN sides s ON s.n = e.n AND s.side = 'actor'
    LEFT JOIN sides t ON t.n = e.n AND t.side = 'recipient'
    LEFT JOIN story_actors y ON y.document = e.document
    LEFT JOIN story_places w ON w.document = e.document
    LEFT JOIN provinces v ON (v.iso, v.code) = (e.place_country, e.place_admin1)
    WHERE {which} ORDER BY e.n"""
