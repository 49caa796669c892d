"""Lists in pages: how many rows, which of them, and what the pagination needs."""

from math import ceil
from typing import Any

import msgspec

from onrecord.store import Session
from onrecord.web.query import Query

SIZE = 50
"""Rows of a list that a page shows."""


class Listed(msgspec.Struct, frozen=True):
    """One page of a query's rows."""

    rows: list[dict[str, Any]]
    total: int
    page: int
    pages: int

    def names(self, **more: Any) -> dict[str, Any]:
        """What `parts/pages.html` and the list's template need.

        Args:
            more: further names of the address that the pagination keeps.
        """
        return {
            "rows": self.rows,
            "total": self.total,
            "page": self.page,
            "pages": self.pages,
            "more": more,
        }


def listed(ask: Session, shown: Query, total: Query, page: int) -> Listed:
    """A page of rows.

    Args:
        shown: asks for this page's rows; see `limited`.
        total: counts all rows.
        page: from 1.
    """
    many = int(ask.value(total.sql, total.parameters))
    rows = ask.dicts(shown.sql, shown.parameters) if many else []
    return Listed(rows, many, page, ceil(many / SIZE))


def limited(query: Query, page: int) -> Query:
    """An ordered query's rows of one page."""
    sql = f"{query.sql}\nLIMIT {SIZE} OFFSET {(page - 1) * SIZE}"
    return Query(sql, query.parameters)
