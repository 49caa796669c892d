"""Answers that are kept for as long as the store stays as it is: tabs and facets ask again."""

from collections import OrderedDict
from threading import Lock
from typing import Any

from onrecord.store import SearchIndex, Session, store_stamp
from onrecord.web.filters import Filter
from onrecord.web.query import Query
from onrecord.web.site import Site

KEPT = 300
"""Answers in memory."""
LONGEST = 2_000
"""Rows of an answer that is kept."""

_Answer = list[dict[str, Any]]
_ANSWERS: OrderedDict[tuple[str, ...], _Answer] = OrderedDict()
_LOCK = Lock()


class Asking:
    """Asks for the rows of queries, or remembers them.

    Args:
        site: whose store it is.
        ask: the store, open.
        filter: what the queries are about.
    """

    def __init__(self, site: Site, ask: Session, filter: Filter):
        self._ask = ask
        self._version = store_stamp(site.path)
        if filter.text is not None:
            self._version += SearchIndex(site.path).version()
        self._path = str(site.path.resolve())

    def rows(self, query: Query, limit: int | None = None) -> _Answer:
        """The rows of a query, at most `limit` of them."""
        key = (self._path, self._version, query.shown(), str(limit))
        with _LOCK:
            if key in _ANSWERS:
                _ANSWERS.move_to_end(key)
                return _ANSWERS[key]
        found = self._ask.dicts(query.sql, query.parameters, limit)
        if len(found) <= LONGEST:
            with _LOCK:
                _ANSWERS[key] = found
                while len(_ANSWERS) > KEPT:
                    _ANSWERS.popitem(last=False)
        return found


def forget() -> None:
    """Remember nothing, for measuring."""
    with _LOCK:
        _ANSWERS.clear()
