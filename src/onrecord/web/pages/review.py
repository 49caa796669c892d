"""Review: read one event after the other, accept, correct, reject, add; agree; settle."""

from typing import Any
from urllib.parse import quote, unquote, urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from onrecord.review import (
    LABELS,
    Act,
    Case,
    ReviewError,
    Reviewing,
    ReviewLog,
    agreement,
    cases,
    disputes,
    reviewers,
    settle,
)
from onrecord.review.acts import new_id, reviewer_name
from onrecord.review.sampling import draw
from onrecord.store import StoreError
from onrecord.web.documents import record_of
from onrecord.web.filters import Filter
from onrecord.web.query import Query
from onrecord.web.queues import ALWAYS, LEAST_SURE, Place, drawn_queues, queue_of
from onrecord.web.registry import Entry
from onrecord.web.review_card import MARKED, body, lines
from onrecord.web.site import site_of
from onrecord.web.view import View, page
from onrecord.web.words import segment

NAVIGATION = Entry("Review", "/review", 70)
COOKIE = "onrecord-reviewer"
YEAR = 365 * 24 * 3600
ADDED = "-"
"""Stands in an address where an event is to be added."""


def reviewer_of(request: Request) -> str | None:
    """Who reviews in this browser, as they said once."""
    try:
        return reviewer_name(unquote(request.cookies.get(COOKIE, "")))
    except ReviewError:
        return None


def card_url(at: Place, query: str = "") -> str:
    """The page on which an event is reviewed."""
    return f"/review/at/{segment(at[0])}/{segment(at[1])}{query}"


# --- start ----------------------------------------------------------------------------------


def start(request: Request) -> View:
    """Who reviews, what there is to review, how far it is."""
    site, who = site_of(request), reviewer_of(request)
    filter = Filter.of(request.query_params)
    with site.reader.confined() as ask:
        names = [*ALWAYS, *drawn_queues(ask)]
        queues = [queue_of(ask, name, filter, who or "") for name in names]
        listed = [(queue, queue.progress(ask)) for queue in queues]
    found = cases(ReviewLog(site.path))
    outcomes = [settled.outcome for settled in map(settle, found) if settled is not None]
    return View(
        template="review.html",
        title="Review",
        section="/review",
        filter=filter,
        query=Query("SELECT * FROM reviews ORDER BY made"),
        context={
            "who": who,
            "queues": listed,
            "reviewers": reviewers(found),
            "outcomes": {one: outcomes.count(one) for one in dict.fromkeys(sorted(outcomes))},
            "orphans": [case for case in found if case.orphan is not None],
            "disputes": len(disputes(found)),
            "said": request.query_params.get("said", ""),
            "next": request.query_params.get("next", ""),
        },
    )


async def name(request: Request) -> Response:
    """Keep the reviewer's name in this browser."""
    form = await request.form()
    try:
        given = reviewer_name(str(form.get("name", "")))
    except ReviewError as error:
        raise HTTPException(400, str(error)) from error
    wanted = str(form.get("next", ""))
    to = wanted if wanted.startswith("/review") else "/review"
    answer = RedirectResponse(to, 303)
    answer.set_cookie(COOKIE, quote(given), max_age=YEAR, samesite="strict", httponly=True)
    return answer


async def draw_queue(request: Request) -> Response:
    """Draw a queue at random, over strata if wished."""
    from starlette.concurrency import run_in_threadpool

    form = await request.form()
    try:
        number, seed = int(str(form.get("number", ""))), int(str(form.get("seed", "")))
        if number < 1:
            raise ValueError
    except ValueError as error:
        raise HTTPException(400, "a draw needs a number of events and a seed") from error
    strata = tuple(str(one) for one in form.getlist("strata"))
    try:
        drawn = await run_in_threadpool(
            draw, site_of(request).path, number, seed=seed, strata=strata
        )
    except (ReviewError, StoreError) as error:
        raise HTTPException(400, str(error)) from error
    said = f"{len(drawn.events)} events drawn: queue {drawn.name}"
    return RedirectResponse(f"/review?{urlencode({'said': said})}", 303)


