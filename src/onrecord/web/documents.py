"""Documents from the store: one record, its neighbours in the list, its problems, its coverage."""

from typing import Any, NamedTuple

from starlette.exceptions import HTTPException

from onrecord.export.jsonl import decode_record
from onrecord.model import Record
from onrecord.store import Session
from onrecord.web.lists import SIZE
from onrecord.web.query import Query

ORDER = "d.published DESC NULLS LAST, d.id"
"""The order of the list of documents, and of the reader's previous and next."""
_RECORD = "SELECT json FROM records WHERE document = $document"
_NEIGHBOUR = """SELECT d.id, d.title FROM documents d
JOIN (SELECT coalesce(published, '') AS published, id FROM documents WHERE id = $document) h
  ON {condition} ORDER BY {order} LIMIT 1"""
_NEXT = _NEIGHBOUR.format(
    condition="coalesce(d.published, '') < h.published"
    " OR (coalesce(d.published, '') = h.published AND d.id > h.id)",
    order="coalesce(d.published, '') DESC, d.id",
)
_PREVIOUS = _NEIGHBOUR.format(
    condition="coalesce(d.published, '') > h.published"
    " OR (coalesce(d.published, '') = h.published AND d.id < h.id)",
    order="coalesce(d.published, ''), d.id DESC",
)
_PROBLEMS = """SELECT p.what, p.advice, p.kind FROM problems p
JOIN documents d ON d.source = p.source WHERE d.id = $document"""


class Coverage(NamedTuple):
    """How much of a report something was coded from."""

    sentences: int
    coded: int
    """Sentences in which an event or a statement stands."""
    events: int
    undated: int
    unplaced: int
    one_sided: int
    """Events that lack a source or a target."""


def record_of(ask: Session, document: str) -> Record:
    """The record of a document. Raises HTTPException 404 where the store has none."""
    json = ask.value(_RECORD, {"document": document})
    if json is None:
        raise HTTPException(404, f"the store has no document {document!r}")
    return decode_record(json)


def neighbours(ask: Session, document: str) -> dict[str, dict[str, Any] | None]:
    """The documents before and after one in the list, as `previous` and `next`."""
    given = {"document": document}
    found = {"previous": ask.dicts(_PREVIOUS, given), "next": ask.dicts(_NEXT, given)}
    return {name: rows[0] if rows else None for name, rows in found.items()}


def problems(ask: Session, document: str) -> list[dict[str, Any]]:
    """What went wrong with a document's source."""
    return ask.dicts(_PROBLEMS, {"document": document})


def coverage(record: Record) -> Coverage:
    """How much of a report something was coded from."""
    starts = [event.trigger.span[0] for event in record.events]
    starts += [m.trigger.span[0] for event in record.events for m in event.mentions]
    starts += [said.cue.span[0] for said in record.statements]
    coded = sum(any(a <= at < b for at in starts) for a, b in record.sentences)
    events = record.events
    return Coverage(
        sentences=len(record.sentences),
        coded=coded,
        events=len(events),
        undated=sum(event.date.start is None for event in events),
        unplaced=sum(event.place is None for event in events),
        one_sided=sum(not (event.sources and event.targets) for event in events),
    )


def document_rows(where: str, parameters: dict[str, Any], page: int | None = None) -> Query:
    """The reports of a condition on `documents d`, the latest first.

    Args:
        page: from 1; None for all of them. The page is chosen first, and counted then.
    """
    some = "" if page is None else f"LIMIT {SIZE} OFFSET {(page - 1) * SIZE}"
    sql = f"""WITH chosen AS (SELECT * FROM documents d WHERE {where} ORDER BY {ORDER} {some})
SELECT d.id, d.title, d.outlet, d.published, d.url, d.language, d.chars,
  coalesce(e.events, 0) AS events, coalesce(s.statements, 0) AS statements,
  len(d.warnings) AS warnings,
  CASE WHEN d.title IS NULL THEN left(split_part(d.text, chr(10), 1), 240) END AS opening
FROM chosen d
LEFT JOIN (SELECT f.document, count(*) AS events FROM flat f
  JOIN chosen ON chosen.id = f.document GROUP BY 1) e ON e.document = d.id
LEFT JOIN (SELECT s.document, count(*) AS statements FROM statements s
  JOIN chosen ON chosen.id = s.document GROUP BY 1) s ON s.document = d.id
ORDER BY {ORDER}"""
    return Query(sql, parameters)
