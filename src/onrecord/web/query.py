"""A SQL query with its parameters, as the page runs it and as it shows it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec


class Query(msgspec.Struct, frozen=True):
    """SQL over the tables of a store, with `$name` where a parameter stands."""

    sql: str
    parameters: Mapping[str, Any] = {}

    def shown(self) -> str:
        """The query with its values in place, to copy into DuckDB."""
        known = self.parameters

        def value(found: re.Match[str]) -> str:
            return literal(known[found[1]]) if found[1] in known else found[0]

        return re.sub(r"\$(\w+)", value, self.sql.strip())


def literal(value: Any) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | datetime):
        return f"'{value.isoformat()}'"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(literal, value))}]"
    return "'" + str(value).replace("'", "''") + "'"
