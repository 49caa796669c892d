"""Mentions that the room finds by itself: known names, bodies, states, places, he and she."""

from collections.abc import Iterator

from onrecord.who.mention import Mention, Phrase
from onrecord.who.phrases import name_sector, phrase_start, read_phrase
from onrecord.who.view import PlaceHit, View, head_of
from onrecord.who.words import NameFact, bare_name

SUBJECTS = ("nsubj", "nsubjpass")
PLACES = frozenset({"GPE", "LOC", "FAC"})
"""The parser's labels for places."""


class Found:
    """Mentions by the tokens that they cover; the first to come keeps a token."""

    def __init__(self) -> None:
        self.all: list[Mention] = []
        self.at: dict[int, Mention] = {}

    def add(self, mention: Mention) -> Mention:
        """Takes a mention in, with its tokens as far as they are free."""
        self.all.append(mention)
        for token in range(mention.first, mention.last + 1):
            self.at.setdefault(token, mention)
        return mention

    def free(self, first: int, last: int) -> bool:
        """Whether no mention has any of these tokens."""
        return not any(token in self.at for token in range(first, last + 1))


def placed(view: View, mention: Mention) -> Mention:
    """The mention with its sentence, and whether it is a subject."""
    parsed = view.parsed
    mention.sentence = parsed.sentence_of[mention.head]
    mention.subject = parsed.dep[mention.head] in SUBJECTS
    return mention


# Names ----------------------------------------------------------------------


def known_names(view: View) -> Iterator[Mention]:
    """Names of the lexicon, as actors of their own wherever they stand."""
    hits = {hit.first: hit for hit in view.known_at.values()}
    for _, hit in sorted(hits.items()):
        fact, span = hit.fact, view.span(hit.first, hit.last)
        how = "name" if hit.known.main else "alias"
        if fact.kind == "state" and fact.country and "PRE" not in fact.sectors:
            how = "metonym"
        mention = Mention(
            hit.first, hit.last, head_of(view, hit.first, hit.last), fact.kind, how,
            view.parsed.phrase(span), span, fact=fact, key=_known_key(view, fact),
            phrase=_known_phrase(view, hit.first, hit.last, fact),
        )  # fmt: skip
        yield placed(view, mention)


def _known_key(view: View, fact: NameFact) -> str:
    if fact.kind == "state" and fact.country and "PRE" not in fact.sectors:
        return view.base.states.code(fact.country)
    return f"known:{fact.name}"


def _known_phrase(view: View, first: int, last: int, fact: NameFact) -> Phrase:
    country = None
    if fact.country:
        code = view.base.states.code(fact.country)
        country = view.why(code, first, last, "country.known-name")
    elif "NGO" in fact.sectors and first - 1 in view.place_at:
        before = view.place_at[first - 1]
        if before.role == "demonym":
            country = view.why(before.code, before.first, before.last, "country.in-phrase")
    sectors = tuple(view.why(s, first, last, "sector.known-name") for s in fact.sectors)
    return Phrase(sectors=sectors, country=country)


def bodies(view: View) -> Iterator[Mention]:
    """Organisations: the parser's, and capitalised runs that end in a word for a body."""
    parsed = view.parsed
    for entity in parsed.entities:
        if entity.label == "ORG" and any(parsed.words[n][:1].isupper() for n in
                                         range(entity.first, entity.last)):  # fmt: skip
            first, last = _trimmed(view, entity.first, entity.last - 1)
            if first <= last and not (_is_place(view, first, last) or _is_rank(view, first, last)):
                yield _body(view, first, last)
    yield from _strong_bodies(view)


def _is_rank(view: View, first: int, last: int) -> bool:
    """Whether all the words are of titles cut short, which the parser took for a name ("Lt.")."""
    hits = [view.role_at.get(token) for token in range(first, last + 1)]
    return all(hit is not None and hit.role.role.endswith(".") for hit in hits)


