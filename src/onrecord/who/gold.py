"""Grouping of mentions that are given, to measure the sieve apart from finding mentions."""

from collections.abc import Sequence

from onrecord.base.actors import ActorBase
from onrecord.lexicon import Lexicon
from onrecord.model import Span
from onrecord.parse import Parsed
from onrecord.who.described import person_nouns
from onrecord.who.group import group_mentions
from onrecord.who.links import read_extras
from onrecord.who.mention import Mention
from onrecord.who.mentions import Found, pronoun
from onrecord.who.people import person_mention
from onrecord.who.refer import Referrer
from onrecord.who.view import View, head_of, read_view


def group_given(
    parsed: Parsed,
    lexicon: Lexicon,
    knowledge: ActorBase,
    names: Sequence[Span],
    pronouns: Sequence[Span],
) -> dict[Span, str]:
    """Span -> number of the person, for given names and he/she pronouns of persons."""
    view = read_view(parsed, lexicon, knowledge, ())
    found = Found()
    by_mention: dict[int, Span] = {}
    for span in names:
        mention = _given_name(view, span)
        if mention:
            by_mention[id(found.add(mention))] = span
    for span in pronouns:
        mention = _given_pronoun(view, span)
        if mention:
            by_mention[id(found.add(mention))] = span
    for mention in person_nouns(view, found):
        found.add(mention)
    found.all.sort(key=lambda mention: (mention.first, mention.head))
    for mention in found.all:
        if mention.kind == "person":
            read_extras(view, mention)
    groups = group_mentions(view, found.all)
    Referrer(view, found, groups, ()).run()
    return {by_mention[id(m)]: str(m.group) for m in found.all if id(m) in by_mention}


def _given_name(view: View, span: Span) -> Mention | None:
    """The bare name in a given phrase: its capitalised words around the head, titles cut off."""
    parsed = view.parsed
    tokens = list(parsed.tokens_in(span))
    if not tokens:
        return None
    head = head_of(view, tokens[0], tokens[-1])
    inside = [n for n in tokens if parsed.head[n] not in tokens or parsed.head[n] == n]
    head = inside[0] if inside else head
    first = last = head
    while first > tokens[0] and _name_word(view, first - 1):
        first -= 1
    while last < tokens[-1] and _name_word(view, last + 1) and last < head + 3:
        last += 1
    while first < last and first in view.role_at and view.role_at[first].last < last:
        first = view.role_at[first].last + 1
    return person_mention(view, first, last)


def _name_word(view: View, token: int) -> bool:
    parsed = view.parsed
    word = parsed.words[token]
    if word in ("-", "–") or parsed.lower[token] in view.words.lists["particles"]:
        return True
    return word[:1].isupper() and parsed.pos[token] in ("PROPN", "NOUN", "ADJ", "X")


def _given_pronoun(view: View, span: Span) -> Mention | None:
    parsed = view.parsed
    tokens = parsed.tokens_in(span)
    if not tokens:
        return None
    mention = pronoun(view, tokens[0])
    mention.span = span
    return mention
