"""What a possessive says of a role: "its foreign minister", "his Norlandian counterpart"."""

from onrecord.who.group import Group, Groups
from onrecord.who.mention import Mention, Phrase
from onrecord.who.mentions import Found
from onrecord.who.phrases import phrase_start
from onrecord.who.sectors import INTERNATIONAL
from onrecord.who.view import View

_OWNED = frozenset({"office", "rank", "voice", "body", "armedbody"})
"""Kinds of roles that have their owner's country: "its army", and not "his wife"."""


def read_possessor(
    view: View, found: Found, groups: Groups, mention: Mention, neuter: Group | None
) -> None:
    """Gives a mention's phrases the country, and a counterpart's sector, of who owns the role.

    Args:
        view: the document.
        found: all mentions; those before this one have their groups.
        groups: all groups.
        mention: the one whose phrases are read.
        neuter: what "its" means here.
    """
    for phrase in (mention.phrase, *mention.extra):
        if phrase.role_span is None:
            continue
        token = _possessor(view, phrase)
        if token is not None:
            owner = neuter if _is_neuter(view, token) else _group_at(found, groups, token)
            if owner and owner.number != mention.group:
                _take_over(view, phrase, owner, token)


def _possessor(view: View, phrase: Phrase) -> int | None:
    """The token of "its", "his" or "Marn" ("Marn's") before a role."""
    assert phrase.role_span is not None
    first, last = phrase.role_span
    parsed = view.parsed
    for token in range(phrase_start(view, last), first):
        if parsed.tag[token] == "PRP$" or parsed.dep[token] == "poss":
            return token
    return None


def _is_neuter(view: View, token: int) -> bool:
    return view.words.pronouns.get(view.parsed.lower[token]) == "neuter"


def _group_at(found: Found, groups: Groups, token: int) -> Group | None:
    other = found.at.get(token)
    return groups.all[other.group] if other and other.group >= 0 else None


def _take_over(view: View, phrase: Phrase, owner: Group, token: int) -> None:
    role, span = phrase.role, phrase.role_span
    assert role is not None
    assert span is not None
    if role.role in view.words.lists["counterparts"]:
        sectors = dict.fromkeys(s.value for p in owner.phrases for s in p.sectors)
        taken = tuple(view.why(sector, *span, "sector.counterpart") for sector in sectors)
        phrase.sectors = taken or phrase.sectors
    international = bool(phrase.sectors) and phrase.sectors[0].value in INTERNATIONAL
    if phrase.country or phrase.joint or international or role.kind not in _OWNED:
        return
    country = next((p.country for p in owner.phrases if p.country), None)
    if country:
        phrase.country = view.why(country.value, token, token, "country.possessive")
