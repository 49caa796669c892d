"""Every rule's example fires exactly its rule, and its counterexample doesn't."""

from collections.abc import Callable

import pytest

from onrecord.base.gazetteer import Gazetteer
from onrecord.lexicon import Lexicon, shipped
from onrecord.parse import Parsed
from onrecord.where import find
from onrecord.where.find import RECOGNISERS
from onrecord.where.rules import NameRule

RULES = shipped().rules("where", "rules", NameRule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_example_fires(
    rule: NameRule, parse: Callable[..., Parsed], lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    found = find(parse(rule.example), lexicon, gazetteer)
    words = {rule.example[slice(*place.span)]: place.rule for place in found}
    assert words.get(rule.finds) == rule.id


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_counterexample_does_not_fire(
    rule: NameRule, parse: Callable[..., Parsed], lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    found = find(parse(rule.counterexample), lexicon, gazetteer)
    assert rule.id not in {place.rule for place in found}


def test_every_recogniser_has_a_rule() -> None:
    assert {rule.kind for rule in RULES} == set(RECOGNISERS)
