"""Each setting holds what the one before it holds, and the shape of the content decides."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon
from onrecord.parse import Parsed
from onrecord.said import find

Parse = Callable[[str], Parsed]

NARROWEST = [
    ("The mayor said that the dam was safe.", "speech"),
    ('"The dam is safe and sound," the mayor said.', "speech"),
    ("According to the mayor, the dam is safe.", "speech"),
    ("The mayor vowed that the dam would be safe.", "speech"),
    ("The mayor thinks that the dam is safe.", "speech+cognition"),
    ("The mayor is afraid that the dam will fail.", "speech+cognition"),
    ("The mayor wants to mend the dam.", "all"),
    ("The mayor praised the old dam.", "all"),
    ("The dam is expected to fail.", "all"),
    ("The mayor's claim that the dam is safe was brief.", "all"),
    ("The mayor went to see what was left.", "all"),
]


@pytest.mark.parametrize(("text", "narrowest"), NARROWEST)
def test_narrowest_setting(parse: Parse, lexicon: Lexicon, text: str, narrowest: str) -> None:
    levels = ["speech", "speech+cognition", "all"]
    found = {level: bool(find(parse(text), lexicon, level)) for level in levels}
    wide = levels.index(narrowest)
    assert found == {level: n >= wide for n, level in enumerate(levels)}
    assert narrowest in {s.level for s in find(parse(text), lexicon, "all")}


def test_unknown_setting(parse: Parse, lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="speech\\+cognition"):
        find(parse("The mayor spoke."), lexicon, "everything")
