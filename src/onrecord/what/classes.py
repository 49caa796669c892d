"""Word classes, expanded: what `@force` in a rule means."""

from onrecord.lexicon import EntryError, Lexicon
from onrecord.what.rules import Rule, WordClass

Classes = dict[str, frozenset[str]]
Orders = dict[str, tuple[str, ...]]


def build_orders(lexicon: Lexicon) -> Orders:
    """The words of every class in the order in which its file has them."""
    return {c.id: tuple(c.words.split()) for c in lexicon.rules("what", "classes", WordClass)}


def build_classes(lexicon: Lexicon) -> Classes:
    """Every class with the classes that it holds spelt out.

    Raises EntryError for a class that doesn't exist or holds itself.
    """
    raw = {c.id: c for c in lexicon.rules("what", "classes", WordClass)}
    return {name: frozenset(_expanded(raw, (name,))) for name in raw}


def _expanded(raw: dict[str, WordClass], path: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for word in raw[path[-1]].words.split():
        if not word.startswith("@"):
            found.add(word)
            continue
        name = word[1:]
        if name not in raw or name in path:
            what = f"word class `{word}` in `@{path[-1]}` is unknown or holds itself"
            raise EntryError(raw[path[-1]], what)
        found |= _expanded(raw, (*path, name))
    return found


def spelt_out(words: tuple[str, ...], classes: Classes, rule: Rule) -> frozenset[str]:
    """The words of a condition, with classes expanded; `%kinds` stay.

    Raises EntryError for an unknown class.
    """
    found: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            found.add(word)
        elif word[1:] in classes:
            found |= classes[word[1:]]
        else:
            raise EntryError(rule, f"rule `{rule.id}`: unknown word class `{word}`")
    return frozenset(found)
