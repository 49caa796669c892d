"""What a text is about decides whether its attacks are attacks."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon
from onrecord.parse import Parsed
from onrecord.what import find
from onrecord.what.genre import build_genres, is_public

MATCH = (
    "The striker attacked from the left after half-time. The goalkeeper saved the shot, and the "
    "referee gave a corner. Two minutes later the captain destroyed the defence with a header, "
    "and the coach of the home team surrendered. The league leaders won the match by two goals "
    "before a crowd of ten thousand, and the midfielder who had shot first left the pitch."
)

BAN = (
    "The government of Norland banned the football league after a riot at a match in which police "
    "killed a fan. The parliament of Estria condemned the ban, and the opposition called on the "
    "president to reopen the stadium before the season."
)


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Norland attacked Estria.", True),
        (MATCH, False),
        (BAN, True),
    ],
)
def test_is_public(text: str, public: bool, parse: Callable[..., Parsed], lexicon: Lexicon) -> None:
    assert is_public(parse(text), lexicon.compiled(build_genres)) is public


def test_a_match_report_keeps_only_what_institutions_do(
    parse: Callable[..., Parsed], lexicon: Lexicon
) -> None:
    parsed = parse(MATCH + " Police arrested two supporters.")
    assert [event.rule for event in find(parsed, lexicon)] == ["coerce.arrest"]
