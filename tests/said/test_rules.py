"""Every rule's example fires its rule, and its counterexample doesn't."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.lexicon import Lexicon, LexiconError, shipped
from onrecord.parse import Parsed
from onrecord.said import find
from onrecord.said.cues import CueRule, build

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


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('verbs = ["say"]\ncolour = "red"', "colour"),
        ('phrases = ["say"]', "two words"),
        ("", "without words"),
        ('verbs = ["say"]\nframes = ["sentence"]', "sentence"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, line: str, problem: str) -> None:
    folder = tmp_path / "said" / "en"
    folder.mkdir(parents=True)
    frames = "" if "frames" in line else 'frames = ["clause"]\n'
    (folder / "cues.toml").write_text(
        '[[rule]]\nid = "x"\nclass = "speech"\nact = "say"\nexample = "A."\n'
        f'counterexample = "B."\nwhy = "c"\n{frames}{line}\n',
        encoding="utf-8",
    )
    with pytest.raises(LexiconError, match=problem):
        Lexicon((tmp_path,)).rules("said", "cues", CueRule)


def test_a_user_adds_a_verb(
    tmp_path: Path, parse: Callable[[str], Parsed], lexicon: Lexicon
) -> None:
    folder = tmp_path / "said" / "en"
    folder.mkdir(parents=True)
    (folder / "cues.toml").write_text(
        '[[rule]]\nid = "blorp"\nclass = "speech"\nact = "say"\nverbs = ["steam"]\n'
        'frames = ["object"]\nexample = "A."\ncounterexample = "B."\nwhy = "c"\n',
        encoding="utf-8",
    )
    parsed = parse("The captain steamed the letter.")
    own = Lexicon((*lexicon.folders, tmp_path))
    assert find(parsed, lexicon, "all") == []
    assert [s.rule for s in find(parsed, own, "all")] == ["blorp"]


def test_no_verb_stands_twice_for_a_frame() -> None:
    """A second entry would never fire: senses are tried speech first, then in the files' order."""
    taken: dict[tuple[str, ...], str] = {}
    twice: list[str] = []
    for verb, senses in shipped().compiled(build).verbs.items():
        for sense in senses:
            keys = [
                (verb, sense.particle or "", frame, preposition, *sense.rule.speakers)
                for frame in sense.rule.frames
                for preposition in (sense.rule.prep if "preposition" in frame else ("",))
            ]
            if keys and all(key in taken for key in keys):
                twice.append(f"{verb} in {sense.rule.id}, already in {taken[keys[0]]}")
            taken.update((key, sense.rule.id) for key in keys if key not in taken)
    assert twice == []