def _is_place(view: View, first: int, last: int) -> bool:
    """Whether `where` has the whole name for a place, whatever the parser says."""
    hit = view.place_at.get(first)
    return hit is not None and hit.first <= first and hit.last >= last


def _trimmed(view: View, first: int, last: int) -> tuple[int, int]:
    """Without article, possessive and punctuation at the ends."""
    parsed = view.parsed
    while first <= last and (parsed.pos[first] in ("DET", "PUNCT") or
                             parsed.lower[first] in ("the", "a", "an")):  # fmt: skip
        first += 1
    while last >= first and (parsed.tag[last] == "POS" or parsed.pos[last] == "PUNCT"):
        last -= 1
    return first, last


def _strong_bodies(view: View) -> Iterator[Mention]:
    """Runs such as "Marsh Valley Police Department" that the parser may have missed."""
    parsed = view.parsed
    done, count = -1, len(parsed.words)
    for token in view.capitals:
        if token <= done or not _capital(view, token):
            continue
        done = token
        while done + 1 < count and _capital(view, done + 1):
            done += 1
        if done > token and parsed.sentence_of[token] == parsed.sentence_of[done]:
            found = name_sector(view, token, done)
            if found and found[0].strong and found[2] == done and found[1] > token:
                yield _body(view, token, done)


def _capital(view: View, token: int) -> bool:
    parsed = view.parsed
    return parsed.words[token][:1].isupper() and parsed.pos[token] in ("PROPN", "NOUN", "ADJ")


def _body(view: View, first: int, last: int) -> Mention:
    span = view.span(first, last)
    written = " ".join(view.parsed.phrase(span).split())
    named = name_sector(view, first, last)
    sectors = (
        tuple(view.why(s, named[1], named[2], "sector.body-word") for s in named[0].sector)
        if named
        else ()
    )
    head = head_of(view, first, last)
    phrase = read_phrase(view, phrase_start(view, last), last)
    government = _government(view, first, last)
    if government:
        return placed(view, government)
    place = next((view.place_at[n] for n in range(first, last + 1) if n in view.place_at), None)
    country = phrase.country
    if place:
        country = view.why(place.code, place.first, place.last, "country.in-name")
    mention = Mention(
        first, last, head, named[0].kind if named else "organisation", "name", written, span,
        key=f"body:{bare_name(written)}",
        phrase=Phrase(sectors=sectors or phrase.sectors, country=country),
    )  # fmt: skip
    return placed(view, mention)


def _government(view: View, first: int, last: int) -> Mention | None:
    """ "the German Government", "Government of India": the state, as the lower-case words are."""
    parsed = view.parsed
    nouns = [n for n in range(first, last + 1) if parsed.lower[n] in ("government", "regime")]
    place = next((view.place_at[n] for n in range(first, last + 1) if n in view.place_at), None)
    if not nouns or not place or last - first > place.last - place.first + 2:
        return None
    noun = nouns[0]
    span = view.span(first, last)
    phrase = Phrase(
        country=view.why(place.code, place.first, place.last, "country.in-name"),
        sectors=(view.why("GOV", noun, noun, "role.government"),),
    )
    return Mention(
        first, last, head_of(view, first, last), "state", "description",
        parsed.phrase(span), span, key="government", phrase=phrase,
    )  # fmt: skip


# States ---------------------------------------------------------------------


def states(view: View) -> Iterator[Mention]:
    """Countries by name, and peoples ("Palestinians"); adjectives only where a role asks."""
    hits = {hit.first: hit for hit in view.place_at.values()}
    for _, hit in sorted(hits.items()):
        if hit.kind in ("country", "people") and _stands_alone(view, hit):
            yield state_mention(view, hit)


def _stands_alone(view: View, hit: PlaceHit) -> bool:
    if hit.role == "organisation":
        return False
    if hit.role == "demonym":
        return hit.kind == "people" or view.parsed.dep[hit.last] in (*SUBJECTS, "pobj", "dobj")
    return True


