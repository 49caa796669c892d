"""Part-of-speech tags and lemmas by look-up, from the tables that the model itself brings.

spaCy's attribute ruler and rule lemmatiser do the same token by token; looking each distinct
(tag, word, label) up once is some thirty times faster, and mends two defects: a lemma is
always lower case, and "rated" is a form of "rate", not of "rat".
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

VOWELS = "aeiou"
BASE_TAGS = {"NOUN": ("NN",), "VERB": ("VB", "VBP"), "AUX": ("VB", "VBP"), "ADJ": ("JJ",)}
KINDS = ("noun", "verb", "adj", "adv")
"""The parts of speech that the model lists words of."""
INVARIANT = {
    form.replace("'", mark): lemma
    for mark in "'’"
    for form, lemma in {
        "'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "'d": "would",
        "ca": "can", "wo": "will", "sha": "shall", "n't": "not",
    }.items()
}  # fmt: skip
"""Contracted auxiliaries, with a straight or a curly apostrophe."""


def _fits(value: str, wanted: Any) -> bool:
    """Whether a value meets one condition of a pattern: equality, IN or NOT_IN."""
    if isinstance(wanted, dict):
        return value in wanted.get("IN", (value,)) and value not in wanted.get("NOT_IN", ())
    return value == wanted


def _plain(pattern: dict[str, Any]) -> bool:
    """Whether a pattern asks for tag, word and label alone, by equality or lists."""
    lists = {"IN", "NOT_IN"}
    return set(pattern) <= {"TAG", "LOWER", "DEP"} and all(
        isinstance(wanted, str) or set(wanted) <= lists for wanted in pattern.values()
    )


def pos_table(nlp: "Language") -> Callable[[str, str, str], tuple[str, str | None]]:
    """(tag, lower-case word, dependency label) -> (universal tag, lemma if the model fixes it).

    Reads the one-token patterns of the model's attribute ruler; later ones override.
    """
    ruler: Any = dict(nlp.components)["attribute_ruler"]
    patterns = [
        (pattern[0], entry["attrs"])
        for entry in ruler.patterns
        for pattern in entry["patterns"]
        if len(pattern) == 1 and _plain(pattern[0])
    ]
    kept: dict[tuple[str, str, str], tuple[str, str | None]] = {}

    def look_up(tag: str, lower: str, dep: str) -> tuple[str, str | None]:
        key = (tag, lower, dep)
        if key not in kept:
            values = {"TAG": tag, "LOWER": lower, "DEP": dep}
            pos, lemma = "X", None
            for pattern, attrs in patterns:
                if all(_fits(values[name], wanted) for name, wanted in pattern.items()):
                    pos = attrs.get("POS", pos)
                    lemma = attrs.get("LEMMA", lemma)
            kept[key] = (pos, lemma)
        return kept[key]

    return look_up


def _prefer_e(stem: str) -> bool:
    """Whether an -ed or -ing form of this stem belongs to stem + e.

    A one-syllable verb that ends consonant–vowel–consonant doubles its last letter (`rat`,
    `ratted`), so an undoubled form (`rated`) is of the verb in -e.
    """
    vowels = sum(c in VOWELS for c in stem)
    return (
        len(stem) > 2
        and vowels == 1
        and stem[-2] in VOWELS
        and stem[-1] not in VOWELS + "wxy"
    )  # fmt: skip


def lemma_table(nlp: "Language") -> Callable[[str, str, str], str]:
    """(lower-case word, universal tag, tag) -> lemma, by the model's exceptions and rules."""
    lookups: Any = dict(nlp.components)["lemmatizer"].lookups  # type: ignore[attr-defined]
    exceptions = lookups.get_table("lemma_exc")
    index = {kind: frozenset(lookups.get_table("lemma_index").get(kind, ())) for kind in KINDS}
    rules = lookups.get_table("lemma_rules")
    kept: dict[tuple[str, str, str], str] = {}

    def look_up(lower: str, pos: str, tag: str) -> str:
        key = (lower, pos, tag)
        if key not in kept:
            kept[key] = _lemma(lower, pos, tag)
        return kept[key]

    def _lemma(lower: str, pos: str, tag: str) -> str:
        kind = "verb" if pos == "AUX" else pos.lower()
        if pos in ("AUX", "VERB", "PART") and lower in INVARIANT and tag != "POS":
            return INVARIANT[lower]
        if tag in ("MD", "POS"):
            return lower
        if tag in BASE_TAGS.get(pos, ()) or kind not in rules:
            return lower
        listed = exceptions.get(kind, {}).get(lower)
        if listed:
            return listed[0]
        forms = [
            lower[: len(lower) - len(old)] + new for old, new in rules[kind] if lower.endswith(old)
        ]
        forms = [form for form in forms if form]
        known = [form for form in forms if form in index.get(kind, ())]
        with_e = [form for form in known if form.endswith("e") and _prefer_e(form[:-1])]
        return (with_e or known[-1:] or forms[:1] or [lower])[0]

    return look_up


def known_words(nlp: "Language") -> frozenset[str]:
    """The common words (not names) that the model's lemmatiser lists, lower case."""
    lookups: Any = dict(nlp.components)["lemmatizer"].lookups  # type: ignore[attr-defined]
    listed = frozenset[str]()
    for kind in KINDS:
        listed |= frozenset(lookups.get_table("lemma_index").get(kind, ()))
        listed |= frozenset(lookups.get_table("lemma_exc").get(kind, ()))
    return listed
