"""Tokens and sentence ends."""

import pytest

from onrecord.lexicon import shipped
from onrecord.when.grammar import grammar_of
from onrecord.when.tokens import tokenize

VOCABULARY = grammar_of(shipped()).vocabulary


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10p.m.", ["10", "p", ".", "m", "."]),
        ("2024-02-29", ["2024-02-29"]),
        ("1998-99", ["1998", "-", "99"]),
        ("the '80s", ["the", "'", "80s"]),
        ("$1,234.50", ["$", "1,234.50"]),
        ("a\n \nb", ["a", "\n \n", "b"]),
    ],
)
def test_tokens(text, words):
    assert tokenize(text, VOCABULARY).words == words


def test_sentences_end_at_full_stops_and_breaks_but_not_after_initials():
    text = (
        "Mr. B. Hall came home on Monday evening. It rained all over the\n\nwide and empty valley"
    )
    tokens = tokenize(text, VOCABULARY)
    at = {word: tokens.sentence(n) for n, word in enumerate(tokens.words)}
    assert at["Hall"] == at["Monday"]
    assert at["rained"] == at["Monday"] + 1
    assert at["valley"] == at["rained"] + 1


def test_one_letter_a_token():
    tokens = tokenize("On Monday, 4 March 1998, it rained.", VOCABULARY)
    assert len(tokens.letters) == len(tokens.words)
