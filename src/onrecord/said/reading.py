"""A parsed document as this room reads it: voices, units and phrases.

A *voice* is a quotation that speaks for itself; what stands in it is said by somebody else
than what stands around it. A *unit* is a stretch of sentences in one voice, as far as a cue
may reach: a full stop inside a quotation doesn't end the sentence that the quotation is in.
Token stretches are half-open, `[first, last)`.
"""

from bisect import bisect_left
from dataclasses import dataclass, field

from onrecord.parse.parsed import Parsed
from onrecord.said.cues import Cues

Stretch = tuple[int, int]

FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
STOPS = frozenset({".", "!", "?", ";", "...", "…", "?!", "!!", "??"})
DASHES = frozenset({"-", "--", "---", "–", "—", "―"})
OPEN_BRACKETS = frozenset({"(", "["})
ENDS_SPEECH = frozenset({".", ",", "!", "?", "?!", "…", "...", "-", "--", "—", "–"})
MARKS = frozenset(
    {'"', "`", "'", "``", "''", "“", "”", "‘", "’", "„", "«", "»", "‹", "›", "‟", '""'}
)
LONG = 7
"""A quotation of so many words is speech even without a verb or a final stop."""


@dataclass(slots=True)
class Reading:
    """Columns of the parse, and the voice and unit of each token."""

    parsed: Parsed
    cues: Cues
    words: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    ent: list[str]
    paragraph: list[int] = field(default_factory=list)
    """The number of each token's paragraph."""
    paragraphs: dict[int, Stretch] = field(default_factory=dict)
    marks: list[Stretch] = field(default_factory=list)
    """Each quotation's tokens, marks included."""
    long: list[bool] = field(default_factory=list)
    """Whether a quotation is speech of its own: its tokens are a voice."""
    voice: list[int] = field(default_factory=list)
    """The number of the innermost long quotation around each token, or -1."""
    outer: list[int] = field(default_factory=list)
    """The long quotation around each quotation, or -1."""
    unit: list[int] = field(default_factory=list)
    units: list[list[int]] = field(default_factory=list)

    def low(self, token: int) -> int:
        """The first token of the unit that a token stands in."""
        return self.units[self.unit[token]][0]

    def high(self, token: int) -> int:
        """The end (exclusive) of the unit that a token stands in."""
        return self.units[self.unit[token]][1]

    def kids(self, token: int, *deps: str) -> list[int]:
        """Children with one of these labels, in order."""
        dep = self.dep
        return [child for child in self.children[token] if dep[child] in deps]

    def is_a(self, token: int, role: str) -> bool:
        """Has a function word this job (`en/grammar.csv`)?"""
        return self.lower[token] in self.cues.grammar.get(role, frozenset())

    def phrase(self, token: int) -> Stretch:
        """The whole subtree of a token."""
        return self.left[token], self.right[token] + 1

    def same_voice(self, one: int, other: int) -> bool:
        """Do two tokens stand in the same quotation, or both in none?"""
        return self.voice[one] == self.voice[other]

    def is_finite(self, verb: int) -> bool:
        """Does a verb, or one of its auxiliaries, have a tense?"""
        tag = self.tag
        return tag[verb] in FINITE or any(
            tag[child] in FINITE for child in self.kids(verb, "aux", "auxpass")
        )

    def is_passive(self, verb: int) -> bool:
        """Is it a passive: with its auxiliary or subject, or a participle by itself?"""
        if self.kids(verb, "nsubjpass", "auxpass", "csubjpass"):
            return True
        bare = self.tag[verb] == "VBN" and self.dep[verb] in ("acl", "advcl")
        return bare and not self.kids(verb, "aux", "nsubj")

    def widen(self, stretch: Stretch, cue: int) -> Stretch:
        """No edge inside a quotation that the cue is outside of."""
        first, last = stretch
        quoted = self.parsed.quoted
        for number in (quoted[first], quoted[last - 1]):
            while number >= 0:
                opening, closing = self.marks[number]
                if opening <= cue < closing:
                    break
                first = min(first, opening) if closing <= cue or opening > cue else first
                last = max(last, closing) if opening > cue or last > opening else last
                number = self.outer[number]
        return first, last


def read(parsed: Parsed, cues: Cues) -> Reading:
    """Prepare a document: one pass over its tokens and one over its quotations."""
    reading = Reading(
        parsed, cues, parsed.words, parsed.lower, parsed.lemma, parsed.pos, parsed.tag, parsed.dep,
        parsed.head, parsed.children, parsed.left, parsed.right, parsed.ent,
    )  # fmt: skip
    _find_paragraphs(reading)
    _find_voices(reading)
    _find_units(reading)
    return reading


