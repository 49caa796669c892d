"""Reads exported files with the three tools that the issue names."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl

Rows = list[dict[str, Any]]


def with_duckdb(sql: str) -> Rows:
    """The rows of a query without a database."""
    with duckdb.connect() as connection:
        return connection.sql(sql).to_arrow_table().to_pylist()


def read_csv(path: Path) -> Rows:
    """A CSV with a head, every cell a text, read alike by all three."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    other = pl.read_csv(path, infer_schema=False)
    third = with_duckdb(f"SELECT * FROM read_csv('{path}', all_varchar = true, header = true)")
    rows = [
        {k: None if pd.isna(v) else v for k, v in row.items()} for row in frame.to_dict("records")
    ]
    assert rows == other.to_dicts() == third
    return rows


def read_tabs(path: Path, names: tuple[str, ...], header: bool) -> Rows:
    """Tab-separated text without quotes, every cell a text, read alike by all three."""
    frame = pd.read_csv(
        path, sep="\t", names=list(names), header=0 if header else None, dtype=str, quoting=3,
        keep_default_na=False, na_values=[""],
    )  # fmt: skip
    other = pl.read_csv(
        path, separator="\t", has_header=header, new_columns=list(names), infer_schema=False,
        quote_char=None,
    )  # fmt: skip
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    third = with_duckdb(
        f"SELECT * FROM read_csv('{path}', delim = '\t', quote = '', escape = '', "
        f"header = {header}, columns = {{{columns}}})"
    )
    rows = [
        {k: None if pd.isna(v) else v for k, v in row.items()} for row in frame.to_dict("records")
    ]
    assert rows == other.to_dicts() == third
    return rows
