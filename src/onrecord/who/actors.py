"""Actors out of groups: name, kind, codes with their evidence, and what stays open."""

from onrecord.model import ActorFound, Affiliation
from onrecord.who.group import Group
from onrecord.who.known import NOTHING, look_up
from onrecord.who.mention import Mention, Phrase
from onrecord.who.names import person_name
from onrecord.who.sectors import INTERNATIONAL
from onrecord.who.view import View

MOST_SECTORS = 3
"""Sectors that an actor is given at most, the first being the primary one."""
PUBLIC_KINDS = frozenset({"state", "organisation", "group", "place"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
_LONGEST_QUANTIFIER = 3
"""Words in the longest entry of `quantifiers.txt`."""


def make_actor(view: View, group: Group) -> ActorFound:
    """The actor that a group of mentions stands for."""
    notes = [note for phrase in group.phrases for note in phrase.notes]
    country, sectors = _codes(group)
    known = look_up(view, group, country.value if country else None)
    country, sectors = country or known.country, sectors or known.sectors
    notes += [known.note] if known.note else []
    fact = next((m.fact for m in group.mentions if m.fact), None)
    if sectors and sectors[0].value in INTERNATIONAL and group.kind != "person":
        country = None if not (fact and fact.country) and _unstated(country) else country
    return ActorFound(
        name=_name(view, group),
        kind=group.kind,
        public=_public(group, sectors) or known != NOTHING,
        country=country,
        sectors=sectors[:MOST_SECTORS],
        note="; ".join(dict.fromkeys(notes)) or None,
        wikidata=_wikidata(known.id),
        kb=known.id or (f"name:{fact.name}" if fact else None),
        office=_office(group) or known.office,
        mentions=tuple((m.span, m.head, m.how) for m in group.mentions),
    )


def _wikidata(id: str | None) -> str | None:
    """The item's number, where the identity is one of Wikidata's."""
    return id.removeprefix("wikidata:") if id and id.startswith("wikidata:Q") else None


def _unstated(country: Affiliation | None) -> bool:
    """Whether no demonym before an international body's name gives it a country."""
    return country is None or country.rule != "country.in-phrase"


# Codes ----------------------------------------------------------------------


def _codes(group: Group) -> tuple[Affiliation | None, tuple[Affiliation, ...]]:
    """The first country that the text gives, and its sectors in order."""
    phrases = group.phrases
    country = next((p.country for p in phrases if p.country), None)
    sectors: dict[str, Affiliation] = {}
    for phrase in sorted(phrases, key=_rank if group.kind == "person" else _named_first):
        for sector in phrase.sectors:
            sectors.setdefault(sector.value, sector)
    if group.kind == "state":
        sectors = {k: v for k, v in sectors.items() if k in ("GOV", "PRE", "REL")}
    if any(m.key.startswith("people:") for m in group.mentions):
        sectors.pop("CVL", None)
    return country, tuple(sectors.values())


def _rank(phrase: Phrase) -> int:
    """Phrases with an office of power go before mere occupations and private roles."""
    kinds = {"office": 0, "rank": 1, "voice": 1, "trade": 2, "crowd": 3, "private": 4}
    return kinds.get(phrase.role.kind, 1) if phrase.role else 1


def _named_first(phrase: Phrase) -> int:
    """What a body's own name says goes before how the text calls it."""
    return int(phrase.role is not None)


# Name and standing ----------------------------------------------------------


def _name(view: View, group: Group) -> str:
    """The neutral name: a state's, a known body's, a person's fullest, else the words."""
    fact = next((m.fact for m in group.mentions if m.fact and m.fact.kind != "state"), None)
    if fact:
        return fact.name
    if group.kind == "state":
        return _state_name(view, group)
    named = [m for m in group.mentions if m.how in ("name", "alias")]
    if group.kind == "person" and named:
        return max(named, key=lambda m: (_words(view, m), -m.head)).written
    first = named[0] if named else group.mentions[0]
    plain = _without_article(first.written)
    return plain if named else _without_quantifier(view, plain)


def _words(view: View, mention: Mention) -> int:
    return len((mention.name or person_name(mention.written, view.words)).words)


def _state_name(view: View, group: Group) -> str:
    country = next((p.country for p in group.phrases if p.country), None)
    state = view.base.states.of_code(country.value) if country else None
    unrecognised = next((m.fact.name for m in group.mentions if m.fact and
                         "PRE" in m.fact.sectors), None)  # fmt: skip
    if unrecognised:
        return unrecognised
    return state.name if state else group.mentions[0].written


def _without_article(written: str) -> str:
    first, _, rest = written.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else written


def _without_quantifier(view: View, written: str) -> str:
    """ "At least 143 people" gives "143 people": what only says how exact a number is goes."""
    quantifiers, words = view.words.lists["quantifiers"], written.split()
    for length in range(min(_LONGEST_QUANTIFIER, len(words) - 1), 0, -1):
        if " ".join(words[:length]).lower() in quantifiers:
            return _without_quantifier(view, " ".join(words[length:]))
    return written


def _office(group: Group) -> str | None:
    """The fullest office that the text gives a person."""
    if group.kind != "person":
        return None
    offices = [p.office for p in group.phrases if p.office]
    return max(offices, key=len) if offices else None


def _public(group: Group, sectors: tuple[Affiliation, ...]) -> bool:
    """Whether the actor has an office, a public role or an organisation's voice."""
    if group.kind in PUBLIC_KINDS:
        return True
    roles = [role for phrase in group.phrases for role in phrase.titles]
    if group.kind == "unnamed":
        if all(mention.kind == "pronoun" for mention in group.mentions):
            return False
        return not any(role.kind == "private" for role in roles)
    return any(role.public for role in roles) or any(s.value == "ELI" for s in sectors)