def _find_paragraphs(reading: Reading) -> None:
    sentences = reading.parsed.sentences
    numbers: list[int] = []
    for sentence in sentences:
        numbers += [sentence.paragraph] * (sentence.last - sentence.first)
        first = reading.paragraphs.get(sentence.paragraph, (sentence.first, 0))[0]
        reading.paragraphs[sentence.paragraph] = (first, sentence.last)
    reading.paragraph = numbers


def _find_voices(reading: Reading) -> None:
    parsed = reading.parsed
    reading.voice = [-1] * len(parsed.words)
    holders: list[int] = []
    for number, quotation in enumerate(parsed.quotations):
        tokens = parsed.tokens_in(quotation.span)
        reading.marks.append((tokens.start, max(tokens.start, tokens.stop)))
        while holders and reading.marks[holders[-1]][1] <= tokens.start:
            holders.pop()
        reading.outer.append(holders[-1] if holders else -1)
        long = len(tokens) > 2 and _is_speech(reading, number)
        reading.long.append(long)
        if long:
            holders.append(number)
            for token in tokens:
                reading.voice[token] = number


def _is_speech(reading: Reading, number: int) -> bool:
    """Speech of its own, rather than a word or a part of a sentence in marks."""
    first, last = reading.marks[number]
    words = [token for token in range(first, last) if reading.words[token].isalpha()]
    if not words:
        return False
    opens = first == reading.paragraphs[reading.paragraph[first]][0]
    before = "" if opens else reading.words[first - 1]
    if before[:1].isalnum() and not _is_led_in(reading, first, words[0]):
        return False
    if before in OPEN_BRACKETS or (not opens and _is_title(reading, first, words)):
        return False
    ended = last - 2 > first and reading.words[last - 2] in ENDS_SPEECH
    verb = any(reading.tag[token] in FINITE or reading.tag[token] == "VB" for token in words)
    return (verb and len(words) >= 3) or ended or len(words) >= LONG


def _is_title(reading: Reading, mark: int, words: list[int]) -> bool:
    """The name of a book or programme, in mid-sentence: in her book, "A Wall of Fog," she …"""
    before = mark - 2 if reading.words[mark - 1] == "," and mark > 1 else mark - 1
    if not reading.words[before][:1].isalpha() and reading.tag[before] != "POS":
        return False
    if reading.lemma[before] in reading.cues.verbs or reading.dep[before] == "mark":
        return False
    capital = [reading.words[token][:1].isupper() for token in words]
    shouted = all(reading.words[token].isupper() for token in words)
    small = all(capital[n] or len(reading.words[t]) < 4 for n, t in enumerate(words))
    whole = words[-1] - words[0] == len(words) - 1
    return len(words) > 1 and whole and capital[0] and capital[-1] and small and not shouted


def _is_led_in(reading: Reading, mark: int, word: int) -> bool:
    """Capital words directly after a cue or its "that"."""
    before = mark - 1
    cue = reading.lemma[before] in reading.cues.verbs or reading.dep[before] == "mark"
    return cue and reading.words[word][:1].isupper()


def _find_units(reading: Reading) -> None:
    starts = {sentence.first for sentence in reading.parsed.sentences}
    dateline = reading.parsed.layout.dateline
    if dateline is not None:
        starts.add(bisect_left(reading.parsed.start, dateline.span[1]))
    size = len(reading.words)
    reading.unit = [-1] * size
    current: dict[int, int] = {}
    paragraph = -1
    for token in range(size):
        voice = reading.voice[token]
        if reading.paragraph[token] != paragraph:
            current, paragraph = {}, reading.paragraph[token]
        elif token in starts:
            _break_unit(reading, token, current)
        for around in _voices_around(reading, token):
            if around not in current:
                current[around] = len(reading.units)
                reading.units.append([token, token + 1])
            reading.units[current[around]][1] = token + 1
        reading.unit[token] = current[voice]


def _voices_around(reading: Reading, token: int) -> list[int]:
    """The token's own voice, and those that it stands in."""
    voices = [reading.voice[token]]
    while voices[-1] >= 0:
        voices.append(reading.outer[voices[-1]])
    return voices


def _break_unit(reading: Reading, token: int, current: dict[int, int]) -> None:
    """A sentence begins here: which units end?"""
    before, here = reading.voice[token - 1], reading.voice[token]
    if before == here:
        current.pop(here, None)
    elif before >= 0 and _holds(reading, here, before):
        stopped = reading.words[reading.marks[before][1] - 2] in STOPS
        if stopped and not reading.words[token][:1].islower():
            current.pop(here, None)
    else:
        for voice in _voices_around(reading, token)[1:]:
            current.pop(voice, None)


def _holds(reading: Reading, outer: int, inner: int) -> bool:
    while inner >= 0 and inner != outer:
        inner = reading.outer[inner]
    return inner == outer
