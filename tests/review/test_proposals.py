"""Proposals of rule edits: what erred how often, where to read it; nothing copied or applied."""

import tomllib
from pathlib import Path

import pytest

from onrecord.cli.main import main
from onrecord.lexicon import shipped
from onrecord.model import Document
from onrecord.review import cases_of
from onrecord.review.proposals import Proposals, draft, proposals, report
from support.records import made_record
from support.reviewed import at_work, changed, keep, write

RULE = "assault.attack"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight events of one rule: three rejected, two retyped, one swapped, two right."""
    path = tmp_path_factory.mktemp("made") / "run.duckdb"
    ends = ["record"] * 3 + ["bank", "bank", "Estria", "town", "camp"]
    items = [
        Document(text=f"Norland attacked the longstanding {end}", id=f"d{n}")
        for n, end in enumerate(ends)
    ]
    write(path, *((item, changed(made_record(item), rule=RULE)) for item in items))
    ada = [at_work(path, f"d{n}", "Ada") for n in range(len(items))]
    swap = {"sources": [{"span": [34, 40]}], "targets": [{"span": [0, 7]}]}
    missed = {"type": "PROTEST", "trigger": {"span": [21, 33]}}
    keep(
        path,
        *(person.reject("e1") for person in ada[:3]),
        *(act for person in ada[3:5] for act in person.edit("e1", {"type": "COERCE"})),
        *ada[5].edit("e1", swap),
        *(person.accept("e1") for person in ada[6:]),
        *(person.add(missed) for person in ada[6:]),
    )
    return path


@pytest.fixture(scope="module")
def found(path: Path) -> Proposals:
    return proposals(cases_of(path), shipped())


def test_what_was_wrong_how_often(found: Proposals) -> None:
    (one,) = found.rules
    assert (one.rule, one.reviewed, one.wrong, one.rejected) == (RULE, 8, 6, 3)
    assert (one.retyped, one.swapped, one.fields) == ({"COERCE": 2}, 1, {})
    assert one.where.startswith("what/en/rules/assault.toml:")
    assert one.heads == ("bank", "record")
    (missed,) = found.missed
    assert (missed.type, missed.words, missed.number) == ("PROTEST", "longstanding", 2)


def test_the_page_points_and_copies_nothing(found: Proposals) -> None:
    page = report(found)
    assert "6 wrong of 8" in page
    assert "d0:e1 (8–16): no such event" in page
    assert '`not_object = ["bank", "record"]`' in page
    assert "source and target swapped" in page
    for text in ("Norland attacked", "the longstanding"):
        assert text not in page + draft(found)


def test_the_draft_is_no_rule_until_somebody_makes_it_one(found: Proposals) -> None:
    content = draft(found)
    assert tomllib.loads(content) == {}
    rules = "\n".join(line[2:] for line in content.splitlines()[2:])
    first, second = tomllib.loads(rules)["rule"]
    assert (first["type"], first["trigger"]) == ("COERCE", {"verb": ["attack"]})
    assert (second["id"], second["trigger"]) == (
        "own.protest.longstanding",
        {"verb": ["longstanding"]},
    )


def test_rarely_wrong_is_not_named(path: Path) -> None:
    found = proposals(cases_of(path), shipped(), least=7)
    assert (found.rules, found.missed) == ((), ())
    assert "No rule erred" in report(found)


def test_the_verb(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "proposals"
    call = ["lexicon", "new", "--from-review", str(path), "--to", str(folder)]
    assert main(call) == 0
    assert "1 rules and 1 missed words" in capsys.readouterr().err
    assert (folder / "proposals.md").is_file()
    assert main(["lexicon", "check", str(folder)]) == 0
    assert "0 rules" in capsys.readouterr().out
    assert main(call) == 2
    assert "is there already" in capsys.readouterr().err
