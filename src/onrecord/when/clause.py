"""Which way a day without a year or week lies, by the words of its own clause.

The default is the past, for news reports tell what has happened. Only a strong cue of the same
clause turns a day into the future; `en/cues.toml` has them.
"""

import re
from collections.abc import Sequence

from onrecord.lexicon import Lexicon
from onrecord.when.grammar import Cue, Grammar, grammar_of
from onrecord.when.pattern import compile_pattern
from onrecord.when.tokens import Tokens

REACH = 22
"""How many tokens back a clause's cue may stand."""
PAST_REACH = 8
"""How many tokens back a verb counts as standing beside the day."""
RANK_REACH = 14
"""How many tokens back a word of rank counts."""
SHORTEST_VERB = 4
"""Shorter words with the ending of a past tense are other words ("red")."""


class Cues:
    """The cues, compiled to expressions over letters."""

    def __init__(self, lexicon: Lexicon):
        grammar = grammar_of(lexicon)
        cues = lexicon.rules("when", "cues", Cue)
        stop = _join(grammar, cues, "stop")
        tail = f"(?:(?!{stop}).)*$"
        left, touching = _join(grammar, cues, "left"), _join(grammar, cues, "touching")
        self.left = re.compile(f"(?P<cue>{left}){tail}|(?P<touch>{touching})$", re.DOTALL)
        loose = _join(grammar, cues, "loose")
        self.loose = re.compile(f"(?P<cue>{left}|{loose}){tail}|(?P<touch>{touching})$", re.DOTALL)
        self.right = re.compile(_join(grammar, cues, "right"))
        self.past = re.compile(_join(grammar, cues, "past"))
        self.past_endings = tuple(sorted(lexicon.words("when", "past-endings")))
        self.perfect = lexicon.words("when", "perfect")
        self.coordinators = lexicon.words("when", "coordinators")
        self.comparisons = lexicon.words("when", "comparisons")
        self.sums = lexicon.words("when", "sums")
        self.rankings = lexicon.words("when", "rankings")


def _join(grammar: Grammar, cues: Sequence[Cue], side: str) -> str:
    patterns = [cue.pattern for cue in cues if cue.side == side]
    compiled = (compile_pattern(p, grammar.vocabulary, grammar.phrases) for p in patterns)
    return "(?:" + "|".join(c.regex.pattern.replace("?P<first>", "?:") for c in compiled) + ")"


def cues_of(lexicon: Lexicon) -> Cues:
    """The lexicon's cues, compiled on first use."""
    return lexicon.compiled(Cues)


class Clause:
    """The words around one expression, asked which way it lies.

    Args:
        tokens: the text's tokens.
        first, last: the expression's tokens, the last excluded.
    """

    def __init__(self, tokens: Tokens, cues: Cues, first: int, last: int):
        self._tokens, self._cues = tokens, cues
        self.first, self.last = first, last
        self.begin = max(tokens.sentence_start(first), first - REACH)
        semicolons = [i for i in range(self.begin, first) if tokens.words[i] == ";"]
        self.begin = semicolons[-1] + 1 if semicolons else self.begin

    def ahead(self, loose: bool = False) -> str | None:
        """The words of the clause that look ahead, or None. `loose` takes weaker ones too."""
        pattern = self._cues.loose if loose else self._cues.left
        letters = self._tokens.letters
        window = letters[self.begin : self.first]
        found = pattern.search(window)
        while found and self._undone(self.begin + found.start()):
            found = pattern.search(window, self._next_clause(self.begin + found.start()))
        if found:
            group = "cue" if found.group("cue") else "touch"
            return self._words(self.begin + found.start(group), self.begin + found.end(group))
        found = self._cues.right.match(letters, self.last)
        return self._words(found.start(), found.end()) if found else None

    def _next_clause(self, token: int) -> int:
        """How far into the window the next coordinated clause begins."""
        words, coordinators = self._tokens.words, self._cues.coordinators
        after = (n for n in range(token, self.first) if words[n] in coordinators)
        return next(after, self.first) - self.begin

    def _undone(self, cue: int) -> bool:
        """Whether the cue stands in the past perfect: "had been scheduled to"."""
        before = self._tokens.words[max(self.begin, cue - 2) : cue + 1]
        return not self._cues.perfect.isdisjoint(before)

    def behind(self) -> bool:
        """Whether a verb in the past tense stands shortly before."""
        begin = max(self.begin, self.first - PAST_REACH)
        if self._cues.past.search(self._tokens.letters, begin, self.first):
            return True
        words = self._tokens.words[begin : self.first]
        endings = self._cues.past_endings
        return any(len(word) >= SHORTEST_VERB and word.endswith(endings) for word in words)

    def compares_sums(self) -> bool:
        """Whether the clause sets a sum against an earlier one before the expression."""
        words = self._words_before()
        starts = [n for n, word in enumerate(words) if word in self._cues.comparisons]
        return bool(starts) and not self._cues.sums.isdisjoint(words[starts[-1] :])

    def ranks(self) -> bool:
        """Whether a word of rank ("first", "worst") stands shortly before the expression."""
        return not self._cues.rankings.isdisjoint(self._words_before()[-RANK_REACH:])

    def _words_before(self) -> list[str]:
        return [word.lower() for word in self._tokens.words[self.begin : self.first]]

    def _words(self, first: int, last: int) -> str:
        start, end = self._tokens.span(first, last)
        return self._tokens.text[start:end]
