"""Persons' names in the text: runs of capitalised words, judged by what speaks for a person."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.who.cited import is_cited, is_joint
from onrecord.who.mention import Mention, Phrase
from onrecord.who.names import ARTICLES, PersonName, misspelt, person_name, person_parts
from onrecord.who.phrases import phrase_start, read_phrase
from onrecord.who.view import View, head_of

ENOUGH = 0.8
"""Evidence from which a run is taken for a person's name. The weights below were set by hand on
the odd documents of the development set and are flat around their values (who/README.md)."""
_WEIGHTS = {
    "entity": 1.9,
    "other": -0.7,
    "title": 2.5,
    "given": 1.8,
    "verb": 1.3,
    "cited": 2.6,
    "heading": -0.8,
    "common": -0.8,
    "leader": 1.2,
    "in": -1.0,
    "the": -1.4,
    "lone": -0.7,
    "body": -3.0,
    "thing": -5.0,
    "bad": -3.0,
    "place": -1.5,
}
_OTHER = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "LAW", "LANGUAGE",
                    "WORK_OF_ART", "DATE", "TIME", "MONEY", "QUANTITY"})  # fmt: skip
QUOTES = frozenset("\"“”'‘’") | {"``", "''"}
_HEADING = 12
"""Tokens of the longest line that is read as a heading."""
MAX_WORDS = 6
"""Words in the longest run that can be one person's name."""


@dataclass(slots=True)
class Run:
    """Capitalised tokens `first` to `last` that may be a name; titles before it are cut off."""

    first: int
    last: int
    titled: bool
    signs: frozenset[str] = frozenset()


def find_people(view: View) -> list[Mention]:
    """The persons' names, in order."""
    runs = [run for run in _runs(view) if _judgeable(view, run)]
    common = _common(view, runs)
    for run in runs:
        run.signs = frozenset(_signs(view, run))
        if run.signs & {"lone", "first"} and view.bare[run.first] in common:
            run.signs |= {"common"}
    votes, count = _consensus(view, runs)
    chosen = [run for run in runs if _score(view, run, votes, count) >= ENOUGH]
    taken = {token for run in chosen for token in range(run.first, run.last + 1)}
    chosen += _echoes(view, runs, chosen, taken)
    return [
        person_mention(view, run.first, run.last)
        for run in sorted(chosen, key=lambda run: run.first)
    ]


def _common(view: View, runs: list[Run]) -> set[str]:
    """Words that the document also writes in small letters, but no surname of a longer name."""
    words = {
        bare for bare, word in zip(view.bare, view.parsed.words, strict=True) if word.islower()
    }
    return words - {view.bare[run.last] for run in runs if run.titled or run.first < run.last}


# Runs -----------------------------------------------------------------------


def _runs(view: View) -> Iterator[Run]:
    """Runs of name words; a title inside one ends what is before it."""
    token, count = 0, len(view.parsed.words)
    while token < count:
        if not _opens(view, token):
            token += 1
            continue
        last = token
        while last + 1 < count and _goes_on(view, last):
            last += _step(view, last)
        yield from _split(view, token, last)
        token = last + 1


def _opens(view: View, token: int) -> bool:
    parsed = view.parsed
    if parsed.pos[token] != "PROPN" and parsed.ent[token] != "PERSON":
        return False
    if token in view.known_at or not _is_capital(parsed.words[token]):
        return False
    if parsed.ent[token] == "PERSON":
        return True
    return parsed.pos[token] == "PROPN" and any(c.isalpha() for c in parsed.words[token])


def _is_capital(word: str) -> bool:
    """Whether a word begins with a capital, after an Arabic article ("al-Marni")."""
    article, dash, rest = word.partition("-")
    return word[:1].isupper() or (bool(dash) and article in ARTICLES and rest[:1].isupper())


def _step(view: View, last: int) -> int:
    """How many tokens the run grows by: a hyphen or a nickname in quotation marks comes along."""
    if is_joint(view, last + 1):
        return 2
    return 4 if _is_nickname(view, last + 1) else 1


def _is_nickname(view: View, token: int) -> bool:
    """Whether `"Shep" Marn` stands at a token, after a given name."""
    words = view.parsed.words
    return (
        token + 3 < len(words)
        and words[token] in QUOTES
        and words[token + 2] in QUOTES
        and _opens(view, token + 1)
        and _opens(view, token + 3)
    )


