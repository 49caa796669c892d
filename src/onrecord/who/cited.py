"""Names in scholarly references: "Marn et al.", "(Marn 2010; Ruiz & Sand, 2005)"."""

from onrecord.who.view import View

_BEFORE_CITED = frozenset({"(", ",", ";", "&", "and"})
_AFTER_CITED = frozenset({",", ";", "&", "and"})
_AFTER_YEAR = frozenset({")", ";", ":", ","})
_REFERENCE = 60
"""Tokens between a cited name and the brackets around it, at most."""


def is_cited(view: View, first: int, last: int) -> bool:
    """Whether "et al." or a year follows a lone name, or it stands in a bracket of such names."""
    after = view.parsed.lower[last + 1 : last + 3]
    if not _is_one_word(view, first, last) or len(after) < 2:
        return False
    if (after[0] in ("(", ",") and _is_year(after[1])) or (
        after[0] == "et" and after[1] in ("al", "al.")
    ):
        return True
    if _is_year(after[0]) and after[1] in _AFTER_YEAR:
        return _is_in_brackets(view, first, last)
    before = view.parsed.lower[first - 1] if first else ""
    return (
        before in _BEFORE_CITED and after[0] in _AFTER_CITED and _is_in_reference(view, first, last)
    )


def _is_one_word(view: View, first: int, last: int) -> bool:
    """Whether a run is one word, or several that hyphens join ("Sand-Ruiz")."""
    return all(is_joint(view, token) for token in range(first + 1, last, 2)) and (
        (last - first) % 2 == 0
    )


def _is_in_brackets(view: View, first: int, last: int) -> bool:
    """Whether a bracket opens before a run and closes after it, in the same sentence."""
    parsed = view.parsed
    sentence = parsed.sentences[parsed.sentence_of[first]]
    before = parsed.words[sentence.first : first]
    return before.count("(") > before.count(")") and ")" in parsed.words[last : sentence.last]


def _is_year(word: str) -> bool:
    return len(word) in (4, 5) and word[:4].isdigit() and word[:2] in ("18", "19", "20")


def _is_in_reference(view: View, first: int, last: int) -> bool:
    """Whether the brackets around a name hold a year: "(Marn, Ruiz, & Sand, 2005)"."""
    parsed = view.parsed
    start = first - 1
    while start >= 0 and first - start < _REFERENCE and parsed.words[start] != "(":
        if parsed.words[start] == ")":
            return False
        start -= 1
    if start < 0 or parsed.words[start] != "(":
        return False
    for token in range(last + 1, min(last + _REFERENCE, len(parsed.words))):
        if parsed.words[token] == ")":
            return False
        if _is_year(parsed.lower[token]):
            return True
    return False


def is_joint(view: View, token: int) -> bool:
    """Whether a token is a hyphen without spaces around it, inside a name."""
    parsed = view.parsed
    return (
        token + 1 < len(parsed.words)
        and parsed.words[token] in ("-", "–")
        and parsed.end[token - 1] == parsed.start[token]
        and parsed.end[token] == parsed.start[token + 1]
    )
