"""A verb with what the frames need to know of it, and the draft that a frame makes."""

from dataclasses import dataclass

from onrecord.said.cues import ANY, Sense
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import Reading, Stretch
from onrecord.said.spans import cue_span, outer_verb, source_span, subject


@dataclass(slots=True)
class Verb:
    """A verb with what the frames need to know of it."""

    reading: Reading
    token: int
    outer: int
    """The aspect verb that colours it ("refused to say"), or itself."""
    senses: tuple[Sense, ...]
    subject: int | None
    how: str
    expletive: bool
    particle: str | None

    def sense(self, frame: str) -> Sense | None:
        """The first sense that allows a frame, one with the verb's particle first."""
        plain: Sense | None = None
        for sense in self.senses:
            if frame in sense.frames and self.fits(sense):
                if sense.particle and sense.particle == self.particle:
                    return sense
                if sense.particle is None and plain is None:
                    plain = sense
        return plain

    def fits(self, sense: Sense) -> bool:
        """Is the subject one that the sense asks for?"""
        wanted = sense.rule.speakers
        return not wanted or (
            self.subject is not None and self.reading.lemma[self.subject] in wanted
        )

    def bare_sense(self, frame: str) -> Sense | None:
        """As `sense`, but a particle that no sense knows changes the verb's meaning."""
        found = self.sense(frame)
        if found and self.particle and found.particle is None:
            return None
        return found

    def kids(self, *deps: str) -> list[int]:
        """Children to the right of the verb with one of these labels."""
        return [c for c in self.reading.kids(self.token, *deps) if c > self.token]

    def cue(self, last: int | None = None) -> Stretch:
        """The cue's extent."""
        first, end = cue_span(self.reading, self.token, last)
        if self.outer != self.token:
            first = cue_span(self.reading, self.outer)[0]
        return first, end


def look_up(reading: Reading, token: int) -> Verb:
    """The verb with its senses, subject and particle."""
    cues = reading.cues
    lemma = reading.lemma[token]
    senses = cues.verbs.get(lemma)
    if senses is None:
        senses = cues.verbs.get(cues.forms.get(reading.lower[token], ""), cues.verbs[ANY])
    outer = outer_verb(reading, token)
    found = subject(reading, outer)
    who = found[0] if found else None
    expletive = who is not None and (
        reading.dep[who] == "expl" or (reading.is_a(who, "anaphor") and reading.is_passive(token))
    )
    particles = [reading.lower[p] for p in reading.kids(token, "prt")]
    particle = particles[0] if particles else _loose_particle(reading, token, senses)
    how = found[1] if found else ""
    return Verb(reading, token, outer, senses, who, how, expletive, particle)


def _loose_particle(reading: Reading, token: int, senses: tuple[Sense, ...]) -> str | None:
    """A particle that the parser takes for a preposition or an adverb."""
    following = reading.lower[token + 1] if token + 1 < len(reading.lower) else ""
    for sense in senses:
        if sense.particle == following:
            return following
    return None


def draft_for(
    verb: Verb,
    sense: Sense,
    way: str,
    content: list[Stretch],
    cue: Stretch | None = None,
    level: int | None = None,
) -> Draft:
    """The draft of a verb's statement, with the verb's subject as its speaker.

    Args:
        verb: the cue.
        sense: what it means here.
        way: how the content was found.
        content: its stretches.
        cue: the cue's extent, where it is more than the verb's own.
        level: the narrowest setting that has it; by default that of the rule's frame.
    """
    level = level_of(sense.rule, way) if level is None else level
    draft = Draft(sense.rule, way, verb.token, cue or verb.cue(), content, level)
    if verb.subject is not None and not verb.expletive and sense.rule.source == "subject":
        phrase = source_span(verb.reading, verb.subject, verb.token)
        draft.said_by(phrase, verb.subject, verb.how)
    return draft


def has_to(reading: Reading, clause: int) -> bool:
    return any(reading.tag[child] == "TO" for child in reading.kids(clause, "aux"))


def may_lack_subject(verb: Verb) -> bool:
    return verb.subject is None and verb.reading.dep[verb.token] not in ("relcl", "acl")
