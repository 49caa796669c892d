"""A SQL query with its parameters, as the page runs it and as it shows it."""

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
        text = self.sql.strip()
        for name in sorted(self.parameters, key=len, reverse=True):
            text = text.replace(f"${name}", literal(self.parameters[name]))
        return text


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
