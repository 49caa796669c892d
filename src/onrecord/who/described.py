"""All mentions of a document: the room's own, then what the roles of events and speech ask for."""

from collections.abc import Iterable

from onrecord.base.keys import name_key
from onrecord.model import Role
from onrecord.who.mention import Mention, Phrase
from onrecord.who.mentions import (
    PLACES,
    Found,
    bodies,
    gendered,
    known_names,
    open_places,
    placed,
    pronoun,
    settlement_named,
    settlements,
    state_mention,
    states,
)
from onrecord.who.people import find_people
from onrecord.who.phrases import phrase_start, read_phrase
from onrecord.who.view import PlaceHit, View, head_of
from onrecord.who.words import bare_name


def find_mentions(
    view: View, acting: Iterable[Role], acted: Iterable[Role], speakers: Iterable[Role]
) -> Found:
    """Every mention, own ones first, then those that only a role asks for."""
    found = Found()
    for mention in known_names(view):
        found.add(mention)
    for mention in settlements(view):
        if found.free(mention.first, mention.last):
            found.add(mention)
    for mention in find_people(view):
        if found.free(mention.first, mention.last):
            found.add(mention)
    for mention in (*bodies(view), *states(view)):
        if found.free(mention.first, mention.last):
            found.add(mention)
    for mention in open_places(view):
        if found.free(mention.first, mention.last):
            found.add(mention)
    for token in gendered(view):
        found.add(pronoun(view, token))
    targets = {role.head for role in acted}
    for role in sorted((*acting, *speakers, *acted), key=lambda role: (role.head, role.span)):
        _add_role(view, found, role, acted=role.head in targets)
    for mention in person_nouns(view, found):
        found.add(mention)
    found.all.sort(key=lambda mention: (mention.span, mention.head))
    return found


_AFTER_DATELINE = frozenset({"-", "–", "—", "--", "(", ":"})
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
        if parsed.dep[head] in _ARGUMENTS and not _before_name(found, head):
            mention = _described(view, head, acted=False)
            mention.silent = True
            nouns.append(mention)
    return nouns


def _before_name(found: Found, head: int) -> bool:
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
    if parsed.pos[head] == "PRON" or view.words.pronouns.get(parsed.lower[head]) == "relative":
        found.add(pronoun(view, head))
        return
    name = settlement_named(view, head)
    if name is not None:
        if not acted and _does(view, head):
            found.add(_town_acting(view, head, name, found.at.get(name)))
            return
        _add_role(view, found, Role(span=role.span, head=name), acted=acted)
        found.at[head] = found.at[name]
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
    elif not acted and (hit.kind == "admin" or (hit.kind == "city" and _does(view, head))):
        kind, how = "organisation", "metonym"
        rule = "metonym.admin" if hit.kind == "admin" else "metonym.town"
        sectors = (view.why("GOV", hit.first, hit.last, rule),)
    phrase = Phrase(country=country, sectors=sectors)
    return placed(
        view, Mention(hit.first, hit.last, head, kind, how, written, span, key=key, phrase=phrase)
    )


def _does(view: View, head: int) -> bool:
    """Whether a place is said to do something: the subject of a verb, and no dateline."""
    parsed, place = view.parsed, view.place_at.get(head)
    verb = parsed.head[head]
    near = parsed.words[head + 1] if head + 1 < len(parsed.words) else ""
    return (
        parsed.dep[head] == "nsubj"
        and parsed.pos[verb] == "VERB"
        and near not in _AFTER_DATELINE
        and (place is None or place.role != "dateline")
    )


def _town_acting(view: View, noun: int, head: int, named: Mention | None) -> Mention:
    """ "The town of X" that acts is its government, "the village of X" its people."""
    hit = view.place_at.get(head)
    first, last = (hit.first, hit.last) if hit else (head, head)
    if named is not None and hit is None:
        first, last = named.first, named.last
    span = view.span(noun, last)
    country = view.why(hit.code, first, last, "country.of-phrase") if hit else None
    people = view.parsed.lemma[noun] in view.words.lists["inhabited"]
    code, kind = ("CVL", "group") if people else ("GOV", "organisation")
    sectors = (view.why(code, noun, noun, "metonym.village" if people else "metonym.town"),)
    written = " ".join(view.parsed.phrase(span).split())
    key = f"place:{bare_name(view.parsed.phrase(view.span(first, last)))}"
    phrase = Phrase(country=country, sectors=sectors)
    return placed(
        view,
        Mention(noun, last, noun, kind, "metonym", written, span, key=key, phrase=phrase),
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
        key=_noun(view, head), phrase=phrase, plural=parsed.tag[head] in ("NNS", "NNPS"),
        gender=phrase.role.gender if phrase.role else "",
    )  # fmt: skip
    return placed(view, mention)


def _noun(view: View, head: int) -> str:
    """The noun in the singular, also where a capital made the parser take it for a name."""
    hit = view.role_at.get(head)
    named = view.parsed.pos[head] == "PROPN" and hit is not None and hit.last == head
    return hit.role.noun if named and hit else view.parsed.lemma[head]


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
