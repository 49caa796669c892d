"""Ties place names to the world: the second half of `where`."""

from collections.abc import Mapping, Sequence

import msgspec

from onrecord.base.centres import distance_km
from onrecord.base.gazetteer import Candidate, Gazetteer
from onrecord.lexicon import Lexicon
from onrecord.model import PlaceFound, ResolvedPlace
from onrecord.parse import Parsed
from onrecord.where.contain import containers
from onrecord.where.home import home_areas, home_score
from onrecord.where.readings import readings
from onrecord.where.score import (
    Sense,
    context_score,
    counties,
    is_county,
    own_score,
    prefer_seats,
    sense_key,
)
from onrecord.where.votes import Votes
from onrecord.where.words import Words, words_of

ROUNDS = 2
"""The second round votes with the first one's choices."""
KEPT = 3
"""Alternatives that are handed on."""
CLOSE = 1.0
"""Below this margin the answer is right about half the time: its precision is lowered."""
SAME_SPOT_KM = 30
_MODEL_KIND = {"adm1": "admin", "adm2": "admin", "adm3": "admin", "adm4": "admin"}


def resolve(
    found: Sequence[PlaceFound],
    parsed: Parsed,
    gazetteer: Gazetteer,
    lexicon: Lexicon,
    prior: Mapping[str, float] | None = None,
) -> list[PlaceFound]:
    """The same places in the same order, each with its best reading, or None where none exists.

    A name has one sense in a document, unless what follows its comma says otherwise. Below a
    margin of 1 the precision is what the best readings share, and the alternatives are kept.
    `prior` has the shares of the outlet's places by country and state (`US`, `US.TX`), where they
    are known (`Outlets.prior`); the place that the user gives for the outlet goes before it.
    """
    words = words_of(lexicon)
    senses, of_place = _senses(found, parsed, words, gazetteer)
    home = dict.fromkeys(home_areas(parsed.document.place, gazetteer, words), 1.0) or prior or {}
    _weigh(senses, words, home, parsed)
    answers = [_answer(sense, words, gazetteer) for sense in senses]
    resolved = [
        _resolved(place, answers[number]) for place, number in zip(found, of_place, strict=True)
    ]
    return [
        _in_container(place, resolved[number + 1], parsed)
        if place.place is None and number + 1 < len(resolved)
        else place
        for number, place in enumerate(resolved)
    ]


def _in_container(place: PlaceFound, following: PlaceFound, parsed: Parsed) -> PlaceFound:
    """An unlisted place before its container: all that is known is that it lies in there."""
    outer = following.place
    if outer is None or parsed.text[place.span[1] : following.span[0]].strip() != ",":
        return place
    inside = msgspec.structs.replace(
        outer,
        name=place.name,
        kind="region",
        geonameid=None,
        feature=None,
        precision="country" if outer.kind == "country" else "inside",
        coordinates_from=f"the middle of {outer.name}",
    )
    because = f"not in the gazetteer; it lies in {outer.name}"
    return msgspec.structs.replace(place, place=inside, because=because)


def _senses(
    found: Sequence[PlaceFound], parsed: Parsed, words: Words, gazetteer: Gazetteer
) -> tuple[list[Sense], list[int]]:
    """The distinct senses of the document, and the number of each place's sense."""
    every = [readings(place, words, gazetteer) for place in found]
    contained = containers(found, every, parsed, words)
    senses: list[Sense] = []
    numbers: dict[tuple[str, str, tuple[int, ...]], int] = {}
    of_place: list[int] = []
    for place, options, support in zip(found, every, contained, strict=True):
        sort = words.kind_of.get(place.rule, "")
        sort = sort if sort in ("demonym", "abbreviation") else "name"
        key = (sort, sense_key(place.name), tuple(sorted(support)))
        if key not in numbers:
            numbers[key] = len(senses)
            sure = len(options) == 1 or bool(support) or sort == "abbreviation"
            senses.append(Sense(key[1], options, support, sure))
        senses[numbers[key]].dateline |= place.role == "dateline"
        senses[numbers[key]].local |= words.kind_of.get(place.rule) == "town-body"
        of_place.append(numbers[key])
    return senses, _inherited(numbers, of_place, senses)


def _inherited(
    numbers: dict[tuple[str, str, tuple[int, ...]], int], of_place: list[int], senses: list[Sense]
) -> list[int]:
    """Names without a container take the sense of the first that has one, as a reader does."""
    contained: dict[tuple[str, str], int] = {}
    for (sort, key, support), number in numbers.items():
        if support:
            contained.setdefault((sort, key), number)
    instead = {
        number: contained.get((sort, key), number)
        for (sort, key, support), number in numbers.items()
        if not support and not _is_country(senses[number])
    }
    return [instead.get(number, number) for number in of_place]


def _is_country(sense: Sense) -> bool:
    return any(c.kind == "country" for c in sense.readings)


def _weigh(
    senses: Sequence[Sense], words: Words, home: Mapping[str, float], parsed: Parsed
) -> None:
    """Gives every sense its scores: its own, then twice with the votes of the others."""
    own = _own_scores(senses, words, home)
    institutions = _institutions(parsed, words)
    for _ in range(ROUNDS):
        votes = Votes(_choices(senses, words.weights["doubtful-vote"]))
        for word, country in institutions:
            votes.add(country, word, words.weights["institution-vote"])
        for sense, alone in zip(senses, own, strict=True):
            if len(sense.readings) > 1:
                _add_context(sense, alone, votes, words)


