"""All mentions of a document: persons, known names, states, bodies, and the phrases of roles."""

from collections.abc import Iterable, Iterator

from onrecord.base.keys import name_key
from onrecord.model import Role
from onrecord.who.mention import Mention, Phrase
from onrecord.who.people import find_people
from onrecord.who.phrases import name_sector, phrase_start, read_phrase
from onrecord.who.view import PlaceHit, View, head_of
from onrecord.who.words import NameFact, bare_name

SUBJECTS = ("nsubj", "nsubjpass")
PLACES = frozenset({"GPE", "LOC", "FAC"})
MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})


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


def find_mentions(
    view: View, acting: Iterable[Role], acted: Iterable[Role], speakers: Iterable[Role]
) -> Found:
    """Every mention, own ones first, then those that only a role asks for."""
    found = Found()
    for mention in _known(view):
        found.add(mention)
    for mention in find_people(view):
        if found.free(mention.first, mention.last):
            found.add(mention)
    for mention in (*_bodies(view), *_states(view)):
        if found.free(mention.first, mention.last):
            found.add(mention)
    for mention in _open_places(view):
        if found.free(mention.first, mention.last):
            found.add(mention)
    for token in _gendered(view):
        found.add(_pronoun(view, token))
    targets = {role.head for role in acted}
    for role in sorted((*acting, *speakers, *acted), key=lambda role: (role.head, role.span)):
        _add_role(view, found, role, acted=role.head in targets)
    for mention in person_nouns(view, found):
        found.add(mention)
    found.all.sort(key=lambda mention: (mention.span, mention.head))
    return found


PERSON_NOUNS = frozenset({"office", "rank", "voice", "trade", "crowd", "private", "armed"})
"""Kinds of roles that one person can bear."""
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "appos"})


def person_nouns(view: View, found: Found) -> list[Mention]:
    """Singular nouns for persons that nothing else asks for: "the mechanic", "a reporter"."""
    parsed = view.parsed
    nouns: list[Mention] = []
    for hit in view.roles:
        head = hit.last
        if hit.role.kind not in PERSON_NOUNS or parsed.tag[head] != "NN" or head in found.at:
            continue
        if parsed.dep[head] in _ARGUMENTS and not _before_name(view, found, head):
            mention = _described(view, head, acted=False)
            mention.silent = True
            nouns.append(mention)
    return nouns


def _before_name(view: View, found: Found, head: int) -> bool:
    """Whether the noun is a title that the parser took for the head ("general Marn")."""
    after = found.at.get(head + 1)
    return after is not None and after.kind == "person"


def is_one_person(mention: Mention) -> bool:
    """Whether a description is of a single person."""
    role = mention.phrase.role
    return (
        mention.kind == "unnamed"
        and not mention.plural
        and role is not None
        and role.kind in PERSON_NOUNS
    )


def _placed(view: View, mention: Mention) -> Mention:
    """The mention with its sentence, and whether it is a subject."""
    parsed = view.parsed
    mention.sentence = parsed.sentence_of[mention.head]
    mention.subject = parsed.dep[mention.head] in SUBJECTS
    return mention


# Names ----------------------------------------------------------------------


def _known(view: View) -> Iterator[Mention]:
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
        yield _placed(view, mention)


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


def _bodies(view: View) -> Iterator[Mention]:
    """Organisations: the parser's, and capitalised runs that end in a word for a body."""
    parsed = view.parsed
    for entity in parsed.entities:
        if entity.label == "ORG" and any(parsed.words[n][:1].isupper() for n in
                                         range(entity.first, entity.last)):  # fmt: skip
            first, last = _trimmed(view, entity.first, entity.last - 1)
            if first <= last and not _is_place(view, first, last):
                yield _body(view, first, last)
    yield from _strong_bodies(view)


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
        return _placed(view, government)
    place = next((view.place_at[n] for n in range(first, last + 1) if n in view.place_at), None)
    country = phrase.country
    if place:
        country = view.why(place.code, place.first, place.last, "country.in-name")
    mention = Mention(
        first, last, head, named[0].kind if named else "organisation", "name", written, span,
        key=f"body:{bare_name(written)}",
        phrase=Phrase(sectors=sectors or phrase.sectors, country=country),
    )  # fmt: skip
    return _placed(view, mention)


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


def _states(view: View) -> Iterator[Mention]:
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
    return _placed(view, mention)


def _open_places(view: View) -> Iterator[Mention]:
    """Places by the parser's word alone: `where` has no such name, so they have no country."""
    for entity in view.parsed.entities:
        if entity.label not in PLACES:
            continue
        first, last = _trimmed(view, entity.first, entity.last - 1)
        inside = range(first, last + 1)
        if first > last or any(n in view.place_at or n in view.placed for n in inside):
            continue
        if view.parsed.words[last][:1].isupper():
            span = view.span(first, last)
            written = " ".join(view.parsed.phrase(span).split())
            yield _placed(
                view,
                Mention(
                    first, last, head_of(view, first, last), "place", "name", written, span,
                    key=f"place:{bare_name(written)}",
                ),
            )  # fmt: skip


# Pronouns -------------------------------------------------------------------


def _gendered(view: View) -> Iterator[int]:
    return (n for n, word in enumerate(view.parsed.lower) if word in MALE or word in FEMALE)


