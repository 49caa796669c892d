"""Which events an export takes, and wrong calls."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.export import Choice, ExportError, Written, export
from onrecord.store import StoreError
from support.exported import read_csv
from support.told import PRIVATE

Export = Callable[..., Written]


@pytest.mark.parametrize(
    ("filters", "events"),
    [
        ({"types": ("ASSAULT",)}, "e1 e4 e7 d2"),
        ({"types": ("ASSAULT/heavy-weapons", "CONSULT")}, "e1 e2"),
        ({"statuses": ("denied",)}, "e4"),
        ({"statuses": ("denied", "ongoing")}, "e4 e6"),
        ({"asserted_by": ("quote", "source")}, "e3 e4"),
        ({"actors": ("amina wario",)}, "e2 e3"),
        ({"actors": ("Q1",)}, "e2 e3"),
        ({"countries": ("ken",), "types": ("ACCUSE", "COERCE")}, "e5"),
        ({"sectors": ("MIL", "UNO")}, "e1 e4 e6"),
        ({"outlets": ("example news",), "types": ("ASSAULT",)}, "e1 e4 e7"),
        ({"places": ("kismayo",)}, "e1"),
        ({"places": ("KEN",)}, "e2"),
        ({"documents": ("d2",)}, "d2"),
        ({"since": "2021-05-25", "types": ("ASSAULT",)}, "e4 e7 d2"),
        ({"until": "2021-05-24"}, "e1"),
        ({"since": "2021-05-24", "until": "2021-05-24"}, "e1"),
        ({"confidence": 0.81}, ""),
        ({"confidence": 0.8, "documents": ("d2",)}, "d2"),
        ({"actors": ("' OR 1=1 --",)}, ""),
    ],
)
def test_filters(exported: Export, tmp_path: Path, filters: dict[str, object], events: str) -> None:
    exported("csv", "a.csv", **filters)
    rows = read_csv(tmp_path / "a.csv")
    found = [row["event"] if row["document"] == "d1" else row["document"] for row in rows]
    assert found == events.split()


def test_private_persons_cannot_be_looked_for(exported: Export) -> None:
    assert exported("csv", "a.csv", actors=(PRIVATE,)).rows == 0
    assert exported("csv", "a.csv", actors=(PRIVATE,), names="all").rows == 1


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"types": ("ATTACK",)}, "--type ATTACK: there are ACCUSE"),
        ({"statuses": ("true",)}, "--status true: there are attempted"),
        ({"asserted_by": ("me",)}, "--asserted-by me: there are outlet"),
        ({"sectors": ("ARMY",)}, "--sector ARMY: there are AGR"),
        ({"since": "2021-05-32"}, "--since 2021-05-32: no day"),
    ],
)
def test_values_that_no_event_has_are_refused(filters: dict[str, object], words: str) -> None:
    with pytest.raises(ExportError, match=words):
        Choice(**filters).check()  # type: ignore[arg-type]


def test_wrong_calls_are_told_and_leave_nothing(told: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(ExportError, match="--format xml: there are jsonl, csv"):
        export(told, "xml", tmp_path / "a.xml")
    with pytest.raises(ExportError, match=r"a folder; name a file such as .*events\.tsv"):
        export(told, "gdelt", folder)
    with pytest.raises(ExportError, match=r"exports are made from a \.duckdb store"):
        export(tmp_path / "a.jsonl", "csv", folder)
    with pytest.raises(StoreError, match="no such store"):
        export(tmp_path / "none.duckdb", "csv", folder)
    (tmp_path / "file").write_text("here already")
    with pytest.raises(ExportError, match="can't be written"):
        export(told, "gdelt", tmp_path / "file" / "a.tsv")
    with pytest.raises(ExportError, match="a file; name a folder"):
        export(told, "csv", tmp_path / "file")
    assert list(folder.iterdir()) == []


def test_the_same_store_gives_the_same_bytes(told: Path, tmp_path: Path) -> None:
    for format in ("gdelt", "icews", "polecat", "plover", "dyad-months", "annotation", "prov"):
        for name in ("a", "b"):
            export(told, format, tmp_path / name)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