def step(request: Request) -> Response:
    """Go to the next or previous event of a queue."""
    site, asked = site_of(request), request.query_params
    who = reviewer_of(request)
    if who is None:
        return _ask_name(request)
    at = (asked["document"], asked["event"]) if "event" in asked else None
    with site.reader.confined() as ask:
        queue = queue_of(ask, asked.get("queue", LEAST_SURE), Filter.of(asked), who)
        found = queue.step(ask, at, back="back" in asked, unread="unread" in asked)
    if found is not None:
        return RedirectResponse(queue.address(card_url(found)), 303)
    if at is not None and "unread" not in asked:
        return RedirectResponse(queue.address(card_url(at)), 303)
    said = f"Every event of the queue “{queue.label}” is reviewed"
    return RedirectResponse(f"/review?{urlencode({'said': said})}", 303)


def _ask_name(request: Request) -> Response:
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/review?{urlencode({'next': request.url.path + asked})}", 303)


# --- one event ------------------------------------------------------------------------------


def card(request: Request) -> "View | Response":
    """One event to review; with `settle=1` to settle what reviewers disagree on."""
    who = reviewer_of(request)
    if who is None:
        return _ask_name(request)
    site, asked = site_of(request), request.query_params
    document, id = request.path_params["document"], request.path_params["event"]
    settling, adding = "settle" in asked, id == ADDED
    with site.reader.confined() as ask:
        record = record_of(ask, document)
        queue = queue_of(ask, asked.get("queue", LEAST_SURE), Filter.of(asked), who)
        progress = queue.progress(ask)
    event = next((one for one in record.events if one.id == id), None)
    case = None if adding else _case(site.path, document, id)
    if event is None and not adding and (case is None or case.added is None):
        raise HTTPException(404, f"{document}: no event {id!r}; it may have been coded again")
    mine = None if case is None or settling else case.judgements.get(who)
    shown = case if mine or settling or event is None else None
    found = lines(record, event, shown, "" if settling else who)
    if adding:
        found.sort(key=lambda line: {"type": 0, "trigger": 1}.get(line.name, 2))
    known = disputes([case]) if case and settling else []
    return View(
        template="review_event.html",
        title=f"Review {event.type if event else 'a missed event'}",
        section="/review",
        filter=queue.filter,
        data={"document": document, "event": id, "fields": [_plain(line) for line in found]},
        table=[_plain(line) for line in found],
        context={
            "who": who,
            "record": record,
            "document": record.document,
            "event": event,
            "event_id": id,
            "lines": found,
            "body": body(record, found),
            "whole": record.document.text is not None,
            "marked_kinds": MARKED,
            "queue": queue,
            "progress": progress,
            "mine": mine,
            "adding": adding,
            "settling": settling,
            "disputes": known,
            "labels": LABELS,
            "takes": _takes(case, known) if case else {},
            "history": case.acts if case and settling else [],
            "new_id": new_id,
            "steps": {way: _step_url(queue, document, id, way) for way in ("next", "back")},
        },
    )


def _case(path: Any, document: str, event: str) -> Case | None:
    """What was said of an event of a document."""
    log = ReviewLog(path)
    acts = log.acts(document)
    return next((c for c in cases(log, acts) if c.event_id == event), None) if acts else None


def _plain(line: Any) -> dict[str, Any]:
    return {"field": line.name, "value": line.value, "shown": line.shown, "coded": line.coded}


def _takes(case: Case, known: list[Any]) -> dict[str, dict[str, str]]:
    """Of each disputed field the values as JSON, by reviewer, to take one over."""
    return {
        one.field: {
            judged.who: msgspec.json.encode(case.value(judged, one.field)).decode()
            for judged in case.judged
            if one.field != "verdict" and judged.who in one.said
        }
        for one in known
    }


def _step_url(queue: Any, document: str, event: str, way: str) -> str:
    more = {"document": document, "event": event, "back": "1" if way == "back" else None}
    return queue.address("/review/next", **more)