def _goes_on(view: View, last: int) -> bool:
    """Whether the run that ends at `last` takes in the next token."""
    parsed = view.parsed
    token = last + 1
    if parsed.sentence_of[token] != parsed.sentence_of[last]:
        return False
    if "\n" in parsed.text[parsed.end[last] : parsed.start[token]]:
        return False
    if is_joint(view, token):
        return _opens(view, token + 1) or parsed.ent[token + 1] == "PERSON"
    if _is_nickname(view, token):
        return True
    if parsed.lower[token] in view.words.lists["particles"]:
        after = token + 2 if is_joint(view, token + 1) else token + 1
        return after < len(parsed.words) and _opens(view, after)
    return _opens(view, token)


def _split(view: View, first: int, last: int) -> Iterator[Run]:
    """Cuts titles off, and a run where a person's entity meets another one."""
    titled = first - 1 in view.role_at and _is_title(view, first - 1)
    start = first
    for token in range(first, last + 1):
        hit = view.role_at.get(token)
        if hit and hit.last == token and token < last and _is_title(view, token):
            start, titled = token + 1, True
    if start <= last:
        for a, b in _by_entity(view, start, last):
            yield Run(a, b, titled and a == start)


def _is_title(view: View, token: int) -> bool:
    """Whether the role stands before names: an office, a rank, or a trade cut short ("Det.")."""
    hit = view.role_at[token]
    if hit.role.kind in ("body", "armedbody", "crowd"):
        return False
    short = hit.role.role.endswith(".")
    return (
        hit.role.kind in ("honorific", "rank", "office", "voice") or bool(hit.role.public) or short
    )


def _by_entity(view: View, first: int, last: int) -> Iterator[tuple[int, int]]:
    ents = view.parsed.ent[first : last + 1]
    if "PERSON" not in ents or all(ent == "PERSON" for ent in ents):
        yield first, last
        return
    start = first
    for token in range(first + 1, last + 1):
        one, two = view.parsed.ent[token - 1], view.parsed.ent[token]
        joint = is_joint(view, token)
        if one and two and one != two and "PERSON" in (one, two) and not joint:
            yield start, token - 1
            start = token
    yield start, last


def _judgeable(view: View, run: Run) -> bool:
    words = view.parsed.words[run.first : run.last + 1]
    return len(words) <= MAX_WORDS + 2 and any(len(bare) > 1 for bare in _bare(view, run))


def _bare(view: View, run: Run) -> list[str]:
    """The run's words as names are compared: bare, without articles."""
    words = [
        part
        for token in range(run.first, run.last + 1)
        for part in person_parts(view.parsed.words[token])
    ]
    return words or [word for word in view.bare[run.first : run.last + 1] if word]


# Evidence -------------------------------------------------------------------


def _signs(view: View, run: Run) -> Iterator[str]:
    """What speaks for and against a person."""
    parts = _bare(view, run)
    yield from _signs_inside(view, run, parts)
    yield from _signs_beside(view, run, known=_is_given(view, parts[0]))
    if run.titled:
        yield "title"
    if _acts_human(view, run):
        yield "verb"
    if is_cited(view, run.first, run.last):
        yield "cited"
    if run.first in view.place_at and not run.titled:
        yield "place"
    if not run.titled and not _is_given(view, parts[0]) and _is_heading(view, run):
        yield "heading"


def _is_given(view: View, word: str) -> bool:
    words = view.words
    return word in words.male or word in words.female or word in words.either


def _signs_inside(view: View, run: Run, parts: list[str]) -> Iterator[str]:
    """By the run's own words: the parser's label, given names, leaders, words for bodies."""
    words = view.words
    ents = set(view.parsed.ent[run.first : run.last + 1])
    if "PERSON" in ents:
        yield "entity"
    elif ents & _OTHER:
        yield "other"
    lone, known = len(parts) == 1, _is_given(view, parts[0])
    if known:
        yield "first" if lone else "given"
    if lone and parts[0] in words.leaders:
        yield "leader"
    if lone and not known and not run.titled:
        yield "lone"
    if parts[-1] in words.bodies or parts[-1] in words.lists["thing-nouns"]:
        yield "body"
    if all(part in words.lists["never-names"] for part in parts):
        yield "bad"


def _signs_beside(view: View, run: Run, *, known: bool) -> Iterator[str]:
    """By the words right before and after."""
    parsed = view.parsed
    before = parsed.lower[run.first - 1] if run.first else ""
    after = parsed.lower[run.last + 1] if run.last + 1 < len(parsed.words) else ""
    if before in ("in", "at", "near", "from", "across") and not run.titled and not known:
        yield "in"
    if before in ("the", "a", "an", "this", "that") and not run.titled:
        yield "the"
    if after in view.words.lists["thing-nouns"]:
        yield "thing"


