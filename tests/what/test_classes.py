"""Word classes and the index: expansion, order, and errors that name the rule."""

from pathlib import Path

import pytest

from onrecord.lexicon import Lexicon, LexiconError, shipped
from onrecord.lexicon.lexicon import SHIPPED
from onrecord.what.classes import build_classes, spelt_out
from onrecord.what.index import build_index

RULE = """
[[rule]]
id = "{id}"
type = "{type}"
cameo = "19"
trigger = {{ verb = ["zap"] }}
{more}
example = {{ text = "Norland zapped Estria." }}
counterexample = "Norland slept."
"""


def _lexicon(folder: Path, **fields: str) -> Lexicon:
    rules = folder / "what" / "en" / "rules"
    rules.mkdir(parents=True)
    defaults = {"id": "assault.zap", "type": "ASSAULT", "more": ""}
    (rules / "own.toml").write_text(RULE.format(**(defaults | fields)), encoding="utf-8")
    return Lexicon((SHIPPED, folder))


def test_classes_are_spelt_out() -> None:
    words = spelt_out(("@talks", "row"), build_classes(shipped()), "x")
    assert {"summit", "row"} <= words
    assert not any(word.startswith("@") for word in words)


def test_a_users_rule_is_added(tmp_path: Path) -> None:
    index = _lexicon(tmp_path).compiled(build_index)
    assert [ready.rule.id for ready in index.verbs["zap"]] == ["assault.zap"]


def test_the_most_specific_rule_comes_first() -> None:
    ranks = [ready.rank for ready in shipped().compiled(build_index).verbs["launch"]]
    assert ranks == sorted(ranks, reverse=True)


def test_an_unknown_class_names_the_rule(tmp_path: Path) -> None:
    lexicon = _lexicon(tmp_path, more='object = ["@nothing"]')
    with pytest.raises(ValueError, match=r"assault\.zap.*@nothing"):
        lexicon.compiled(build_index)


def test_an_unknown_type_has_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"own\.toml:\d+: .*FIGHT"):
        _lexicon(tmp_path, type="FIGHT").compiled(build_index)
