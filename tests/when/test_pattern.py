"""The rules' pattern language."""

import pytest

from onrecord.when.pattern import PatternError, compile_pattern, literals
from onrecord.when.vocabulary import Vocabulary, WordRow

ROWS = [WordRow("COLOUR", ("red", "dark blue"), "x"), WordRow("BIRD", ("Hawk",), "y")]
PATTERN = "(the)? colour:COLOUR < bird:BIRD > COMMA?"


def letters(vocabulary: Vocabulary, text: str) -> str:
    return "".join(vocabulary.letter(word) for word in text.split())


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(ROWS, literals([PATTERN, "no"]))


def test_slots_and_span(vocabulary):
    compiled = compile_pattern(PATTERN, vocabulary, {})
    found = compiled.regex.search(letters(vocabulary, "see the dark blue Hawk ,"))
    assert found is not None
    assert found.span("first") == (4, 5)
    assert found.span(compiled.slots["colour"][0][0]) == (2, 4)


def test_a_capital_in_the_list_is_needed_in_the_text(vocabulary):
    compiled = compile_pattern("BIRD", vocabulary, {})
    assert compiled.regex.search(letters(vocabulary, "red hawk")) is None
    assert compiled.regex.search(letters(vocabulary, "RED HAWK"))


def test_guards(vocabulary):
    compiled = compile_pattern("COLOUR", vocabulary, {}, ("no", "BIRD"))
    assert compiled.regex.search(letters(vocabulary, "no red")) is None
    assert compiled.regex.search(letters(vocabulary, "red Hawk")) is None
    assert compiled.regex.search(letters(vocabulary, "the red"))


def test_phrases_are_read_in_place(vocabulary):
    compiled = compile_pattern("PAIR", vocabulary, {"PAIR": "(COLOUR BIRD)"})
    assert compiled.regex.search(letters(vocabulary, "red Hawk"))


@pytest.mark.parametrize("pattern", ["FISH", "(COLOUR", "COLOUR)", "?", "< COLOUR", "slot:"])
def test_what_cannot_be_read_is_said(vocabulary, pattern):
    with pytest.raises(PatternError):
        compile_pattern(pattern, vocabulary, {})
