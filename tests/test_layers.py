"""Importing is cheap: what is heavy waits until it is used. `lint-imports` checks the layers."""

import subprocess
import sys

import pytest

HEAVY = ("spacy", "numpy", "duckdb", "pyarrow", "py3langid", "rich")


@pytest.mark.parametrize(
    "module",
    ["onrecord", "onrecord.ingest", "onrecord.store", "onrecord.export", "onrecord.engine"],
)
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_coder_loads_the_parser_only_when_it_codes() -> None:
    code = (
        "import sys; from onrecord.record import Coder; from onrecord.model import Document;"
        "coder = Coder(); coder.info; before = 'spacy' in sys.modules;"
        "coder.code(Document(text='Norland attacked Estria.'));"
        "print(before, 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
