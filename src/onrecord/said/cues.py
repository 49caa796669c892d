"""What can be a cue: the rules of `en/cues/`, indexed by the words that set them off."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar, get_args

import msgspec

from onrecord.lexicon import Lexicon
from onrecord.model.record import Confidence

Class = Literal["speech", "judgement", "cognition", "perception", "stance", "intention"]
Level = Literal["speech", "speech+cognition", "all"]
Frame = Literal[
    "quotation", "clause", "that-clause", "infinitive", "object-infinitive",
    "preposition-infinitive", "gerund", "object", "object-predicate", "preposition",
    "host", "line", "rest", "that",
]  # fmt: skip
Device = Literal[
    "source-phrase", "possessor-phrase", "as-clause", "adverb", "colon", "transcript", "dash",
    "introduction", "letter",
]  # fmt: skip

LEVELS: dict[str, int] = {"speech": 0, "speech+cognition": 1, "all": 2}
ANY = "*"
K = TypeVar("K")


class CueRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sense of a group of words that attribute: what they do, and which contents they take."""

    id: str
    class_: Class = msgspec.field(name="class")
    act: Annotated[str, msgspec.Meta(min_length=1)]
    """What the speaker does: say, ask, demand, promise, threaten, deny, praise, accuse …"""
    polarity: Literal["positive", "negative"] = "positive"
    verbs: tuple[str, ...] = ()
    """Lemmas, with a particle where the sense needs one; `*` is any verb that is in no list."""
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    """Lemmas in a row."""
    device: Device | None = None
    """An attribution without a verb of its own."""
    frames: tuple[Frame, ...]
    """The shapes of content that the sense allows."""
    prep: tuple[str, ...] = ()
    """Prepositions that open a content (`preposition`, `object-predicate`)."""
    levels: dict[Frame, Level] = {}
    """The narrowest setting for a frame, where it isn't the usual one."""
    addressee: Literal["object", "to", "none"] = "to"
    control: Literal["subject", "object"] = "subject"
    """Whose is the infinitive."""
    source: Literal["subject", "none"] = "subject"
    closings: tuple[str, ...] = ()
    """Formulas that close a letter (lower case)."""
    speakers: tuple[str, ...] = ()
    """Lemmas that the head of the speaker must be one of ("polls show …")."""
    copula: bool = False
    """A noun that attributes as a predicate: "is a critic of …"."""
    passive: bool = True
    """Whether the passive attributes too."""
    raising: bool = False
    """The subject belongs to the content ("the dam seems to leak")."""
    confidence: Confidence | None = None
    example: str
    counterexample: str
    why: str
    since: str = "2026-11"

    def __post_init__(self) -> None:
        words = (self.verbs, self.nouns, self.adjectives, self.adverbs, self.phrases, self.device)
        if not any(words):
            raise ValueError("a rule without words: give verbs, nouns, adjectives or phrases")
        if self.device is None and any(" " not in phrase for phrase in self.phrases):
            raise ValueError("a phrase has two words or more; a single one is a verb or noun")


@dataclass(frozen=True, slots=True)
class Sense:
    """A rule as one of its words sets it off."""

    rule: CueRule
    particle: str | None
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A rule that several words in a row set off."""

    rule: CueRule
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The rules by word, and the short lists beside them."""

    verbs: dict[str, tuple[Sense, ...]]
    forms: dict[str, str]
    """Regular forms of the verbs, for words that the tagger lemmatises wrongly."""
    nouns: dict[str, tuple[CueRule, ...]]
    adjectives: dict[str, tuple[CueRule, ...]]
    phrases: dict[tuple[str, str], tuple[Phrase, ...]]
    """By the first two lemmas, longest first."""
    starters: frozenset[str]
    """The first lemmas of `phrases`."""
    devices: dict[str, tuple[CueRule, ...]]
    openers: dict[str, tuple[Phrase, ...]]
    """Phrases of `source-phrase` rules by their first word, longest first."""
    grammar: dict[str, frozenset[str]]
    """Function words by their job (`en/grammar.csv`)."""
    citing: frozenset[str]
    """Verbs whose participle names a further source: ", citing two officials"."""
    light: frozenset[str]
    aspect: dict[str, bool]
    """Verbs that colour the next one; True where they turn its polarity."""
    questions: frozenset[str]
    """Conjunctions that open an indirect question: "whether"."""
    echoes: tuple[tuple[str, ...], ...]
    """Words that stand for a content: "so", "as much"."""
    dropped: tuple[tuple[str, ...], ...]
    """Words before a content that are the reporter's ("But", "In addition"), longest first."""


