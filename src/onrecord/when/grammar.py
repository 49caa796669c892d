"""The rules of the room, read from the lexicon and compiled once."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from onrecord.lexicon import Lexicon, LexiconError
from onrecord.when.pattern import (
    PIECE,
    SIGNS,
    Compiled,
    PatternError,
    compile_pattern,
    literals,
)  # fmt: skip
from onrecord.when.reading import FIELDS, KINDS
from onrecord.when.vocabulary import HolidayRow, Vocabulary, load_rows


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part that several patterns share; it stands in them under its id."""

    id: str
    pattern: str
    why: str


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one way to tell a time is written, and which kind of time it is.

    `before` and `after` name the words that must not stand directly beside the match. `trigger`
    names the words without which the pattern can't match: a stretch of text without them is not
    looked at. `example` with `words` and `gives` says what the rule finds and the value it has on
    the reference day (tests/when/test_examples.py); in `counterexample` it must find nothing.
    """

    id: str
    kind: str
    pattern: str
    trigger: str
    example: str
    words: str
    gives: str
    counterexample: str
    why: str
    since: str
    before: str = ""
    after: str = ""
    set: dict[str, str | int | float | bool] = {}


class Blocker(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that look like a time and are none. In `example` nothing is found."""

    id: str
    pattern: str
    trigger: str
    example: str
    why: str
    since: str
    after: str = ""


class Entry:
    """A compiled rule or blocker (then `rule` is None), and its place in the order."""

    __slots__ = ("compiled", "order", "rule")

    def __init__(self, order: int, rule: Rule | None, compiled: Compiled):
        self.order, self.rule, self.compiled = order, rule, compiled


class Grammar:
    """All rules over one vocabulary.

    Raises LexiconError, with file and line, for a rule that can't be read.

    Attributes:
        entries: blockers and rules in order: the earlier one wins a tie.
        by_letter: letter -> the numbers of the entries that it triggers.
        known: every letter that some pattern can match.
    """

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon
        self.phrases = {p.id: p.pattern for p in lexicon.rules("when", "phrases", Phrase)}
        self.holidays = {h.name: h for h in lexicon.facts("when", "holidays", HolidayRow)}
        blockers = lexicon.rules("when", "blockers", Blocker)
        rules = lexicon.rules("when", "rules", Rule)
        self.vocabulary = Vocabulary(load_rows(lexicon), self._literals(rules, blockers, lexicon))
        self.entries: list[Entry] = []
        self.by_letter: dict[str, list[int]] = {}
        for blocker in blockers:
            self._add(None, blocker)
        for rule in rules:
            self._add(rule, rule)
        self.known = "".join(sorted({x for e in self.entries for x in e.compiled.letters}))

    def _literals(
        self, rules: Iterable[Rule], blockers: Iterable[Blocker], lexicon: Lexicon
    ) -> list[str]:
        patterns = [*self.phrases.values(), *cue_patterns(lexicon)]
        patterns += [pattern for b in blockers for pattern in (b.pattern, b.after)]
        for rule in rules:
            patterns += [rule.pattern, rule.before.replace("|", " "), rule.after]
        return sorted(literals(patterns) - set(self.phrases))

    def _add(self, rule: Rule | None, source: Rule | Blocker) -> None:
        guards = (rule.before if rule else "", source.after)
        try:
            compiled = compile_pattern(source.pattern, self.vocabulary, self.phrases, guards)
            letters = self._trigger_letters(source.trigger)
            if rule:
                _check_names(rule, compiled)
        except PatternError as error:
            name = "rules" if rule else "blockers"
            raise LexiconError(*_place(self._lexicon, name, source.id), str(error)) from error
        number = len(self.entries)
        self.entries.append(Entry(number, rule, compiled))
        for letter in letters:
            self.by_letter.setdefault(letter, []).append(number)

    def _trigger_letters(self, trigger: str) -> list[str]:
        letters: set[str] = set()
        for name in trigger.split():
            groups = PIECE.findall(self.phrases[name]) if name in self.phrases else [name]
            for group in groups:
                if group not in "()|?" and group not in SIGNS:
                    letters.update(self._first_letters(group))
        return sorted(letters)

    def _first_letters(self, group: str) -> str:
        """The letters of a group's words; of a form of several words, its longest word's."""
        vocabulary = self.vocabulary
        longest = [max(words, key=len) for words in vocabulary.sequences.get(group, ())]
        alone = vocabulary.members.get(group) or vocabulary.members.get("=" + group, "")
        if not alone and not longest:
            raise PatternError(f"trigger `{group}` is no word or group")
        return alone + "".join(vocabulary.members["=" + word] for word in longest)


def _check_names(rule: Rule, compiled: Compiled) -> None:
    """Raises PatternError for a kind, slot or setting that no reading has."""
    if rule.kind not in KINDS:
        raise PatternError(f"no kind is called `{rule.kind}`; expected {', '.join(sorted(KINDS))}")
    for name in (*compiled.slots, *rule.set):
        if name.rstrip("23") not in FIELDS:
            raise PatternError(f"no slot is called `{name}`; expected {', '.join(sorted(FIELDS))}")


def _place(lexicon: Lexicon, name: str, identity: str) -> tuple[Path, int | None]:
    """The file and line of the rule with this id; the last one where several files have it."""
    header, place = f'id = "{identity}"', (Path(name), None)
    for path in lexicon.files("when", name, ".toml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        place = next(((path, n) for n, line in enumerate(lines, 1) if line == header), place)
    return place


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a clause that say which way a day without a year or week lies.

    `side` is `left` (before the day, in its clause) or `right` (directly after it); `unless` names
    the words that undo the cue where they stand between it and the day.
    """

    id: str
    side: str
    pattern: str
    example: str
    words: str
    gives: str
    counterexample: str
    gives_counter: str
    why: str
    since: str


def cue_patterns(lexicon: Lexicon) -> list[str]:
    """The patterns of `cues.toml`."""
    return [cue.pattern for cue in lexicon.rules("when", "cues", Cue)]


def grammar_of(lexicon: Lexicon) -> Grammar:
    """The lexicon's grammar, compiled on first use."""
    return lexicon.compiled(Grammar)