def _pronoun(view: View, token: int) -> Mention:
    word = view.parsed.lower[token]
    gender = "m" if word in MALE else "f" if word in FEMALE else ""
    mention = Mention(
        token, token, token, "pronoun", "pronoun", view.parsed.words[token],
        view.span(token, token), key=word, gender=gender, plural=word in PLURAL,
    )  # fmt: skip
    return _placed(view, mention)


# Roles ----------------------------------------------------------------------


def _add_role(view: View, found: Found, role: Role, *, acted: bool) -> None:
    """Makes sure that a role's head belongs to a mention."""
    parsed, head = view.parsed, role.head
    place = view.place_at.get(head)
    if place and place.role == "demonym" and (head not in found.at or found.at[head].key.startswith(
        ("people:", place.code))):  # fmt: skip
        noun = _noun_after(view, place, role)
        if noun is not None:
            found.at[head] = found.at.get(noun) or found.add(_described(view, noun, acted=acted))
            return
    if head in found.at:
        return
    if parsed.pos[head] == "PRON" or parsed.lower[head] in RELATIVE:
        found.add(_pronoun(view, head))
        return
    named = _title_of(view, found, head)
    if named:
        found.at[head] = named
        return
    found.add(_place_mention(view, place, acted=acted) if place else
              _described(view, head, acted=acted))  # fmt: skip


def _noun_after(view: View, place: PlaceHit, role: Role) -> int | None:
    """The noun that a demonym stands before, where the parser took the demonym for the head."""
    parsed = view.parsed
    last = None
    for token in parsed.tokens_in(role.span):
        if token <= place.last:
            continue
        if parsed.pos[token] not in ("NOUN", "PROPN", "ADJ"):
            break
        last = token
    return last


def _title_of(view: View, found: Found, head: int) -> Mention | None:
    """The person whose title the head is: "President" in "President Marn", misread as the head."""
    hit = view.role_at.get(head)
    after = head + 1
    if hit is None or after not in found.at:
        return None
    mention = found.at[after]
    right = mention.kind == "person" and mention.first == after
    return mention if right and view.parsed.head[mention.head] == head else None


def _place_mention(view: View, hit: PlaceHit, *, acted: bool) -> Mention:
    """A place in a role: acted upon it is a place; acting, a capital stands for its state."""
    if hit.kind in ("country", "people") or hit.role == "demonym":
        return state_mention(view, hit)
    span = view.span(hit.first, hit.last)
    head = head_of(view, hit.first, hit.last)
    country = view.why(hit.code, hit.first, hit.last, hit.rule)
    written = view.parsed.phrase(span)
    kind, how, key, sectors = "place", "name", f"place:{bare_name(written)}", ()
    if not acted and _is_capital(view, hit):
        kind, how, key = "state", "metonym", hit.code
        sectors = (view.why("GOV", hit.first, hit.last, "metonym.capital"),)
    elif not acted and hit.kind == "admin":
        kind, how = "organisation", "metonym"
        sectors = (view.why("GOV", hit.first, hit.last, "metonym.admin"),)
    phrase = Phrase(country=country, sectors=sectors)
    return _placed(
        view, Mention(hit.first, hit.last, head, kind, how, written, span, key=key, phrase=phrase)
    )


def _is_capital(view: View, hit: PlaceHit) -> bool:
    state = view.base.states.by_capital.get(name_key(hit.name))
    named = view.words.countries.get(bare_name(hit.name), ("", ""))
    return named[1] == "capital" or (state is not None and state.code == hit.code)


def _described(view: View, head: int, *, acted: bool) -> Mention:
    """A phrase without a name: "the top general", "gunmen", "a bridge"."""
    parsed = view.parsed
    start = phrase_start(view, head)
    phrase = read_phrase(view, start, head)
    last = _phrase_end(view, head)
    span = view.span(start, last)
    kind = _described_kind(view, head, phrase, acted=acted)
    mention = Mention(
        head, head, head, kind, "description", " ".join(parsed.phrase(span).split()), span,
        key=parsed.lemma[head], phrase=phrase, plural=parsed.tag[head] in ("NNS", "NNPS"),
        gender=phrase.role.gender if phrase.role else "",
    )  # fmt: skip
    return _placed(view, mention)


def _phrase_end(view: View, head: int) -> int:
    """The end of the phrase without apposition and relative clause: its of-phrase comes along."""
    parsed = view.parsed
    for prep in parsed.kids(head, "prep"):
        if prep == head + 1 and parsed.lower[prep] in ("of", "for", "from"):
            nouns = parsed.kids(prep, "pobj")
            return max(nouns[0], prep) if nouns else head
    return head


def _described_kind(view: View, head: int, phrase: Phrase, *, acted: bool) -> str:
    lists, lemma = view.words.lists, view.parsed.lemma[head]
    role = phrase.role
    if lemma in lists["state-nouns"] and phrase.country and (role is None or role.kind == "body"):
        return "state"
    if lemma in lists["people-nouns"] and phrase.country:
        return "group"
    if acted and lemma in lists["thing-nouns"] and (role is None or role.kind == "body"):
        return "place"
    if view.parsed.pos[head] == "PROPN" and role is None:
        return "place" if acted and view.parsed.ent[head] in PLACES else "organisation"
    if role and role.kind in ("body", "armedbody"):
        return "organisation" if role.kind == "body" else "group"
    return "unnamed"