def state_mention(view: View, hit: PlaceHit) -> Mention:
    """A state by its name, or its people by theirs."""
    people = hit.kind == "people"
    span = view.span(hit.first, hit.last)
    mention = Mention(
        hit.first, hit.last, head_of(view, hit.first, hit.last),
        "group" if people else "state", "name" if hit.role != "demonym" or people else "alias",
        view.parsed.phrase(span), span, key=f"people:{hit.code}" if people else hit.code,
        phrase=Phrase(country=view.why(hit.code, hit.first, hit.last, hit.rule)), plural=people,
    )  # fmt: skip
    return placed(view, mention)


def open_places(view: View) -> Iterator[Mention]:
    """Places by the parser's word alone: `where` has no such name, so they have no country."""
    for entity in view.parsed.entities:
        if entity.label not in PLACES:
            continue
        first, last = _trimmed(view, entity.first, entity.last - 1)
        inside = range(first, last + 1)
        if first > last or any(n in view.place_at or n in view.placed for n in inside):
            continue
        if view.bare[last] in view.words.charged:
            continue
        if view.parsed.words[last][:1].isupper():
            yield _place_named(view, first, last)


def _place_named(view: View, first: int, last: int) -> Mention:
    """A place of which nothing but its name is known."""
    span = view.span(first, last)
    written = " ".join(view.parsed.phrase(span).split())
    head, key = head_of(view, first, last), f"place:{bare_name(written)}"
    return placed(view, Mention(first, last, head, "place", "name", written, span, key=key))


def settlements(view: View) -> Iterator[Mention]:
    """Places that the text itself calls so ("the village of X"), wherever they stand."""
    names = {
        tuple(view.bare[first : last + 1])
        for token in range(len(view.parsed.words))
        for first, last in _settlement_name(view, token)
        if first not in view.place_at
    }
    done = -1
    for first in view.capitals if names else ():
        last = _run_end(view, first)
        titled = first > 0 and _names(view, first - 1)
        if first > done and not titled and tuple(view.bare[first : last + 1]) in names:
            done = last
            yield _place_named(view, first, last)


def settlement_named(view: View, head: int) -> int | None:
    """The head of X in "the village of X", for the noun's token."""
    for first, last in _settlement_name(view, head):
        return head_of(view, first, last)
    return None


def _settlement_name(view: View, token: int) -> Iterator[tuple[int, int]]:
    """First and last token of the name after a noun such as "town" and its "of"."""
    parsed = view.parsed
    first = token + 2
    if parsed.lemma[token] not in view.words.lists["settlements"] or first >= len(parsed.words):
        return
    if parsed.lower[token + 1] == "of" and _names(view, first):
        yield first, _run_end(view, first)


def _names(view: View, token: int) -> bool:
    parsed = view.parsed
    return parsed.words[token][:1].isupper() and parsed.pos[token] in ("PROPN", "NOUN", "X")


def _run_end(view: View, first: int) -> int:
    """The last of the capitalised name words from `first` on."""
    last, parsed = first, view.parsed
    while last + 1 < len(parsed.words) and _names(view, last + 1):
        if parsed.sentence_of[last + 1] != parsed.sentence_of[first]:
            break
        last += 1
    return last


# Pronouns -------------------------------------------------------------------


def gendered(view: View) -> Iterator[int]:
    """Tokens of he and she in all their forms."""
    meanings = view.words.pronouns
    return (n for n, word in enumerate(view.parsed.lower) if meanings.get(word) in ("m", "f"))


def pronoun(view: View, token: int) -> Mention:
    """A pronoun, whatever it means."""
    word = view.parsed.lower[token]
    meaning = view.words.pronouns.get(word, "")
    mention = Mention(
        token, token, token, "pronoun", "pronoun", view.parsed.words[token],
        view.span(token, token), key=word, gender=meaning if meaning in ("m", "f") else "",
        plural=meaning == "plural",
    )  # fmt: skip
    return placed(view, mention)
