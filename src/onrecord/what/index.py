"""The rules made ready for matching: word classes expanded, sorted, indexed by lemma."""

from dataclasses import dataclass, field

from onrecord.lexicon import EntryError, Lexicon
from onrecord.what.classes import Classes, Orders, build_classes, build_orders, spelt_out
from onrecord.what.rules import AboutFact, ContentRule, Rule, TypingRule, is_slot

WIDE = 40
"""A condition with more words than this says little about the clause."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule with its conditions as sets. `particle` is the second word of its trigger."""

    rule: Rule
    particle: str | None
    object: frozenset[str]
    not_object: frozenset[str]
    subject: frozenset[str]
    not_subject: frozenset[str]
    preposition: dict[str, frozenset[str]]
    near: frozenset[str]
    not_near: frozenset[str]
    near_noun: frozenset[str]
    needs: tuple[tuple[str, ...], ...]
    governed_by: frozenset[str]
    rank: float
    """How specific the rule is: the highest that matches wins."""


@dataclass(frozen=True, slots=True)
class Index:
    """All that `find` needs of the lexicon."""

    verbs: dict[str, list[Ready]] = field(default_factory=dict)
    nouns: dict[str, list[Ready]] = field(default_factory=dict)
    copular: dict[str, list[Ready]] = field(default_factory=dict)
    adjectives: dict[str, list[Ready]] = field(default_factory=dict)
    classes: Classes = field(default_factory=dict)
    orders: Orders = field(default_factory=dict)
    contents: dict[str, ContentRule] = field(default_factory=dict)
    typing: tuple[TypingRule, ...] = ()
    about: dict[tuple[str, str, str | None], str] = field(default_factory=dict)


def build_index(lexicon: Lexicon) -> Index:
    """Index the rules of a lexicon (use `lexicon.compiled(build_index)`).

    Raises EntryError for an unknown word class or slot.
    """
    classes = build_classes(lexicon)
    facts = lexicon.facts("what", "about", AboutFact, shared=True)
    index = Index(
        classes=classes,
        orders=build_orders(lexicon),
        contents={c.id: c for c in lexicon.rules("what", "content", ContentRule)},
        typing=lexicon.rules("what", "status", TypingRule),
        about={(f.type, f.about, f.about_mode): f.mode for f in facts},
    )
    prepositions = lexicon.words("what", "prepositions")
    for rule in lexicon.rules("what", "rules", Rule):
        _check_slots(rule, prepositions)
        _add(index, rule)
    for table in (index.verbs, index.nouns, index.copular, index.adjectives):
        for ready in table.values():
            ready.sort(key=lambda r: -r.rank)
    return index


_SLOTS = (
    "subject, object, indirect, complement, possessor, reporter, host, a preposition, or a slot "
    "of one of these (`object.possessor`, `content.subject`)"
)


def _check_slots(rule: Rule, prepositions: frozenset[str]) -> None:
    for name in (*rule.source, *rule.target):
        if not is_slot(name, prepositions):
            what = f"rule `{rule.id}`: no slot is called `{name}`; expected {_SLOTS}"
            raise EntryError(rule, what)


def _add(index: Index, rule: Rule) -> None:
    """Put a rule under each lemma of its trigger."""
    plain = _ready(rule, None, index.classes)
    nouns = index.copular if rule.copular else index.nouns
    for table, words in (
        (index.verbs, rule.trigger.verb),
        (nouns, rule.trigger.noun),
        (index.adjectives, rule.trigger.adjective),
    ):
        for word in words:
            lemma, _, particle = word.partition(" ")
            ready = _ready(rule, particle, index.classes) if particle else plain
            table.setdefault(lemma, []).append(ready)


def _ready(rule: Rule, particle: str | None, classes: Classes) -> Ready:
    def words(condition: tuple[str, ...]) -> frozenset[str]:
        return spelt_out(condition, classes, rule)

    return Ready(
        rule=rule,
        particle=particle,
        object=words(rule.object),
        not_object=words(rule.not_object),
        subject=words(rule.subject),
        not_subject=words(rule.not_subject),
        preposition={name: words(some) for name, some in rule.preposition.items()},
        near=words(rule.near),
        not_near=words(rule.not_near),
        near_noun=words(rule.near_noun),
        needs=tuple(tuple(need.split("|")) for need in rule.needs),
        governed_by=words(rule.governed_by),
        rank=_rank(rule, particle, classes),
    )


def _rank(rule: Rule, particle: str | None, classes: Classes) -> float:
    """How specific a rule is: named words count more than kinds, kinds more than presence."""

    def weight(words: tuple[str, ...], most: float) -> float:
        if not words:
            return 0
        size = len(spelt_out(words, classes, rule))
        return most - (0.5 if size > WIDE else 0) - min(size, WIDE) / 100

    prepositions = max(
        (
            2 + (0 if not words else 0.5 if words[0].startswith("%") else 2)
            for words in rule.preposition.values()
        ),
        default=0,
    )
    return (
        (4 if particle else 0)
        + weight(rule.object, 3.2)
        + weight(rule.near, 3.2)
        + weight(rule.near_noun, 3.2)
        + weight(rule.subject, 3)
        + weight(rule.governed_by, 5)
        + prepositions
        + len(rule.needs)
        + 0.5 * len(rule.without)
        + 1.0 * bool(rule.object_is)
        + 0.5 * bool(rule.subject_is)
        + 1.5 * bool(rule.only_if)
    )
