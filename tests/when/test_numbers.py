"""Numbers, years and shapes of digits."""

import pytest

from onrecord.lexicon import shipped
from onrecord.when.grammar import grammar_of
from onrecord.when.numbers import full_year, number_of, spoken_year
from onrecord.when.shapes import SHAPES, shape_groups

VOCABULARY = grammar_of(shipped()).vocabulary


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty - four", 24), ("two hundred and ten", 210), ("a dozen", 12), ("half a", 0.5),
        ("three and a half", 3.5), ("2 1/2", 2.5), ("1,234", 1234), ("a couple of", 2),
        ("three thousand", 3000), ("several", None), ("a few", None),
    ],
)  # fmt: skip
def test_numbers(words, number):
    assert number_of(words.split(), VOCABULARY) == number


@pytest.mark.parametrize(
    ("words", "year"),
    [("nineteen ninety - six", 1996), ("two thousand and four", 2004), ("twenty sixteen", 2016),
     ("nineteen hundred and six", 1906), ("two thousand", 2000)],
)  # fmt: skip
def test_spoken_years(words, year):
    assert spoken_year(words.split(), VOCABULARY) == year


def test_two_digit_years_turn_at_the_pivot():
    assert [full_year(digits) for digits in ("49", "50", "2011")] == [2049, 1950, 2011]


@pytest.mark.parametrize(
    ("word", "group"),
    [("2011", "YEAR"), ("1534", "OLDYEAR"), ("21st", "DAYORD"), ("1990s", "DECADE"),
     ("10:30", "CLOCK"), ("10pm", "GLUED"), ("2024-02-29", "ISODATE"), ("2/28/2024", "SLASHDATE")],
)  # fmt: skip
def test_shapes(word, group):
    assert group in shape_groups(word)


@pytest.mark.parametrize("word", ["20021234", "1" * 500, "25:10", "52B", "3-2", "1e9"])
def test_other_digits_have_no_shape(word):
    assert shape_groups(word) == ()


def test_every_shape_is_listed():
    words = [str(n) for n in range(2200)] + [
        "0",
        "05",
        "31st",
        "77th",
        "80s",
        "1/2",
        "10.30",
        "1.5",
    ]
    assert {shape_groups(word) for word in words} <= {*SHAPES, ()}
