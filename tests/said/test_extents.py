"""Where contents begin and end: a sentence that each rule changes and one that it doesn't."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon
from onrecord.parse import Parsed
from onrecord.said import find

Parse = Callable[[str], Parsed]


def contents(parse: Parse, lexicon: Lexicon, text: str) -> dict[str, str]:
    """Cue -> content, parts joined by " + ", with `all`."""
    parsed = parse(text)
    found = find(parsed, lexicon, "all")
    return {
        parsed.phrase(s.cue): " + ".join(parsed.phrase(part) for part in s.content) for s in found
    }


CONTINUED = [
    ('The plan is dear, Ruiz said. "We can not pay for it."',
     "said", 'The plan is dear + "We can not pay for it."'),
    ('Ruiz called the plan a gift. "It will bring us two ferries."',
     "called", 'the plan a gift + "It will bring us two ferries."'),
    ('The plan is dear, Ruiz said. "We can not pay for it," Ana Sand replied.',
     "said", "The plan is dear"),
    ('The plan is dear, Ruiz said.\n\n"We can not pay for it."', "said", "The plan is dear"),
    ('The plan is dear, Ruiz said. "Open The Pass" was painted on the wall.',
     "said", "The plan is dear"),
]  # fmt: skip

AROUND_MARKS = [
    ('With dozens of gates on the river, "there is no single lock that can fail," he said.',
     "said", 'With dozens of gates on the river, "there is no single lock that can fail,"'),
    ('In the evening, "We saw no lock that could fail," he said.',
     "said", '"We saw no lock that could fail,"'),
    ('The plan, she said, "is bad."', "said", 'The plan + "is bad."'),
    ('In a statement, she said, "we are ready."', "said", '"we are ready."'),
    ('"We tinker," said Ana Ruiz. "I see no reform. It is a tax" on the poor.',
     "said", '"We tinker," + "I see no reform. It is a tax" on the poor'),
    ('"We tinker," said Ana Ruiz. "I see no reform." The mayor left.',
     "said", '"We tinker," + "I see no reform."'),
    ('She said she has the one thing the job needs: "Calm -- a deep calm, and mixed with wit."',
     "said", 'she has the one thing the job needs: "Calm -- a deep calm, and mixed with wit."'),
    ('The envoy said: "Calm, a deep calm."', "said", '"Calm, a deep calm."'),
    ("The mayor says Norland's \"last offer is a joke, even for them.\"",
     "says", "Norland's \"last offer is a joke, even for them.\""),
    ('In her book, "A Wall of Fog," Ruiz said the dam would leak.',
     "said", "the dam would leak"),
    ('Pilots were chanting "Open The Pass."',
     "were chanting", '"Open The Pass."'),
]  # fmt: skip

ENDS = [
    ("The band said the tour failed for one reason: The fog never lifted.",
     "said", "the tour failed for one reason: The fog never lifted"),
    ("The band said the tour failed: \"The fog never lifted.\" The crew left.",
     "said", 'the tour failed: "The fog never lifted."'),
    ("Ruiz criticised the pilots of Norland, who say the pass is closed.",
     "criticised", "the pilots of Norland"),
    ("Ruiz criticised the pilots who say the pass is closed.",
     "criticised", "the pilots who say the pass is closed"),
    ("Ruiz criticised the pilots of Norland, who fly at night.",
     "criticised", "the pilots of Norland"),
    ("Farmers want talks with the bank.", "want", "talks with the bank"),
    ("The union welcomed the deal on Tuesday.", "welcomed", "the deal"),
    ("He attacked the pilots on stage for leaving the port.",
     "attacked", "the pilots on stage for leaving the port"),
    ("He attacked the pilots on stage.", "attacked", "the pilots"),
    ("Asked about the leak, the mayor said the dam was safe.", "Asked about", "the leak"),
    ("The mayor was asked about the leak.", "was asked about", "The mayor + the leak"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "content"), CONTINUED)
def test_a_quotation_without_a_cue_goes_on(
    parse: Parse, lexicon: Lexicon, text: str, cue: str, content: str
) -> None:
    assert contents(parse, lexicon, text)[cue] == content


@pytest.mark.parametrize(("text", "cue", "content"), AROUND_MARKS)
def test_words_around_marks(
    parse: Parse, lexicon: Lexicon, text: str, cue: str, content: str
) -> None:
    assert contents(parse, lexicon, text)[cue] == content


@pytest.mark.parametrize(("text", "cue", "content"), ENDS)
def test_ends(parse: Parse, lexicon: Lexicon, text: str, cue: str, content: str) -> None:
    assert contents(parse, lexicon, text)[cue] == content


def test_a_comment_is_said_by_itself(parse: Parse, lexicon: Lexicon) -> None:
    text = "Ruiz criticised the pilots of Norland, who say the pass is closed."
    found = {s.rule: s.within for s in find(parse(text), lexicon, "all")}
    assert found["say"] is None


def test_a_restrictive_clause_is_nested(parse: Parse, lexicon: Lexicon) -> None:
    text = "Ruiz criticised the pilots who say the pass is closed."
    found = {s.rule: s.within for s in find(parse(text), lexicon, "all")}
    assert found["say"] is not None
