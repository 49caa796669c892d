"""Apposition and copula: what is said of a named person right beside the name."""

from onrecord.who.mention import Mention, Phrase
from onrecord.who.phrases import phrase_start, read_phrase
from onrecord.who.view import View

LONGEST_NAME = 5
"""Words of a name within which its head is looked for."""


def read_extras(view: View, mention: Mention) -> None:
    """Adds the phrases that an apposition or a copula gives to a person's mention."""
    for token in sorted({*_appositions(view, mention), *_predicates(view, mention)}):
        phrase = _described(view, token)
        if phrase.role and (phrase.role.sector or phrase.role.kind == "voice"):
            mention.extra.append(phrase)


def _described(view: View, token: int) -> Phrase:
    return read_phrase(view, phrase_start(view, token), token)


def _appositions(view: View, mention: Mention) -> list[int]:
    """Heads of "Marn, the president" and "the president, Marn"."""
    parsed, head = view.parsed, mention.head
    found = [
        child for child in parsed.kids(head, "appos")
        if parsed.pos[child] == "NOUN" and child > mention.last
    ]  # fmt: skip
    governor = _apposed_to(view, head)
    if governor is not None and parsed.pos[governor] == "NOUN":
        found.append(governor)
    return found


def _apposed_to(view: View, head: int) -> int | None:
    """What a name is apposed to: not another name, if a noun and a comma stand right before it.

    In "Marn and his counterpart, Ivo Kern," the parser ties the second name to the first.
    """
    parsed = view.parsed
    if parsed.dep[head] != "appos":
        return None
    governor, beside = parsed.head[head], parsed.left[head] - 2
    if beside > governor and parsed.words[beside + 1] == "," and parsed.pos[beside] == "NOUN":
        return beside if parsed.pos[governor] == "PROPN" else governor
    return governor


def _predicates(view: View, mention: Mention) -> list[int]:
    """Heads of "Marn is the president", "Marn, who was the president"."""
    parsed, head = view.parsed, mention.head
    verbs = [parsed.head[head]] if parsed.dep[head] == "nsubj" else []
    verbs += [
        verb for verb in parsed.kids(head, "relcl")
        if any(parsed.lower[child] == "who" for child in parsed.children[verb])
    ]  # fmt: skip
    return [
        noun
        for verb in verbs
        if parsed.lemma[verb] in view.words.lists["copulas"] and not parsed.kids(verb, "neg")
        for noun in parsed.kids(verb, "attr")
        if parsed.pos[noun] == "NOUN"
    ]


def apposed(view: View, head: int) -> list[int]:
    """Tokens that stand in apposition to a description's head, or that it is apposed to."""
    parsed = view.parsed
    found = [child for child in parsed.kids(head, "appos") if _apposed_to(view, child) == head]
    beside = range(head + 2, min(head + 2 + LONGEST_NAME, len(parsed.words)))
    found += [n for n in beside if parsed.head[n] != head and _apposed_to(view, n) == head]
    if parsed.dep[head] == "appos":
        found.append(parsed.head[head])
    return found
