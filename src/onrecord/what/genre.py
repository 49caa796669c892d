"""Whether a text is about public life at all.

Sport, markets, films, recipes and games use the verbs of war and diplomacy all day long. A text
tells political events only if it has public actors, and more of them than of another genre's
words.
"""

import msgspec

from onrecord.lexicon import Lexicon
from onrecord.parse import Parsed

PUBLIC = "public"
FEWEST = 3
"""Fewer distinct words than this say nothing about a text's genre."""
BRIEF = 45
"""Distinct words: a text with fewer is a headline or a sentence or two."""
ENOUGH = 3
"""Distinct public words and names that a longer text needs."""
COUNTRIES = frozenset({"GPE", "NORP"})


class Genre(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that are typical of one genre."""

    id: str
    words: str


def build_genres(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Genre -> its words (use `lexicon.compiled(build_genres)`)."""
    return {g.id: frozenset(g.words.split()) for g in lexicon.rules("what", "genres", Genre)}


def is_public(parsed: Parsed, genres: dict[str, frozenset[str]]) -> bool:
    """Whether a document tells of public life, by its distinct words."""
    lemmas = frozenset(parsed.lemma)
    brief = len(lemmas) < BRIEF
    named = COUNTRIES | {"ORG"} if brief else COUNTRIES
    names = {
        lemma for lemma, entity in zip(parsed.lemma, parsed.ent, strict=True) if entity in named
    }
    public = len(lemmas & genres[PUBLIC]) + len(names - genres[PUBLIC])
    other = max(len(lemmas & words) for name, words in genres.items() if name != PUBLIC)
    plain = other < FEWEST
    return (brief or public >= (1 if plain else ENOUGH)) and (plain or other <= public)
