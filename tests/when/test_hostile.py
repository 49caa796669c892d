"""Long and odd texts: no crash, and time that grows with the length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon import shipped
from onrecord.when import find

TEXT = (
    "on in the next last week two ago later , . - ' $ early of and to 10:30 p.m. 1990s 3rd quarter "
    "noon every year 's BC AD 31 30 February 99999 25 ² ٣ ½ 0 00 1/0 99/99/9999 Easter from "
    "century 0th hundred thousand a Monday May 2021 second half \n\n"
)
WORDS = TEXT.split(" ")


@pytest.mark.parametrize(
    "unit",
    ["Monday, May 4, 2021. ", "1", "1,234,", "1990-", "the early ", "10:", "1/", "a week later ",
     "\n   ", "may ", "twenty-one hundred and "],
)  # fmt: skip
def test_time_grows_with_length(unparsed, unit):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        find(unparsed(text, "2021-05-23"), shipped())
        return time.process_time() - start

    seconds(1_000)
    short, long = seconds(10_000), seconds(80_000)
    assert long < 30 * short + 0.2


@settings(max_examples=200, deadline=None)
@given(
    text=st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    published=st.sampled_from([None, "2024-02-29", "0001-01-01", "9999-12-31"]),
)
def test_any_words_are_survived_and_spans_hold(unparsed, text, published):
    reached = 0
    for number, found in enumerate(find(unparsed(text, published), shipped())):
        start, end = found.span
        assert reached <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert (found.start is None) == (found.end is None)
        assert found.start is None or found.start <= (found.end or "")
        assert not isinstance(found.anchor, int) or found.anchor < number
        reached = end