async def act(request: Request) -> Response:
    """Write one act, or several edits, and say where to go on."""
    from starlette.concurrency import run_in_threadpool

    form = await request.form()
    given = {name: str(value) for name, value in form.items()}
    who = reviewer_of(request)
    if who is None:
        raise HTTPException(400, "say first who you are, on the start of Review")
    try:
        acts = await run_in_threadpool(_written, site_of(request).path, who, given)
    except ReviewError as error:
        raise HTTPException(400, str(error)) from error
    to = _onward(given, acts)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"next": to, "acts": [one.id for one in acts]})
    return RedirectResponse(to, 303)


def _written(path: Any, who: str, given: dict[str, str]) -> list[Act]:
    """Make the acts of a form and append them. Raises ReviewError for what can't be."""
    log = ReviewLog(path)
    document = given.get("document", "")
    record = log.record(document)
    added = [one for one in log.acts(document) if one.act == "add"]
    person = Reviewing(
        record,
        who,
        "adjudicator" if given.get("settle") else "reviewer",
        text=record.document.text,
        added=added,
        sample=None if given.get("queue", LEAST_SURE) in ALWAYS else given["queue"],
    )
    acts = _made(person, given)
    first = given.get("id", "")
    if len(first) == 32 and first.isalnum():
        acts = [
            msgspec.structs.replace(one, id=f"{first[:30]}{number:02x}")
            for number, one in enumerate(acts)
        ]
    log.append(acts)
    return acts


def _made(person: Reviewing, given: dict[str, str]) -> list[Act]:
    kind, event, why = given.get("act", ""), given.get("event", ""), given.get("why") or None
    if kind in ("accept", "reject", "withdraw"):
        return [getattr(person, kind)(event, why)]
    if kind == "comment":
        return [person.comment(event, why or "")]
    if kind not in ("edit", "add"):
        raise ReviewError(f"act {kind!r}: there are accept, edit, reject, add, comment, withdraw")
    try:
        values = msgspec.json.decode(given.get("values", ""), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise ReviewError(f"act {kind!r}: its values are no JSON object") from error
    return person.edit(event, values, why) if kind == "edit" else [person.add(values, why)]


def _onward(given: dict[str, str], acts: list[Act]) -> str:
    """Where to go after an act: on in the queue, or back to what was being looked at."""
    query = given.get("query", "").lstrip("?")
    at = (given.get("document", ""), given.get("event", ""))
    if given.get("settle"):
        return "/review/agreement"
    if given.get("act") in ("comment", "withdraw"):
        return card_url(at, f"?{query}" if query else "")
    if given.get("act") == "add":
        return card_url((at[0], acts[0].added_id), f"?{query}" if query else "")
    onward = urlencode({"unread": "1", "document": at[0], "event": at[1]})
    return f"/review/next?{query}{'&' if query else ''}{onward}"


# --- agreement ------------------------------------------------------------------------------


def agreed(request: Request) -> View:
    """How far reviewers agree, field by field, and what is left to settle."""
    found = cases(ReviewLog(site_of(request).path))
    rows = [row for row in agreement(found) if row.units]
    left = disputes(found)
    return View(
        template="review_agreement.html",
        title="Agreement of reviewers",
        section="/review",
        data={
            "agreement": [row._asdict() for row in rows],
            "disputes": [
                {
                    "document": one.case.identity.document,
                    "event": one.case.event_id,
                    "field": one.field,
                    "said": one.said,
                }
                for one in left
            ],
        },
        table=[row._asdict() for row in rows],
        context={
            "rows": rows,
            "disputes": left,
            "labels": LABELS,
            "who": reviewer_of(request),
        },
    )


ROUTES = [
    *page("/review", start),
    *page("/review/agreement", agreed),
    Route("/review/next", step),
    Route("/review/name", name, methods=["POST"]),
    Route("/review/draw", draw_queue, methods=["POST"]),
    Route("/review/act", act, methods=["POST"]),
    *page("/review/at/{document:path}/{event}", card, name="review_card"),
]
