"""ICEWS' coded events: CAMEO dyads in 20 tab-separated columns with a head.

Only events with both a source and a target; the sidecar says who claims them, in which words.
"""

from pathlib import Path

from onrecord.export.dyads import left_out, make_dyads
from onrecord.export.formats.gdelt import listed
from onrecord.export.lookup import load_lookups
from onrecord.export.work import Work, Written, notes_on_left, write_sidecar
from onrecord.export.writing import write_tabs

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
    *("Sentence Number", "Publisher", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude"),
)
_WHICH = "cameo IN (SELECT ours FROM cameo_codes) AND s_name IS NOT NULL AND t_name IS NOT NULL"


class Icews:
    """The layout of ICEWS' coded events."""

    name = "icews"
    suffix = ".tab"
    as_facts = True
    about = "CAMEO dyads in the layout of ICEWS' coded events"

    def write(self, work: Work, to: Path) -> Written:
        """Write a row for each pair of source and target."""
        load_lookups(work.store)
        make_dyads(work.store, work.options.mutual, work.options.undated)
        rows = write_tabs(work.store, _query(), to, header=True, raw=work.options.raw)
        left = left_out(work.store, _WHICH)
        notes = notes_on_left(left, "without a date, a CAMEO code, a source or a target")
        words = (
            "SELECT id, n, reverse, s_words AS source_words, t_words AS target_words "
            f"FROM dyad_rows WHERE {_WHICH}"
        )
        return Written(files=[to, write_sidecar(work, words, to)], rows=rows, notes=notes)


ICEWS = Icews()


def _sectors(side: str) -> str:
    labels = f"list_distinct({listed('icews', f'd.{side}_sectors')})"
    return f"array_to_string(list_sort({labels}), ',')"


def _query() -> str:
    visit = "d.reverse AND c.code = '042'"
    story = "(md5_number_lower(d.document) & 9007199254740991)::BIGINT"
    city = "CASE WHEN d.place_kind IN ('city', 'facility') THEN d.place_name END"
    values = f"""d.id, d.day, d.s_name, {_sectors("s")}, sc.icews,
        CASE WHEN {visit} THEN 'Host a visit' ELSE c.name END,
        CASE WHEN {visit} THEN '043' ELSE c.code END,
        CASE WHEN {visit} THEN 2.8 ELSE c.intensity END,
        d.t_name, {_sectors("t")}, tc.icews, {story}, z.position, d.outlet,
        {city}, NULL, v.name, k.icews, d.lat, d.lon"""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    return f"""SELECT * FROM (SELECT {values}
    FROM (SELECT * FROM dyad_rows WHERE {_WHICH}) d JOIN cameo_codes c ON c.ours = d.cameo
    LEFT JOIN countries sc ON sc.plover = d.s_country
    LEFT JOIN countries tc ON tc.plover = d.t_country
    LEFT JOIN countries k ON k.iso = d.place_country
    LEFT JOIN provinces v ON (v.iso, v.code) = (d.place_country, d.place_admin1)
    ASOF LEFT JOIN sentences z
        ON z.document = d.document AND d.trigger_start_char >= z.start_char
    ORDER BY d.n, d.reverse, d.id) AS icews({names})"""
