"""Every rule's example fires it, with its roles; no counterexample does."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon, shipped
from onrecord.model import EventFound, Role
from onrecord.parse import Parsed
from onrecord.what import find
from onrecord.what.rules import Rule

RULES = shipped().rules("what", "rules", Rule)
Parse = Callable[..., Parsed]


def _holds(parsed: Parsed, roles: tuple[Role, ...], words: str | None) -> bool:
    return not words or any(words in parsed.phrase(role.span) for role in roles)


def _fits(parsed: Parsed, event: EventFound, rule: Rule) -> bool:
    return (
        event.rule == rule.id
        and _holds(parsed, event.sources, rule.example.source)
        and _holds(parsed, event.targets, rule.example.target)
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_example_fires_its_rule(rule: Rule, parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse(rule.example.text)
    events = find(parsed, lexicon)
    told = [(e.rule, [parsed.phrase(r.span) for r in (*e.sources, *e.targets)]) for e in events]
    assert any(_fits(parsed, event, rule) for event in events), told


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_counterexample_does_not(rule: Rule, parse: Parse, lexicon: Lexicon) -> None:
    assert rule.id not in {event.rule for event in find(parse(rule.counterexample), lexicon)}