def _own_scores(
    senses: Sequence[Sense], words: Words, home: Mapping[str, float]
) -> list[list[float]]:
    """Each reading's score without votes; they become the senses' first scores."""
    named, towns = counties(senses)
    for sense in senses:
        paired = towns if is_county(sense.key) else named
        scores = [
            own_score(sense, place, words)
            + home_score(place, home, words)
            + _pair_score(place, paired, words)
            for place in sense.readings
        ]
        sense.scores = prefer_seats(sense.readings, scores, words.weights["seat"])
    return [sense.scores for sense in senses]


def _pair_score(place: Candidate, paired: set[str], words: Words) -> float:
    """What a town gains by a named county that it lies in, and a county by its town."""
    fits = place.kind in ("city", "adm2") and place.admin2 in paired
    return words.weights["county-named"] if fits else 0.0


def _institutions(parsed: Parsed, words: Words) -> list[tuple[str, str]]:
    """The document's words for one country's institutions, each once, with the country."""
    cues, countries = words.institutions
    lower = parsed.lower
    forms = (" ".join(lower[token : token + width]) for token, width in cues.places(lower))
    found = {form: countries[form] for form in forms}
    return list(found.items())


def _choices(senses: Sequence[Sense], doubtful: float) -> list[tuple[str, Candidate, float]]:
    choices: list[tuple[str, Candidate, float]] = []
    for sense in senses:
        choice = sense.choice()
        if choice:
            sure = sense.sure or choice.kind in ("country", "adm1")
            choices.append((sense.key, choice, 1.0 if sure else doubtful))
    return choices


def _add_context(sense: Sense, alone: list[float], votes: Votes, words: Words) -> None:
    near = votes.neighbours(sense.key)
    gains = [context_score(sense, place, votes, near, words) for place in sense.readings]
    sense.scores = [score + gain for score, (gain, _) in zip(alone, gains, strict=True)]
    sense.reasons = [reason for _, reason in gains]


class _Answer(msgspec.Struct, frozen=True):
    """What a sense comes to."""

    place: ResolvedPlace | None = None
    alternatives: tuple[ResolvedPlace, ...] = ()
    margin: float | None = None
    because: str | None = None
    capital: bool = False


def _answer(sense: Sense, words: Words, gazetteer: Gazetteer) -> _Answer:
    if not sense.readings:
        return _Answer()
    order = sorted(range(len(sense.readings)), key=lambda i: (-sense.scores[i], i))
    best, rest = sense.readings[order[0]], order[1 : KEPT + 1]
    margin = round(sense.scores[order[0]] - sense.scores[rest[0]], 2) if rest else None
    place = _place(best, words, gazetteer)
    if margin is not None and margin < CLOSE:
        second = sense.readings[rest[0]]
        place = msgspec.structs.replace(place, precision=_shared_precision(best, second))
    return _Answer(
        place=place,
        alternatives=tuple(_place(sense.readings[i], words, gazetteer) for i in rest),
        margin=margin,
        because=_because(sense, order),
        capital=_is_state(best, gazetteer),
    )


def _is_state(place: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a place can stand for a government: a country, or a country's capital."""
    if place.kind == "country":
        return True
    country = gazetteer.country_of(place.country)
    return country is not None and sense_key(country.capital) == sense_key(place.name)


def _shared_precision(best: Candidate, second: Candidate) -> str:
    """What is sure where two readings are about as likely."""
    if None not in (best.lat, best.lon, second.lat, second.lon):
        points = (best.lat or 0.0, best.lon or 0.0), (second.lat or 0.0, second.lon or 0.0)
        if distance_km(*points) <= SAME_SPOT_KM:
            seat = best.kind == "city" and second.kind in ("adm1", "adm2")
            return best.precision if seat or best.precision != "exact" else "near"
    same_state = best.country == second.country and best.admin1 == second.admin1
    return "inside" if same_state and best.admin1 else "country"


def _because(sense: Sense, order: Sequence[int]) -> str:
    """Why the first reading was taken, in words."""
    best = sense.readings[order[0]]
    if sense.container.get(best.number):
        return "named together with the place that holds it"
    if len(sense.readings) == 1:
        return "the only place of that name"
    reason = sense.reasons[order[0]] if sense.reasons else ""
    return f"{reason or 'the best known'}, of {len(sense.readings)} places of that name"


def model_kind(kind: str) -> str:
    """What a record calls a kind of the gazetteer: areas of all levels are `admin`."""
    return _MODEL_KIND.get(kind, kind)


def _place(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> ResolvedPlace:
    country = gazetteer.country_of(candidate.country)
    contested = _contested(candidate, words)
    return ResolvedPlace(
        name=candidate.name,
        kind=model_kind(candidate.kind),
        geonameid=candidate.geonameid,
        lat=candidate.lat,
        lon=candidate.lon,
        country=country.alpha3 if country else None,
        admin1=candidate.admin1,
        feature=candidate.feature,
        precision=candidate.precision,
        coordinates_from=candidate.coordinates_from,
        disputed=bool(contested),
        claimed_by=contested,
    )


def _contested(candidate: Candidate, words: Words) -> tuple[str, ...]:
    """The states that claim the place, or the smallest area of the list that holds it."""
    codes = (
        str(candidate.geonameid),
        sense_key(candidate.name) if candidate.kind in ("region", "natural") else "",
        f"{candidate.country}.{candidate.admin1}",
        candidate.country,
    )
    row = next((words.contested[code] for code in codes if code in words.contested), None)
    return row.claimed_by if row else ()


def _resolved(place: PlaceFound, answer: _Answer) -> PlaceFound:
    stands = place.role != "metonym" or answer.capital
    return msgspec.structs.replace(
        place,
        role=place.role if stands else "literal",
        place=answer.place,
        alternatives=answer.alternatives,
        margin=answer.margin,
        because=answer.because,
    )
