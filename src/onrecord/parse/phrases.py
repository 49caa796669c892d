"""Noun phrases: their coordination, arguments and words."""

from onrecord.model import Span
from onrecord.parse.parsed import Filler, Parsed

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
DATES = frozenset({"DATE", "TIME"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
KEPT_RIGHT = frozenset({"case", "nummod", "compound", "npadvmod", "amod", "poss", "advmod"})
LONGEST = 40
"""Tokens: a longer noun phrase than this is a list or a parser's error, and is cut to its head."""


def is_date(parsed: Parsed, token: int) -> bool:
    """Whether a token is part of a date or time, by the parser's entities."""
    return parsed.ent[token] in DATES


def coordinated(parsed: Parsed, token: int) -> list[int]:
    """A noun and the nouns that are coordinated with it, in order; dates left out."""
    found = [token]
    for head in found:
        found += [
            child
            for child in parsed.children[head]
            if parsed.dep[child] == "conj"
            and parsed.pos[child] in NOMINAL
            and not is_date(parsed, child)
        ]
    return found


def fillers(parsed: Parsed, tokens: list[int], how: str = "own") -> tuple[Filler, ...]:
    """The tokens and what is coordinated with each, as fillers."""
    return tuple(
        Filler(token, how if token == first else "conj")
        for first in tokens
        for token in coordinated(parsed, first)
    )


def prepositions(parsed: Parsed, token: int) -> dict[str, list[int]]:
    """Preposition -> heads of what follows it, for those that hang on a token; dates left out.

    A doubled preposition is kept under both names: "out of" gives `of` and `out of`.
    """
    found: dict[str, list[int]] = {}
    dep, lower = parsed.dep, parsed.lower
    for child in parsed.children[token]:
        if dep[child] not in ("prep", "agent", "dative") or parsed.pos[child] in (
            "NOUN",
            "PRON",
            "PROPN",
        ):
            continue
        for grandchild in parsed.children[child]:
            if dep[grandchild] == "pobj" and not is_date(parsed, grandchild):
                found.setdefault(lower[child], []).extend(coordinated(parsed, grandchild))
            elif dep[grandchild] == "prep":
                inner = [
                    noun
                    for deep in parsed.children[grandchild]
                    if dep[deep] == "pobj" and not is_date(parsed, deep)
                    for noun in coordinated(parsed, deep)
                ]
                for name in (lower[grandchild], f"{lower[child]} {lower[grandchild]}"):
                    found.setdefault(name, []).extend(inner)
            elif dep[grandchild] == "conj" and parsed.pos[grandchild] == "ADP":
                found.setdefault(lower[grandchild], []).extend(parsed.kids(grandchild, "pobj"))
    return {name: heads for name, heads in found.items() if heads}


def possessors(parsed: Parsed, token: int) -> list[int]:
    """Whose it is, by possessive or by a name that modifies the noun ("the Norland army")."""
    found = [c for c in parsed.children[token] if parsed.dep[c] == "poss"]
    found += [
        c
        for c in parsed.children[token]
        if parsed.dep[c] in MODIFIERS
        and parsed.ent[c] in NAMED
        and not _same_name(parsed, c, token)
    ]
    return [noun for head in found for noun in coordinated(parsed, head)]


def _same_name(parsed: Parsed, modifier: int, head: int) -> bool:
    """Whether a modifier is part of the head's own name ("Anton" in "General Anton Brek")."""
    label = parsed.ent[head]
    return bool(label) and all(
        parsed.ent[token] == label for token in range(min(modifier, head), max(modifier, head) + 1)
    )


def arguments(parsed: Parsed, token: int) -> dict[str, tuple[Filler, ...]]:
    """The arguments of a noun: `possessor`, and each preposition by its word.

    The agent of a participle that modifies the noun ("made by X") is `agent`.
    """
    found = {
        name: tuple(Filler(head, "own") for head in heads)
        for name, heads in prepositions(parsed, token).items()
    }
    owners = possessors(parsed, token)
    if owners:
        found["possessor"] = tuple(Filler(head, "possessor") for head in owners)
    agents = [
        head
        for participle in parsed.kids(token, "acl", "relcl")
        for by in parsed.children[participle]
        if parsed.dep[by] == "agent"
        for noun in parsed.kids(by, "pobj")
        for head in coordinated(parsed, noun)
    ]
    if agents:
        found["agent"] = tuple(Filler(head, "agent") for head in agents)
    return found


def _is_loose(parsed: Parsed, inner: int) -> bool:
    """Whether what follows a preposition makes it the clause's: a date, or an act ("of arming")."""
    return parsed.dep[inner] == "pcomp" or (parsed.dep[inner] == "pobj" and is_date(parsed, inner))


def phrase_edges(parsed: Parsed, token: int, long: bool = False) -> tuple[int, int]:
    """First and last token of a noun's phrase.

    Args:
        token: the head.
        long: with apposition, participle and relative clause (a speaker's phrase); without
            them otherwise (a source's or target's).
    """
    first, last = token, token
    dep = parsed.dep
    for child in parsed.children[token]:
        if child < token and dep[child] not in ("punct", "cc", "preconj", "relcl", "appos"):
            first = min(first, parsed.left[child])
    for child in parsed.children[token]:
        if child < token:
            continue
        aside = dep[child] == "advmod" and parsed.pos[child - 1] == "PUNCT"
        if dep[child] in ("cc", "conj") or (aside and not long):
            break
        of_phrase = (
            dep[child] == "prep"
            and parsed.right[child] - token <= LONGEST
            and (long or not any(_is_loose(parsed, inner) for inner in parsed.children[child]))
        )
        if (
            of_phrase
            or dep[child] in KEPT_RIGHT
            or (long and dep[child] in ("appos", "relcl", "acl"))
        ):
            last = max(last, _phrase_end(parsed, child, long))
    if last - first > LONGEST and not long:
        return token, token
    return first, last


def _phrase_end(parsed: Parsed, child: int, long: bool) -> int:
    """Where a right-hand modifier ends: before a relative or participle clause, unless long."""
    if long:
        return parsed.right[child]
    end = parsed.right[child]
    for token in range(child, end + 1):
        if parsed.dep[token] in ("relcl", "acl", "appos") and token > child:
            cut = parsed.left[token] - 1
            while cut > child and parsed.pos[cut] == "PUNCT":
                cut -= 1
            return cut
    return end


def phrase_span(parsed: Parsed, token: int, long: bool = False) -> Span:
    """The characters of a noun's phrase (see `phrase_edges`)."""
    first, last = phrase_edges(parsed, token, long)
    return parsed.span(first, last)
