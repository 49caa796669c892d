"""A user's own rules, and what is said about bad ones."""

import pytest

from onrecord.lexicon import Lexicon, LexiconError
from onrecord.lexicon.lexicon import SHIPPED
from onrecord.when import find
from onrecord.when.grammar import Rule
from onrecord.when.reading import KINDS
from onrecord.when.resolve import RESOLVERS

RULE = """
[[rule]]
id = "user.harvest"
kind = "season"
pattern = "{pattern}"
trigger = "harvest"
example = "They married at harvest."
words = "harvest"
gives = "2024-FA"
counterexample = "They married in May."
why = "a test"
since = "2026-11"
set = {{ {settings} }}
"""


def lexicon_with(tmp_path, pattern="at < harvest >", settings='season = "FA"') -> Lexicon:
    folder = tmp_path / "when" / "en" / "rules"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(RULE.format(pattern=pattern, settings=settings))
    return Lexicon((SHIPPED, tmp_path))


def test_a_users_rule_is_added(unparsed, tmp_path):
    text = "They married at harvest."
    (found,) = find(unparsed(text, "2024-11-13"), lexicon_with(tmp_path))
    assert (found.rule, found.value) == ("user.harvest", "2024-FA")


@pytest.mark.parametrize(
    ("pattern", "settings"),
    [("at < harvest", 'season = "FA"'), ("at FISH", 'season = "FA"'), ("at harvest", "x = 1")],
)
def test_a_bad_rule_is_named_with_file_and_line(unparsed, tmp_path, pattern, settings):
    with pytest.raises(LexiconError) as error:
        find(unparsed("At harvest.", None), lexicon_with(tmp_path, pattern, settings))
    assert error.value.path.name == "own.toml"
    assert error.value.line == 3


def test_every_kind_has_an_answer():
    assert set(RESOLVERS) == KINDS


def test_ids_tell_rules_of_the_room_apart():
    rules = Lexicon().rules("when", "rules", Rule)
    assert len({rule.id for rule in rules}) == len(rules)
