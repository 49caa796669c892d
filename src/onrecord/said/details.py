"""What else a cue clause tells: polarity, who hears it, by what medium, and who is cited."""

from dataclasses import dataclass

import msgspec

from onrecord.lexicon import Lexicon
from onrecord.model import Role
from onrecord.said.contents import is_citing
from onrecord.said.drafts import Draft
from onrecord.said.reading import Reading, Stretch
from onrecord.said.spans import carrier_of, outer_verb, source_span, subject

_OBJECTS = ("dative", "dobj")
_PHRASES = ("prep", "agent")
_HUNG = ("advcl", "ccomp", "xcomp", "prep")
_UNMEASURED = 0.5


class Medium(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that tells by what medium something was said."""

    word: str
    """Lemma of the noun in a phrase of the cue ("in a statement"), or of the cue verb."""
    medium: str
    pos: str = "noun"


class Measured(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often a way of finding contents was right, on how many: see docs/attributions.md."""

    way: str
    precision: float
    found: int


@dataclass(frozen=True, slots=True)
class Tables:
    """Media by noun and by verb, and confidence by way."""

    nouns: dict[str, str]
    verbs: dict[str, str]
    precision: dict[str, float]

    def confidence_of(self, draft: Draft) -> float:
        """The rule's own confidence, else the measured precision of the way it was found."""
        if draft.rule.confidence is not None:
            return draft.rule.confidence
        return self.precision.get(draft.way, _UNMEASURED)


def build_tables(lexicon: Lexicon) -> Tables:
    """The tables of a lexicon: use through `lexicon.compiled(build_tables)`."""
    media = lexicon.facts("said", "media", Medium)
    measured = lexicon.facts("said", "confidence", Measured, shared=True)
    return Tables(
        nouns={entry.word: entry.medium for entry in media if entry.pos == "noun"},
        verbs={entry.word: entry.medium for entry in media if entry.pos == "verb"},
        precision={entry.way: entry.precision for entry in measured},
    )


def polarity(reading: Reading, draft: Draft) -> str:
    """Negative where the content is denied, or the saying of it: "did not say", "refused to"."""
    negative = draft.rule.polarity == "negative"
    token = draft.token
    if token >= 0:
        outer = outer_verb(reading, token)
        if outer != token and reading.cues.aspect.get(reading.lemma[outer], False):
            negative = not negative
        if any(reading.kids(verb, "neg") for verb in {token, outer, _copula(reading, token)}):
            negative = not negative
    return "negative" if negative else "positive"


def _copula(reading: Reading, token: int) -> int:
    return reading.head[token] if reading.dep[token] == "acomp" else token


def addressee(reading: Reading, draft: Draft) -> Role | None:
    """Whom it is said to: object, "to" phrase, or the subject of "was told"."""
    token = draft.token
    if token < 0 or draft.rule.addressee == "none" or draft.frame == "object":
        return None
    for child in _hearers(reading, draft):
        if not _in_any(child, draft.content) and child != draft.speaker_head:
            first, last = source_span(reading, child, token)
            starts = [part[0] for part in draft.content if part[0] > child]
            last = min([last, *starts])
            return Role(reading.parsed.span(first, last - 1), child)
    return None


def _hearers(reading: Reading, draft: Draft) -> list[int]:
    token, rule = draft.token, draft.rule
    found: list[int] = []
    if rule.addressee == "object":
        wanted = ("nsubjpass",) if draft.frame == "passive" else _OBJECTS
        found += reading.kids(token, *wanted)
    for phrase in reading.kids(token, "prep", "dative"):
        if reading.is_a(phrase, "hearer") and not draft.cue[0] <= phrase < draft.cue[1]:
            found += reading.kids(phrase, "pobj")
    return found


def _in_any(token: int, stretches: list[Stretch]) -> bool:
    return any(first <= token < last for first, last in stretches)


def medium(reading: Reading, draft: Draft, tables: Tables) -> str | None:
    """By what medium: the cue verb's own, or that of a phrase around the cue."""
    token = draft.token
    if token < 0:
        return None
    for phrase in reading.kids(token, *_PHRASES):
        for noun in reading.kids(phrase, "pobj"):
            own = [draft.speaker] if draft.speaker else []
            if reading.lemma[noun] in tables.nouns and not _in_any(noun, draft.content + own):
                return tables.nouns[reading.lemma[noun]]
    for heard in reading.kids(token, *_OBJECTS):
        if reading.lemma[heard] in tables.nouns and not _in_any(heard, draft.content):
            return tables.nouns[reading.lemma[heard]]
    return tables.verbs.get(reading.lemma[token])


def cites(reading: Reading, draft: Draft) -> tuple[Role, ...]:
    """Whom the speaker names as a source: ", citing two officials", "quoted by Delta News"."""
    token = draft.token
    if token < 0:
        return ()
    roles: list[Role] = []
    outer = outer_verb(reading, token)
    if reading.is_passive(outer) and outer != token:
        for by in reading.kids(outer, "agent"):
            roles += [_role(reading, named, token) for named in reading.kids(by, "pobj")]
    carrier = carrier_of(reading, token)
    carried = subject(reading, carrier) if carrier is not None else None
    if carried:
        roles.append(_role(reading, carried[0], token))
    following = [draft.cue[1] + 1] if draft.cue[1] + 1 < len(reading.words) else []
    for clause in dict.fromkeys((*reading.kids(token, *_HUNG), *following)):
        if is_citing(reading, clause):
            roles += [_role(reading, named, clause) for named in reading.kids(clause, "dobj")]
    return tuple(roles)


def _role(reading: Reading, head: int, cue: int) -> Role:
    first, last = source_span(reading, head, cue)
    return Role(reading.parsed.span(first, last - 1), head, how="cited")
