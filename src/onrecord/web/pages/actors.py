"""An actor's page: what the reports say of somebody of public life. Private persons have none."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.store import Session
from onrecord.store.flat import NAMED
from onrecord.web.event_rows import event_page, event_rows
from onrecord.web.filters import Filter, page_of
from onrecord.web.site import site_of
from onrecord.web.view import View, page

SHOWN = 12
"""Lines of each list."""
_WHO = f"""SELECT a.kind, a.country, a.sectors, a.office, a.kb, a.wikidata, count(*) AS reports
FROM actors a WHERE a.public AND a.name = $name AND a.kind IN {NAMED}
GROUP BY ALL ORDER BY reports DESC LIMIT {SHOWN}"""
_FORMS = f"""SELECT m.text AS words, m.how, count(*) AS count
FROM actors a JOIN actor_mentions m ON m.document = a.document AND m.actor = a.id
WHERE a.public AND a.name = $name AND m.text IS NOT NULL AND m.how <> 'pronoun'
GROUP BY ALL ORDER BY count DESC, words LIMIT {SHOWN}"""
_SIDES = """SELECT count(*) FILTER (list_contains(f.sources, $name)) AS source,
  count(*) FILTER (list_contains(f.targets, $name)) AS target,
  (SELECT count(*) FROM flat s WHERE list_contains(s.speakers, $name)) AS speaker
FROM flat f WHERE list_contains(f.actors, $name)"""
_TYPES = f"""SELECT f.type AS value, count(*) AS count FROM flat f
WHERE list_contains(f.actors, $name) GROUP BY value ORDER BY count DESC, value LIMIT {SHOWN}"""
_WITH = f"""SELECT value, count(*) AS count
FROM (SELECT unnest(f.actors) AS value FROM flat f WHERE list_contains(f.actors, $name))
WHERE value <> $name GROUP BY value ORDER BY count DESC, value LIMIT {SHOWN}"""


def actor(request: Request) -> View:
    """Somebody of public life, by name."""
    name = request.path_params["name"]
    filter = Filter(actor=(name,))
    with site_of(request).reader.confined() as ask:
        about = about_actor(ask, name)
        found = event_page(ask, filter, "date", page_of(request.query_params))
    return View(
        template="actor.html",
        title=name,
        section="/events",
        query=event_rows(filter),
        filter=filter,
        context={"name": name, **about, **found.names()},
    )


def about_actor(ask: Session, name: str) -> dict[str, Any]:
    """What the store says of a public actor. Raises HTTPException 404 where it knows none."""
    given = {"name": name}
    who = ask.dicts(_WHO, given)
    if not who:
        raise HTTPException(404, "the store has no public actor of that name")
    return {
        "who": who,
        "forms": ask.dicts(_FORMS, given),
        "sides": ask.dicts(_SIDES, given)[0],
        "types": ask.dicts(_TYPES, given),
        "counterparts": ask.dicts(_WITH, given),
    }


ROUTES = page("/actors/{name:path}", actor)
