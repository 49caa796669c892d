"""The rules' pattern language."""

from time import process_time

import pytest

from onrecord.when.pattern import PatternError, compile_pattern, literals
from onrecord.when.vocabulary import Vocabulary, WordRow

ROWS = [WordRow("COLOUR", ("red", "dark blue"), "x"), WordRow("BIRD", ("Hawk",), "y")]
PATTERN = "(the)? colour:COLOUR < bird:BIRD > COMMA?"


def letters(vocabulary: Vocabulary, text: str) -> str:
    return "".join(vocabulary.letter(word) for word in text.split())


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(ROWS, literals([PATTERN, "no a b c d"]))


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


@pytest.mark.parametrize("pattern", ["(a b)? " * 7 + "c", "ANY? " * 7 + "c", "ANY? a? " * 4 + "c"])
def test_a_pattern_that_a_text_could_hang_is_refused(vocabulary, pattern):
    with pytest.raises(PatternError, match="in a row fit the same word"):
        compile_pattern(pattern, vocabulary, {})


def test_optional_parts_take_linear_time(vocabulary):
    pattern = "ANY? " * 6 + "c (a b)? d " + "ANY? " * 6 + "b"
    compiled = compile_pattern(pattern, vocabulary, {})

    def seconds(length: int) -> float:
        text = letters(vocabulary, "a " * length)
        began = process_time()
        assert not compiled.regex.search(text)
        return process_time() - began

    seconds(100)
    assert seconds(8_000) < 30 * max(seconds(800), 0.001)
