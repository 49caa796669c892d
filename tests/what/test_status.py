"""What grammar does to status and type, row by row."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon, shipped
from onrecord.parse import Parsed
from onrecord.what import find
from onrecord.what.index import build_index
from onrecord.what.ontology import ontology
from onrecord.what.status import typing

CASES = [
    ("Norland bombed Estria.", "ASSAULT", "happened"),
    ("Norland is bombing Estria.", "ASSAULT", "ongoing"),
    ("Norland failed to kill the general.", "ASSAULT", "attempted"),
    ("Norland decided to attack Estria.", "ASSAULT", "planned"),
    ("Norland considered invading Estria.", "ASSAULT", "hypothetical"),
    ("The premier hopes that Norland will attack Estria.", "ASSAULT", "hypothetical"),
    ("It is unclear whether Norland attacked Estria.", "ASSAULT", "unclear"),
    ("Norland never attacked Estria.", "ASSAULT", "negated"),
    ("Norland stopped bombing Estria.", "RETREAT", "happened"),
    ("Norland stopped sending aid to Estria.", "SANCTION", "happened"),
    ("Norland plans to bomb Estria.", "THREATEN", "happened"),
    ("Norland to send food to Estria", "AGREE", "happened"),
]


@pytest.mark.parametrize(("text", "type", "status"), CASES, ids=[case[0] for case in CASES])
def test_status(
    text: str, type: str, status: str, parse: Callable[..., Parsed], lexicon: Lexicon
) -> None:
    assert (type, status) in [(e.type, e.status) for e in find(parse(text), lexicon)]


@pytest.mark.parametrize("type", sorted(ontology().types))
def test_no_row_turns_a_type_into_itself(type: str) -> None:
    index = shipped().compiled(build_index)
    for signal in ("future", "negated", "stopped", "possible", "condition"):
        row = typing(index, type, frozenset({signal}))
        assert row is None or row.type != type


def test_a_plain_clause_has_no_row() -> None:
    assert typing(shipped().compiled(build_index), "ASSAULT", frozenset()) is None
