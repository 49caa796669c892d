"""A store with one event of each kind, and readers of what is exported from it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.export import Choice, Options, Written, export
from support.told import write_told

Export = Callable[..., Written]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of `support.told`, with whole texts."""
    return write_told(tmp_path_factory.mktemp("told") / "told.duckdb")


@pytest.fixture
def exported(told: Path, tmp_path: Path) -> Export:
    """`exported("gdelt", "a.tsv", claims=True, raw=True)`: fields of Choice and of Options."""

    def run(format: str, to: str, **given: Any) -> Written:
        ours = {name: v for name, v in given.items() if name in Choice.__struct_fields__}
        theirs = {name: v for name, v in given.items() if name in Options.__struct_fields__}
        assert len(ours) + len(theirs) == len(given)
        return export(told, format, tmp_path / to, Choice(**ours), Options(**theirs))

    return run
