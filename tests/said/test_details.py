"""Polarity, hearer, medium and cited sources of a statement."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon
from onrecord.parse import Parsed
from onrecord.said import find

Parse = Callable[[str], Parsed]


@pytest.mark.parametrize(
    ("text", "act", "polarity"),
    [
        ("The mayor said that the dam was safe.", "say", "positive"),
        ("The mayor did not say that the dam was safe.", "say", "negative"),
        ("The mayor denied that the dam was safe.", "deny", "negative"),
        ("The mayor did not deny that the dam was safe.", "deny", "positive"),
        ("The mayor refused to say whether the dam was safe.", "say", "negative"),
        ("The mayor confirmed that the dam was safe.", "confirm", "positive"),
        ("The mayor warned that the dam was unsafe.", "warn", "positive"),
        ("The mayor is not sure that the dam is safe.", "believe", "negative"),
    ],
)
def test_act_and_polarity(
    parse: Parse, lexicon: Lexicon, text: str, act: str, polarity: str
) -> None:
    (found,) = find(parse(text), lexicon)
    assert (found.act, found.polarity) == (act, polarity)


@pytest.mark.parametrize(
    ("text", "hearer"),
    [
        ("A coastguard officer told Radio Delta that the pilots had been warned.", "Radio Delta"),
        ("The envoy had told the board he would resign.", "the board"),
        ("The envoy said to the board that he would resign.", "the board"),
        ("The board was told that the envoy would resign.", "The board"),
        ("The envoy said that he would resign.", None),
    ],
)
def test_addressee(parse: Parse, lexicon: Lexicon, text: str, hearer: str | None) -> None:
    parsed = parse(text)
    (found,) = find(parsed, lexicon)
    assert (parsed.phrase(found.addressee.span) if found.addressee else None) == hearer


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("In a telephone call, the minister said that talks would resume.", "phone"),
        ("The minister said in a statement that talks would resume.", "statement"),
        ("The minister wrote in a post on X that talks would resume.", "post"),
        ("The minister tweeted that talks would resume.", "post"),
        ("The minister told parliament that talks would resume.", "parliament"),
        ("The minister said that talks would resume.", None),
        ("According to Delta TV, talks will resume.", None),
    ],
)
def test_medium(parse: Parse, lexicon: Lexicon, text: str, medium: str | None) -> None:
    (found,) = find(parse(text), lexicon)
    assert found.medium == medium


@pytest.mark.parametrize(
    ("text", "speaker", "cited"),
    [
        ("Delta News, citing two officials, reported that the pass was closed.",
         "Delta News", ["two officials"]),
        ("The pass was closed, Delta News reported, citing an aide.",
         "Delta News", ["an aide"]),
        ("The general was quoted by Delta News as saying the pass was closed.",
         "The general", ["Delta News"]),
        ("State television quoted the general as saying that the pass was closed.",
         "the general", ["State television"]),
        ("Delta News reported, citing a source close to the court, that the pass was closed.",
         "Delta News", ["a source close to the court"]),
    ],
)  # fmt: skip
def test_cites(parse: Parse, lexicon: Lexicon, text: str, speaker: str, cited: list[str]) -> None:
    parsed = parse(text)
    (found,) = find(parsed, lexicon)
    assert found.speaker is not None
    assert parsed.phrase(found.speaker.span) == speaker
    assert [parsed.phrase(role.span) for role in found.cites] == cited
    assert "the pass was closed" in parsed.phrase(found.content[0]).lower()


def test_clause_is_that_of_the_cue(parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse("The mayor said that the dam was safe.")
    (found,) = find(parsed, lexicon)
    assert found.clause is not None
    assert parsed.clauses[found.clause].lemma == "say"