def _is_heading(view: View, run: Run) -> bool:
    """Whether a run stands in a line without any verb: a heading, an entry of a list."""
    parsed = view.parsed
    sentence = parsed.sentences[parsed.sentence_of[run.first]]
    if sentence.last - sentence.first > _HEADING:
        return False
    return not any(parsed.pos[n] in ("VERB", "AUX") for n in range(sentence.first, sentence.last))


def _acts_human(view: View, run: Run) -> bool:
    parsed = view.parsed
    return any(
        parsed.dep[n] in ("nsubj", "nsubjpass")
        and parsed.lemma[parsed.head[n]] in view.words.lists["human-verbs"]
        for n in range(run.first, run.last + 1)
    )


def _consensus(view: View, runs: list[Run]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """How often each run of words carries each sign in the document."""
    votes: dict[str, Counter[str]] = {}
    count: Counter[str] = Counter()
    for run in runs:
        key = " ".join(_bare(view, run))
        votes.setdefault(key, Counter()).update(run.signs)
        count[key] += 1
    return votes, count


_SHARED = frozenset({"entity", "other", "title", "given", "verb"})
"""Signs of which half is judged by the document as a whole."""


def _score(view: View, run: Run, votes: dict[str, Counter[str]], count: Counter[str]) -> float:
    key = " ".join(_bare(view, run))
    total = 0.0
    for sign, weight in _WEIGHTS.items():
        here = float(sign in run.signs)
        everywhere = votes[key][sign] / count[key]
        if sign == "verb" and votes[key][sign]:
            everywhere = 1.0
        total += weight * (0.5 * here + 0.5 * everywhere if sign in _SHARED else here)
    return total + (0.9 if "first" in run.signs else 0.0)


def _echoes(view: View, runs: list[Run], chosen: list[Run], taken: set[int]) -> list[Run]:
    """Lone surnames and given names of people found elsewhere, misspelt ones that speak too."""
    names = [(run, _bare(view, run)) for run in chosen]
    parts = {part for _, name in names if len(name) > 1 for part in (name[0], name[-1])}
    by_letter: dict[str, set[str]] = {}
    for run, name in names:
        if run.titled or len(name) > 1:
            by_letter.setdefault(name[-1][:1], set()).add(name[-1])
    common = {word for word in view.parsed.words if word.islower()}
    found: list[Run] = []
    for run in runs:
        lone = _bare(view, run)
        if run.first in taken or len(lone) != 1 or len(lone[0]) < 3 or lone[0] in common:
            continue
        slip = (
            "verb" in run.signs
            and run.first not in view.place_at
            and any(
                misspelt(lone[0], surname, sure=False)
                for surname in sorted(by_letter.get(lone[0][:1], ()))
            )
        )
        if (lone[0] in parts or slip) and not run.signs & {"in", "body", "bad", "thing"}:
            found.append(run)
    return found


# Mentions -------------------------------------------------------------------


def person_mention(view: View, first: int, last: int) -> Mention:
    """The mention of a person whose bare name stands at tokens `first` to `last`."""
    parsed = view.parsed
    while last > first and parsed.lower[last] in ("'s", "’s", "'", "’"):
        last -= 1
    head = head_of(view, first, last)
    span = parsed.span(first, last)
    written = " ".join(parsed.phrase(span).split())
    name = person_name(written, view.words)
    phrase = read_phrase(view, min(phrase_start(view, head), first), last)
    return Mention(
        first, last, head, "person", "name", written, span,
        name=name, key=" ".join(name.words), phrase=phrase,
        address=_address(view, first), gender=_gender(view, first, phrase, name),
        sentence=parsed.sentence_of[head], subject=parsed.dep[head] in ("nsubj", "nsubjpass"),
    )  # fmt: skip


def _address(view: View, first: int) -> frozenset[str]:
    hit = view.role_at.get(first - 1)
    return frozenset({hit.role.role.rstrip(".")}) if hit else frozenset()


def _gender(view: View, first: int, phrase: Phrase, name: PersonName) -> str:
    """By the form of address right before the name, by a title, else by the given name."""
    before = view.role_at.get(first - 1)
    told = before.role.gender if before else ""
    titled = next((role.gender for role in phrase.titles if role.gender), "")
    return told or titled or name.gender
