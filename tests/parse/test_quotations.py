"""Marks of every kind, whole and broken."""

import time

import pytest

from onrecord.parse.parsed import Paragraph, Quotation
from onrecord.parse.quotations import pair_quotations


def pair(text: str) -> list[Quotation]:
    paragraphs: list[Paragraph] = []
    start = 0
    for block in text.split("\n\n"):
        paragraphs.append(Paragraph((start, start + len(block)), "body"))
        start += len(block) + 2
    return pair_quotations(text, paragraphs)


def inners(text: str) -> list[str]:
    return [text[slice(*q.inner)] for q in pair(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The dam holds," she said.', ["The dam holds,"]),
        ("“The dam holds,” she said.", ["The dam holds,"]),
        ("«La digue tient», dit-elle.", ["La digue tient"]),
        ("« La digue tient », dit-elle.", ["La digue tient"]),
        ("„Der Damm hält“, sagte sie.", ["Der Damm hält"]),
        ("»Der Damm hält«, sagte sie.", ["Der Damm hält"]),
        ("”Dammen håller”, sade hon.", ["Dammen håller"]),
        ("``The dam holds,'' she said.", ["The dam holds,"]),
        ("''The dam holds,'' she said.", ["The dam holds,"]),
        ('“The dam holds," she said.', ["The dam holds,"]),
        ("'The dam holds,' she said.", ["The dam holds,"]),
        ("‘The dam holds,’ she said.", ["The dam holds,"]),
        ('" The dam holds , " she said .', ["The dam holds ,"]),
        ('"The dam holds, "she said.', ["The dam holds,"]),
        ('She said:"The dam holds."', ["The dam holds."]),
        ('He called it "safe" and "sound".', ["safe", "sound"]),
        ('Ana "Lulu" Ruiz sang "Blue Tide" twice.', ["Lulu", "Blue Tide"]),
    ],
)
def test_every_kind_of_mark(text: str, expected: list[str]) -> None:
    assert inners(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' strike and the ferrymen's anger went on.",
        "It wasn't the '90s any more, nor the ‘80s, for the ports’ pilots.",
        "Rock 'n' roll on a 12\" record; the mast is 6' 2\" tall.",
        'The wall is 12" thick.',
        "",
        '""',
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert inners(text) == []


def test_possessive_within_single_marks() -> None:
    text = "'The pilots' strike won't end,' she said."
    assert inners(text) == ["The pilots' strike won't end,"]


def test_inch_within_a_quotation() -> None:
    assert inners('"We laid the 12" pipe last year," he said.') == [
        'We laid the 12" pipe last year,'
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“He told me ‘go home’ twice,” she said.", "go home"),
        ("\"He told me 'go home' twice,\" she said.", "go home"),
        ("‘He told me “go home” twice,’ she said.", "go home"),
        ('"He told me "go home" twice," she said.', "go home"),
    ],
)
def test_nested(text: str, inner: str) -> None:
    outer, nested = pair(text)
    assert (outer.depth, nested.depth) == (0, 1)
    assert text[slice(*nested.inner)] == inner
    assert outer.closed
    assert text[slice(*outer.inner)].endswith("twice,")


def test_lost_closing_mark_ends_where_the_next_opens() -> None:
    text = '"The dam holds, she said. "It will hold for years," she added.'
    first, second = pair(text)
    assert not first.closed
    assert second.closed
    assert text[slice(*second.inner)] == "It will hold for years,"
    assert first.span[1] <= second.span[0]


def test_unclosed_ends_with_its_paragraph() -> None:
    text = '"The dam holds, she said.\n\nNobody else spoke.'
    (only,) = pair(text)
    assert (only.closed, only.paragraph) == (False, 0)
    assert text[slice(*only.span)] == '"The dam holds, she said.'


def test_lost_opening_mark_is_left_alone() -> None:
    assert inners('The dam holds," she said. "It does."') == ["It does."]


def test_continued_over_paragraphs() -> None:
    text = "“The dam holds.\n\n“It will hold.\n\n“It must,” she said. “Yes.”"
    quotations = pair(text)
    assert [q.continues for q in quotations] == [None, 0, 1, None]
    assert [q.closed for q in quotations] == [False, False, True, True]


def test_continued_without_a_second_opening_mark() -> None:
    text = '"The dam holds.\n\nIt will hold," she said.'
    first, second = pair(text)
    assert second.continues == 0
    assert text[slice(*second.inner)] == "It will hold,"
    assert not first.closed


def test_spans_hold_their_marks() -> None:
    text = "She called it ‘safe’."
    (only,) = pair(text)
    assert text[slice(*only.span)] == "‘safe’"


def test_time_is_linear() -> None:
    block = "He said \"it's 12\" wide' and “so ‘on \" he said 'no' „x "
    began = time.process_time()
    pair(block * 4000)
    assert time.process_time() - began < 3
