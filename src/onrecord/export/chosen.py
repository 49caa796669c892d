"""The chosen events, as temporary tables that all formats read from.

`chosen` holds their keys, numbered in the order of the documents' ids; `parties` who acts and who
is acted on, private persons by description; `told` one row an event with everything that the
flat formats need.
"""

from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.export.choice import Choice, claim_rule, conditions
from onrecord.export.overlay import STANDING
from onrecord.model.record import WITHHELD

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many events were found, and why others were left out."""

    found: int
    """Events that meet the filters."""
    taken: int
    left_status: int = 0
    """Left out because they are not told as happened or ongoing."""
    left_claims: int = 0
    """Left out because a source or a quotation asserts them, not the outlet."""


def choose(store: "DuckDBPyConnection", choice: Choice, as_facts: bool) -> Counts:
    """Make the temporary tables.

    Args:
        store: an open session of a store.
        choice: the filters.
        as_facts: whether the format can't say who claims what, so that the rule on claims holds.
    """
    _private(store, choice)
    status, asserter = claim_rule(choice) if as_facts else ("true", "true")
    met = conditions(choice)
    values: list[Any] = [value for condition in met for value in condition.values]
    store.execute(
        f"""CREATE OR REPLACE TEMP TABLE met AS
        SELECT e.document, e.id AS event, {status} AS fact, {asserter} AS own
        FROM events e JOIN documents d ON d.id = e.document
        LEFT JOIN places l ON (l.document, l.id) = (e.document, e.place)
        WHERE {" AND ".join(condition.sql for condition in met) or "true"}
        {STANDING if choice.reviewed == "only" else ""}""",
        values,
    )
    store.execute(
        """CREATE OR REPLACE TEMP TABLE chosen AS
        SELECT row_number() OVER (ORDER BY document, length(event), event) AS n, document, event
        FROM met WHERE fact AND own"""
    )
    for sql in (_PARTIES, _CHAINS, _FIRST_SENTENCES, _TOLD):
        store.execute(sql)
    (row,) = store.execute(
        "SELECT count(*), count(*) FILTER (fact AND own), count(*) FILTER (NOT fact), "
        "count(*) FILTER (fact AND NOT own) FROM met"
    ).fetchall()
    return Counts(found=row[0], taken=row[1], left_status=row[2], left_claims=row[3])


def _private(store: "DuckDBPyConnection", choice: Choice) -> None:
    """Actors that appear by description only; none with `names="all"`."""
    kept = "NOT public" if choice.hides_names else "false"
    store.execute(
        "CREATE OR REPLACE TEMP TABLE private AS "
        f"SELECT document, id, kind = 'person' AS person FROM actors WHERE {kept}"
    )


_PARTIES = f"""CREATE OR REPLACE TEMP TABLE parties AS
SELECT c.n, p.role, p.position, coalesce(h.person, false) AS withheld, a.kind,
    CASE WHEN h.person THEN '{WITHHELD}' ELSE coalesce(a.name, p.text) END AS name,
    a.country, CASE WHEN h.person AND len(coalesce(a.sectors, [])) = 0 THEN ['CVL']
        ELSE coalesce(a.sectors, []) END AS sectors,
    CASE WHEN h.id IS NULL THEN a.wikidata END AS wikidata,
    CASE WHEN h.id IS NULL THEN a.office END AS office,
    CASE WHEN h.id IS NULL THEN p.actor END AS actor,
    CASE WHEN h.person THEN NULL ELSE p.text END AS words, p.start_char, p.end_char
FROM chosen c JOIN event_actors p USING (document, event)
LEFT JOIN actors a ON (a.document, a.id) = (p.document, p.actor)
LEFT JOIN private h ON (h.document, h.id) = (p.document, p.actor)"""

_CHAINS = f"""CREATE OR REPLACE TEMP TABLE chains AS
SELECT n, list(CASE WHEN link = 'outlet' THEN coalesce(outlet, 'the outlet')
    WHEN h.person THEN '{WITHHELD}' ELSE coalesce(a.name, link) END ORDER BY nth) AS names
FROM (SELECT c.n, c.document, d.outlet, unnest(e.chain) AS link,
        unnest(range(len(e.chain))) AS nth
    FROM chosen c JOIN events e ON (e.document, e.id) = (c.document, c.event)
    JOIN documents d ON d.id = c.document WHERE len(e.chain) > 1) s
LEFT JOIN actors a ON (a.document, a.id) = (s.document, s.link)
LEFT JOIN private h ON (h.document, h.id) = (s.document, s.link)
GROUP BY n"""

_FIRST_SENTENCES = """CREATE OR REPLACE TEMP TABLE first_sentences AS
SELECT document, end_char FROM sentences WHERE position = 1"""

_TOLD = """CREATE OR REPLACE TEMP VIEW told AS
SELECT c.n, c.document, c.event, e.type, e.modes, e.about_type, e.about_modes, e.contexts,
    e.quad, e.intensity, e.cameo, e.status, e.asserted_by, e.historical, e.foreground, e.mutual,
    e.salience, e.trigger_start_char, e.trigger_end_char, e.trigger_text, e.evidence_text,
    left(e.date_start, 10) AS date_start, left(e.date_end, 10) AS date_end,
    e.date_precision, e.date_anchor,
    left(d.published, 10) AS published_day, d.published,
    CASE WHEN e.date_start IS NOT NULL THEN 'event'
        WHEN d.published IS NOT NULL AND NOT e.historical THEN 'publication' END AS date_from,
    CASE WHEN e.date_start IS NOT NULL THEN left(e.date_start, 10)
        WHEN NOT e.historical THEN left(d.published, 10) END AS day,
    e.place, e.place_text, l.name AS place_name, l.kind AS place_kind, l.country AS place_country,
    l.admin1 AS place_admin1, l.feature AS place_feature, l.lat, l.lon, l.geonameid,
    l.precision AS place_precision, l.disputed, l.claimed_by,
    e.dead, e.dead_note, e.injured, e.injured_note, e.arrested, e.arrested_note,
    coalesce(x.names, [coalesce(d.outlet, 'the outlet')]) AS according_to,
    s.act AS statement_act, s.cue_text, e.rule, e.confidence,
    d.outlet, d.title, d.url, d.source AS document_source, d.language, d.license,
    d.rights_holder, e.trigger_start_char < f.end_char AS in_first_sentence,
    v.reviewed
FROM chosen c JOIN events e ON (e.document, e.id) = (c.document, c.event)
JOIN documents d ON d.id = c.document
LEFT JOIN places l ON (l.document, l.id) = (e.document, e.place)
LEFT JOIN statements s ON (s.document, s.id) = (e.document, e.statement)
LEFT JOIN chains x ON x.n = c.n
LEFT JOIN first_sentences f ON f.document = c.document
LEFT JOIN review_outcomes v ON (v.document, v.event) = (c.document, c.event)"""
"""An event with its document, place, chain of sources, words, and what reviewers made of it."""
