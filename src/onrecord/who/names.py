"""Names of persons: their parts, gender, and whether two may be one person's."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from onrecord.who.words import Words, bare

ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "ul"})
"""Forms of the Arabic article before a name, joined by a hyphen or a space."""
SHORT_NAME = 5
"""Letters that a name needs before a misspelling of it is looked for."""
LONG_NAME = 8
"""Letters from which two slips are allowed; one below (who/README.md, rule 7)."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles."""

    words: tuple[str, ...]
    """Bare words, articles dropped: ("ziyad", "nakhala")."""
    gender: str
    """m, f or empty: by the given name."""

    @property
    def surname(self) -> str:
        """The last word."""
        return self.words[-1]

    @property
    def given(self) -> str:
        """The first word of a full name, or an empty string."""
        return self.words[0] if len(self.words) > 1 else ""


def person_name(written: str, words: Words) -> PersonName:
    """The parts of a name as written ("Ziyad al-Nakhala")."""
    unquoted = [piece for piece in written.split() if piece[0] not in "\"“‘'"] or [written]
    parts = [bare(p) for piece in unquoted for p in _unhyphenated(piece)]
    parts = [p for p in parts if p and (p not in words.lists["suffixes"] or len(parts) == 2)]
    kept = [p for n, p in enumerate(parts) if p not in ARTICLES or n == len(parts) - 1]
    return PersonName(tuple(kept or parts or [bare(written) or written]), gender_of(kept, words))


@lru_cache(maxsize=1 << 14)
def person_parts(word: str) -> tuple[str, ...]:
    """The bare parts of one word of a name, articles dropped where something else is left."""
    parts = [bare(part) for part in _unhyphenated(word)]
    kept = [part for part in parts if part and part not in ARTICLES]
    return tuple(kept or [part for part in parts if part])


def _unhyphenated(piece: str) -> list[str]:
    """ "al-Nakhala" gives both parts, "Jean-Pierre" stays one."""
    first, dash, rest = piece.partition("-")
    return [first, rest] if dash and bare(first) in ARTICLES else [piece]


def gender_of(parts: list[str], words: Words) -> str:
    """m or f where the given name is given to one sex only; a lone word must be known."""
    if not parts:
        return ""
    if parts[0] in words.male:
        return "m"
    return "f" if parts[0] in words.female else ""


def may_be_same(one: PersonName, other: PersonName, words: Words) -> bool:
    """Whether two full names (of two words at least) may be one person's.

    Same surname and the same given name, its initial or its short form; or one is the other
    without middle names or a second surname.
    """
    a, b = one.words, other.words
    if a == b or _is_long_surname(a, b) or _is_long_surname(b, a):
        return True
    if not _same_given(a[0], b[0], words):
        return False
    if a[-1] == b[-1]:
        return len(a) == 2 or len(b) == 2 or bool(set(a[1:-1]) & _with_initials(b[1:-1]))
    short, long = sorted((a, b), key=len)
    return len(short) < len(long) and len(short[-1]) > 1 and set(short[1:]) <= set(long[1:])


def _is_long_surname(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ "Santa Anna" after "Antonio Lopez de Santa Anna": a surname of two words or more."""
    return 1 < len(short) < len(long) and long[-len(short) :] == short


def _with_initials(parts: tuple[str, ...]) -> set[str]:
    return {*parts, *(p[:1] for p in parts)}


def _same_given(a: str, b: str, words: Words) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    return b in words.nicknames.get(a, ()) or a in words.nicknames.get(b, ())


def misspelt(one: str, other: str, *, sure: bool) -> bool:
    """Whether two names differ by a slip of the pen.

    One edit (a transposition counts one) in names of five letters or more, two where the names
    are long, or (`sure`) where title and circumstances speak for it.
    """
    if one[:1] != other[:1] or min(len(one), len(other)) < SHORT_NAME:
        return False
    allowed = 2 if sure or min(len(one), len(other)) >= LONG_NAME else 1
    return 0 < OSA.distance(one, other, score_cutoff=allowed) <= allowed
