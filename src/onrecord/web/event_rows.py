"""Events as rows with names in words: the list that several pages show and give away."""

from collections.abc import Mapping
from typing import Any

from onrecord.export.chosen import WITHHELD
from onrecord.store import Session
from onrecord.web.filters import Filter
from onrecord.web.lists import SIZE, Listed, listed
from onrecord.web.query import Query

ORDERS = {
    "date": "coalesce(f.date_start, f.published) DESC NULLS LAST, f.document, f.salience",
    "published": "f.published DESC NULLS LAST, f.document, f.salience",
    "confidence": "f.confidence DESC, f.document, f.salience",
    "doubt": "f.confidence, f.document, f.salience",
    "document": "f.document, f.salience",
}
"""How a list of events may be sorted, by the name in the address."""

_NAME = f"""CASE WHEN a.kind = 'person' AND NOT a.public THEN '{WITHHELD}'
    ELSE coalesce(a.name, {{words}}) END"""
"""What an actor is called; a private person's name stays in the evidence words."""
_PARTIES = f"""parties AS (
  SELECT ea.document, ea.event, ea.role,
    string_agg({_NAME.format(words="ea.text")}, '; ' ORDER BY ea.position) AS names,
    string_agg(CASE WHEN a.kind = 'person' AND NOT a.public THEN NULL ELSE ea.text END, '; '
      ORDER BY ea.position) AS words
  FROM chosen f
  JOIN event_actors ea ON ea.document = f.document AND ea.event = f.event
  LEFT JOIN actors a ON a.document = ea.document AND a.id = ea.actor
  GROUP BY ea.document, ea.event, ea.role
)"""
_TOLD = f"""told AS (
  SELECT c.document, c.id, string_agg(
    CASE WHEN c.link = 'outlet' THEN coalesce(c.outlet, 'the outlet')
      ELSE {_NAME.format(words="c.link")} END, ' ← ' ORDER BY c.n) AS chain
  FROM (
    SELECT e.document, e.id, f.outlet,
      unnest(e.chain) AS link, generate_subscripts(e.chain, 1) AS n
    FROM chosen f JOIN events e ON e.document = f.document AND e.id = f.event) c
  LEFT JOIN actors a ON a.document = c.document AND a.id = c.link
  GROUP BY c.document, c.id
)"""


def event_rows(
    filter: Filter,
    order: str = "date",
    limit: int | None = None,
    offset: int = 0,
    only: str = "",
    given: Mapping[str, Any] | None = None,
) -> Query:
    """The events of a filter, a row each.

    Args:
        order: a name of `ORDERS`.
        limit: chooses so many rows first and joins names to them alone, which is what makes a
            page of a million events fast.
        offset: rows to leave out before them.
        only: a further condition over `flat f`.
        given: its parameters.
    """
    where, parameters = filter.where()
    if only:
        where = only if filter.empty else f"{where}\n  AND {only}"
    some = "" if limit is None else f"LIMIT {limit} OFFSET {offset}"
    sql = f"""WITH chosen AS (
  SELECT f.document, f.event, f.outlet, f.published, f.date_start, f.confidence, f.salience
  FROM flat f
  WHERE {where}
  ORDER BY {ORDERS[order]} {some}
),
{_PARTIES},
{_TOLD}
SELECT e.document, e.id, d.outlet, d.published, d.title, d.url,
  e.type, e.modes, e.about_type, e.status, e.asserted_by, told.chain AS according_to,
  s.names AS sources, o.names AS targets, s.words AS source_words, o.words AS target_words,
  e.mutual, e.date_start, e.date_end, e.date_anchor, t.text AS time_words,
  p.name AS place, p.country AS place_country, p.disputed AS place_disputed,
  e.place_text AS place_words, e.dead, e.injured, e.arrested,
  e.quad, e.intensity, e.cameo, e.foreground, e.confidence, e.rule,
  e.trigger_text AS trigger_words, e.evidence_text AS evidence
FROM chosen f
JOIN events e ON e.document = f.document AND e.id = f.event
JOIN documents d ON d.id = f.document
LEFT JOIN parties s ON s.document = f.document AND s.event = f.event AND s.role = 'source'
LEFT JOIN parties o ON o.document = f.document AND o.event = f.event AND o.role = 'target'
LEFT JOIN told ON told.document = f.document AND told.id = f.event
LEFT JOIN times t ON t.document = f.document AND t.id = e.time
LEFT JOIN places p ON p.document = f.document AND p.id = e.place
ORDER BY {ORDERS[order]}"""
    return Query(sql, {**parameters, **(given or {})})


def event_count(filter: Filter) -> Query:
    """How many events a filter has."""
    where, parameters = filter.where()
    sql = f"SELECT count(*) FROM flat f WHERE {where}"
    return Query(sql, parameters)


def event_page(ask: Session, filter: Filter, order: str, page: int) -> Listed:
    """One page of a filter's events."""
    shown = event_rows(filter, order, SIZE, (page - 1) * SIZE)
    return listed(ask, shown, event_count(filter), page)
