"""The room's word lists, indexed once a lexicon for quick look-up."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from onrecord.base.keys import name_key
from onrecord.lexicon import EntryError, Lexicon
from onrecord.where.rules import (
    Abbreviation,
    Alias,
    Contested,
    Demonym,
    Institution,
    NameRule,
    Reading,
    Region,
    Weight,
)


class Cues:
    """Phrases of a few words, found at a position in a column of lower-case words."""

    def __init__(self, phrases: Iterable[str]):
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases, key=lambda p: (-len(p.split()), p)):
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append(words)

    def at(self, lower: list[str], token: int) -> int:
        """How many words of the longest phrase that begins at `token`; 0 for none."""
        if not 0 <= token < len(lower):
            return 0
        for words in self._by_first.get(lower[token], ()):
            if len(words) == 1 or tuple(lower[token : token + len(words)]) == words:
                return len(words)
        return 0

    def places(self, lower: list[str]) -> Iterator[tuple[int, int]]:
        """Every position at which a phrase begins, and its length in words."""
        by_first = self._by_first
        for token, word in enumerate(lower):
            if word in by_first:
                width = self.at(lower, token)
                if width:
                    yield token, width


class RuleCues(NamedTuple):
    """A rule with its cues indexed."""

    rule: NameRule
    cues: Cues
    words: frozenset[str]


class Words:
    """All that `find` and `resolve` know of a language."""

    def __init__(self, lexicon: Lexicon):
        def words(name: str) -> frozenset[str]:
            return lexicon.words("where", name)

        self._lexicon = lexicon
        rules = lexicon.rules("where", "rules", NameRule)
        self.rules = tuple(
            RuleCues(rule, Cues(rule.words), frozenset(rule.words)) for rule in rules
        )
        self.kind_of = {rule.id: rule.kind for rule in rules}
        self.streets = words("streets")
        self.buildings = words("buildings")
        self.modifiers = words("modifiers")
        self.types = words("types")
        self.metonym_verbs = words("metonym_verbs")
        self.not_demonym_before = words("not_demonym_before")
        self.not_place_before = words("not_place_before")
        self.area_types = words("area_types")
        self.not_places = words("not_places")
        self.surnames = words("surnames")
        abbreviations = lexicon.facts("where", "abbreviations", Abbreviation)
        self.abbreviations = {fact.form: fact for fact in abbreviations}
        self.aliases = _aliases(lexicon.facts("where", "aliases", Alias))
        self.demonyms = {
            name_key(fact.form): fact.means for fact in lexicon.facts("where", "demonyms", Demonym)
        }

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Each region by each of its names' keys."""
        regions = self._lexicon.facts("where", "regions", Region)
        return {name_key(name): region for region in regions for name in region.names}

    def listed(self, key: str) -> bool:
        """Whether a list of the room has the name."""
        return key in self.regions or key in self.aliases

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Conventional readings by the name's key."""
        readings = self._lexicon.facts("where", "readings", Reading)
        return {name_key(reading.name): reading for reading in readings}

    @cached_property
    def datelines(self) -> dict[str, Reading]:
        """What a name means that stands alone in a dateline."""
        readings = self._lexicon.facts("where", "datelines", Reading)
        return {name_key(reading.name): reading for reading in readings}

    @cached_property
    def institutions(self) -> tuple[Cues, dict[str, str]]:
        """Words of one country's institutions, and the country of each."""
        rows = self._lexicon.facts("where", "institutions", Institution)
        return Cues(row.form for row in rows), {row.form: row.country for row in rows}

    @cached_property
    def weights(self) -> dict[str, float]:
        """The resolver's weights by id."""
        return {w.id: w.value for w in self._lexicon.rules("where", "weights", Weight, shared=True)}

    @cached_property
    def contested(self) -> dict[str, Contested]:
        """Contested places by their code or key."""
        return {
            row.code: row
            for row in self._lexicon.facts("where", "contested", Contested, shared=True)
        }

    @cached_property
    def short_forms(self) -> dict[str, tuple[str, ...]]:
        """The abbreviations, the longest first, by their letters up to the first dot or blank."""
        forms: dict[str, tuple[str, ...]] = {}
        for form in sorted(self.abbreviations, key=lambda f: (-len(f), f)):
            stem = first_letters(form)
            forms[stem] = (*forms.get(stem, ()), form)
        return forms


def _aliases(facts: Iterable[Alias]) -> dict[str, str]:
    """Key of an alias -> key of what it means. Raises EntryError where that is an alias too."""
    by_key = {name_key(fact.name): fact for fact in facts}
    for fact in by_key.values():
        if name_key(fact.means) in by_key:
            what = f"`{fact.means}` is an alias itself; `means` wants the name that it leads to"
            raise EntryError(fact, what)
    return {key: name_key(fact.means) for key, fact in by_key.items()}


def first_letters(word: str) -> str:
    """What stands before the first dot: `N` of `N.Y.`."""
    return word.partition(".")[0]


def words_of(lexicon: Lexicon) -> Words:
    """The indexed word lists of a lexicon, made once."""
    return lexicon.compiled(Words)
