"""W3C Web Annotations: each coded span as an annotation, in one JSON-LD collection.

A span is named twice: by its place (TextPositionSelector, in code points of the text that was
coded) and by its words (TextQuoteSelector). Motivation, status and rule say what it was coded as.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from onrecord import __version__
from onrecord.export.work import Work, Written
from onrecord.export.writing import Texts, write_pieces

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:vocabulary:"}]
AROUND = 32
"""Characters before and after the words, with `--quote full`."""


class Annotation:
    """A collection of annotations."""

    name = "annotation"
    suffix = ".jsonld"
    as_facts = False
    about = "W3C Web Annotations in JSON-LD"

    def write(self, work: Work, to: Path) -> Written:
        """Write an annotation for each span."""
        work.store.execute(f"CREATE OR REPLACE TEMP VIEW spans AS {_SPANS}")
        total = work.count("SELECT count(*) FROM spans")
        head = {
            "@context": CONTEXT,
            "id": "urn:onrecord:annotations",
            "type": "AnnotationCollection",
            "label": "What onrecord coded, span by span",
            "generator": {"type": "Software", "name": f"onrecord {__version__}"},
            "total": total,
        }
        page = {"id": "urn:onrecord:annotations:1", "type": "AnnotationPage", "startIndex": 0}
        opened = f'{_open(head)}"first":{_open(page)}"items":[\n'
        rows = write_pieces(work.store, [opened, Texts(_query(work), ",\n"), "\n]}}\n"], to)
        return Written(files=[to], rows=rows)


ANNOTATION = Annotation()


def _open(head: Mapping[str, object]) -> str:
    """A JSON object that goes on."""
    return json.dumps(head, ensure_ascii=False).removesuffix("}") + ", "


_EVENT = (
    "e.document, e.event AS part, e.status, e.asserted_by, e.according_to, e.rule, e.confidence"
)
_SAID = (
    "s.document, s.id AS part, NULL AS status, NULL AS asserted_by, NULL AS according_to, "
    "s.rule, s.confidence"
)
_SPANS = f"""SELECT {_EVENT}, 1 AS kind, 'trigger' AS role, 1 AS nth, 'classifying' AS motivation,
    concat_ws('/', e.type, nullif(array_to_string(e.modes, '+'), '')) AS value, NULL AS link,
    e.trigger_start_char AS first_char, e.trigger_end_char AS last_char, e.trigger_text AS words
FROM told e
UNION ALL
SELECT {_EVENT}, 2, p.role, p.position, 'identifying', p.name,
    'http://www.wikidata.org/entity/' || p.wikidata, p.start_char, p.end_char, p.words
FROM parties p JOIN told e ON e.n = p.n WHERE NOT p.withheld
UNION ALL
SELECT {_EVENT}, 3, 'place', 1, 'identifying', l.name,
    'https://sws.geonames.org/' || l.geonameid || '/', l.start_char, l.end_char, l.text
FROM told e JOIN places l ON (l.document, l.id) = (e.document, e.place)
UNION ALL
SELECT {_EVENT}, 4, 'time', 1, 'identifying', t.value, NULL, t.start_char, t.end_char, t.text
FROM told e JOIN events v ON (v.document, v.id) = (e.document, e.event)
JOIN times t ON (t.document, t.id) = (v.document, v.time)
UNION ALL
SELECT {_SAID}, 5, 'cue', 1, 'classifying',
    s.act || if(s.polarity = 'negative', '/negative', ''), NULL,
    s.cue_start_char, s.cue_end_char, s.cue_text
FROM statements s WHERE s.document IN (SELECT document FROM chosen)
UNION ALL
SELECT {_SAID}, 6, 'speaker', 1, 'identifying', coalesce(a.name, s.speaker_text), NULL,
    s.speaker_start_char, s.speaker_end_char, s.speaker_text
FROM statements s LEFT JOIN actors a ON (a.document, a.id) = (s.document, s.speaker_actor)
WHERE s.document IN (SELECT document FROM chosen) AND s.speaker_start_char IS NOT NULL
    AND (s.document, coalesce(s.speaker_actor, '')) NOT IN
        (SELECT (document, id) FROM private WHERE person)
UNION ALL
SELECT document, part, NULL, NULL, NULL, rule, confidence, 7, 'content', nth, 'highlighting',
    act, NULL, span[1], span[2], words
FROM (SELECT {_SAID}, s.act, unnest(s.content) AS span, unnest(s.content_text) AS words,
        unnest(range(1, len(s.content) + 1)) AS nth
    FROM statements s WHERE s.document IN (SELECT document FROM chosen))"""


def _query(work: Work) -> str:
    """One annotation a row, as JSON."""
    name = "url_encode(x.document)"
    quote = work.options.quote
    around = ""
    if quote == "full":
        around = f""", prefix: substring(d.text, greatest(first_char - {AROUND}, 0) + 1,
            first_char - greatest(first_char - {AROUND}, 0)),
            suffix: substring(d.text, last_char + 1, {AROUND})"""
    position = "to_json({type: 'TextPositionSelector', 'start': first_char, 'end': last_char})"
    words = f"to_json({{type: 'TextQuoteSelector', exact: words{around}}})"
    selectors = f"[{position}, {words}]"
    if quote == "none":
        selectors = f"[{position}]"
    else:
        selectors = f"CASE WHEN words IS NULL THEN [{position}] ELSE {selectors} END"
    purpose = "if(motivation = 'highlighting', 'describing', motivation)"
    textual = (
        "to_json({type: 'TextualBody', value: value, format: 'text/plain', language: 'en', "
        f"purpose: {purpose}}})"
    )
    linked = "to_json({type: 'SpecificResource', source: link, purpose: 'identifying'})"
    return f"""SELECT to_json({{
        id: concat('urn:onrecord:', {name}, ':', part, ':', role, ':', nth), type: 'Annotation',
        motivation: motivation,
        body: CASE WHEN link IS NULL THEN [{textual}] ELSE [{textual}, {linked}] END,
        target: {{source: CASE WHEN d.url LIKE 'http%' THEN d.url
            ELSE 'urn:onrecord:document:' || {name} END, selector: {selectors}}},
        'onrecord:document': x.document, 'onrecord:part': part, 'onrecord:role': role,
        'onrecord:status': status, 'onrecord:asserted_by': asserted_by,
        'onrecord:according_to': according_to, 'onrecord:rule': rule,
        'onrecord:confidence': confidence}})::VARCHAR
    FROM spans x JOIN documents d ON d.id = x.document
    ORDER BY x.document, kind >= 5, length(part), part, kind, role, nth"""
