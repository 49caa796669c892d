"""An attribution while it is being put together, in tokens."""

from dataclasses import dataclass, field

from onrecord.said.cues import LEVELS, CueRule
from onrecord.said.reading import Stretch

_SHAPES = {
    "quotation": ("quotation-after", "quotation-before", "quotation-further", "quotation-earlier",
                  "quotation-introduced", "block"),
    "clause": ("clause-after", "clause-before", "aside", "phrase-that", "adjective-clause"),
    "infinitive": ("infinitive", "object-infinitive", "preposition-infinitive", "gerund",
                   "raising"),
    "object": ("object", "object-predicate", "relative", "fronted", "gap", "echo"),
    "preposition": ("preposition", "phrase", "adjective-topic"),
    "passive": ("passive-clause", "passive-preposition", "passive-agent"),
    "noun": ("noun-clause", "noun-topic"),
    "host": ("source-phrase", "possessor-phrase", "as-clause", "adverb"),
    "line": ("colon", "transcript", "dash", "letter"),
}  # fmt: skip
FRAME = {way: frame for frame, ways in _SHAPES.items() for way in ways}
"""The way that a content was found -> its shape, as a statement reports it."""

_CLAUSAL = frozenset({"quotation", "clause", "that-clause", "that", "host", "line"})
_WIDE = frozenset({"cognition", "perception", "stance"})


@dataclass(slots=True)
class Draft:
    """One attribution: token stretches are half-open."""

    rule: CueRule
    way: str
    """How the content was found: the key of `FRAME` and of the table of confidences."""
    token: int
    """The cue's head token, or -1."""
    cue: Stretch
    content: list[Stretch]
    level: int = 0
    speaker: Stretch | None = None
    speaker_head: int = -1
    how: str = "own"
    quotations: list[int] = field(default_factory=list)
    """Numbers of the quotations that it owns."""

    @property
    def frame(self) -> str:
        """The shape of the content (`quotation`, `clause`, `object` …)."""
        return FRAME[self.way]

    @property
    def anchor(self) -> int:
        """A token whose voice and paragraph are the cue's."""
        return self.token if self.token >= 0 else self.cue[0]

    def said_by(self, speaker: Stretch, head: int, how: str) -> "Draft":
        """Give it its speaker: phrase, head token, and how the text gives it."""
        self.speaker, self.speaker_head, self.how = speaker, head, how
        return self


def level_of(rule: CueRule, frame: str, finite: bool = True, plain: bool = True) -> int:
    """The narrowest setting that has a rule's frame.

    Args:
        rule: the cue's rule, whose own `levels` come first.
        frame: the content's shape, as the rule names it.
        finite: whether a clause has a tense of its own.
        plain: active verb or adjective; False for nouns, and passives with a subject.
    """
    own = rule.levels.get(frame)  # type: ignore[arg-type]
    if own:
        return LEVELS[own]
    if frame not in _CLAUSAL or not finite or not plain:
        return LEVELS["all"]
    return LEVELS["speech+cognition" if rule.class_ in _WIDE else "speech"]
