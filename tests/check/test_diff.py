"""`lexicon diff`: what a change adds, drops and recodes, on texts that are parsed once."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from onrecord.check import diff
from onrecord.check.diff import Change, Compared, Diff, Totals, lexicon_of, parse_lists
from onrecord.ingest import InputError
from onrecord.lexicon import LexiconError
from onrecord.lexicon.lexicon import SHIPPED
from onrecord.model import Document, Problem

PELT = """[[rule]]
id = "mine.pelt"
type = "PROTEST"
cameo = "145"
trigger = { verb = ["pelt"] }
example = { text = "Students pelted the embassy with paint." }
counterexample = "The rain pelted down."
"""
SHELL = """[[rule]]
id = "assault.shell"
type = "COERCE"
cameo = "17"
trigger = { verb = ["shell"] }
example = { text = "Norland forces shelled the town." }
counterexample = "He shelled peas."
"""
TEXT = "Students pelted the embassy with paint on Monday. Norland forces shelled the town."
DOCUMENT = Document(text=TEXT, id="report", published="2026-02-18")


def folder(base: Path, content: str, name: str = "what/en/rules/mine.toml") -> str:
    path = base / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return str(base)


def compared(old: str, new: str, document: Document = DOCUMENT) -> Compared:
    (one,) = Diff(old, new).compare([document])
    assert isinstance(one, Compared)
    return one


def events(one: Compared) -> list[Change]:
    return [change for change in one.changes if change.kind == "event"]


def test_a_new_rule_adds_an_event_and_without_it_the_event_is_dropped(tmp_path: Path) -> None:
    mine = folder(tmp_path, PELT)
    one = compared("shipped", mine)
    (added,) = events(one)
    assert (added.what, added.rule) == ("added", "mine.pelt")
    assert added.label == "PROTEST · happened · “Students” (EDU) → “the embassy” (GOV)"
    assert added.sentence is not None
    assert [words for words, role in added.sentence.pieces() if role == "trigger"] == ["pelted"]
    assert one.events[1] == one.events[0] + 1
    (dropped,) = events(compared(mine, "shipped"))
    assert (dropped.what, dropped.rule, dropped.label) == ("dropped", "mine.pelt", added.label)


def test_a_rule_of_another_type_recodes(tmp_path: Path) -> None:
    (change,) = events(compared("shipped", folder(tmp_path, SHELL)))
    assert (change.what, change.rule) == ("recoded", "assault.shell")
    assert ("type", "ASSAULT", "COERCE") in change.fields
    assert {field.name for field in change.fields} <= {"type", "modes"}


def test_a_rule_by_another_name_changes_nothing_but_is_counted(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "a", PELT), folder(tmp_path / "b", PELT.replace(".pelt", ".throw"))
    one = compared(old, new)
    assert (one.changes, one.moved) == ((), 1)


CLAIM = """[[rule]]
id = "say"
class = "speech"
act = "claim"
verbs = ["say"]
frames = ["clause"]
example = "The mayor said that the dam had burst."
counterexample = "The dam had burst."
why = "who says it, claims it"
"""


def test_a_cue_of_another_act_recodes_a_statement(tmp_path: Path) -> None:
    text = "The mayor said that the dam had burst."
    rules = folder(tmp_path, CLAIM, "said/en/cues/mine.toml")
    one = compared("shipped", rules, Document(text=text))
    (change,) = [change for change in one.changes if change.kind == "statement"]
    assert (change.what, change.rule) == ("recoded", "say")
    assert change.fields == (("act", "say", "claim"),)
    assert change.label.startswith("claim · indirect · “The mayor”")


def test_the_same_lexicon_changes_nothing() -> None:
    one = compared("shipped", str(SHIPPED))
    assert (one.changes, one.moved) == ((), 0)
    assert one.events[0] == one.events[1] > 0


def test_a_whole_checkout_stands_alone(tmp_path: Path) -> None:
    other = tmp_path / "src" / "onrecord"
    shutil.copytree(SHIPPED, other, ignore=shutil.ignore_patterns("*.pyc", "wire"))
    (other / "what" / "en" / "rules" / "assault.toml").write_text("")
    assert lexicon_of(str(tmp_path)).folders == (other,)
    dropped = events(compared("shipped", str(tmp_path)))
    assert Counter(change.what for change in dropped) == {"dropped": 1}


def test_a_text_is_parsed_once_unless_the_parse_has_other_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = folder(tmp_path / "rules", PELT)
    lists = folder(tmp_path / "lists", "hoist\n", "parse/en/light-verbs.txt")
    parsed: list[str] = []
    parse = diff.LexiconCoder.parse

    def counted(self: diff.LexiconCoder, document: Document) -> object:
        if document.id:
            parsed.append(document.id)
        return parse(self, document)

    monkeypatch.setattr(diff.LexiconCoder, "parse", counted)
    compared("shipped", rules)
    assert parsed == ["report"]
    compared("shipped", lists)
    assert parsed == ["report"] * 3
    assert parse_lists(lexicon_of("shipped")) != parse_lists(lexicon_of(lists))


def test_a_parse_can_be_coded_twice() -> None:
    coder = diff.LexiconCoder(lexicon_of("shipped"))
    parsed = coder.parse(DOCUMENT)
    assert coder.code_parsed(parsed) == coder.code_parsed(parsed)


def test_totals_count_by_rule_and_kind(tmp_path: Path) -> None:
    totals = Totals()
    both = Diff("shipped", folder(tmp_path, PELT + SHELL))
    for one in both.compare([DOCUMENT, DOCUMENT]):
        assert isinstance(one, Compared)
        totals.add(one)
    assert totals.documents == 2
    assert totals.by_rule["mine.pelt"] == {"added": 2}
    assert totals.by_rule["assault.shell"] == {"recoded": 2}
    assert totals.by_kind["event", "added"] == 2
    assert totals.events[1] - totals.events[0] == 2


def test_what_cannot_be_coded_is_a_problem_and_the_rest_goes_on() -> None:
    given = [Problem(source="a.txt", what="no text"), Document(text=" ", source="b.txt"), DOCUMENT]
    first, second, third = Diff("shipped", "shipped").compare(given)
    assert first == given[0]
    assert second == Problem(source="b.txt", what="The text is empty.")
    assert isinstance(third, Compared)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("what/en/rules/mine.toml", PELT.replace("cameo", "colour"), "mine.toml:4"),
        (
            "what/en/rules/mine.toml",
            PELT.replace('"pelt"', '"pelt"] , object = ["@x"'),
            "mine.toml",
        ),
        ("what/en/rules/mine.toml", PELT.replace("cameo", 'object = ["@none"]\ncameo'), "`@none`"),
        ("readme.md", "rules", "holds no room's rules and lists"),
    ],
)
def test_a_broken_lexicon_is_refused_before_any_work(
    tmp_path: Path, name: str, content: str, what: str
) -> None:
    with pytest.raises((InputError, LexiconError)) as caught:
        Diff("shipped", folder(tmp_path, content, name))
    assert what in str(caught.value)


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(InputError, match="nowhere: no such folder; name one"):
        lexicon_of("nowhere")
