"""`explain` and `lexicon diff` on the command line."""

import re
import shlex
from pathlib import Path
from typing import Protocol

import pytest

from onrecord.check.explain import OUT_OF_REACH
from onrecord.export import encode_line, quote
from onrecord.ingest import read
from onrecord.model import Document, Record
from support.commands import Call

PAGE = Path(__file__).parents[2] / "docs" / "explain.md"
TEXT = "On Monday the Norland navy shelled the harbour of Calden.\n"
RULE = """[[rule]]
id = "assault.shell"
type = "COERCE"
cameo = "17"
trigger = { verb = ["shell"] }
example = { text = "Norland forces shelled the town." }
counterexample = "He shelled peas."
"""


class HasCode(Protocol):
    """A coder of documents."""

    def code(self, document: Document) -> Record:
        """The record of a document."""
        ...


class TextCoder(Protocol):
    """The session's coder (conftest.py)."""

    coder: HasCode


@pytest.fixture
def call(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command line in a folder with reports, records and a lexicon."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "report.txt").write_text(TEXT)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "a.txt").write_text(TEXT)
    (tmp_path / "two" / "b.txt").write_text("The rebels attacked a convoy near the border.\n")
    rules = tmp_path / "mine" / "what" / "en" / "rules"
    rules.mkdir(parents=True)
    (rules / "mine.toml").write_text(RULE)

    return lambda line: call(*shlex.split(line))


def test_a_text_is_coded_and_explained(call: Call) -> None:
    status, out, err = call("explain report.txt e1 --published 2026-02-18")
    assert (status, err) == (0, "")
    assert "[source the Norland navy] [trigger shelled]" in out
    for words in ("assault.shell", "onrecord/what/en/rules/assault.toml:", "fills `subject`"):
        assert words in out
    assert "\x1b" not in out


def plain(printed: str) -> list[str]:
    """The lines of what was printed, without the line numbers of rules, which move."""
    return [re.sub(r"\.toml:\d+", ".toml", line.rstrip()) for line in printed.strip().splitlines()]


def test_what_the_page_shows_is_what_is_printed(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "96")
    page = PAGE.read_text("utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    report, e2, t2, change = (body for kind, body in blocks if not kind)
    (rule,) = (body for kind, body in blocks if kind == "toml")
    for path in ("report.txt", "articles/report.txt", "mine/what/en/rules/mine.toml"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(rule if path.endswith(".toml") else report)
    for line, shown in (
        ("explain report.txt e2 --published 2026-02-18", e2),
        ("explain report.txt t2 --published 2026-02-18", t2),
        ("lexicon diff shipped mine --corpus articles --published 2026-02-18", change),
    ):
        status, out, _ = call(line)
        assert (status, plain(out)) == (0, plain(shown)), "docs/explain.md shows another output"


def records(coder: TextCoder, target: Path, *sources: str) -> list[str]:
    """Write records without words, as `code --quote none` does; returns the documents' ids."""
    items = [item for item in read(sources) if isinstance(item, Document)]
    made = [quote(coder.coder.code(item), "none", item.text) for item in items]
    target.write_bytes(b"".join(map(encode_line, made)))
    return [record.document.id for record in made]


def test_a_record_is_explained_with_its_text_where_that_is_in_reach(
    call: Call, tmp_path: Path, coder: TextCoder
) -> None:
    records(coder, tmp_path / "a.jsonl", "report.txt")
    assert "predicate" in call("explain e1 --in a.jsonl")[1]
    (tmp_path / "report.txt").rename(tmp_path / "moved.txt")
    status, out, _ = call("explain e1 --in a.jsonl")
    assert status == 0
    assert " ".join(out.split()).endswith(OUT_OF_REACH)
    assert "predicate" not in out
    assert "Monday" not in out
    assert "predicate" in call("explain e1 --in a.jsonl --texts moved.txt")[1]
    assert "predicate" in call("explain a.jsonl e1 --texts moved.txt")[1]


def test_where_there_are_several_documents_one_is_named(
    call: Call, tmp_path: Path, coder: TextCoder
) -> None:
    ids = records(coder, tmp_path / "two.jsonl", "two")
    status, _, err = call("explain e1 --in two.jsonl")
    assert status == 2
    assert f"several documents: write DOCUMENT:ID; there are {', '.join(ids)}" in err
    outs = [call(f"explain {id}:e1 --in two.jsonl")[1] for id in ids]
    assert ["shelled" in out for out in outs] == [True, False]
    assert "no document 'x'; there are" in call("explain x:e1 --in two.jsonl")[2]


def test_a_narrow_terminal_loses_nothing(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = call("explain report.txt e1 --published 2026-02-18")[1]
    monkeypatch.setenv("COLUMNS", "40")
    narrow = call("explain report.txt e1 --published 2026-02-18")[1]
    assert max(map(len, narrow.splitlines())) <= 40
    assert sorted("".join(narrow.split())) == sorted("".join(wide.split()))


def test_a_diff_shows_the_change_and_counts_it(call: Call) -> None:
    status, out, err = call("lexicon diff shipped mine --corpus two")
    assert (status, err) == (0, "")
    for words in (
        "~ recoded event: COERCE",
        "type: ASSAULT → COERCE",
        "[trigger shelled]",
        "documents: 2",
    ):
        assert words in out
    (row,) = [line.split() for line in out.splitlines() if line.strip().startswith("assault.shell")]
    assert row[1:] == ["0", "0", "1"]


def test_a_diff_stops_at_its_limit_and_names_what_it_cannot_read(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / "two" / "c.txt").write_text("")
    status, out, err = call("lexicon diff shipped shipped --corpus two")
    assert status == 0
    assert "c.txt: no text" in err
    assert "documents: 2" in out
    assert "documents: 1" in call("lexicon diff shipped shipped --corpus two --limit 1")[1]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("explain", "Missing argument"),
        ("explain report.txt", "which item of it? Add an id, such as e1"),
        ("explain e1", "onrecord.duckdb: no such store"),
        ("explain e1 --in missing.jsonl", "missing.jsonl: no such file"),
        ("explain missing.txt e1", "missing.txt: no such file"),
        ("explain report.txt e1 s1", "name one file and one id"),
        ("explain report.txt e9", "has no such event; there is e1"),
        ("explain report.txt other:e1", "not other"),
        ("lexicon diff shipped", "Missing argument"),
        ("lexicon diff shipped mine", "Missing option '--corpus'"),
        ("lexicon diff shipped nowhere --corpus two", "nowhere: no such folder"),
        ("lexicon diff shipped two --corpus two", "two: holds no room's rules"),
        ("lexicon diff shipped mine --corpus nowhere", "nowhere: no such file"),
    ],
)
def test_a_wrong_call_is_refused_in_one_sentence(call: Call, line: str, what: str) -> None:
    status, out, err = call(line)
    assert (status, out) == (2, "")
    assert what in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("verb", ["explain", "lexicon diff"])
def test_help_has_an_example(call: Call, verb: str) -> None:
    status, out, _ = call(f"{verb} --help")
    assert status == 0
    assert f"  onrecord {verb}" in out.split("Examples:", 1)[1]
