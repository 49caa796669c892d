"""Names of persons: what may be one person's, and what is a slip of the pen."""

import pytest

from onrecord.lexicon import Lexicon
from onrecord.who.names import may_be_same, misspelt, person_name
from onrecord.who.words import Words, compile_words


@pytest.fixture(scope="module")
def words(lexicon: Lexicon) -> Words:
    """The room's lists."""
    return lexicon.compiled(compile_words)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ivo Marn", "Ivo Marn", True),
        ("Ivo Marn", "I. Marn", True),
        ("William Marn", "Bill Marn", True),
        ("Ivo Karl Marn", "Ivo Marn", True),
        ("Juan Manuel Ortega Ruiz", "Juan Ortega", True),
        ("Núria Marn", "Nuria Marn", True),
        ("Samir al-Daher", "Samir Daher", True),
        ("Jean-Luc Marn", "Jean-Luc Marn Jr.", True),
        ("Antonio Lopez de Santa Rosa", "Santa Rosa", True),
        ("Ivo Marn", "Karl Marn", False),
        ("Ivo Marn", "Ivo Stern", False),
    ],
)
def test_may_be_same(words: Words, one: str, other: str, same: bool) -> None:
    assert may_be_same(person_name(one, words), person_name(other, words), words) is same


@pytest.mark.parametrize(
    ("one", "other", "sure", "slip"),
    [
        ("ostrov", "otsrov", False, True),
        ("ostrov", "ostrof", False, True),
        ("ostrov", "otsrof", False, False),
        ("ostrov", "otsrof", True, True),
        ("marn", "mern", False, False),
        ("ostrov", "kostrov", False, False),
        ("ostrov", "ostrov", True, False),
        ("abdurrahman", "abdurahmann", False, True),
    ],
)
def test_misspelt(one: str, other: str, sure: bool, slip: bool) -> None:
    assert misspelt(one, other, sure=sure) is slip


def test_regnal_number_tells_kings_apart(words: Words) -> None:
    assert person_name("Harald V", words) != person_name("Harald", words)


def test_gender_comes_from_the_given_name(words: Words) -> None:
    assert person_name("Maria Kern", words).gender == "f"
    assert person_name("Xqz Kern", words).gender == ""
