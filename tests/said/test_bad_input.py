"""Broken, foreign and extreme texts: right or nothing, never a crash, linear time."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon import Lexicon
from onrecord.model import Document
from onrecord.parse import Parsed
from onrecord.parse import parse as parse_document
from onrecord.said import find

Parse = Callable[[str], Parsed]


def contents(parse: Parse, lexicon: Lexicon, text: str) -> list[str]:
    parsed = parse(text)
    return [" + ".join(parsed.phrase(part) for part in s.content) for s in find(parsed, lexicon)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", '"', '""', "“”", "' '", ":", "«", "1."])
def test_next_to_nothing(parse: Parse, lexicon: Lexicon, text: str) -> None:
    assert contents(parse, lexicon, text) == []


PIECES = (
    '"', "“", "”", "'", "''", "``", "«", "»", "—", ":", ",", ".", "(", ")", "\n\n", "said",
    "he added", "Ana Ruiz", "the envoy", "that", "according to",
    "We will go to the harbour with the others today",
)  # fmt: skip


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_marks_and_cues_in_any_order(lexicon: Lexicon, pieces: list[str]) -> None:
    parsed = parse_document(Document(text=" ".join(["Ana:", *pieces])), lexicon)
    for statement in find(parsed, lexicon, "all"):
        assert all(0 <= start < end <= len(parsed.text) for start, end in statement.content)


def test_two_quotations_with_nothing_between_but_a_mark(parse: Parse, lexicon: Lexicon) -> None:
    text = (
        "“We will go to the harbour now,” he said. “We must go to the coast.” “ “It is late there "
        "now.”"
    )
    assert contents(parse, lexicon, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will go, the envoy said on Monday.', "We will go"),
        ('We will go," the envoy said on Monday.', "We will go"),
        ("«We will go», said the envoy.", "«We will go»"),
        ("„We will go“, said the envoy.", "„We will go“"),
        ("``We will go,'' said the envoy.", "``We will go,''"),
        ('"We will go," said Ana "Lulu" Ruiz.', '"We will go,"'),
        ("The envoy said the workers' strike wasn't over.", "the workers' strike wasn't over"),
    ],
)
def test_marks_lost_or_foreign(parse: Parse, lexicon: Lexicon, text: str, expected: str) -> None:
    assert expected in contents(parse, lexicon, text)


@pytest.mark.parametrize(
    "text",
    [
        'He played "The Long Road Home to Sela" on Monday.',
        'Ana "Lulu" Ruiz won the race.',
        'The so-called "reform" went on.',
        "TELEPHONE: 555 0100",
        'The sign on the "Blue Tide" had faded.',
    ],
)
def test_marks_that_nobody_says(parse: Parse, lexicon: Lexicon, text: str) -> None:
    assert contents(parse, lexicon, text) == []


def test_one_paragraph_of_50000_characters_in_linear_time(lexicon: Lexicon) -> None:
    turn = '"We saw the fog," said Ana Ruiz. She said the pass was closed. The general told us it. '
    parsed = parse_document(Document(text=turn * 570), lexicon)
    assert len(parsed.text) > 49_000
    began = time.process_time()
    found = find(parsed, lexicon, "all")
    assert len(found) >= 1140
    assert time.process_time() - began < 2


def test_deep_nesting_stays_cheap(lexicon: Lexicon) -> None:
    text = "He said that " + "she said that " * 1000 + "it was so."
    parsed = parse_document(Document(text=text), lexicon)
    began = time.process_time()
    found = find(parsed, lexicon, "all")
    assert time.process_time() - began < 2
    assert len(found) > 900
    outermost = [s.within for n, s in enumerate(found) if s.within != n - 1]
    assert outermost == [None] * len(parsed.sentences)


def test_same_input_same_output(parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse("She said the pass was closed. They think it will open.")
    assert find(parsed, lexicon, "all") == find(parsed, lexicon, "all")
