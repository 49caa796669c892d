"""Spellings that must meet, and ones that must not."""

import pytest

from onrecord.base.keys import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "St. Etienne"),
        ("the Hague", "The Hague"),
        ("Mount Vernon", "Mt. Vernon"),
        ("Łódź", "Lodz"),
        ("Sana'a", "Sana’a"),
        ("NEW YORK", "New York"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_the_alone_is_kept() -> None:
    assert name_key("The") == "the"


def test_different_names_stay_apart() -> None:
    assert name_key("Newport") != name_key("New Port")
