"""Where an event took place: the place of its own clause, and why; never a guess."""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from onrecord.lexicon import Lexicon
from onrecord.model import EventFound, EventPlace, PlaceFound, Span
from onrecord.parse import Entity, Parsed
from onrecord.record.attach import Report, attach, by_sentence
from onrecord.record.words import overlap
from onrecord.who import Actors

if TYPE_CHECKING:
    from onrecord.record.coder import Findings

LOCATED = frozenset({"literal"})
PLACE_NAMES = frozenset({"FAC", "GPE", "LOC"})
WITHIN_PHRASE = frozenset({"compound", "appos", "conj", "nmod", "amod", "poss"})
OF = "of"
STEPS = 5
"""Governing words that are climbed from a place name to its preposition."""


def place_of(report: Report, one: EventFound, found: "Findings") -> EventPlace | None:
    """Where: the place of the event's clause that fills no role; else the place acted upon."""
    parsed, places = report.parsed, found.places
    roles = {role.head for role in (*one.sources, *one.targets)}
    nearby = report.places.get(parsed.sentence_of[one.trigger_token], ())
    located = [
        n
        for n in nearby
        if n in report.locating and not roles & set(parsed.tokens_in(places[n].span))
    ]
    attached = attach(report, one, located, lambda n: places[n].span)
    if attached is not None:
        number = located[attached.number]
        return _event_place(parsed, number, places[number], attached.reason)
    acted_upon = {r.head for r in one.targets if _is_place(found.actors, r.head)}
    for number in nearby if acted_upon else ():
        place = places[number]
        if acted_upon & set(parsed.tokens_in(place.span)):
            return _event_place(parsed, number, place, "it is what is acted upon")
    return _unlisted_place(report, one, roles)


def _unlisted_place(report: Report, one: EventFound, roles: set[int]) -> EventPlace | None:
    """A named place that no gazetteer lists ("on Independence Square"): its words, no id."""
    parsed = report.parsed
    sentence = parsed.sentence_of[one.trigger_token]
    spans = [
        parsed.span(entity.first, entity.last - 1)
        for entity in report.unlisted.get(sentence, ())
        if not roles & set(range(entity.first, entity.last))
    ]
    found = attach(report, one, spans, lambda span: span)
    if found is None:
        return None
    span = spans[found.number]
    reason = f"{found.reason}; no gazetteer entry"
    return EventPlace(span=span, text=parsed.phrase(span), reason=reason)


def _is_place(actors: Actors, head: int) -> bool:
    number = actors.by_head.get(head)
    return number is not None and actors.found[number].kind == "place"


def _event_place(parsed: Parsed, number: int, place: PlaceFound, reason: str) -> EventPlace:
    return EventPlace(
        place=f"p{number + 1}", span=place.span, text=parsed.phrase(place.span), reason=reason
    )


def read_report(parsed: Parsed, found: "Findings", lexicon: Lexicon) -> Report:
    """What the events of a document share, looked up by sentence so that time stays linear."""
    voices = [s.speaker.span for s in found.statements if s.speaker is not None]
    spoken = by_sentence(parsed, voices)
    locating_words = lexicon.words("parse", "locating")
    places = by_sentence(parsed, [place.span for place in found.places])
    locating = frozenset(
        n
        for sentence, numbers in places.items()
        for n in numbers
        if _locates(parsed, found.places[n], locating_words)
        and not any(overlap(found.places[n].span, voices[v]) for v in spoken.get(sentence, ()))
    )
    contents = [(n, span) for n, s in enumerate(found.statements) for span in s.content]
    holding = by_sentence(parsed, [span for _, span in contents])
    return Report(
        parsed=parsed,
        reporting=frozenset(s.clause for s in found.statements if s.clause is not None),
        triggers=frozenset(one.trigger_token for one in found.events),
        times=by_sentence(parsed, [time.span for time in found.times]),
        places=places,
        locating=locating,
        unlisted=_unlisted(parsed, found.places, voices, locating_words),
        statements={s: [contents[n][0] for n in numbers] for s, numbers in holding.items()},
        sequence=lexicon.words("parse", "sequence"),
    )


def _unlisted(
    parsed: Parsed,
    places: Sequence[PlaceFound],
    voices: Sequence[Span],
    locating: Container[str],
) -> dict[int, list[Entity]]:
    """Sentence -> the parser's place names that `where` has no entry for."""
    taken = {token for place in places for token in parsed.tokens_in(place.span)}
    taken |= {token for voice in voices for token in parsed.tokens_in(voice)}
    found: dict[int, list[Entity]] = {}
    for entity in parsed.entities:
        words = set(range(entity.first, entity.last))
        is_place = entity.label in PLACE_NAMES and not words & taken
        if is_place and _after_preposition(
            parsed, parsed.span(entity.first, entity.last - 1), locating
        ):
            found.setdefault(parsed.sentence_of[entity.first], []).append(entity)
    return found


def _locates(parsed: Parsed, place: PlaceFound, locating: Container[str]) -> bool:
    """Whether the words may say where something happened."""
    return place.role in LOCATED and _after_preposition(parsed, place.span, locating)


def _after_preposition(parsed: Parsed, span: Span, locating: Container[str]) -> bool:
    """Whether a place name depends on a preposition of place: "in X", "near the city of X"."""
    tokens = parsed.tokens_in(span)
    at = next((t for t in tokens if parsed.head[t] not in tokens), None)
    for _ in range(STEPS):
        if at is None or parsed.dep[at] == "npadvmod":
            return at is not None
        if parsed.dep[at] == "pobj":
            preposition = parsed.head[at]
            if parsed.lower[preposition] in locating:
                return True
            if parsed.lower[preposition] != OF:
                return False
            at = parsed.head[preposition]
        elif parsed.dep[at] in WITHIN_PHRASE:
            at = parsed.head[at]
        else:
            return False
    return False
