"""GDELT 2.0's Events table: 61 columns, tab-separated, without a head (codebook V2.0, 2015).

What it has no column for (who claims it, the words, the chain of sources) stands in the sidecar.
Ethnic and religious codes and the tone are always empty: onrecord infers none of them.
"""

from pathlib import Path

from onrecord.export.dyads import left_out, make_dyads
from onrecord.export.lookup import load_lookups, read_list
from onrecord.export.work import Work, Written, notes_on_left, write_sidecar
from onrecord.export.writing import write_tabs

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
    "Type1Code Type2Code Type3Code"
)
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR.split()),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO.split()),
    *("DATEADDED", "SOURCEURL"),
)
"""The names of the columns, which the file itself doesn't carry."""


class Gdelt:
    """The layout of GDELT's Events table."""

    name = "gdelt"
    suffix = ".tsv"
    as_facts = True
    about = "the layout of GDELT 2.0's Events table"

    def write(self, work: Work, to: Path) -> Written:
        """Write a row for each pair of source and target."""
        load_lookups(work.store)
        make_dyads(work.store, work.options.mutual, work.options.undated)
        rows = write_tabs(work.store, _query(), to, header=False, raw=work.options.raw)
        left = left_out(work.store, "cameo IN (SELECT ours FROM cameo_codes)")
        notes = notes_on_left(left, "without a date, an actor or a CAMEO code")
        sidecar = write_sidecar(work, _words(), to)
        return Written(files=[to, sidecar], rows=rows, notes=notes)


GDELT = Gdelt()


def _words() -> str:
    return (
        "SELECT id, n, reverse, s_words AS source_words, t_words AS target_words FROM dyad_rows "
        "WHERE cameo IN (SELECT ours FROM cameo_codes)"
    )


def code_of(kind: str, sector: str) -> str:
    """The SQL that turns one of our sectors into a CAMEO type or group."""
    rows = [row for row in read_list("sectors") if row[kind]]
    whens = " ".join(f"WHEN '{row['sector']}' THEN '{row[kind]}'" for row in rows)
    return f"CASE {sector} {whens} END"


def listed(kind: str, sectors: str) -> str:
    """The SQL of all codes that a list of sectors has, each once."""
    each = f"list_transform({sectors}, lambda sector: {code_of(kind, 'sector')})"
    return f"list_filter({each}, lambda code: code IS NOT NULL)"


def _actor(side: str) -> str:
    """The ten columns of an actor."""
    types, groups = f"{side}_types", f"{side}_groups"
    return f"""nullif(concat({side}_cameo, CASE WHEN len({groups}) > 0
            THEN array_to_string({types}[1:1], '') || {groups}[1]
            ELSE array_to_string({types}[1:3], '') END), ''),
        upper({side}_name), {side}_cameo, {groups}[1], NULL, NULL, NULL,
        {types}[1], {types}[2], {types}[3]"""


_NO_PLACE = "0, NULL, NULL, NULL, NULL, NULL, NULL, NULL"
_TYPE = """CASE WHEN place_name IS NULL OR lat IS NULL THEN 0 WHEN place_kind = 'country' THEN 1
    WHEN place_kind = 'admin' THEN if(place_country = 'USA', 2, 5)
    ELSE if(place_country = 'USA', 3, 4) END"""
_PLACED = f"({_TYPE}) > 0"
_ACTION = f"""{_TYPE},
    CASE WHEN {_PLACED} THEN CASE WHEN place_kind = 'country' THEN country_name
        WHEN place_kind = 'admin' THEN concat_ws(', ', place_name, country_name)
        ELSE concat_ws(', ', place_name, province, country_name) END END,
    CASE WHEN {_PLACED} THEN fips END,
    CASE WHEN {_PLACED} THEN concat(fips, CASE WHEN place_kind <> 'country' THEN place_admin1 END)
        END, NULL,
    CASE WHEN {_PLACED} THEN lat END, CASE WHEN {_PLACED} THEN lon END,
    CASE WHEN ({_TYPE}) = 1 THEN fips
        WHEN ({_TYPE}) IN (2, 5) THEN concat(fips, place_admin1) END"""


def _query() -> str:
    """The 61 columns in their order."""
    values = f"""id, strftime(date, '%Y%m%d')::INT, strftime(date, '%Y%m')::INT, year(date),
        round(year(date) + least(((month(date) - 1) * 30 + day(date)) / 365, 0.9999), 4),
        {_actor("s")}, {_actor("t")},
        coalesce(in_first_sentence, false)::INT, code, left(code, 3), left(code, 2), cameo_quad,
        goldstein, mentions, 1, 1, NULL, {_NO_PLACE}, {_NO_PLACE}, {_ACTION},
        (strftime(coalesce(try_cast(published_day AS DATE), date), '%Y%m%d') || '000000')::BIGINT,
        coalesce(url, document_source, document)"""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    return f"""SELECT * FROM (SELECT {values} FROM ({_joined()}) ORDER BY n, reverse, id)
        AS gdelt({names})"""


def _joined() -> str:
    """Pairs with the codes of GDELT, a row only where there is a CAMEO code."""
    sides = ", ".join(
        f"{side}c.cameo AS {side}_cameo, "
        f"{listed('cameo_type', f'd.{side}_sectors')} AS {side}_types, "
        f"{listed('cameo_group', f'd.{side}_sectors')} AS {side}_groups"
        for side in "st"
    )
    visit = "CASE WHEN d.reverse AND c.code = '042' THEN '043' ELSE c.code END"
    return f"""SELECT d.*, d.day::DATE AS date, {visit} AS code, c.quad AS cameo_quad,
        CASE WHEN d.reverse AND c.code = '042' THEN 2.8 ELSE c.goldstein END AS goldstein,
        greatest(coalesce(m.mentions, 1), 1) AS mentions, {sides},
        k.fips, k.name AS country_name, v.name AS province
    FROM dyad_rows d JOIN cameo_codes c ON c.ours = d.cameo
    LEFT JOIN (SELECT document, event, count(*) AS mentions FROM event_mentions GROUP BY ALL) m
        ON (m.document, m.event) = (d.document, d.event)
    LEFT JOIN countries sc ON sc.plover = d.s_country
    LEFT JOIN countries tc ON tc.plover = d.t_country
    LEFT JOIN countries k ON k.iso = d.place_country
    LEFT JOIN provinces v ON (v.iso, v.code) = (d.place_country, d.place_admin1)"""
