"""Every rule's example fires its rule, and its counterexample doesn't."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon, shipped
from onrecord.parse import Parsed
from onrecord.said import find
from onrecord.said.cues import CueRule

RULES = shipped().rules("said", "cues", CueRule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_example_fires(rule: CueRule, parse: Callable[[str], Parsed], lexicon: Lexicon) -> None:
    fired = [s.rule for s in find(parse(rule.example), lexicon, "all")]
    assert rule.id in fired


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_counterexample_does_not(
    rule: CueRule, parse: Callable[[str], Parsed], lexicon: Lexicon
) -> None:
    fired = [s.rule for s in find(parse(rule.counterexample), lexicon, "all")]
    assert rule.id not in fired
