"""Who did it to whom, pair by pair: what GDELT, ICEWS and counts of dyads are made of.

An event with two sources and one target is two pairs. A mutual event (talks, clashes, signed
agreements) counts in both directions.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SIDE = "name kind country sectors wikidata office words withheld"


def make_dyads(
    store: "DuckDBPyConnection", mutual: str = "both", undated: str = "publication"
) -> None:
    """Make the temporary table `dyads` and the view `dyad_rows` over the chosen events.

    Args:
        store: an open session in which `choose` was called.
        mutual: `both`: a mutual event is a row in each direction; `once`: in one.
        undated: `publication`: an event whose date is open takes the publication date;
            `leave-out`: it is left out. One without either is always left out.
    """
    dated = "date_from = 'event'" if undated == "leave-out" else "day IS NOT NULL"
    reverse = "true" if mutual == "both" else "false"
    store.execute(
        f"""CREATE OR REPLACE TEMP TABLE dyads AS
        WITH s AS (SELECT n, position AS nth FROM parties WHERE role = 'source'),
        t AS (SELECT n, position AS nth FROM parties WHERE role = 'target'),
        pairs AS (SELECT coalesce(s.n, t.n) AS n, s.nth AS s, t.nth AS t
            FROM s FULL JOIN t ON s.n = t.n),
        dated AS (SELECT n, document, event, mutual FROM told WHERE {dated}),
        both_ways AS (
            SELECT n, document, event, false AS reverse, s, t FROM pairs JOIN dated USING (n)
            UNION ALL
            SELECT n, document, event, true, s, t FROM pairs JOIN dated USING (n)
            WHERE {reverse} AND mutual AND s IS NOT NULL AND t IS NOT NULL)
        SELECT n, reverse, s, t,
            (md5_number_lower(concat_ws(chr(31), document, event, reverse, s, t))
                & 9007199254740991)::BIGINT AS id
        FROM both_ways"""
    )
    store.execute(_ROWS)


def _sides() -> str:
    """The columns of both sides, with the letter of the side before them."""
    return ", ".join(f"{side}.{name} AS {side}_{name}" for side in "st" for name in _SIDE.split())


_ROWS = f"""CREATE OR REPLACE TEMP VIEW dyad_rows AS
SELECT y.id, y.reverse, e.*, {_sides()}
FROM dyads y JOIN told e ON e.n = y.n
LEFT JOIN parties s ON s.n = y.n AND s.role = CASE WHEN y.reverse THEN 'target' ELSE 'source' END
    AND s.position = CASE WHEN y.reverse THEN y.t ELSE y.s END
LEFT JOIN parties t ON t.n = y.n AND t.role = CASE WHEN y.reverse THEN 'source' ELSE 'target' END
    AND t.position = CASE WHEN y.reverse THEN y.s ELSE y.t END"""


def left_out(store: "DuckDBPyConnection", condition: str = "true") -> int:
    """How many chosen events are in no pair that meets a condition on `dyad_rows`."""
    (row,) = store.execute(
        "SELECT (SELECT count(*) FROM chosen) - "
        f"(SELECT count(DISTINCT n) FROM dyad_rows WHERE {condition})"
    ).fetchall()
    return int(row[0])
