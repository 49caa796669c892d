"""Who says what: the shapes that news takes, each in a sentence of our own."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from onrecord.lexicon import Lexicon
from onrecord.model import StatementFound
from onrecord.parse import Parsed
from onrecord.said import find

Parse = Callable[[str], Parsed]


class Seen(NamedTuple):
    """A statement in words: speaker | cue | content, parts joined by " + "."""

    speaker: str | None
    cue: str
    content: str
    kind: str


def seen(parsed: Parsed, found: StatementFound) -> Seen:
    speaker = parsed.phrase(found.speaker.span) if found.speaker else None
    content = " + ".join(parsed.phrase(part) for part in found.content)
    return Seen(speaker, parsed.phrase(found.cue), content, found.kind)


def statements(
    parse: Parse, lexicon: Lexicon, text: str, level: str = "speech+cognition"
) -> list[Seen]:
    parsed = parse(text)
    return [seen(parsed, found) for found in find(parsed, lexicon, level)]


WIRE = [
    ("According to Norland, the pass is closed.",
     ("Norland", "According to", "the pass is closed", "indirect")),
    ("The pass is closed, according to the foreign ministry of Norland.",
     ("the foreign ministry of Norland", "according to", "The pass is closed", "indirect")),
    ('The envoy said, "The pass is closed and we will not open it."',
     ("The envoy", "said", '"The pass is closed and we will not open it."', "direct")),
    ('"The pass is closed and we will not open it," the envoy said.',
     ("the envoy", "said", '"The pass is closed and we will not open it,"', "direct")),
    ("He also noted that the pass was closed.",
     ("He", "also noted", "that the pass was closed", "indirect")),
    ('The envoy stressed that the Estrian nation "will never accept" the border.',
     ("The envoy", "stressed",
      'that the Estrian nation "will never accept" the border', "mixed")),
    ('"The general [Ruiz] (retired) told us the pass was closed," the envoy said.',
     ("the envoy", "said",
      '"The general [Ruiz] (retired) told us the pass was closed,"', "direct")),
    ("The harbour master said on Tuesday that two ferries had collided in fog.",
     ("The harbour master", "said", "that two ferries had collided in fog", "indirect")),
    ("The ferries, Ms Ruiz said, were running late.",
     ("Ms Ruiz", "said", "The ferries + were running late", "indirect")),
    ("But the pilots had been warned, a coastguard officer told Radio Delta.",
     ("a coastguard officer", "told", "the pilots had been warned", "indirect")),
    ('"The fog came down in minutes," said Ana Ruiz, the harbour master. "We could see nothing."',
     ("Ana Ruiz, the harbour master", "said",
      '"The fog came down in minutes," + "We could see nothing."', "direct")),
    ("The mayor did not say whether she would run again.",
     ("The mayor", "did not say", "whether she would run again", "indirect")),
    ("Many residents, who had waited all night, are afraid that the wall will fail.",
     ("Many residents, who had waited all night", "are afraid", "that the wall will fail",
      "indirect")),
    ("It was reported that the dam had failed.",
     (None, "was reported", "that the dam had failed", "indirect")),
    ('In the words of one pilot, the fog was "a wall".',
     ("one pilot", "In the words of", 'the fog was "a wall"', "mixed")),
    ("The dam, as the captain put it, is sound.",
     ("the captain", "put it", "The dam + is sound", "indirect")),
    ("“Our forces are ready,” he added, “and they will not wait.”",
     ("he", "added", "“Our forces are ready,” + “and they will not wait.”", "direct")),
    ("'We will not go,' the envoy said.",
     ("the envoy", "said", "'We will not go,'", "direct")),
    ("The army said on Tuesday it had left, while residents said that it was still there.",
     ("The army", "said", "it had left", "indirect")),
    ("The two ministers, Ruiz said on Monday, would meet again.",
     ("Ruiz", "said", "The two ministers + would meet again", "indirect")),
    ("He went on to say that the border was closed.",
     ("He", "went on to say", "that the border was closed", "indirect")),
    ("When the fog lifts, the ferries will sail, the harbour master told Radio Delta.",
     ("the harbour master", "told", "When the fog lifts, the ferries will sail", "indirect")),
    ("Dozens were hurt, said Ruiz.", ("Ruiz", "said", "Dozens were hurt", "indirect")),
    ("The spokesman added: We have no plans to leave.",
     ("The spokesman", "added", "We have no plans to leave", "indirect")),
    ("THE ENVOY SAID ON MONDAY THAT THE PASS WAS CLOSED.",
     ("THE ENVOY", "SAID", "THAT THE PASS WAS CLOSED", "indirect")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WIRE)
def test_wire_style(parse: Parse, lexicon: Lexicon, text: str, expected: tuple[str, ...]) -> None:
    assert Seen(*expected) in statements(parse, lexicon, text)


STANCES = [
    ("Farmers have repeatedly called on the government to drop the tax.",
     ("Farmers", "have repeatedly called on", "the government to drop the tax", "indirect")),
    ('The envoy accused Norland of "moving the goalposts".',
     ("The envoy", "accused", 'Norland of "moving the goalposts"', "mixed")),
    ("The dam is expected to open in May.",
     (None, "is expected", "The dam + to open in May", "indirect")),
    ("The general said the bridge was safe and ordered the road reopened.",
     ("The general", "ordered", "the road reopened", "indirect")),
    ("The union called it “absurd.”",
     ("The union", "called", "it “absurd.”", "mixed")),
    ("The plan seems risky.", (None, "seems", "The plan + risky", "indirect")),
    ("The pilots did not know what to make of the beacon.",
     ("The pilots", "did not know", "what to make of the beacon", "indirect")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_stances(parse: Parse, lexicon: Lexicon, text: str, expected: tuple[str, ...]) -> None:
    assert Seen(*expected) in statements(parse, lexicon, text, "all")


def test_saying_belongs_to_the_subject_of_the_sentence(parse: Parse, lexicon: Lexicon) -> None:
    text = (
        "Speaking to Radio Delta, Foreign Minister Ana Ruiz praised the pilots, "
        'saying, "They kept their heads in the fog."'
    )
    (found,) = statements(parse, lexicon, text)
    assert found.speaker == "Foreign Minister Ana Ruiz"
    assert found.content == '"They kept their heads in the fog."'


def test_nesting_goes_to_the_smallest_holder(parse: Parse, lexicon: Lexicon) -> None:
    text = "Delta News reported that the envoy had told the board he would resign."
    parsed = parse(text)
    outer, inner = find(parsed, lexicon)
    assert (outer.within, inner.within) == (None, 0)
    assert seen(parsed, inner) == Seen("the envoy", "had told", "he would resign", "indirect")


def test_nested_noun(parse: Parse, lexicon: Lexicon) -> None:
    text = "The union's claim that wages had fallen was rejected by the bank."
    parsed = parse(text)
    claim, rejection = find(parsed, lexicon, "all")
    assert claim.within == 1
    assert rejection.within is None
    assert seen(parsed, claim).content == "that wages had fallen"
    assert (rejection.act, rejection.polarity) == ("reject", "negative")


def test_speech_over_paragraphs_is_one_statement(parse: Parse, lexicon: Lexicon) -> None:
    text = "“The dam holds,” Ruiz said. “It will hold.\n\n“It must, for all of us.”"
    (found,) = find(parse(text), lexicon)
    assert parse(text).phrase(found.content[-1]).count("“") == 2


def test_cue_only_after_the_last_paragraph(parse: Parse, lexicon: Lexicon) -> None:
    text = "“The dam holds and will hold.\n\n“It must hold for all of us,” Ruiz said."
    (found,) = find(parse(text), lexicon)
    assert parse(text).phrase(found.content[0]).count("“") == 2


def test_introduction_in_the_paragraph_before(parse: Parse, lexicon: Lexicon) -> None:
    text = "The envoy then said:\n\n“The pass is closed and will stay closed.”"
    (found,) = statements(parse, lexicon, text)
    assert found[:2] == ("The envoy", "then said")


def test_transcript(parse: Parse, lexicon: Lexicon) -> None:
    text = "RUIZ: The bridge is safe.\n\nSALAS: How can you know that?\n\nRUIZ: We looked at it."
    turns = [s for s in statements(parse, lexicon, text) if s.cue == ":"]
    assert {turn.speaker for turn in turns} >= {"SALAS", "RUIZ"}


def test_a_ruler_says_nothing(parse: Parse, lexicon: Lexicon) -> None:
    text = "Guelleh, who has ruled the port since 1999, praised the treaty."
    assert statements(parse, lexicon, text) == []


def test_letter(parse: Parse, lexicon: Lexicon) -> None:
    text = "Dear Mayor:\n\nThe bridge is not safe.\n\nSincerely,\n\nAna Ruiz"
    (found,) = statements(parse, lexicon, text)
    assert found.speaker == "Ana Ruiz"
    assert found.content.endswith("The bridge is not safe")


def test_order_is_that_of_the_text(parse: Parse, lexicon: Lexicon) -> None:
    text = 'She said the pass was closed. "We will wait," he said. They think it will open.'
    cues = [found.cue for found in find(parse(text), lexicon)]
    assert cues == sorted(cues)
    assert len(cues) == 3


def test_confidence_is_that_of_the_way(parse: Parse, lexicon: Lexicon) -> None:
    quotation, clause = find(parse('"We will wait," he said. She hates the pass.'), lexicon, "all")
    assert quotation.confidence > clause.confidence > 0
