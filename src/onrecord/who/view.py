"""A parsed document as the room reads it: roles, known names and places by token."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.base.actors import ActorBase
from onrecord.base.keys import name_key
from onrecord.lexicon import Lexicon
from onrecord.model import Affiliation, PlaceFound, Span
from onrecord.parse import Parsed
from onrecord.who.words import (
    KnownName,
    NameFact,
    RoleFact,
    Words,
    bare,
    compile_words,
    singular,
)

SPELT_LIKE_A_WORD = 5
"""Letters from which an acronym may stand with one capital only ("Ecowas")."""
NO_ROLES = frozenset({"VERB", "AUX", "PUNCT", "ADP", "DET"})
"""Parts of speech that no role noun opens with."""


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A role noun in the text: tokens `first` to `last`."""

    first: int
    last: int
    role: RoleFact


@dataclass(frozen=True, slots=True)
class KnownHit:
    """A known name in the text: tokens `first` to `last`."""

    first: int
    last: int
    known: KnownName

    @property
    def fact(self) -> NameFact:
        """The actor that bears the name."""
        return self.known.fact


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place name or demonym in the text, with the country that it was resolved to."""

    first: int
    last: int
    code: str
    """PLOVER's country code."""
    role: str
    """literal, demonym, metonym, organisation, dateline; people for a plural demonym."""
    kind: str
    """country, admin, city, facility, region, natural, or people."""
    name: str
    rule: str


@dataclass(slots=True)
class View:
    """What the room's steps share about one document."""

    parsed: Parsed
    words: Words
    base: ActorBase
    roles: list[RoleHit] = field(default_factory=list)
    role_at: dict[int, RoleHit] = field(default_factory=dict)
    known_at: dict[int, KnownHit] = field(default_factory=dict)
    place_at: dict[int, PlaceHit] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    """Tokens of all names that `where` found, resolved or not."""
    capitals: list[int] = field(default_factory=list)
    """Tokens that begin with a capital letter."""
    bare: list[str] = field(default_factory=list)

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens `first` to `last`."""
        return self.parsed.span(first, last)

    def why(self, value: str, first: int, last: int, rule: str) -> Affiliation:
        """A code with the words and the rule that it comes from."""
        return Affiliation(value, self.parsed.span(first, last), rule)


NOUNS = frozenset({"PROPN", "NOUN", "X", "NUM"})


def head_of(view: View, first: int, last: int) -> int:
    """The noun in `first` to `last` whose governor lies outside; the last of several."""
    parsed = view.parsed
    outside = [n for n in range(first, last + 1) if not first <= parsed.head[n] <= last]
    nouns = [n for n in outside if parsed.pos[n] in NOUNS]
    return (nouns or outside or [last])[-1]


def read_view(
    parsed: Parsed, lexicon: Lexicon, base: ActorBase, places: Sequence[PlaceFound]
) -> View:
    """The document with its roles, known names and places marked."""
    view = View(parsed, lexicon.compiled(compile_words), base)
    view.bare = [bare(word) for word in parsed.words]
    view.capitals = [n for n, word in enumerate(parsed.words) if word[:1].isupper()]
    _mark_known(view)
    _mark_places(view, places)
    _mark_roles(view)
    return view


def _mark_roles(view: View) -> None:
    """The longest role noun from each token on; none overlaps another or a known name."""
    parsed, openers = view.parsed, view.words.openers
    done = -1
    for token, (word, lemma) in enumerate(zip(parsed.lower, parsed.lemma, strict=True)):
        longest = openers.get(word) or openers.get(lemma) or openers.get(word.removesuffix("s"))
        if longest and token > done and token not in view.known_at:
            hit = _role_from(view, token, longest)
            if hit:
                view.roles.append(hit)
                view.role_at.update(dict.fromkeys(range(hit.first, hit.last + 1), hit))
                done = hit.last


def _role_from(view: View, token: int, longest: int) -> RoleHit | None:
    parsed = view.parsed
    if parsed.pos[token] in NO_ROLES:
        return None
    for stop in range(min(token + longest, len(parsed.words)), token, -1):
        role = _role_at(view, token, stop - 1)
        if role and _reads_as_role(view, token, stop - 1, role):
            return RoleHit(token, stop - 1, role)
    return None


def _role_at(view: View, first: int, last: int) -> RoleFact | None:
    """The role that tokens `first` to `last` spell, its last word in the singular or as written."""
    parsed, roles = view.parsed, view.words.roles
    if any(n in view.known_at for n in range(first + 1, last + 1)):
        return None
    head = "".join(f"{word} " for word in parsed.lower[first:last])
    word = parsed.lower[last]
    forms = (word, parsed.lemma[last], word.removesuffix("s"))
    return next((roles[head + form] for form in forms if head + form in roles), None)


def _reads_as_role(view: View, first: int, last: int, role: RoleFact) -> bool:
    """Adjectives and verbs that look like a role ("general", "major", "lead") are none."""
    parsed = view.parsed
    if parsed.pos[last] in ("VERB", "AUX", "ADV"):
        return False
    if parsed.pos[last] == "ADJ" and role.kind in ("rank", "office", "voice"):
        return parsed.words[last][:1].isupper()
    return not (first == last and role.role == "may")


def _mark_known(view: View) -> None:
    """The longest name of the lexicon from each token on."""
    names = view.words.known
    done = -1
    for token, word in enumerate(view.bare):
        near = names.get(word) or names.get(singular(word))
        if near and token > done:
            hit = _known_from(view, token, near)
            if hit:
                view.known_at.update(dict.fromkeys(range(hit.first, hit.last + 1), hit))
                done = hit.last


def _known_from(view: View, token: int, near: tuple[KnownName, ...]) -> KnownHit | None:
    for known in near:
        last = _matches(view, token, known)
        if last is not None and _looks_like(view, token, last, known):
            return KnownHit(token, last, known)
    return None


def _matches(view: View, token: int, known: KnownName) -> int | None:
    """The last token of a match of the name's parts from `token` on; empty tokens are skipped."""
    position = token
    for number, part in enumerate(known.parts):
        while number and position < len(view.bare) and not view.bare[position]:
            position += 1
        if position >= len(view.bare) or singular(view.bare[position]) != part:
            return None
        position += 1
    return position - 1


