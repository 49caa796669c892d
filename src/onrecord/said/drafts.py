"""An attribution while it is being put together, in tokens."""

from dataclasses import dataclass, field

from onrecord.said.cues import LEVELS, CueRule
from onrecord.said.reading import Stretch


@dataclass(slots=True)
class Draft:
    """One attribution: token stretches are half-open."""

    rule: CueRule
    frame: str
    """The shape of the content, as it is reported (`quotation`, `clause`, `object` …)."""
    way: str
    """Frame and side, the key of the table of confidences (`clause-before`, `passive` …)."""
    token: int
    """The cue's head token, or -1."""
    cue: Stretch
    content: list[Stretch]
    speaker: Stretch | None = None
    speaker_head: int = -1
    how: str = "own"
    level: int = 0
    anchor: int = 0
    """A token whose voice and paragraph are the cue's."""
    quotations: list[int] = field(default_factory=list)
    """Numbers of the quotations that it owns."""


CLAUSAL = frozenset({"quotation", "clause", "that-clause", "that", "host", "line"})
_WIDE = frozenset({"cognition", "perception", "stance"})


def level_of(rule: CueRule, frame: str, finite: bool = True, plain: bool = True) -> int:
    """The narrowest setting that has a rule's frame.

    Args:
        rule: the cue's rule, whose own `levels` come first.
        frame: the content's shape.
        finite: whether a clause has a tense of its own.
        plain: active verb or adjective; False for nouns, and passives with a subject.
    """
    own = rule.levels.get(frame)  # type: ignore[arg-type]
    if own:
        return LEVELS[own]
    if frame not in CLAUSAL or not finite or not plain:
        return LEVELS["all"]
    return LEVELS["speech+cognition" if rule.class_ in _WIDE else "speech"]