def build(lexicon: Lexicon) -> Cues:
    """The index of a lexicon's cue rules: use through `lexicon.compiled(build)`."""
    rules = lexicon.rules("said", "cues", CueRule)
    plain = [rule for rule in rules if rule.device is None]
    verbs = _verbs(plain)
    aspect = {word.lstrip("!"): word.startswith("!") for word in lexicon.words("said", "aspect")}
    devices: defaultdict[str, list[CueRule]] = defaultdict(list)
    for rule in rules:
        if rule.device:
            devices[rule.device].append(rule)
    dropped = (tuple(entry.split()) for entry in lexicon.words("said", "dropped"))
    return Cues(
        verbs=verbs,
        forms=_forms(verbs),
        nouns=_by_word((rule, rule.nouns) for rule in plain),
        adjectives=_by_word((rule, rule.adjectives) for rule in plain),
        phrases=_phrases(plain, _first_two),
        starters=frozenset(first for first, _ in _phrases(plain, _first_two)),
        devices={name: tuple(group) for name, group in devices.items()},
        openers=_phrases(devices["source-phrase"], _first),
        grammar=_grammar(lexicon),
        citing=lexicon.words("said", "citing"),
        light=lexicon.words("said", "light"),
        aspect=aspect,
        questions=lexicon.words("said", "questions"),
        echoes=tuple(sorted(tuple(e.split()) for e in lexicon.words("said", "echoes"))),
        dropped=tuple(sorted(dropped, key=lambda words: (-len(words), words))),
    )


Job = Literal[
    "object-tail", "reporter", "addition", "empty", "never-open", "agent", "hearer", "role",
    "comparison", "viewpoint", "anaphor", "conjunction",
]  # fmt: skip
"""The jobs that the room's logic asks for."""


class FunctionWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A function word and the job that the room's logic asks it for."""

    word: str
    role: Job


def _grammar(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    by_role: defaultdict[str, set[str]] = defaultdict(set)
    for entry in lexicon.facts("said", "grammar", FunctionWord):
        by_role[entry.role].add(entry.word)
    return {role: frozenset(words) for role, words in by_role.items()}


def _verbs(rules: list[CueRule]) -> dict[str, tuple[Sense, ...]]:
    found: defaultdict[str, list[Sense]] = defaultdict(list)
    for rule in rules:
        frames = frozenset[str](rule.frames)
        for entry in dict.fromkeys(rule.verbs):
            verb, _, particle = entry.partition(" ")
            found[verb].append(Sense(rule, particle or None, frames))
    order = {name: number for number, name in enumerate(get_args(Class))}
    return {
        verb: tuple(sorted(senses, key=lambda sense: order[sense.rule.class_]))
        for verb, senses in found.items()
    }


def _by_word(
    pairs: Iterable[tuple[CueRule, tuple[str, ...]]],
) -> dict[str, tuple[CueRule, ...]]:
    found: defaultdict[str, list[CueRule]] = defaultdict(list)
    for rule, words in pairs:
        for word in dict.fromkeys(words):
            found[word].append(rule)
    return {word: tuple(group) for word, group in found.items()}


def _first(words: tuple[str, ...]) -> str:
    return words[0]


def _first_two(words: tuple[str, ...]) -> tuple[str, str]:
    return words[0], words[1]


def _phrases(
    rules: list[CueRule], key: Callable[[tuple[str, ...]], K]
) -> dict[K, tuple[Phrase, ...]]:
    found: defaultdict[K, list[Phrase]] = defaultdict(list)
    for rule in rules:
        for entry in dict.fromkeys(rule.phrases):
            words = tuple(entry.split())
            found[key(words)].append(Phrase(rule, words))
    return {
        start: tuple(sorted(group, key=lambda p: (-len(p.words), p.words)))
        for start, group in found.items()
    }


def _forms(verbs: dict[str, tuple[Sense, ...]]) -> dict[str, str]:
    """Regular past, third person and gerund of each verb -> its lemma."""
    forms: dict[str, str] = {}
    for verb in verbs:
        stem = verb[:-1] if verb.endswith("e") else verb
        if verb.endswith("y") and verb[-2:-1] not in "aeiou":
            spelt = (verb[:-1] + "ied", verb[:-1] + "ies", verb + "ing")
        else:
            es = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
            spelt = (stem + "ed", verb + es, stem + "ing")
        doubled = (verb + verb[-1:] + "ed", verb + verb[-1:] + "ing")
        for form in (*spelt, *doubled):
            forms.setdefault(form, verb)
    return forms