def _looks_like(view: View, first: int, last: int, known: KnownName) -> bool:
    """An acronym stands in capitals; any other name begins with one."""
    words = view.parsed.words
    long = sum(map(len, known.parts)) >= SPELT_LIKE_A_WORD and words[first][:1].isupper()
    if known.capitals and not long:
        return all(c.isupper() or not c.isalpha() for n in range(first, last + 1) for c in words[n])
    capital = next((n for n in range(last, first - 1, -1) if any(map(str.isupper, words[n]))), None)
    if first < last and _is_common(view, first, last):
        return False
    given = view.bare[first] in view.words.male or view.bare[first] in view.words.female
    single = first == last and view.parsed.ent[first] == "PERSON" and given
    return capital is not None and not single


def _is_common(view: View, first: int, last: int) -> bool:
    """Whether the words only describe: "the Islamic group", in small letters after an adjective."""
    parsed = view.parsed
    plain = parsed.words[last].islower() and parsed.lemma[last] in view.words.lists["group-nouns"]
    return plain and parsed.pos[first] == "ADJ" and last == first + 1


def _mark_places(view: View, places: Sequence[PlaceFound]) -> None:
    """The places that `where` resolved, then countries and peoples by their own names."""
    for place in places:
        view.placed.update(_tokens(view.parsed, place.span))
        _mark_resolved(view, place)
    done = -1
    for token in view.capitals:
        if token > done and token not in view.place_at and view.parsed.lower[token] != "the":
            hit = _state_from(view, token)
            if hit:
                _mark(view, hit)
                done = hit.last


def _mark(view: View, hit: PlaceHit) -> None:
    for token in range(hit.first, hit.last + 1):
        view.place_at.setdefault(token, hit)


def _mark_resolved(view: View, found: PlaceFound) -> None:
    if found.place is None or found.place.country is None:
        return
    tokens = _tokens(view.parsed, found.span)
    if not tokens:
        return
    code = view.base.states.code(found.place.country)
    role, kind = found.role, found.place.kind
    if role == "demonym" or view.parsed.ent[tokens[0]] == "NORP":
        role, kind = "demonym", "people" if _is_people(view, tokens[-1]) else "country"
    hit = PlaceHit(tokens[0], tokens[-1], code, role, kind, found.name, "place.resolved")
    _mark(view, hit)


def _tokens(parsed: Parsed, span: Span) -> range:
    """The tokens that touch a span."""
    first = bisect_left(parsed.end, span[0] + 1)
    return range(first, max(first, bisect_left(parsed.start, span[1])))


def _is_people(view: View, token: int) -> bool:
    """Whether a demonym is a noun for people ("Palestinians") and no adjective."""
    parsed = view.parsed
    if parsed.tag[token] in ("NNS", "NNPS"):
        return True
    return parsed.dep[token] not in ("amod", "compound", "nmod", "poss") and (
        parsed.lower[token].endswith("s") and not parsed.lower[token].endswith("ss")
    )


LONGEST_STATE = 6
"""Words in the longest name of a state that is looked for ("Democratic People's Republic …")."""


def _state_from(view: View, token: int) -> PlaceHit | None:
    """A country or people by its own name, from `token` on."""
    parsed = view.parsed
    if not _opens_state(view, view.bare[token]):
        return None
    for last in range(min(token + LONGEST_STATE, len(parsed.words)) - 1, token - 1, -1):
        if not parsed.words[last][:1].isalpha():
            continue
        name = parsed.text[parsed.start[token] : parsed.end[last]]
        if "\n" in name or (last > token and not parsed.words[last][:1].isupper()):
            continue
        hit = _own_state(view, token, last, name)
        if hit:
            return hit
    return None


def _opens_state(view: View, word: str) -> bool:
    known, own = view.base.states.openers, view.words.places
    single = word.removesuffix("s")
    return word in known or word in own or single in known or single in own


def _own_state(view: View, first: int, last: int, name: str) -> PlaceHit | None:
    states, words = view.base.states, view.words
    plain = key = name_key(name)
    state = states.by_name.get(key)
    if state and plain in states.by_people and name_key(state.name) != key:
        state = None
    iso, kind = (state.iso, "country") if state else words.countries.get(plain, ("", ""))
    if iso and (len(key) > 2 or name.replace(".", "").isupper()):
        return PlaceHit(first, last, states.code(iso), "literal", kind, name, "state.name")
    for form in (plain, plain.removesuffix("s")):
        iso = words.peoples.get(form)
        people = states.by_people.get(form)
        if iso or people:
            code = states.code(iso) if iso else people.code if people else ""
            kind = "people" if _is_people(view, last) else "country"
            return PlaceHit(first, last, code, "demonym", kind, name, "state.demonym")
    capital = states.by_capital.get(key)
    if capital and view.parsed.ent[first] in ("GPE", "LOC", "ORG", "FAC", ""):
        return PlaceHit(first, last, capital.code, "literal", "city", name, "state.capital")
    return None
