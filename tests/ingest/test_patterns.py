"""Patterns are expanded in a fixed order, one file at a time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ingest.files import sources
from onrecord.ingest.patterns import matching
from onrecord.ingest.reading import Source

FILES = (
    *("a/1.html", "a/2.htm", "a/b/3.html", "a/b/c/4.html", "a/.git/5.html", "a/.6.html"),
    *("x1/7.html", "x2/8.html", "a/[9].html", "a/ten.html.gz"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("a/*.html", "a/1.html a/[9].html"),
        ("a/**/*.html", "a/1.html a/[9].html a/b/3.html a/b/c/4.html"),
        ("**/*.html", "a/1.html a/[9].html a/b/3.html a/b/c/4.html x1/7.html x2/8.html"),
        ("a/**", "a/1.html a/2.htm a/[9].html a/ten.html.gz a/b/3.html a/b/c/4.html"),
        ("x[12]/?.html", "x1/7.html x2/8.html"),
        ("x[!1]/*", "x2/8.html"),
        ("a/*/*.html", "a/b/3.html"),
        ("a/.[0-9]*", "a/.6.html"),
        ("a/*.htm*", "a/1.html a/2.htm a/[9].html a/ten.html.gz"),
        ("nothing*", ""),
    ],
)
def test_which_files_fit(folder: Path, pattern: str, found: str) -> None:
    assert [str(path) for path in matching(pattern)] == found.split()
    absolute = [str(path) for path in matching(str(folder / pattern))]
    assert absolute == [str(folder / name) for name in found.split()]


def test_a_name_that_looks_like_a_pattern_is_a_name_first(folder: Path) -> None:
    assert [item.name for item in sources(["a/[9].html"]) if isinstance(item, Source)] == [
        "a/[9].html"
    ]


def test_files_are_found_one_at_a_time(folder: Path) -> None:
    found = sources(["**/*.html"])
    assert isinstance(found, Iterator)
    first = next(found)
    assert isinstance(first, Source)
    assert first.name == "a/1.html"
