"""Every rule finds what its example says, and nothing in its counterexample."""

import pytest

from onrecord.lexicon import shipped
from onrecord.when.grammar import Blocker, Cue, Rule

RULES = shipped().rules("when", "rules", Rule)
BLOCKERS = shipped().rules("when", "blockers", Blocker)
CUES = list(shipped().rules("when", "cues", Cue))
DAY = "2024-03-13"
"""The reference day of every example: a Wednesday."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_example_gives_words_and_value(when, rule):
    found = [
        (rule.example[slice(*t.span)], t.value)
        for t in when(rule.example, DAY)
        if t.rule == rule.id
    ]
    assert (rule.words, rule.gives) in found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_example_fires_without_a_date_too(when, rule):
    found = when(rule.example)
    assert rule.id in {t.rule for t in found}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_counterexample_does_not_fire(when, rule):
    assert rule.id not in {t.rule for t in when(rule.counterexample, DAY)}


@pytest.mark.parametrize("blocker", BLOCKERS, ids=lambda blocker: blocker.id)
def test_blocked_words_are_no_time(when, blocker):
    assert when(blocker.example, DAY) == []


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_cue_turns_the_day(when, cue):
    assert when(cue.example, DAY)[-1].value == cue.gives
    assert when(cue.counterexample, DAY)[-1].value == cue.gives_counter
