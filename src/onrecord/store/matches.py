"""Full-text search inside SQL: a query may name the table `matches (words, key)`.

`… WHERE f.key IN (SELECT key FROM matches WHERE words = 'ceasefire')` chooses the events of
`flat f` that have the words; see `search_words` for what may be written there. The table is
made for the query, out of the index beside the store.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.store.refresh import refresh
from onrecord.store.search import SearchIndex

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

_ASKED = re.compile(r"\bmatches\s+WHERE\s+words\s*=\s*(?:\$(\w+)|'((?:[^']|'')*)')", re.IGNORECASE)
KEPT = 16
"""Searches whose keys stay in memory."""


def lend_matches(
    connection: "DuckDBPyConnection",
    store: Path,
    sql: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    confined: bool = False,
    wait: float | None = None,
) -> None:
    """Give a connection the table `matches` where a query asks for it.

    Args:
        confined: how this process reads the store.
        wait: seconds to wait for the index to be up to date; None waits as long as it takes.

    Raises SearchError for words that ask for nothing, StoreError where there can be no index.
    """
    asked = dict.fromkeys(_asked(sql, parameters or {}))
    if asked:
        import pyarrow as pa

        refresh(store, confined=confined, wait=wait)
        version = SearchIndex(store).version()
        found = pa.concat_tables(_matches(store, version, words) for words in asked)
        connection.execute("SELECT 1").fetchall()  # ends a result that wasn't read to its end
        connection.register("matches", found)


def _asked(sql: str, parameters: Mapping[str, Any]) -> Iterator[str]:
    for name, literal in _ASKED.findall(sql):
        if name and isinstance(parameters.get(name), str):
            yield parameters[name]
        elif not name:
            yield literal.replace("''", "'")


@lru_cache(KEPT)
def _matches(store: Path, version: str, words: str) -> "pa.Table":
    """The rows of `matches` for some words, in one version of the index."""
    import pyarrow as pa

    keys = pa.array(SearchIndex(store).keys(words), pa.int64())
    column = pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), len(keys)), [words])
    return pa.table({"words": column, "key": keys})
