"""The start page: what the store holds, where to begin, and what every code means."""

from typing import Any, NamedTuple

from starlette.requests import Request

from onrecord.model import Event, Header
from onrecord.store import Session
from onrecord.web.cards import Card, event_card
from onrecord.web.documents import document_rows, record_of
from onrecord.web.marks import Piece
from onrecord.web.pages.event import marked_sentences
from onrecord.web.people import People
from onrecord.web.query import Query
from onrecord.web.site import site_of
from onrecord.web.view import View, page

SHOWN = 8
"""Lines of each list."""
LONGEST = 240
"""Characters of the sentence that the start page marks."""
_COUNTS = """SELECT (SELECT count(*) FROM documents) AS documents,
  (SELECT count(*) FROM events) AS events,
  (SELECT count(*) FROM statements) AS statements,
  (SELECT count(DISTINCT outlet) FROM documents) AS outlets,
  (SELECT count(*) FROM problems) AS problems,
  (SELECT left(min(published), 10) FROM documents) AS first,
  (SELECT left(max(published), 10) FROM documents) AS last"""
_COUNTED = """SELECT f.{column} AS value, count(*) AS count FROM flat f
GROUP BY value ORDER BY count DESC, value"""
_ACTORS = f"""SELECT value, count(*) AS count FROM (SELECT unnest(f.actors) AS value FROM flat f)
GROUP BY value ORDER BY count DESC, value LIMIT {SHOWN}"""
_RUNS = """SELECT run, started, ended, command, coded, failed, skipped FROM runs
ORDER BY started DESC LIMIT 20"""
_PROBLEMS = """SELECT p.source, p.what, p.advice, p.kind FROM problems p
ORDER BY p.kind, p.source, p.what"""


def start(request: Request) -> View:
    """What the store holds, and where to begin."""
    with site_of(request).reader.confined() as ask:
        counts = ask.dicts(_COUNTS)[0]
        latest = document_rows("TRUE", {}, page=1)
        context: dict[str, Any] = {
            "counts": counts,
            "types": shares(ask, "type"),
            "claims": shares(ask, "asserted_by"),
            "statuses": shares(ask, "status"),
            "actors": ask.dicts(_ACTORS),
            "latest": ask.dicts(latest.sql, limit=SHOWN),
        }
        context["example"] = example(ask, [row["id"] for row in context["latest"]])
    return View(
        template="start.html",
        title=f"Store {site_of(request).path.name}",
        section="/",
        query=Query(_COUNTS),
        context=context,
    )


class Example(NamedTuple):
    """An event whose sentence is shown, marked."""

    document: Header
    card: Card
    sentence: list[Piece]


def example(ask: Session, documents: list[str]) -> Example | None:
    """Of some reports the event of which the words tell most; None where no words are kept.

    Args:
        documents: ids; of events that tell the same much, the first report's is taken.
    """
    records = [record_of(ask, document) for document in documents]
    events = [(record, event) for record in records for event in record.events]
    for record, event in sorted(events, key=lambda one: -_told(one[1])):
        sentences = marked_sentences(record, event)
        if sentences and len("".join(piece.text for piece in sentences[0])) <= LONGEST:
            card = event_card(record, People(record), event)
            return Example(record.document, card, sentences[0])
    return None


def _told(event: Event) -> int:
    """How many questions the words of an event answer."""
    said = event.according_to.statement
    return sum(map(bool, (event.sources, event.targets, event.date.time, event.place, said)))


def shares(ask: Session, column: str) -> list[dict[str, Any]]:
    """The values of a column of events with their counts, and each count's share of the largest."""
    rows = ask.dicts(_COUNTED.format(column=column))
    most = max((row["count"] for row in rows), default=1)
    return [{**row, "share": row["count"] / most} for row in rows]


def about(request: Request) -> View:
    """What the codes mean, what made the data, and what it can't support."""
    with site_of(request).reader.confined() as ask:
        runs = ask.dicts(_RUNS)
        coders = ask.dicts("SELECT DISTINCT coder FROM runs ORDER BY coder")
    context = {"runs": runs, "coders": coders}
    return View(template="about.html", title="About this data", query=Query(_RUNS), context=context)


def problems(request: Request) -> View:
    """What couldn't be coded, and what to do about it."""
    with site_of(request).reader.confined() as ask:
        rows = ask.dicts(_PROBLEMS, limit=500)
        total = int(ask.value("SELECT count(*) FROM problems"))
    return View(
        template="problems.html",
        title="Problems",
        query=Query(_PROBLEMS),
        context={"rows": rows, "total": total},
    )


ROUTES = [
    *page("/", start),
    *page("/about", about),
    *page("/problems", problems),
]
