"""Which event a reviewer reads next: the least sure first, in random order, or a drawn queue."""

from typing import Any, NamedTuple

from starlette.exceptions import HTTPException

from onrecord.store import Session
from onrecord.web.filters import Filter

LEAST_SURE = "least-sure"
RANDOM = "random"
ALWAYS = {LEAST_SURE: "Least sure first", RANDOM: "In random order"}
"""The queues that need no drawing; the random order is one for all, so that two reviewers meet."""

_KEYS = {LEAST_SURE: "f.confidence", RANDOM: "f.key"}
_DRAWN = """SELECT s.position::DOUBLE AS k, e.document, e.id AS event
  FROM samples s JOIN events e ON e.document = s.document AND e.type = s.type
    AND e.trigger_start_char = s.trigger_start_char AND e.trigger_end_char = s.trigger_end_char
  WHERE s.sample = $queue
  QUALIFY row_number() OVER (PARTITION BY s.position ORDER BY e.id <> s.event, e.id) = 1"""
_DONE = """SELECT e.document, e.id AS event FROM events e
  JOIN reviews r ON r.document = e.document AND r.type = e.type
    AND r.trigger_start_char = e.trigger_start_char AND r.trigger_end_char = e.trigger_end_char
  WHERE r.reviewer = $reviewer AND r.role = 'reviewer' AND r.act <> 'comment'
  GROUP BY ALL HAVING arg_max(r.act, r.made) <> 'withdraw'"""

Place = tuple[str, str]
"""A document and an event of it."""


class Progress(NamedTuple):
    """How far a reviewer is in a queue."""

    done: int
    total: int


class Queue(NamedTuple):
    """A queue, as somebody reads it."""

    name: str
    filter: Filter
    reviewer: str

    @property
    def label(self) -> str:
        """What it is called."""
        return ALWAYS.get(self.name, self.name)

    @property
    def sample(self) -> str | None:
        """The name of a drawn queue."""
        return None if self.name in ALWAYS else self.name

    def address(self, path: str, **more: Any) -> str:
        """A page of the queue."""
        return path + self.filter.address(queue=self.name, **more)

    def _sql(self, asks: str) -> tuple[str, dict[str, Any]]:
        where, parameters = self.filter.where()
        if self.name in ALWAYS:
            rows = f"""SELECT {_KEYS[self.name]}::DOUBLE AS k, f.document, f.event
  FROM flat f WHERE {where}"""
        else:
            rows, parameters = _DRAWN, {"queue": self.name}
        sql = f"WITH q AS ({rows}),\ndone AS ({_DONE})\n{asks}"
        return sql, {**parameters, "reviewer": self.reviewer}

    def progress(self, ask: Session) -> Progress:
        """How far the reviewer is."""
        sql, parameters = self._sql(
            "SELECT count(*) FILTER (d.event IS NOT NULL), count(*) "
            "FROM q LEFT JOIN done d USING (document, event)"
        )
        ((done, total),) = ask.rows(sql, parameters)
        return Progress(done, total)

    def step(
        self, ask: Session, at: Place | None, *, back: bool = False, unread: bool = False
    ) -> Place | None:
        """The event after a place, or before it; the first one of all without a place.

        Args:
            unread: only an event that the reviewer hasn't judged; after the last one it goes on
                with what was passed over.
        """
        key = self._key(ask, at) if at is not None else None
        found = self._found(ask, key, back, unread)
        if found is None and unread and key is not None:
            found = self._found(ask, None, back, unread)
        return found

    def _key(self, ask: Session, at: Place) -> tuple[Any, str, str] | None:
        sql, parameters = self._sql(
            "SELECT k, document, event FROM q WHERE document = $document AND event = $event"
        )
        rows = ask.rows(sql, {**parameters, "document": at[0], "event": at[1]})
        return (rows[0][0], rows[0][1], rows[0][2]) if rows else None

    def _found(
        self, ask: Session, key: tuple[Any, str, str] | None, back: bool, unread: bool
    ) -> Place | None:
        conditions = ["(document, event) NOT IN (SELECT (document, event) FROM done)"] * unread
        given: dict[str, Any] = {}
        if key is not None:
            sign = "<" if back else ">"
            conditions.append(f"(k, document, event) {sign} ($k, $document, $event)")
            given = dict(zip(("k", "document", "event"), key, strict=True))
        way = "DESC" if back else "ASC"
        sql, parameters = self._sql(
            f"SELECT document, event FROM q WHERE {' AND '.join(conditions) or 'TRUE'} "
            f"ORDER BY k {way}, document {way}, event {way} LIMIT 1"
        )
        rows = ask.rows(sql, {**parameters, **given}, 1)
        return (rows[0][0], rows[0][1]) if rows else None


def queue_of(ask: Session, name: str, filter: Filter, reviewer: str) -> Queue:
    """A queue by its name. Raises HTTPException 404 for one that there isn't."""
    if name not in ALWAYS:
        known = ask.value("SELECT count(*) FROM samples WHERE sample = $queue", {"queue": name})
        if not known:
            raise HTTPException(404, f"the store has no queue {name!r}; see the start of Review")
    return Queue(name, filter, reviewer)


def drawn_queues(ask: Session) -> list[str]:
    """The names of the queues that were drawn, in the order of their making."""
    rows = ask.rows("SELECT sample FROM samples GROUP BY sample ORDER BY min(made), sample")
    return [name for (name,) in rows]
