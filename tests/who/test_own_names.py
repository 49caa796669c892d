"""Names of a user's own folder beside the shipped ones."""

from pathlib import Path

import pytest

from onrecord.lexicon import Lexicon
from onrecord.lexicon.lexicon import SHIPPED
from onrecord.who.words import NameFact, compile_words

HEAD = "name,aliases,kind,country,sectors,attributes,source,year\n"


def first(lexicon: Lexicon, *parts: str) -> NameFact:
    """The fact that a spelling is read as."""
    near = compile_words(lexicon).known[parts[0]]
    return next(known.fact for known in near if known.parts == parts)


@pytest.fixture
def shipped() -> Lexicon:
    return Lexicon()


def own(folder: Path, rows: str) -> Lexicon:
    (folder / "who/en/names").mkdir(parents=True)
    (folder / "who/en/names/mine.csv").write_text(HEAD + rows, encoding="utf-8")
    return Lexicon((SHIPPED, folder))


def test_a_row_takes_the_place_of_the_shipped_row_of_its_name(
    tmp_path: Path, shipped: Lexicon
) -> None:
    assert first(shipped, "icrc").sectors == ("NGO",)
    row = "International Committee of the Red Cross,ICRC,organisation,,NGO|MED,,notes.md,2026\n"
    mine = own(tmp_path, row)
    assert first(mine, "icrc").sectors == ("NGO", "MED")
    names = [fact.name for fact in mine.facts("who", "names", NameFact, key="name")]
    assert names.count("International Committee of the Red Cross") == 1


def test_a_shared_spelling_is_read_as_the_user_s_row(tmp_path: Path) -> None:
    mine = own(tmp_path, "Norland Dockers' Union,ICRC,group,NOR,LAB,,notes.md,2026\n")
    assert first(mine, "icrc").name == "Norland Dockers' Union"
    names = [known.fact.name for known in compile_words(mine).known["international"]]
    assert "International Committee of the Red Cross" in names
