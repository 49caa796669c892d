"""PLOVER records as JSON lines, with the field names of the manual (draft 2.0, 2024).

PLOVER lets a data set add fields; here they say what its own can't: status, who asserts the
event and according to whom, and where in the text the words stand.
"""

from pathlib import Path

from onrecord.export.formats.polecat import dated, make_sides, side_words
from onrecord.export.lookup import load_lookups
from onrecord.export.work import Work, Written, notes_on_left, write_sidecar
from onrecord.export.writing import write_lines


class Plover:
    """PLOVER's JSON records."""

    name = "plover"
    suffix = ".jsonl"
    as_facts = True
    about = "PLOVER records as JSON lines"

    def write(self, work: Work, to: Path) -> Written:
        """Write a record for each event."""
        load_lookups(work.store)
        make_sides(work)
        which = dated(work)
        rows = write_lines(work.store, _query(work, which), to)
        left = work.count(f"SELECT count(*) FROM told WHERE NOT ({which})")
        notes = notes_on_left(left, "without a date")
        return Written(
            files=[to, write_sidecar(work, side_words(which), to)], rows=rows, notes=notes
        )


PLOVER = Plover()

_ENTITIES = """list_transform(range(1, len({0}.names) + 1), lambda i: {{
    code: {0}.codes[i], sector: nullif(array_to_string({0}.sectors[i][1:2], ''), ''),
    entity_text: coalesce({0}.words[i], {0}.names[i]), identifier_id: {0}.wikidata[i],
    identifier_text: {0}.names[i], office: {0}.offices[i]}})"""
"""An entity object. PLOVER's religion, ethnicity, gender and age are never filled."""
_RESOLUTION = """CASE e.place_kind WHEN 'country' THEN 1 WHEN 'admin' THEN 2 WHEN 'city' THEN 4
    WHEN 'facility' THEN 5 END"""


def _query(work: Work, which: str) -> str:
    """One JSON object a row."""
    evidence = work.words("e.evidence_text")
    city = "CASE WHEN e.place_kind IN ('city', 'facility') THEN e.place_name END"
    location = f"""CASE WHEN e.place_name IS NULL THEN NULL ELSE {{
        extracted_place: {work.words("e.place_text")}, resolved_place: e.place_name,
        geonameid: e.geonameid, lat: e.lat, lon: e.lon, city: {city}, district: NULL,
        province: v.name, country: k.name, country_code: e.place_country,
        feature_code: e.place_feature, resolution: {_RESOLUTION}}} END"""
    return f"""SELECT to_json({{
        id: e.document || '#' || e.event, has_event: true, date: e.day, enddate: e.date_end,
        actor: coalesce({_ENTITIES.format("s")}, []),
        recipient: coalesce({_ENTITIES.format("t")}, []),
        event: [e.type], event_loc: {location},
        event_text: CASE WHEN {work.words("e.trigger_text")} IS NULL THEN NULL
            ELSE [e.trigger_text] END,
        quad_code: e.quad, event_scale: e.intensity, mode: e.modes, context: e.contexts,
        "text": {evidence},
        text_info: {{sequence: z.position, "start": z.start_char, "end": z.end_char}},
        size: {{dead: e.dead, injured: e.injured, arrested: e.arrested}},
        cite_info: {{citation: e.document, url: e.url, title: e.title, "language": e.language,
            publication: e.outlet, license: e.license, copyright: e.rights_holder,
            codebook: 'PLOVER draft 2.0'}},
        coder: 'onrecord', "comment": NULL,
        status: e.status, asserted_by: e.asserted_by, according_to: e.according_to,
        mutual: e.mutual, historical: e.historical, about: CASE WHEN e.about_type IS NULL THEN NULL
            ELSE {{"event": [e.about_type], mode: e.about_modes}} END,
        trigger_span: [e.trigger_start_char, e.trigger_end_char],
        date_from: e.date_from, date_precision: e.date_precision, cameo: e.cameo,
        rule: e.rule, confidence: e.confidence, reviewed: e.reviewed}})::VARCHAR
    FROM told e
    LEFT JOIN sides s ON s.n = e.n AND s.side = 'actor'
    LEFT JOIN sides t ON t.n = e.n AND t.side = 'recipient'
    LEFT JOIN countries k ON k.iso = e.place_country
    LEFT JOIN provinces v ON (v.iso, v.code) = (e.place_country, e.place_admin1)
    ASOF LEFT JOIN sentences z
        ON z.document = e.document AND e.trigger_start_char >= z.start_char
    WHERE {which} ORDER BY e.n"""
